"""Homeward: the working system of a humanitarian exchange commission.

Rooms, and who may import whom: ``docs/architecture.md``.
"""

__version__ = "0.1.0"
