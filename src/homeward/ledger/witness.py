"""A witness: it cosigns a checkpoint only if the log has grown out of what the witness cosigned before.

Each side and the neutral run one, with their own keys and their own state file. A log that shows one side another
record than the other, or takes back what it showed, finds no quorum. Checkpoints that a known log signed and that
contradict what was cosigned are kept beside the state file: they prove what the log did.

The state is in ``witness_state``; over the network it is spoken by ``witness_server`` and ``witness_client``, and on a
stick by files with the same bytes. Source: C2SP tlog-witness.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from homeward.errors import InputRefused
from homeward.ledger.canonical import b64, from_b64
from homeward.ledger.checkpoints import BadSignature, Checkpoint, cosign, parse_checkpoint, parse_number, signed_by
from homeward.ledger.keys import KeyKind, KeyPair
from homeward.ledger.merkle import EMPTY_ROOT, HASH_BYTES, verify_consistency
from homeward.ledger.notes import MOST_BYTES, SignedNote, parse_note
from homeward.ledger.policy import Policy
from homeward.ledger.witness_state import State, StateFile

#: A request of more bytes is refused.
MOST_REQUEST_BYTES = MOST_BYTES + 10_000
#: How far, in seconds, this machine's clock may be behind the last cosignature.
CLOCK_MAY_LAG = 5

OK, BAD_REQUEST, FORBIDDEN, NOT_FOUND, CONFLICT, UNPROCESSABLE, UNAVAILABLE = 200, 400, 403, 404, 409, 422, 503
PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"

_MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Request:
    """What a witness is asked: cosign ``note``, which grew out of the first ``old`` entries by ``proof``."""

    old: int
    proof: tuple[bytes, ...]
    note: SignedNote

    def format(self) -> bytes:
        """The request as it is sent, or carried in a file."""
        lines = [f"old {self.old}", *map(b64, self.proof), "", self.note.format()]
        return "\n".join(lines).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness answers: an HTTP status, the kind of the body, and the body."""

    status: int
    content_type: str
    body: bytes


def parse_request(data: bytes) -> Request:
    """Read a request.

    Raises:
        ValueError: it is none, or is larger than ``MOST_REQUEST_BYTES``.
    """
    if len(data) > MOST_REQUEST_BYTES:
        raise ValueError(f"A request has at most {MOST_REQUEST_BYTES} bytes.")
    head, gap, note = data.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise ValueError("A request begins with lines of ASCII.") from error
    if not gap or not first.startswith("old "):
        raise ValueError("A request is a line “old SIZE”, the proof, an empty line, and a checkpoint.")
    proof = tuple(map(from_b64, lines))
    if len(proof) > _MOST_HASHES or any(len(value) != HASH_BYTES for value in proof):
        raise ValueError(f"A proof has at most {_MOST_HASHES} hashes of {HASH_BYTES} bytes.")
    return Request(parse_number(first.removeprefix("old ")), proof, parse_note(note))


