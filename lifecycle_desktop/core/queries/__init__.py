"""What a person can see: read-only SQL to model objects, one file per screen or answer."""
