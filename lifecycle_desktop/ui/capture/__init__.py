"""Quick capture: one line about a person, understood while it is typed."""
