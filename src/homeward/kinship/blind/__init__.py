"""Blind search: all remains against all missing persons by look-up, and remains against each other."""
