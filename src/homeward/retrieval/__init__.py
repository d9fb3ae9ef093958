"""Retrieval of the dead in a truce: windows that no side opens alone, and how their hours are used.

Pure rules: no database, no clock. ``windows`` is the life of a window, ``notices`` what must be sent before;
``planning`` plans its trips (``route_problem`` and ``routing`` search them, ``slack`` keeps the closing, ``bound``
judges them, ``checking`` checks them without the planner); ``replanning`` says where planning goes on while the window
is open. ``plan_file``, ``sheet``, ``map_page`` and ``pictures`` write and show. The rules:
``docs/reference/retrieval.md``.
"""
