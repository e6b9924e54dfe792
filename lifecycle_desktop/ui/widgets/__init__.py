"""Small reused widgets that know nothing of contacts."""
