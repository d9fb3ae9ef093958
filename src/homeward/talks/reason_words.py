"""Reasons of a pair in words, for pages and papers."""

from __future__ import annotations

from typing import Final

from homeward.talks.text_terms import Effect, Modality, Obliged, Reason, ReasonKind
from homeward.words import LabelledWord, Language, _, say

KINDS: Final = {
    ReasonKind.SUBJECT: _("subject"),
    ReasonKind.QUANTITY: _("number"),
    ReasonKind.DEADLINE: _("time limit"),
    ReasonKind.MODALITY: _("force"),
    ReasonKind.NEGATION: _("demanded or forbidden"),
    ReasonKind.OBLIGED: _("who acts"),
    ReasonKind.RECIPIENT: _("who receives"),
    ReasonKind.CONDITION: _("condition"),
    ReasonKind.EXCEPTION: _("exception"),
    ReasonKind.SCOPE: _("what is covered"),
}
EFFECTS: Final = {
    Effect.AGREES: _("agrees"),
    Effect.CONFLICTS: _("in conflict"),
    Effect.LEFT_COVERS_MORE: _("the left one covers more"),
    Effect.RIGHT_COVERS_MORE: _("the right one covers more"),
    Effect.DIFFERS: _("differs"),
}
_LABELLED: Final[dict[ReasonKind, type[LabelledWord]]] = {
    ReasonKind.MODALITY: Modality,
    ReasonKind.NEGATION: Modality,
    ReasonKind.OBLIGED: Obliged,
    ReasonKind.RECIPIENT: Obliged,
}


def reason_text(reason: Reason, language: Language) -> str:
    """One reason: what is compared, what each text has, and what follows."""
    left, right = (_value(reason.kind, text, language) or "–" for text in (reason.left, reason.right))
    kind, effect = say(KINDS[reason.kind], language), say(EFFECTS[reason.effect], language)
    values = left if left == right else f"{left} | {right}"
    return f"{kind}: {values} · {effect}"


def _value(kind: ReasonKind, text: str, language: Language) -> str:
    words = _LABELLED.get(kind)
    return say(words(text).label, language) if words else text
