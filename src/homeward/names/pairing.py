"""Which word of one name is set against which word of the other.

Surname is set against surname, given name against given name, patronymic against patronymic; also surname against
given name, since lists and languages order them differently. A second surname or given name may stand in. Whether a
pairing speaks for or against one person is weighed in ``comparison``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from homeward.names.evidence import (
    NEAR_DISTANCE,
    Familiarity,
    Outcome,
    WordEvidence,
    compare_words,
    part_matters,
    sounds_slavic,
)
from homeward.names.keys import Part
from homeward.names.parsing import PersonName


@dataclass(frozen=True, slots=True)
class Compared:
    """Two words set against each other in a part."""

    left: str
    right: str
    evidence: WordEvidence


@dataclass(frozen=True, slots=True)
class Pairing:
    """One way to set the words of two names against each other; ``words`` by part, None where a side has none."""

    words: tuple[Compared | None, Compared | None, Compared | None]
    swapped: bool
    slavic: bool
    conflict: tuple[str, str] | None


_OTHER_PLACE = 0.03
_CLEAR = 0.05


_ONE_NAME = frozenset({Outcome.EQUAL, Outcome.EQUIVALENT, Outcome.SHORT_FORM})


def _nearer(left: str, right: str, part: Part, slavic: bool) -> WordEvidence:
    """Evidence in ``part``, or as the other of surname and given name where that is nearer.

    Foreign names are often parsed the wrong way round on one side.
    """
    evidence = compare_words(left, right, part, slavic)
    apart = evidence.familiarity is Familiarity.BOTH
    if evidence.distance <= _EQUAL_ENOUGH or (apart and part is Part.GIVEN) or not part_matters(left, right):
        return evidence
    other = compare_words(left, right, Part.GIVEN if part is Part.SURNAME else Part.SURNAME, slavic)
    if apart:
        return other if other.outcome in _ONE_NAME else evidence
    return other if other.distance < evidence.distance else evidence


_EQUAL_ENOUGH = 0.02
_OURS = 1e-3


def _moved(evidence: WordEvidence) -> WordEvidence:
    gap = evidence.distance + _OTHER_PLACE
    return WordEvidence(evidence.outcome, gap, evidence.familiarity, evidence.frequency)


class _StandIn:
    """A spare word of one side that might stand in for the word ``displaced`` of that side."""

    def __init__(
        self, left: str, right: str, spare: list[str], taken: str, displaced: str, part: Part, slavic: bool
    ) -> None:
        self.left, self.right = left, right
        self.spare, self.taken, self.displaced = spare, taken, displaced
        self.evidence = _moved(compare_words(left, right, part, slavic))

    def rank(self) -> tuple[float, list[str]]:
        """Nearest first; ties in an order that does not depend on the side."""
        return self.evidence.distance, sorted((self.left, self.right))


def _compare_part(
    left: str, right: str, part: Part, slavic: bool, spare_left: list[str], spare_right: list[str]
) -> Compared:
    """Compare the words of a part; where they are apart, a second surname or given name may stand in."""
    if part is Part.PATRONYMIC:
        return Compared(left, right, compare_words(left, right, part, slavic))
    best = Compared(left, right, _nearer(left, right, part, slavic))
    if best.evidence.distance <= _CLEAR or best.evidence.outcome is Outcome.INITIAL:
        return best
    stand_ins = [_StandIn(left, word, spare_right, word, right, part, slavic) for word in spare_right]
    stand_ins += [_StandIn(word, right, spare_left, word, left, part, slavic) for word in spare_left]
    found = min(stand_ins, key=_StandIn.rank, default=None)
    if found is None or found.evidence.distance >= best.evidence.distance:
        return best
    found.spare[found.spare.index(found.taken)] = found.displaced
    return Compared(found.left, found.right, found.evidence)


def _readings_of(name: PersonName) -> Iterator[PersonName]:
    """The name as parsed; also with what was taken for a patronymic as surname, if a part is missing beside it."""
    yield name
    if name.patronymic and not (name.surname and name.given):
        yield PersonName(name.patronymic, name.given or name.surname, "", name.others)


def pairings(left: PersonName, right: PersonName) -> Iterator[Pairing]:
    """Ways to set two parsed names of at least two words each against each other; the same ways from either side."""
    for one in _readings_of(left):
        for other in _readings_of(right):
            straight = _pair(one, other, one.surname, one.given, other.surname, other.given, False)
            yield straight
            surname = straight.words[0]
            if surname is None or surname.evidence.distance > _EQUAL_ENOUGH:
                yield _pair(one, other, one.surname, one.given, other.given, other.surname, True)
                yield _pair(one, other, one.given, one.surname, other.surname, other.given, True)


def _is_slavic(surnames: tuple[str, str], given: tuple[str, str], patronymics: tuple[str, str]) -> bool:
    """Whether the names are Ukrainian or Russian beyond doubt: by a patronymic, the surnames, or the given name."""
    if max(map(len, patronymics)) > 1:
        return True
    if all(surnames) and sounds_slavic(*surnames):
        return True
    if not all(given):
        return False
    evidence = compare_words(*given, Part.GIVEN, True)
    return evidence.distance <= _EQUAL_ENOUGH and evidence.frequency > _OURS


def _pair(
    left: PersonName,
    right: PersonName,
    left_surname: str,
    left_given: str,
    right_surname: str,
    right_given: str,
    swapped: bool,
) -> Pairing:
    """Set the words against each other part by part, taking those given as surname and given name for what they are."""
    spare_left, spare_right = list(left.others), list(right.others)
    patronymics = (left.patronymic, right.patronymic)
    slavic = _is_slavic((left_surname, right_surname), (left_given, right_given), patronymics)
    words: list[Compared | None] = []
    for part, one, other in (
        (Part.SURNAME, left_surname, right_surname),
        (Part.GIVEN, left_given, right_given),
        (Part.PATRONYMIC, *patronymics),
    ):
        if one and other:
            words.append(_compare_part(one, other, part, slavic, spare_left, spare_right))
            continue
        words.append(None)
        if part is not Part.PATRONYMIC:
            spare_left += [one] if one else []
            spare_right += [other] if other else []
    conflict = None
    if spare_left and spare_right:
        gap, _pair_of_words, one, other = min(
            (_nearer(one, other, Part.SURNAME, slavic).distance, sorted((one, other)), one, other)
            for one in spare_left
            for other in spare_right
        )
        conflict = (one, other) if gap > NEAR_DISTANCE else None
    return Pairing((words[0], words[1], words[2]), swapped, slavic, conflict)
