"""Profiles, pedigrees, frequencies and results as files: our JSON, tables of laboratories, Familias, PLINK, CODIS."""
