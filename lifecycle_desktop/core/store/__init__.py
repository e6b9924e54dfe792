"""How it is kept: one SQLite file with its journal, search tables, backups and upgrades."""
