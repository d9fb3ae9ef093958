"""Things said of one person that cannot all be true: rules as data, each over two things said.

A rule compares two facts whoever said them; nobody's word weighs more. Partial dates are spans: a rule speaks where
the spans leave no room, and, where a life is at stake, already where they leave room for it (``_not_before``).
Sources: schema §4 (checks of entries), §13 (contradictions checked before an identification); field notes §3.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations

from homeward.identifiers import opaque_id
from homeward.ledger.terms import NEUTRAL
from homeward.register.dates import PartialDate, age_on
from homeward.register.facts import LISTED, Fact
from homeward.register.terms import FactField, LifeState, ListedAs, Whereabouts
from homeward.words import _

#: Nobody of a list was older when taken or last seen; the oldest age ever documented is 122.
MOST_YEARS = 110

#: Rule of two entries that a chain joins and all concerned part; found by ``clusters``.
JOINED_YET_PARTED = "joined_yet_parted"

Clash = Callable[[Fact, Fact], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: stands in the register.
        sentence: what is wrong, marked.
        first, other: field of each fact with the values that concern the rule, none for all.
        clash: whether the two cannot both be true.
    """

    id: str
    sentence: str
    first: tuple[str, frozenset[str]]
    other: tuple[str, frozenset[str]]
    clash: Clash


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction: rule, the facts it rests on, and who may see it.

    Attributes:
        party: "" for everybody who may see the person, a party, or ``NEUTRAL`` (the neutral alone).
    """

    rule: str
    facts: tuple[Fact, ...]
    party: str

    @property
    def number(self) -> str:
        """The same rule over the same facts has the same number; another value, another number."""
        said = "\n".join(f"{fact.field}|{fact.value}|{fact.as_of}|{fact.party}|{fact.source}" for fact in self.facts)
        return opaque_id("CD", hashlib.sha256(f"{self.rule}\n{said}".encode()).hexdigest())


def _words(field: FactField, *values: str) -> tuple[str, frozenset[str]]:
    return field.value, frozenset(values)


def _lists(*kinds: str) -> tuple[str, frozenset[str]]:
    return LISTED, frozenset(kinds)


def _always(first: Fact, other: Fact) -> bool:
    del first, other
    return True


def _not_before(first: Fact, other: Fact) -> bool:
    """The first is not surely earlier than the other: where a date is missing, nobody can say that it was."""
    return first.when is None or other.when is None or first.when.latest >= other.when.earliest


def _apart(first: PartialDate | None, other: PartialDate | None) -> bool:
    return first is not None and other is not None and (first.latest < other.earliest or other.latest < first.earliest)


def _dates_apart(first: Fact, other: Fact) -> bool:
    return _apart(first.date, other.date)


def _times_apart(first: Fact, other: Fact) -> bool:
    return _apart(first.when, other.when)


def _values_differ(first: Fact, other: Fact) -> bool:
    return first.value != other.value


def _parties_differ(first: Fact, other: Fact) -> bool:
    return first.party != other.party and NEUTRAL not in (first.party, other.party)


def _born_after(birth: Fact, event: Fact) -> bool:
    return birth.date is not None and event.date is not None and birth.date.earliest > event.date.latest


def _too_old(birth: Fact, event: Fact) -> bool:
    born, then = birth.date, event.date
    return born is not None and then is not None and age_on(born.latest, then.earliest) > MOST_YEARS


_DEAD = _words(FactField.LIFE_STATE, LifeState.DEAD_REPORTED, LifeState.DEAD_IDENTIFIED, LifeState.PRESUMED_DEAD_COURT)
_IDENTIFIED = _words(FactField.LIFE_STATE, LifeState.DEAD_IDENTIFIED)
_ALIVE = _words(FactField.LIFE_STATE, LifeState.ALIVE_SEEN, LifeState.ALIVE_REPORTED)
_RETURNED = _words(FactField.WHEREABOUTS, Whereabouts.RETURNED)
_HELD = _words(FactField.WHEREABOUTS, Whereabouts.HELD_CONFIRMED, Whereabouts.HELD_REPORTED, Whereabouts.HOSPITAL)
_BORN, _TAKEN, _SEX = _words(FactField.BIRTH_DATE), _words(FactField.TAKEN), _words(FactField.SEX)
_HELD_LISTS = _lists(ListedAs.HELD, ListedAs.CATEGORY_OFFER)
_OPEN_LISTS = _lists(
    ListedAs.HELD, ListedAs.SOUGHT, ListedAs.CATEGORY_OFFER, ListedAs.CATEGORY_REQUEST, ListedAs.CHILDREN
)
_LIVING_LISTS = _lists(ListedAs.HELD, ListedAs.CATEGORY_OFFER, ListedAs.WITNESSES_OF_LIFE)
_BODY_LISTS = _lists(ListedAs.BODIES_OFFERED)

RULES: tuple[Rule, ...] = (
    Rule("alive_after_death", _("Said to be dead, and reported alive at a time that is not before it."), _ALIVE, _DEAD,
         _not_before),
    Rule("identified_yet_listed_alive", _("Identified as dead, yet on a list of the living."), _IDENTIFIED,
         _LIVING_LISTS, _always),
    Rule("held_after_death", _("Said to be dead, and held at a time that is not before it."), _HELD, _DEAD,
         _not_before),
    Rule("returned_after_death", _("Said to be dead, and returned at a time that is not before it."), _RETURNED, _DEAD,
         _not_before),
    Rule("body_and_alive", _("On a list of bodies, and reported alive."), _BODY_LISTS, _ALIVE, _always),
    Rule("body_and_held", _("On a list of bodies, and on a list of the living."), _BODY_LISTS, _LIVING_LISTS, _always),
    Rule("two_deaths", _("Identified as dead twice, at times that exclude each other."), _IDENTIFIED, _IDENTIFIED,
         _times_apart),
    Rule("returned_yet_listed", _("Returned, yet still on a list of those held or sought."), _RETURNED, _OPEN_LISTS,
         _always),
    Rule("held_after_return", _("Returned, and held at a time that is not before it."), _HELD, _RETURNED, _not_before),
    Rule("held_by_both", _("On lists of those held by both sides."), _HELD_LISTS, _HELD_LISTS, _parties_differ),
    Rule("sex_differs", _("The sex is not the same."), _SEX, _SEX, _values_differ),
    Rule("births_apart", _("The dates of birth exclude each other."), _BORN, _BORN, _dates_apart),
    Rule("born_after_event", _("Born after having been taken or last seen."), _BORN, _TAKEN, _born_after),
    Rule("too_old", _("Older than anybody was when taken or last seen."), _BORN, _TAKEN, _too_old),
)  # fmt: skip

#: Sentence of every rule by id.
SENTENCES: dict[str, str] = {rule.id: rule.sentence for rule in RULES} | {
    JOINED_YET_PARTED: _("Joined by a chain of judgements, and judged to be different persons."),
}


def contradictions_of(facts: Iterable[Fact]) -> list[Found]:
    """Every contradiction among things said of one person; in the order of the rules, then of the facts."""
    said = sorted(set(facts))
    found = []
    for rule in RULES:
        for pair in combinations(said, 2):
            if any(_concerns(rule, *turn) and rule.clash(*turn) for turn in (pair, pair[::-1])):
                found.append(Found(rule.id, pair, visible_to(pair)))
    return found


def visible_to(facts: Iterable[Fact]) -> str:
    """Who may see what rests on these facts: everybody, one party whose unshared word it needs, or the neutral."""
    own = {fact.party for fact in facts if not fact.shared}
    return "" if not own else own.pop() if len(own) == 1 else NEUTRAL


def _concerns(rule: Rule, first: Fact, other: Fact) -> bool:
    return all(
        fact.field == field and (not values or fact.value in values)
        for fact, (field, values) in ((first, rule.first), (other, rule.other))
    )
