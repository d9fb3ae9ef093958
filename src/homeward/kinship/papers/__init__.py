"""Pedigrees drawn, ratios as pictures, and the report of a comparison."""
