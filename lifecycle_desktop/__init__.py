"""Lifecycle Desktop: the offline program that turns strangers into customers for life."""

__version__ = "0.1.0"
