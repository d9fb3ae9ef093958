"""What actions, roles and tables of the record are called when people read them; unknown ones stand as written.

A new action or table gets its line here when it is written: a test finds those without one.
"""

from __future__ import annotations

from homeward.ledger.sentences import Sentence
from homeward.words import Language, _, say

ACTIONS: dict[str, str] = {
    "exchange.adopt_agreement": _("An agreement was adopted"),
    "exchange.adopt_plan": _("A plan of a round was adopted"),
    "exchange.commit_to_number": _("A party committed to its number for the lot"),
    "exchange.issue_papers": _("The papers of a round were issued"),
    "exchange.open_lot": _("A lot was opened"),
    "exchange.reveal_number": _("A party revealed its number for the lot"),
    "intake.hand_in": _("A list was handed in"),
    "ledger.adopt_policy": _("It was decided who is trusted to sign the record"),
    "ledger.correct_clock": _("The clock of the record was corrected"),
    "ledger.keep_cosignatures": _("Signatures of witnesses were kept"),
    "ledger.make_checkpoint": _("A checkpoint of the record was signed"),
    "ledger.read_names": _("Names were read"),
    "reconciliation.decide_pairs": _("Pairs of names were decided"),
    "reconciliation.keep_comparison": _("A comparison of lists was kept"),
}

ROLES: dict[str, str] = {
    "auditor": _("auditor"),
    "key_custodian": _("keeper of the keys"),
    "liaison": _("liaison officer"),
    "mediator": _("mediator"),
    "secretary": _("secretary of the commission"),
}


#: By ``room.model``; in quotation marks, so that the same sentence takes each of them in every language.
TABLES: dict[str, str] = {
    "exchange.adoptedagreement": _("“agreements”"),
    "exchange.adoptedplan": _("“plans”"),
    "exchange.issuedpaper": _("“papers handed out”"),
    "exchange.lotdraw": _("“draws of the lot”"),
    "intake.submission": _("“submissions”"),
    "intake.submittedrow": _("“lists handed in”"),
    "ledger.checkpoint": _("“checkpoints”"),
    "ledger.policy": _("“policies”"),
    "reconciliation.comparison": _("“comparisons of lists”"),
    "reconciliation.pairdecision": _("“decisions about pairs”"),
}


def table_name(table: str) -> Sentence:
    """What a table holds, to stand in a sentence."""
    return Sentence(TABLES[table]) if table in TABLES else Sentence("“{table}”", {"table": table})


def action_name(action: str, language: Language | str) -> str:
    """What was done, as a sentence without its end."""
    return say(ACTIONS.get(action, action), language)


def role_name(role: str, language: Language | str) -> str:
    """In which office somebody acted."""
    return say(ROLES.get(role, role), language)
