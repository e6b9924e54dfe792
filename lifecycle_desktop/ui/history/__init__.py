"""History: what changed when, and the undo of one older step."""
