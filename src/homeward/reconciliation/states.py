"""Where a pair stands: what people of each party found, who is still to be heard, what came of it.

The neutral looks first. What two persons of the neutral find to be one person is put to the sides; each side is
heard by two of its own persons; where all agree it is settled. ``standing`` says from that where the pair stands for
each party. A side never learns from it what the other has said before both have spoken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from homeward.ledger.terms import NEUTRAL
from homeward.words import LabelledWord, _


class PairState(LabelledWord):
    """Where a pair stands for one party."""

    WAITING = "waiting", _("waiting for a first person")
    SECOND = "second", _("needs a second person")
    ASKED = "asked", _("asked")
    #: Found by two persons of the neutral to be worth a decision; not put to the sides yet.
    FOUND = "found", _("not yet put to the sides")
    #: For the neutral: put to the sides, not yet decided by all.
    PUT = "put", _("put to the sides")
    #: For a side: its own decision stands, the other's does not.
    DECIDED = "decided", _("decided, waiting for the other side")
    AGREED_SAME = "agreed_same", _("agreed: the same person")
    AGREED_DIFFERENT = "agreed_different", _("agreed: two persons")
    DIFFER = "differ", _("the sides differ")
    UNCLEAR = "unclear", _("unclear")
    #: Relatives or namesakes by what the lists say: nobody need look.
    APART = "apart", _("kept apart")


#: States in which somebody must act, in the order in which they are shown.
OPEN = (PairState.WAITING, PairState.SECOND, PairState.ASKED, PairState.FOUND, PairState.PUT, PairState.DECIDED)
#: States in which a pair rests.
SETTLED = (PairState.AGREED_SAME, PairState.AGREED_DIFFERENT)


class Said(LabelledWord):
    """What somebody says of two entries."""

    SAME = "same", _("the same person")
    DIFFERENT = "different", _("two persons")
    UNSURE = "unsure", _("cannot be told")


class Ground(LabelledWord):
    """Why: what a decision rests on. No decision stands without one."""

    ENTRIES = "entries", _("what the two entries say")
    DOCUMENT = "document", _("a document")
    FAMILY = "family", _("what the family says")
    WITNESS = "witness", _("somebody who knows the person")
    RELATIVE = "relative", _("a relative is meant")
    BIRTH = "birth", _("another date of birth")
    PARENTAGE = "parentage", _("another father's name")
    OTHER_ENTRY = "other_entry", _("another entry fits better")
    TOO_LITTLE = "too_little", _("too little is known")


@dataclass(frozen=True, slots=True)
class Voice:
    """What one party has found so far: said by a first person, and whether a second has joined."""

    said: Said
    is_seconded: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a pair stands for one party; ``waiting_for`` are the sides still to be heard, known to the neutral only."""

    state: PairState
    waiting_for: tuple[str, ...] = ()


def who_decides(parties: Iterable[str]) -> tuple[str, ...]:
    """The sides that must be heard on a pair of entries of ``parties``: those whose entries they are."""
    return tuple(sorted(set(parties) - {NEUTRAL}))


def standing(
    parties: Iterable[str],
    voices: Mapping[str, Voice],
    *,
    is_proposed: bool = True,
    is_put: bool = False,
    asked: frozenset[str] = frozenset(),
) -> dict[str, Standing]:
    """Where a pair stands, by party: the neutral always, a side only once the pair has been put to it.

    Args:
        parties: whose entries the two are; twice the same for a possible duplicate inside one list.
        voices: what each party has found, as far as it has.
        is_proposed: whether the comparison proposed the pair or wants a person to look.
        is_put: whether it has been put to the sides.
        asked: parties with an open query about it.
    """
    deciding = who_decides(parties)
    result = _result([voices.get(side) for side in deciding])
    found = {NEUTRAL: _for_the_neutral(voices.get(NEUTRAL), deciding, voices, result, is_proposed, is_put, asked)}
    if is_put:
        found |= {side: Standing(_for_a_side(voices.get(side), result, side in asked)) for side in deciding}
    return found


def _for_the_neutral(
    own: Voice | None,
    deciding: tuple[str, ...],
    voices: Mapping[str, Voice],
    result: PairState | None,
    is_proposed: bool,
    is_put: bool,
    asked: frozenset[str],
) -> Standing:
    if own is None:
        if NEUTRAL in asked:
            return Standing(PairState.ASKED)
        return Standing(PairState.WAITING if is_proposed else PairState.APART)
    if not own.is_seconded:
        return Standing(PairState.SECOND)
    if own.said is Said.DIFFERENT:
        return Standing(PairState.AGREED_DIFFERENT)
    if own.said is Said.UNSURE:
        return Standing(PairState.UNCLEAR)
    if not deciding:
        return Standing(PairState.AGREED_SAME)
    if not is_put:
        return Standing(PairState.FOUND)
    if result:
        return Standing(result)
    return Standing(PairState.PUT, tuple(side for side in deciding if not _is_heard(voices.get(side))))


def _for_a_side(own: Voice | None, result: PairState | None, has_asked: bool) -> PairState:
    if own is None:
        return PairState.ASKED if has_asked else PairState.WAITING
    if not own.is_seconded:
        return PairState.SECOND
    return result or PairState.DECIDED


def _is_heard(voice: Voice | None) -> bool:
    return voice is not None and voice.is_seconded


def _result(voices: Iterable[Voice | None]) -> PairState | None:
    """What all sides together say; None while one is still to be heard."""
    heard = [voice.said for voice in voices if voice and voice.is_seconded]
    said = set(heard)
    if not heard or len(heard) < len(list(voices)):
        return None
    if Said.UNSURE in said:
        return PairState.UNCLEAR
    if len(said) > 1:
        return PairState.DIFFER
    return PairState.AGREED_SAME if said == {Said.SAME} else PairState.AGREED_DIFFERENT
