"""A receipt: what somebody who handed in or decided takes home, and what it proves on any machine.

It is a proof of logging that carries the entry and as much of its content as the holder chose to have opened. That
the entry is in the record is proved to whoever trusts the policy; that its content was this, by the salts; that one
row of a long list was among its rows, by a proof of its own. The paper that is printed from it is ``receipt_paper``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.errors import InputRefused
from homeward.ledger.canonical import Json, b64, canonical, from_b64
from homeward.ledger.checkpoints import BadSignature, Checkpoint, parse_checkpoint, parse_number
from homeward.ledger.entries import ContentPart, EntryView, RowChange
from homeward.ledger.merkle import leaf_hash, verify_inclusion
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import Policy, parse_policy
from homeward.ledger.proofs import TlogProof, parse_proof
from homeward.ledger.reading import read_entry
from homeward.ledger.sentences import Sentence
from homeward.ledger.terms import Change
from homeward.words import _

FORMAT = "homeward-receipt/1"

NOT_A_RECEIPT = _("This is not a receipt of Homeward: {why}")
NOT_A_CHECKPOINT = _("The checkpoint in the receipt cannot be read: {why}")
OTHER_PLACE = _("The entry says that it is number {sequence}, and the receipt says number {index}.")
NOT_IN_THE_RECORD = _("The entry is not in the record of this checkpoint: the proof does not lead to its root.")
IN_THE_RECORD = _("The entry is number {sequence} in the record {origin} of {size} entries.")
OTHER_CONTENT = _("The part “{name}” is not what was recorded: its fingerprint is another.")
CONTENT_HOLDS = _("The part “{name}” is, to the letter, what was recorded.")
OTHER_ROW = _("The row shown is not among the rows of this entry.")
ROW_HOLDS = _("The row shown is number {number} of the {count} rows of this entry, to the letter.")
BAD_SIGNATURE = _("The signature in the name of {name} is not valid.")
NOT_BY_THE_LOG = _("The checkpoint is not signed by the log that the policy names.")
NO_QUORUM = _("Too few witnesses cosigned for the policy; those who did: {present}.")
SIGNED = _("The log signed the checkpoint, and enough witnesses cosigned it: {present}.")
ABSENT = _(
    "Not cosigned by {names}. Compare the root with them before anything that binds: until then they may have been "
    "shown another record."
)
INSIDE_POLICY = _(
    "Who is trusted was taken from the receipt itself. Compare its policy with the one that your side keeps, "
    "or give yours: SHA-256 {digest}"
)
OTHER_POLICY = _("The receipt was made under another policy than the one given: give the policy of that time.")
BAD_POLICY = _("The policy in the receipt cannot be read.")
NOBODY = _("none")


class Verdict(StrEnum):
    """What a receipt is worth."""

    #: Everything holds, and those whom the policy trusts signed.
    HOLDS = "holds"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """One row of an entry, with the proof that it is among the entry's rows.

    Args:
        row: what was done to it, and its values and salt unless it is gone.
        place: its number among the row leaves, from 0.
        count: how many row leaves the entry has.
        proof: inclusion proof in the tree over the row leaves.
    """

    row: RowChange
    place: int
    count: int
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as read; nothing of it is verified yet."""

    entry: EntryView
    content: tuple[ContentPart, ...]
    row: OpenedRow | None
    policy: str
    proof: TlogProof

    @property
    def leaf(self) -> bytes:
        """The hash of the entry's leaf, its fingerprint."""
        return leaf_hash(self.entry.canonical)


@dataclass(frozen=True, slots=True)
class ReceiptFinding:
    """What a check found: the verdict, and a sentence for each thing that holds or does not, the faults first."""

    verdict: Verdict
    sentences: tuple[Sentence, ...]


def make_receipt(
    entry: bytes,
    content: Iterable[ContentPart],
    row: OpenedRow | None,
    inclusion: Sequence[bytes],
    checkpoint_note: str,
    policy: str,
) -> str:
    """The text of a receipt.

    Args:
        entry: the canonical bytes of the entry.
        content: the parts of its content to open.
        row: the row to open.
        inclusion: the proof of the entry in the tree of the checkpoint.
        checkpoint_note: the signed and cosigned checkpoint.
        policy: the text of the policy that judges the checkpoint.

    Raises:
        ValueError: ``entry`` is no entry.
    """
    sequence = read_entry(entry).sequence
    opened = sorted(content, key=lambda part: part.name)
    extra: Mapping[str, Json] = {
        "content": [{"name": part.name, "salt": b64(part.salt), "value": part.value} for part in opened],
        "entry": json.loads(entry),
        "format": FORMAT,
        "policy": policy,
        "row": _row_written(row) if row else None,
    }
    return TlogProof(canonical(extra), sequence, tuple(inclusion), checkpoint_note).format()


def parse_receipt(text: str) -> Receipt:
    """Read a receipt.

    Raises:
        ValueError: it is no proof of logging, or what it carries is not an entry with its content.
    """
    proof = parse_proof(text)
    if proof.extra is None:
        raise ValueError("It is a proof of logging without an entry.")
    try:
        found = json.loads(proof.extra)
        if canonical(found) != proof.extra:
            raise ValueError("What it carries is not written in canonical JSON.")
        return _receipt(found, proof)
    except RecursionError as error:
        raise ValueError("What it carries is nested too deep.") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("A field of what it carries is missing or of another kind.") from error


