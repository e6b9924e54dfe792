"""Import: choose a file, check what would happen, import, see what was done."""
