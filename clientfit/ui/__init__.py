"""The page: its session, its views and its widget."""
