"""Everything Qt; no SQL."""
