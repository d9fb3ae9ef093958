"""How quick the desk is."""
