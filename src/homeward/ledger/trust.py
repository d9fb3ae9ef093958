"""Which policy judges which checkpoint, and how trust passes from one policy to the next.

Every policy adopted is an entry of the log itself. A checkpoint of size n is judged by the last policy whose entry is
before n. Whoever steals the log's key alone cannot change who is trusted: a change counts when some checkpoint that
covers it has the quorum of the policy before the change as well as that of the new one (where the policy before asks
for no witness, the signature of its log's key). So too for each of several changes; none is ever passed over.

The quorum is also demanded of the newest checkpoint; every older one needs the log's signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from homeward.ledger.checkpoints import BadSignature, Checkpoint, parse_checkpoint
from homeward.ledger.notes import SignedNote
from homeward.ledger.policy import NONE, Policy
from homeward.ledger.sentences import Sentence
from homeward.words import _

NO_POLICY = _("The checkpoint of size {size} is older than any policy: nobody has said whose signatures count.")
NOT_A_CHECKPOINT = _("A signed note of the record is not a checkpoint: {why}")
NOT_ASCENDING = _("The checkpoint of size {size} does not stand after a smaller one.")
OTHER_ORIGIN = _("The checkpoint of size {size} is of another record than the first one.")
BAD_SIGNATURE = _("The checkpoint of size {size}: the signature in the name of {name} is not valid.")
NOT_BY_THE_LOG = _("The checkpoint of size {size} is not signed by the log.")
NO_QUORUM = _(
    "The checkpoint of size {size} lacks witnesses: it has {present}, and the policy adopted at entry {sequence} "
    "asks for more."
)
UNCONFIRMED_CHANGE = _(
    "The policy changed at entry {changed}, and no checkpoint after it has both the witnesses of the policy before it, "
    "adopted at entry {sequence}, and those of the new one: the change does not count."
)
NOBODY = _("none")


@dataclass(frozen=True, slots=True)
class Adopted:
    """A policy and the sequence number of the entry that adopted it."""

    sequence: int
    policy: Policy


class Trust:
    """All policies a log adopted, and what they say of its checkpoints."""

    __slots__ = ("adopted",)

    def __init__(self, policies: Sequence[tuple[int, Policy]]) -> None:
        """Take the policies by the sequence numbers of their entries.

        Raises:
            ValueError: the numbers do not ascend, or the first is not 0.
        """
        numbers = [sequence for sequence, _policy in policies]
        if not numbers or numbers[0] != 0 or any(later <= earlier for earlier, later in pairwise(numbers)):
            raise ValueError("The first entry adopts the first policy; later ones follow one after the other.")
        self.adopted = tuple(Adopted(sequence, policy) for sequence, policy in policies)

    def in_force(self, size: int) -> Policy:
        """The policy that judges a checkpoint of ``size``.

        Raises:
            ValueError: size 0; there is no policy yet.
        """
        if size < 1:
            raise ValueError("No policy judges a record without entries.")
        return self._before(size)[-1].policy

    def has_adopted(self, text: str) -> bool:
        """Whether a policy that somebody kept is, byte for byte, one of those adopted."""
        return any(adopted.policy.text == text for adopted in self.adopted)

    def check(self, notes: Sequence[SignedNote], *, waiting: bool = False) -> list[Sentence]:
        """All that is wrong with the signatures of checkpoints given by ascending size, the newest last.

        Args:
            notes: every checkpoint.
            waiting: the newest may still wait for its witnesses, as it does in the log's own database.
        """
        faults: list[Sentence] = []
        previous: Checkpoint | None = None
        for note in notes:
            try:
                checkpoint = parse_checkpoint(note.text)
            except ValueError as error:
                faults.append(Sentence(NOT_A_CHECKPOINT, {"why": error}))
                continue
            try:
                faults += self._faults(note, checkpoint, previous, is_last=note is notes[-1] and not waiting)
            except BadSignature as error:
                faults.append(Sentence(BAD_SIGNATURE, {"size": checkpoint.size, "name": error.name}))
            previous = checkpoint
        return faults if faults or waiting else self._unconfirmed(notes)

    def _faults(
        self, note: SignedNote, checkpoint: Checkpoint, previous: Checkpoint | None, *, is_last: bool
    ) -> Iterator[Sentence]:
        size = checkpoint.size
        if not self._before(size):
            yield Sentence(NO_POLICY, {"size": size})
            return
        if previous and size <= previous.size:
            yield Sentence(NOT_ASCENDING, {"size": size})
        if previous and checkpoint.origin != previous.origin:
            yield Sentence(OTHER_ORIGIN, {"size": size})
        current = self._before(size)[-1]
        if not current.policy.log_signed(note):
            yield Sentence(NOT_BY_THE_LOG, {"size": size})
        present = current.policy.present(note)
        if is_last and current.policy.quorum not in (NONE, *present):
            told = {"size": size, "sequence": current.sequence, "present": ", ".join(present) or Sentence(NOBODY)}
            yield Sentence(NO_QUORUM, told)

    def _unconfirmed(self, notes: Sequence[SignedNote]) -> list[Sentence]:
        """Changes of policy that the witnesses of the policy before have not confirmed."""
        sizes = [(parse_checkpoint(note.text).size, note) for note in notes]
        newest = sizes[-1][0] if sizes else 0
        return [
            Sentence(UNCONFIRMED_CHANGE, {"changed": new.sequence, "sequence": old.sequence})
            for old, new in pairwise(self._before(newest))
            if not any(_confirms(note, old.policy, new.policy) for size, note in sizes if size > new.sequence)
        ]

    def _before(self, size: int) -> tuple[Adopted, ...]:
        return tuple(adopted for adopted in self.adopted if adopted.sequence < size)


def _confirms(note: SignedNote, old: Policy, new: Policy) -> bool:
    """Whether the witnesses of both policies cosigned; where the old one asks for none, its log's key vouches."""
    try:
        vouched = old.log_signed(note) if old.quorum == NONE else old.quorum_met(note)
        return vouched and new.quorum_met(note)
    except BadSignature:
        return False
