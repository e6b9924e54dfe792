"""Contacts: the table of everybody, and the pane that shows one of them."""
