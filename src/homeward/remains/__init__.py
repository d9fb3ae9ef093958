"""Remains: consignments of containers counted, parts and cases never confused, identifications decided by people.

Pure rules: no database, no clock. What a DNA profile weighs is computed in ``kinship``.
"""
