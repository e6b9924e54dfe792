"""The board: one column per stage, a card per person."""
