"""Everything that works without Qt: what things are, how they are kept, seen, done, exchanged and printed."""
