"""Measurements, never part of the tests: what is right, how fast, in how much memory, beside what others reach.

``python -m benchmarks`` prints them all; each ``bench_*`` module is a program of its own (``figures``). What the code
must reach is checked by tests; here stand the figures.
"""
