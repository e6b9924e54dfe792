"""Settings: the business, the lifecycle, the look, safety and sample people."""
