"""What is shown: the page as a widget, a view for each of its steps, and the script."""
