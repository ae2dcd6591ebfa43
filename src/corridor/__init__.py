"""Corridor: the operations desk of organisations that get persecuted people to safety."""

__version__ = "0.1.0"
