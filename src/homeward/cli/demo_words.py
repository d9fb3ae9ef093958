"""What the demo's page says in words: why someone stays, and what each file holds."""

from __future__ import annotations

from homeward.exchange.reasons import ReasonKey
from homeward.words import _

#: Why someone stays, in general words; the sentence with its figures stands in ``why.csv``.
WHY_NOT: dict[ReasonKey, str] = {
    ReasonKey.NOT_CONFIRMED: _("not confirmed by both sides"),
    ReasonKey.WILL_NO: _("does not wish to return"),
    ReasonKey.WILL_UNASKED: _("has not been asked yet"),
    ReasonKey.NOT_FIT: _("not fit to travel"),
    ReasonKey.FITNESS_UNKNOWN: _("fitness to travel not established"),
    ReasonKey.ALREADY_RETURNED: _("has already returned"),
    ReasonKey.NO_TERM_HOLDS: _("falls under no term"),
    ReasonKey.UNDETERMINED: _("it cannot be said yet whether a term holds"),
    ReasonKey.GROUP_WAITS: _("waits with the family group"),
    ReasonKey.BELOW_CUT_OFF: _("others rank before, and the places end there"),
    ReasonKey.PASSED_OVER: _("ranks high enough, but taking this place would let fewer go"),
    ReasonKey.NUMBER_REACHED: _("the agreed number is reached"),
    ReasonKey.WOULD_BREAK_PARITY: _("no free place with one to match it on the other side"),
    ReasonKey.SEATS_FULL: _("all seats are taken"),
    ReasonKey.STRETCHERS_FULL: _("all stretcher places are taken"),
    ReasonKey.GROUP_DOES_NOT_FIT: _("the family group does not fit into any stage"),
    ReasonKey.FEWER_COULD_GO: _("there is a place, but taking it would let fewer go"),
}

#: What the files of a round hold, by file name.
FILES: dict[str, str] = {
    "report.html": _("the reconciliation: every pair to look at, with reasons (holds names)"),
    "pairs.csv": _("all pairs proposed or to be looked at, with reasons"),
    "relatives.csv": _("relatives and namesakes kept apart, with reasons"),
    "clusters.csv": _("every entry of every list, by person"),
    "summary.json": _("counts of the reconciliation"),
    "agreement.toml": _("the agreement, its terms and the round"),
    "persons.csv": _("the persons the round was planned from"),
    "plan.json": _("the plan, byte for byte as either side computes it"),
    "why.csv": _("a row for everyone: goes or stays, and why"),
    "draw.json": _("the draw of the lot: commitments and numbers"),
    "run.json": _("when and with what the files were made"),
}
