"""Counts that may be told in public: small cells are held back, and what would give them away with them."""
