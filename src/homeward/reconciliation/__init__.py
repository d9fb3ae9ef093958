"""Reconciliation: which entries of two or more lists describe one person, why, and who only looks like it.

``comparing.reconcile`` is the whole of it, from lists to proposals; ``results`` and ``report`` write them down.
Nothing is merged here: people decide. Lists come from ``intake``; both sides of that door share ``register``.
"""
