"""The page of sequences: what they hold, who is in them, and when their steps would come."""