class Witness:
    """A witness with its keys, the logs it knows, and its state."""

    __slots__ = ("_clock", "_keys", "_policy", "_state")

    def __init__(self, keys: KeyPair, policy: Policy, state: StateFile, clock: Callable[[], float] = time.time) -> None:
        """Make a witness.

        Args:
            policy: its logs are those that this witness knows; the rest of it is not asked.
            clock: seconds since 1970, UTC.

        Raises:
            ValueError: the keys are not a witness's.
        """
        if keys.kind is not KeyKind.WITNESS:
            raise ValueError("A witness cosigns with the keys of a witness.")
        self._keys, self._policy, self._state, self._clock = keys, policy, state, clock

    def latest(self, origin: str) -> str | None:
        """The last note of that log that this witness cosigned.

        Raises:
            InputRefused: the state file does not hold.
        """
        with self._state.held() as state:
            return state.notes.get(origin)

    def answer(self, data: bytes) -> Answer:
        """Answer a request ``add-checkpoint``; a cosignature goes out only when the state is on the disk."""
        try:
            request = parse_request(data)
            checkpoint = parse_checkpoint(request.note.text)
        except ValueError as error:
            return _told(BAD_REQUEST, str(error))
        logs = [log for log in self._policy.logs if log.name == checkpoint.origin]
        if not logs:
            return _told(NOT_FOUND, "This witness does not know this log.")
        try:
            if not signed_by(request.note, logs):
                return _told(FORBIDDEN, "The checkpoint is not signed with a key of this log.")
        except BadSignature as error:
            return _told(FORBIDDEN, str(error))
        if request.old > checkpoint.size:
            return _told(BAD_REQUEST, "The old size is larger than the checkpoint's.")
        try:
            with self._state.held() as state:
                return self._decide(request, checkpoint, state)
        except InputRefused as error:
            return _told(UNAVAILABLE, str(error))
        except OSError as error:
            return _told(UNAVAILABLE, f"The state cannot be kept ({error.strerror}), so nothing is cosigned.")

    def _decide(self, request: Request, checkpoint: Checkpoint, state: State) -> Answer:
        kept = state.notes.get(checkpoint.origin)
        last = parse_checkpoint(parse_note(kept).text) if kept else Checkpoint(checkpoint.origin, 0, EMPTY_ROOT)
        if checkpoint.size == last.size and checkpoint.root != last.root:
            self._keep_evidence(request.note, checkpoint, kept)
        if self._was_set_back(request.note, checkpoint, last):
            return _told(
                UNAVAILABLE,
                "This checkpoint bears a cosignature of this witness that its state does not know: the state was set "
                "back. Nothing is cosigned until the newest state is restored.",
            )
        if request.old != last.size:
            return Answer(CONFLICT, SIZE, f"{last.size}\n".encode())
        if not _grew(last, checkpoint, request.proof):
            self._keep_evidence(request.note, checkpoint, kept)
            return _told(UNPROCESSABLE, f"The checkpoint is not proved to grow out of the one of size {last.size}.")
        now = int(self._clock())
        if now < state.instant - CLOCK_MAY_LAG:
            return _told(
                UNAVAILABLE,
                f"This machine's clock is {state.instant - now} seconds behind the last cosignature: set it right.",
            )
        instant = max(now, state.instant)
        lines = cosign(request.note.format(), self._keys, instant)
        by_log = signed_by_log_only(request.note, self._policy)
        notes = {**state.notes, checkpoint.origin: by_log.with_signatures(lines).format()}
        self._state.write(replace(state, count=state.count + 1, instant=instant, notes=notes))
        return Answer(OK, PLAIN, lines.encode())

    def _was_set_back(self, note: SignedNote, checkpoint: Checkpoint, last: Checkpoint) -> bool:
        """Whether the note bears our own cosignature of what our state has not seen."""
        try:
            ours = signed_by(note, self._keys.verifiers)
        except BadSignature:
            return False  # somebody wrote a line in our name: it says nothing
        same = checkpoint.size == last.size and checkpoint.root == last.root
        return bool(ours) and checkpoint.size >= last.size and not same

    def _keep_evidence(self, note: SignedNote, checkpoint: Checkpoint, kept: str | None) -> None:
        if kept:
            name = f"evidence-{checkpoint.size}-{checkpoint.root.hex()[:16]}"
            self._state.keep_beside(f"{name}-submitted", signed_by_log_only(note, self._policy).format())
            self._state.keep_beside(f"{name}-cosigned", kept)


def signed_by_log_only(note: SignedNote, policy: Policy) -> SignedNote:
    """The note with the lines of the policy's logs alone."""
    logs = {(log.name, log.key_id) for log in policy.logs}
    return replace(note, signatures=tuple(line for line in note.signatures if (line.name, line.key_id) in logs))


def _grew(last: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> bool:
    """Whether ``new`` is proved to begin with ``last``; size 0 begins every tree and proves nothing."""
    if last.size:
        return verify_consistency(last.size, new.size, last.root, new.root, proof)
    return not proof and (new.size > 0 or new.root == EMPTY_ROOT)


def _told(status: int, sentence: str) -> Answer:
    return Answer(status, PLAIN, f"{sentence}\n".encode())
