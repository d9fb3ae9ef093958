"""Exchange rounds: what two sides agreed, who may go home under it, who goes in which stage, and why the others wait.

``planning.make_plan`` turns an agreement, a list of persons and a lot into a plan; ``plan_file`` writes it,
``verify`` recomputes it and ``checking`` checks it without the planner; ``lot`` draws the lot; ``medical`` holds the
criteria of medical commissions. The rule that every plan follows stands in ``docs/reference/exchange-plan.md``.
"""
