"""The page of one contact."""
