"""Alembic's revisions of the database file; revision N of the file is `PRAGMA user_version` N.

A revision is plain statements and never changes once it was released; it offers no way back, since a
backup is made before every upgrade. Add columns rather than rebuild tables; a rebuilt table must keep
`AUTOINCREMENT`. While revision 1 is unreleased it follows schema.py: `LIFECYCLE_FREEZE=1 pytest
tests/core/test_upgrade.py` writes it anew.
"""
