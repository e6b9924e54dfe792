"""The triggers page: what the program does by itself, in plain words."""
