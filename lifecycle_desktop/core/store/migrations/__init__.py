"""Alembic's revisions of the database file; revision N of the file is `PRAGMA user_version` N."""
