"""Today: who is next, and why."""