def check_receipt(text: str, policy: Policy | None) -> ReceiptFinding:
    """Check a receipt; never raises for what stands in ``text``.

    Args:
        text: the receipt.
        policy: the one that the reader keeps; without it the policy in the receipt says who is trusted, and the
            finding says so: whoever forges a receipt can write a policy too.
    """
    try:
        receipt = parse_receipt(text)
    except ValueError as error:
        return ReceiptFinding(Verdict.BROKEN, (Sentence(NOT_A_RECEIPT, {"why": error}),))
    try:
        note = parse_note(receipt.proof.checkpoint_note)
        checkpoint = parse_checkpoint(note.text)
        trusted = policy or parse_policy(receipt.policy)
    except ValueError as error:
        return ReceiptFinding(Verdict.BROKEN, (Sentence(NOT_A_CHECKPOINT, {"why": error}),))
    except InputRefused:
        return ReceiptFinding(Verdict.BROKEN, (Sentence(BAD_POLICY),))
    faults: list[Sentence] = []
    holds: list[Sentence] = []
    for is_fault, sentence in (*_inside(receipt, checkpoint), *_signed(note, trusted)):
        (faults if is_fault else holds).append(sentence)
    if trusted.text != receipt.policy:
        faults.append(Sentence(OTHER_POLICY))
    if faults:
        return ReceiptFinding(Verdict.BROKEN, (*faults, *holds))
    if not policy:
        digest = hashlib.sha256(receipt.policy.encode()).hexdigest()
        holds.append(Sentence(INSIDE_POLICY, {"digest": digest}))
    return ReceiptFinding(Verdict.HOLDS, tuple(holds))


def _inside(receipt: Receipt, checkpoint: Checkpoint) -> Iterator[tuple[bool, Sentence]]:
    """What the receipt proves by itself; True marks a fault."""
    entry, proof = receipt.entry, receipt.proof
    if entry.sequence != proof.index:
        yield True, Sentence(OTHER_PLACE, {"sequence": entry.sequence, "index": proof.index})
    if verify_inclusion(receipt.leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root):
        told = {"sequence": entry.sequence, "origin": checkpoint.origin, "size": checkpoint.size}
        yield False, Sentence(IN_THE_RECORD, told)
    else:
        yield True, Sentence(NOT_IN_THE_RECORD)
    digests = dict(entry.content)
    for part in receipt.content:
        is_other = digests.get(part.name) != part.digest
        yield is_other, Sentence(OTHER_CONTENT if is_other else CONTENT_HOLDS, {"name": part.name})
    if opened := receipt.row:
        leaf = leaf_hash(opened.row.leaf)
        if opened.count == entry.rows_count and verify_inclusion(
            leaf, opened.place, opened.count, opened.proof, entry.rows_root
        ):
            yield False, Sentence(ROW_HOLDS, {"number": opened.place + 1, "count": opened.count})
        else:
            yield True, Sentence(OTHER_ROW)


def _signed(note: SignedNote, policy: Policy) -> Iterator[tuple[bool, Sentence]]:
    """Whether those whom the policy trusts signed; True marks a fault."""
    try:
        by_the_log = policy.log_signed(note)
        present = {"present": ", ".join(policy.cosigners(note)) or Sentence(NOBODY)}
        enough = policy.quorum_met(note)
    except BadSignature as error:
        yield True, Sentence(BAD_SIGNATURE, {"name": error.name})
        return
    if not by_the_log:
        yield True, Sentence(NOT_BY_THE_LOG)
    if not enough:
        yield True, Sentence(NO_QUORUM, present)
    if by_the_log and enough:
        yield False, Sentence(SIGNED, present)
        if absent := policy.absent(note):
            yield False, Sentence(ABSENT, {"names": ", ".join(absent)})


def _receipt(found: Mapping[str, Json], proof: TlogProof) -> Receipt:
    """The receipt of fields whose kinds are not yet checked."""
    if found.keys() != {"content", "entry", "format", "policy", "row"} or found["format"] != FORMAT:
        raise ValueError(f"Its fields are not those of {FORMAT}.")
    content = tuple(_part(part) for part in _list(found["content"]))
    names = [part.name for part in content]
    if names != sorted(set(names)):
        raise ValueError("The parts of its content are not sorted by name, each once.")
    row = None if found["row"] is None else _row(_object(found["row"]))
    return Receipt(read_entry(canonical(found["entry"])), content, row, _text(found["policy"]), proof)


def _part(found: Json) -> ContentPart:
    part = _object(found)
    if part.keys() != {"name", "salt", "value"}:
        raise ValueError("A part of its content has other fields than name, salt and value.")
    return ContentPart(_text(part["name"]), part["value"], from_b64(_text(part["salt"])))


def _row(found: Mapping[str, Json]) -> OpenedRow:
    if found.keys() != {"change", "count", "key", "place", "proof", "salt", "table", "values"}:
        raise ValueError("The row it shows has other fields than it should.")
    salt, values = found["salt"], found["values"]
    row = RowChange(
        table=_text(found["table"]),
        key=_text(found["key"]),
        change=Change(_text(found["change"])),
        values=None if values is None else _object(values),
        salt=None if salt is None else from_b64(_text(salt)),
    )
    if not (values is None) == (salt is None) == (row.change in (Change.REMOVED, Change.ERASED)):
        raise ValueError("A row that stands has values and a salt, one that is gone has neither.")
    proof = tuple(from_b64(_text(part)) for part in _list(found["proof"]))
    place, count = (parse_number(str(_whole(found[name]))) for name in ("place", "count"))
    return OpenedRow(row, place, count, proof)


def _row_written(opened: OpenedRow) -> dict[str, Json]:
    row = opened.row
    return {
        "change": row.change.value,
        "count": opened.count,
        "key": row.key,
        "place": opened.place,
        "proof": [b64(part) for part in opened.proof],
        "salt": None if row.salt is None else b64(row.salt),
        "table": row.table,
        "values": row.values,
    }


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _list(value: Json) -> Sequence[Json]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Json) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value
