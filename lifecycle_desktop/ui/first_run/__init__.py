"""The first three steps of a new owner: the business, the lifecycle, the people."""
