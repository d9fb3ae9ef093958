"""Retrieval of the dead in a truce: windows that no side opens alone, and how their hours are used.

Pure rules: no database, no clock.
"""
