"""The page Plan: the marketing plan as stages side by side, and the sheet for the wall beside it."""
