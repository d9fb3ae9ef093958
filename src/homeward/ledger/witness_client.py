"""How the log asks witnesses for cosignatures: over the network, or by files carried there and back.

A request file holds the bytes that would be sent. An answer file has the status in its first line, then the answer.
Source: C2SP tlog-witness.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from homeward.errors import HomewardError
from homeward.ledger.checkpoints import BadSignature, parse_checkpoint, parse_number, signed_by
from homeward.ledger.keys import Verifier
from homeward.ledger.notes import MOST_BYTES, SignedNote, parse_note
from homeward.ledger.witness import CONFLICT, OK, PLAIN, SIZE, Answer, Request

_HEADING = "homeward-witness-answer/1"

#: Gives the proof that the tree of the checkpoint begins with its first so many leaves; empty for none.
ProofFrom = Callable[[int], Sequence[bytes]]


class NotCosigned(HomewardError):
    """A witness did not cosign: it refused, it answered what cannot be understood, or it was not reached."""


def ask(url: str, note: str, proof_from: ProofFrom, known_size: int = 0, seconds: float = 10) -> str:
    """Ask the witness at ``url`` to cosign a checkpoint; if it knows another size than we thought, once more.

    Args:
        url: where the witness listens, for example ``http://127.0.0.1:8791``.
        note: the signed checkpoint, best with the cosignatures it already has.
        known_size: the size that the witness cosigned last, as far as we know.
        seconds: how long to wait for each answer.

    Returns:
        The signature lines; verify them with ``accept``.

    Raises:
        NotCosigned: with a sentence why.
        ValueError: ``note`` is no checkpoint.
    """
    answer = _post(url, make_request(note, proof_from, known_size), seconds)
    if answer.status == CONFLICT:
        answer = _post(url, make_request(note, proof_from, size_in(answer)), seconds)
    return lines_in(answer)


def make_request(note: str, proof_from: ProofFrom, known_size: int = 0) -> bytes:
    """The bytes of a request, to send or to carry.

    Raises:
        NotCosigned: the witness knows a larger record than the checkpoint's.
        ValueError: ``note`` is no checkpoint.
    """
    signed = parse_note(note)
    size = parse_checkpoint(signed.text).size
    if known_size > size:
        raise NotCosigned(
            f"The witness has cosigned {known_size} entries and the checkpoint has {size}: an old record was put back."
        )
    proof = proof_from(known_size) if 0 < known_size < size else ()
    return Request(known_size, tuple(proof), signed).format()


def size_in(answer: Answer) -> int:
    """The size that an answer 409 names.

    Raises:
        NotCosigned: it names none.
    """
    try:
        if answer.status != CONFLICT or answer.content_type != SIZE:
            raise ValueError
        return parse_number(answer.body.decode("ascii").removesuffix("\n"))
    except ValueError as error:
        raise NotCosigned(f"The witness answered {answer.status}, without the size that it knows.") from error


def lines_in(answer: Answer) -> str:
    """The signature lines of an answer 200.

    Raises:
        NotCosigned: the witness refused; the sentence holds what it said.
    """
    said = answer.body.decode("utf-8", "replace")
    if answer.status != OK:
        raise NotCosigned(f"The witness answered {answer.status}: {_one_line(said)}")
    return said


def accept(note: str, lines: str, witnesses: Iterable[Verifier]) -> str:
    """The note with those of ``lines`` that verify with keys of ``witnesses``; lines of others are passed over.

    Raises:
        NotCosigned: a line of a known key does not verify, none is of a known key, or it is no signature line.
        ValueError: ``note`` is no checkpoint.
    """
    before, known = parse_note(note), tuple(witnesses)
    names = {(verifier.name, verifier.key_id) for verifier in known}
    try:
        after = before.with_signatures(lines)
        new = tuple(line for line in after.signatures[len(before.signatures) :] if (line.name, line.key_id) in names)
        if not signed_by(SignedNote(before.text, new), known):
            raise NotCosigned("The witness answered with no signature of a key that the policy knows.")
    except BadSignature as error:
        raise NotCosigned(str(error)) from error
    except ValueError as error:
        raise NotCosigned(f"The witness answered what is no cosignature: {error}") from error
    return replace(before, signatures=before.signatures + new).format()


def write_answer(answer: Answer) -> bytes:
    """An answer as a file to carry back."""
    return f"{_HEADING} {answer.status}\n".encode() + answer.body


def read_answer(data: bytes) -> Answer:
    """The answer in a file.

    Raises:
        ValueError: it is none.
    """
    heading, _, body = data.partition(b"\n")
    name, _, status = heading.decode("utf-8", "replace").partition(" ")
    if name != _HEADING:
        raise ValueError(f"An answer of a witness begins with “{_HEADING}”.")
    number = parse_number(status)
    return Answer(number, SIZE if number == CONFLICT else PLAIN, body)


def _post(url: str, data: bytes, seconds: float) -> Answer:
    if not url.startswith(("http://", "https://")):
        raise NotCosigned("The address of a witness begins with http:// or https://.")
    try:
        target = f"{url.rstrip('/')}/add-checkpoint"
        sent = urllib.request.Request(target, data, {"Content-Type": PLAIN}, method="POST")
        try:
            with urllib.request.urlopen(sent, timeout=seconds) as reply:
                return Answer(reply.status, reply.headers.get("Content-Type", ""), reply.read(MOST_BYTES))
        except urllib.error.HTTPError as refusal:
            with refusal:
                return Answer(refusal.code, refusal.headers.get("Content-Type", ""), refusal.read(MOST_BYTES))
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise NotCosigned(f"The witness was not reached: {_one_line(str(error))}") from error


def _one_line(said: str) -> str:
    return " ".join(said.split())[:300]
