"""Talks: two memoranda clause by clause, public claims beside documents, communiqués, terms and what is due.

Pure rules: no database, no clock.
"""
