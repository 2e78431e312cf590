"""The declared formats of tables: what a column may hold, and how to know it."""
