"""Which policy judges which checkpoint, and how trust passes from one policy to the next.

Every policy adopted is an entry of the log itself. A checkpoint of size n is judged by the last policy whose entry is
before n. Whoever steals the log's key alone cannot change who is trusted: the first checkpoint that covers a change
must have the quorum of the policy before the change as well as that of the new one. So too for each of several
changes under one checkpoint; no adopted policy's quorum is ever passed over.

The quorum is also demanded of the newest checkpoint; every older one needs the log's signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from homeward.ledger.checkpoints import BadSignature, Checkpoint, parse_checkpoint
from homeward.ledger.notes import SignedNote
from homeward.ledger.policy import Policy
from homeward.ledger.sentences import Sentence
from homeward.words import _

NO_POLICY = _("The checkpoint of size {size} is older than any policy: nobody has said whose signatures count.")
NOT_A_CHECKPOINT = _("A signed note of the record is not a checkpoint: {why}")
NOT_ASCENDING = _("The checkpoint of size {size} does not stand after a smaller one.")
OTHER_ORIGIN = _("The checkpoint of size {size} is of another record than the first one.")
BAD_SIGNATURE = _("The checkpoint of size {size}: the signature in the name of {name} is not valid.")
NOT_BY_THE_LOG = _("The checkpoint of size {size} is not signed by the log.")
NO_QUORUM = _(
    "The checkpoint of size {size} lacks witnesses: it has {present}, and the policy adopted at entry {sequence} asks for more."
)
NO_OLD_QUORUM = _(
    "The policy changed at entry {changed}, and the checkpoint of size {size} that covers the change has not the "
    "witnesses of the policy before it, adopted at entry {sequence}: it has {present}."
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
        if not numbers or numbers[0] != 0 or any(later <= earlier for earlier, later in zip(numbers, numbers[1:])):
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

    def check(self, notes: Sequence[SignedNote]) -> list[Sentence]:
        """All that is wrong with the signatures of checkpoints given by ascending size, the newest last."""
        faults: list[Sentence] = []
        previous: Checkpoint | None = None
        for note in notes:
            try:
                checkpoint = parse_checkpoint(note.text)
            except ValueError as error:
                faults.append(Sentence(NOT_A_CHECKPOINT, {"why": error}))
                continue
            try:
                faults += self._faults(note, checkpoint, previous, is_newest=note is notes[-1])
            except BadSignature as error:
                faults.append(Sentence(BAD_SIGNATURE, {"size": checkpoint.size, "name": error.name}))
            previous = checkpoint
        return faults

    def _faults(
        self, note: SignedNote, checkpoint: Checkpoint, previous: Checkpoint | None, *, is_newest: bool
    ) -> Iterator[Sentence]:
        size = checkpoint.size
        if not self._before(size):
            yield Sentence(NO_POLICY, {"size": size})
            return
        if previous and size <= previous.size:
            yield Sentence(NOT_ASCENDING, {"size": size})
        if previous and checkpoint.origin != previous.origin:
            yield Sentence(OTHER_ORIGIN, {"size": size})
        # The first checkpoint covers the first policy, which changes nothing, and every change after it.
        covered = previous.size if previous else 1
        *older, current = self._before(size)
        changed_from = [adopted for adopted in older if self._after(adopted).sequence >= covered]
        if not current.policy.log_signed(note):
            yield Sentence(NOT_BY_THE_LOG, {"size": size})
        if (is_newest or changed_from) and not current.policy.quorum_met(note):
            yield Sentence(NO_QUORUM, self._lacking(note, current, size))
        for adopted in changed_from:
            if not adopted.policy.quorum_met(note):
                changed = self._after(adopted).sequence
                yield Sentence(NO_OLD_QUORUM, self._lacking(note, adopted, size) | {"changed": changed})

    def _before(self, size: int) -> tuple[Adopted, ...]:
        return tuple(adopted for adopted in self.adopted if adopted.sequence < size)

    def _after(self, adopted: Adopted) -> Adopted:
        return self.adopted[self.adopted.index(adopted) + 1]

    def _lacking(self, note: SignedNote, adopted: Adopted, size: int) -> dict[str, object]:
        present = ", ".join(adopted.policy.present(note)) or NOBODY
        return {"size": size, "sequence": adopted.sequence, "present": present}
