"""Duplicates: people who may be one person, cleared pair by pair or all sure ones at once."""
