"""Who is looking: the one value that every gate and every action takes from a page or an operation."""

from __future__ import annotations

from dataclasses import dataclass, field

from homeward.access.policy import rights_of
from homeward.access.terms import Reach, Record, Right, Role
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.words import Language


@dataclass(frozen=True, slots=True)
class Viewer:
    """A member of the commission at work, in one office, for one purpose.

    Args:
        person: number of the member (``US-…``).
        name: as the member writes it; shown to the own party only.
        role: the office acted in.
        party: a side's code, or ``NEUTRAL``.
        sides: codes of both sides, in the order drawn for the session.
        language: of pages and messages.
        purpose: what for; recorded with every name that is read.
        glass: an office of the own party whose records may be read as well, while the glass is broken.
        glass_number: of the emergency access (``EG-…``), "" without one; it stands with every name read meanwhile.
    """

    person: str
    name: str
    role: Role
    party: str
    sides: tuple[str, str]
    language: Language = Language.EN
    purpose: Purpose = Purpose.EXCHANGE
    glass: Role | None = None
    glass_number: str = ""
    parties: tuple[str, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Both sides in the drawn order, then the neutral."""
        object.__setattr__(self, "parties", (*self.sides, NEUTRAL))

    @property
    def actor(self) -> Actor:
        """As the record names whoever acts."""
        return Actor(self.person, self.role.value, self.party)

    @property
    def is_neutral(self) -> bool:
        """Whether the viewer belongs to the neutral."""
        return self.party == NEUTRAL

    def reaches(self, right: Right, record: Record) -> frozenset[Reach]:
        """How far ``right`` reaches. A person of a side is never given ``SIDES``, whatever the policy says."""
        found = {reach for reach, rights in rights_of(self.role, record).items() if right in rights}
        if self.glass and right is Right.READ:
            found |= {reach for reach, rights in rights_of(self.glass, record).items() if right in rights}
        return frozenset(found if self.is_neutral else found - {Reach.SIDES})

    def may(self, right: Right, record: Record) -> bool:
        """Whether there is any record of this kind at all that the viewer has this right to: whether a door opens."""
        return bool(self.reaches(right, record))

    def owners(self, right: Right, record: Record) -> frozenset[str]:
        """The parties whose own, unshared records the viewer has this right to."""
        reaches = self.reaches(right, record)
        return frozenset(
            ({self.party} if Reach.OWN in reaches else set()) | (set(self.sides) if Reach.SIDES in reaches else set())
        )

    def may_shared(self, right: Right, record: Record) -> bool:
        """Whether the viewer has this right to what is shared with both sides."""
        return Reach.JOINT in self.reaches(right, record)

    def may_on(self, right: Right, record: Record, owner: str, *, shared: bool = False) -> bool:
        """Whether the viewer has this right to one record of ``owner``."""
        return owner in self.owners(right, record) or (shared and self.may_shared(right, record))
