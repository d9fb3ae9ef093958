"""The pages of reconciliation, by subject."""
