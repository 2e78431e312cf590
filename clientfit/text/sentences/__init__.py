"""What the rules found out, as sentences."""
