"""The lifecycle page: the owner's ladder of stages, edited, changed for another, kept as a template."""
