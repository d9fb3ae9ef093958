"""Counts that may be told in public: small cells are held back, and what would give them away with them.

A table is told with its totals, so that a cell held back alone is found by subtraction. What is held back (None):

1. every count from 1 to ``least`` − 1, totals among them, and every cell whose change since an earlier publication is
   that small (primary suppression; a zero is told unless the caller asks otherwise);
2. further cells until an outsider who knows the rules, all that is shown and all that was shown before can place no
   cell held back, now or earlier, within fewer than ``least`` values or below ``least`` (complementary suppression).

What the outsider can work out is computed exactly for each table: a table with its totals is a circulation in a
network (rows, columns and totals are its edges), and the least and greatest value of an edge follow from one flow
each, in whole numbers. Since a sum of cells that is known to be small places each of them below ``least``, sums of
cells held back are guarded too. Tables about the same thing are held against each other cell by cell: at the same
date their cells of the same name are equal; at different dates an outsider is presumed to believe that counts grow,
unless one that is shown has fallen. Intervals are passed from table to table until they stand still: exact for tables
of the same rows and columns of one date, an outer bound for tables that share totals only and for two dates.

Source: Hundepool et al., Statistical Disclosure Control (2012), ch. 4 (primary and secondary suppression, the
audit by attacker's intervals, linked tables); the network: Cox, JASA 90 (1995) 1453–1462.
"""

from __future__ import annotations

from homeward.small_cells.cells import LEAST, Cells, Grid, Name, count_or_fewer
from homeward.small_cells.circulation import Interval
from homeward.small_cells.holding_back import held_back
from homeward.small_cells.outsider import Told, could_tell, intervals

__all__ = [
    "LEAST",
    "Cells",
    "Grid",
    "Interval",
    "Name",
    "Told",
    "could_tell",
    "count_or_fewer",
    "held_back",
    "intervals",
]
