"""Check the record on a machine that has never seen Homeward: one file, Python 3.9 or newer, and ``cryptography``.

    python verify_record.py BUNDLE.zip [--policy FILE] [--since CHECKPOINT] [--other BUNDLE.zip] [--language uk]
    python verify_record.py RECEIPT.tlog-proof [--policy FILE] [--language uk]

    BUNDLE.zip      the record as one party may see it          --policy     who is trusted, as you kept it
    RECEIPT         what somebody who acted took home           --since      a signed checkpoint you kept earlier
                                                                --other      the bundle of another party

It needs no network, writes nothing, and tells for each check in a line what it found. The first thing that does not
hold is named, with what to do. Exit code 0: all holds. 1: something does not hold. 2: this is no bundle or receipt.

It shares no line with the program that keeps the record; two programs that were written apart have to agree. Sources:
RFC 9162 (tree), RFC 8785 (canonical JSON), C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles,
tlog-policy, tlog-proof; the rest of the format is in docs/reference/record.md of Homeward.

Licence: AGPL-3.0-or-later.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import importlib
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

HOLDS, DOES_NOT_HOLD, NOT_OURS = 0, 1, 2
HASH_BYTES, SALT_BYTES = 32, 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
EMPTY_ROOT_TEXT = base64.b64encode(EMPTY_ROOT).decode("ascii")
LARGEST = 2**53 - 1
SMALL_FILE, LONGEST_LINE, ALL_CHECKPOINTS = 1 << 20, 1 << 26, 1 << 29
TILE = 256

CORRECT_CLOCK, ADOPT_POLICY, CONTENT_TABLE = "ledger.correct_clock", "ledger.adopt_policy", "ledger.content"
NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")

#: What to do, by what went wrong. The sentences and their translations stand at the end of the file.
ASK_AGAIN = (
    "Do not use this file and do not delete it. Ask for it once more, by another way, and check it again. If the same "
    "sentence comes, tell the head of your delegation and the neutral body, and decide nothing on this record until "
    "it is explained."
)
SHOW_BOTH = (
    "Keep both files unchanged, on two carriers. Tell the head of your delegation and the neutral body at once: "
    "together the two files prove that the record was not the same for all."
)
ASK_NEWER = "Ask for a bundle made today and check it again with the same checkpoint. Do not delete the one you kept."
ASK_POLICY = (
    "Check that you gave the policy file that your delegation keeps. If it is that one, tell the head of your "
    "delegation and the neutral body: somebody else would decide who is trusted."
)
ASK_WITNESSES = (
    "Ask the parties that have not cosigned whether their witness runs and what it answered. When they have cosigned, "
    "ask for a new bundle. Until then nobody but those named vouches for this record."
)
GIVE_FILE = "Check the name of the file. A bundle ends in .zip, a receipt in .tlog-proof."
INSTALL = "Install the Python library “cryptography”, version 50 or newer, and check again."


class Refusal(Exception):
    """Something does not hold; ``sentence`` says what, ``advice`` what to do, ``values`` fill the sentence."""

    def __init__(self, sentence: str, advice: str = ASK_AGAIN, status: int = DOES_NOT_HOLD, **values: object) -> None:
        super().__init__(sentence.format(**values))
        self.sentence, self.advice, self.status, self.values = sentence, advice, status, values


@dataclass
class Finding:
    """What was found.

    ``status`` is the exit code, ``lines`` what each check found, ``sentence`` the first thing that does not hold or
    "", ``advice`` what to do then; all in the language asked for. ``origin``, ``size`` and ``root`` are those of the
    newest checkpoint as far as the check came.
    """

    language: str = "en"
    status: int = HOLDS
    lines: list[str] = field(default_factory=list)
    sentence: str = ""
    advice: str = ""
    origin: str = ""
    size: int = 0
    root: bytes = b""
    leaves: bytes = field(default=b"", repr=False)

    @property
    def holds(self) -> bool:
        """Whether everything that was checked holds."""
        return self.status == HOLDS

    def tell(self, sentence: str, mark: str = "+", **values: object) -> None:
        """Add a line on a check: marked with ``+`` if it holds, with ``!`` if a person has to look at it."""
        self.lines.append(f"  {mark}  {say(self.language, sentence, **values)}")

    def refuse(self, refusal: Refusal) -> None:
        """End with what does not hold."""
        self.status = refusal.status
        self.sentence = say(self.language, refusal.sentence, **refusal.values)
        self.advice = say(self.language, refusal.advice)


def say(language: str, sentence: str, **values: object) -> str:
    """A sentence in a language, its fields filled; what has no translation stands in English."""
    place = ("uk", "ru", "tr").index(language) if language in ("uk", "ru", "tr") else None

    def translated(text: object) -> object:
        found = TRANSLATIONS.get(text) if place is not None and isinstance(text, str) else None
        return text if found is None or place is None else found[place]

    return str(translated(sentence)).format(**{name: translated(value) for name, value in values.items()})


# ---- Canonical JSON (RFC 8785 without fractions) and base 64 ---------------------------------------------------------


def _whole(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise ValueError("a number is too large")
    return int(digits)


def _no_fraction(text: str) -> object:
    raise ValueError(f"{text[:20]} is no whole number")


_decode = json.JSONDecoder(parse_int=_whole, parse_float=_no_fraction, parse_constant=_no_fraction).decode
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode
_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")


def canonical(value: Any) -> str:
    """The canonical text of a value; keys are sorted by their UTF-16 code units."""
    text = _encode(value)
    return text if text.isascii() or not _BEYOND_16_BITS.search(text) else _sorted_by_code_units(value)


def _sorted_by_code_units(value: Any) -> str:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(f"{_encode(key)}:{_sorted_by_code_units(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_sorted_by_code_units, value)) + "]"
    return _encode(value)


def read_canonical(data: bytes) -> Any:
    """The value of canonical JSON; ValueError for any other writing of it, keys given twice among them."""
    try:
        text = data.decode("utf-8")
        value = _decode(text)
        same = canonical(value) == text
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not same:
        raise ValueError("not canonical")
    return value


def read_object(data: bytes, *fields: str) -> dict[str, Any]:
    """An object with exactly these fields."""
    value = read_canonical(data)
    if not isinstance(value, dict) or value.keys() != set(fields):
        raise ValueError("other fields")
    return value


def from_b64(text: object, length: int | None = None) -> bytes:
    """The bytes of standard base 64 in its one spelling."""
    if not isinstance(text, str):
        raise ValueError("not text")
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeError) as error:
        raise ValueError("not base 64") from error
    if base64.b64encode(data).decode("ascii") != text or (length is not None and len(data) != length):
        raise ValueError("not base 64 of the right length")
    return data


def texts(*values: object) -> bool:
    """Whether all are text."""
    return {str}.issuperset(map(type, values))


def is_count(value: object) -> bool:
    """Whether a value is a whole number from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def salted(salt: bytes, value: object) -> bytes:
    """The digest of a content part or a row."""
    return hashlib.sha256(salt + canonical(value).encode()).digest()


# ---- The tree (RFC 9162, 2.1) ----------------------------------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf."""
    return hashlib.sha256(b"\0" + data).digest()


class Tree:
    """The right edge of a growing tree, and by level the hashes that its tiles hold above the leaves."""

    def __init__(self) -> None:
        self.size = 0
        self.edge: list[bytes] = []
        self.tiles: defaultdict[int, bytearray] = defaultdict(bytearray)

    def append(self, leaf: bytes) -> None:
        """Put one more leaf, given by its hash, at the end."""
        self.size += 1
        rest, level, edge = self.size, 0, self.edge
        while not rest & 1:
            leaf = hashlib.sha256(b"\1" + edge.pop() + leaf).digest()
            rest, level = rest >> 1, level + 1
            if not level & 7:
                self.tiles[level >> 3] += leaf
        edge.append(leaf)

    def root(self) -> bytes:
        """The root over all leaves so far."""
        if not self.edge:
            return EMPTY_ROOT
        folded = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            folded = hashlib.sha256(b"\1" + left + folded).digest()
        return folded


def root_at(leaves: bytes, size: int) -> bytes:
    """The root over the first leaves."""
    tree = Tree()
    for at in range(0, size * HASH_BYTES, HASH_BYTES):
        tree.append(leaves[at : at + HASH_BYTES])
    return tree.root()


def root_from_proof(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root to which an inclusion proof leads; None if it has not the length it must have."""
    steps: list[bool] = []
    start, end = 0, size
    while end - start > 1:
        half = 1 << ((end - start - 1).bit_length() - 1)
        steps.append(index >= start + half)
        start, end = (start + half, end) if steps[-1] else (start, start + half)
    if len(steps) != len(proof) or not 0 <= index < size:
        return None
    for sibling in proof:
        leaf = hashlib.sha256(b"\1" + (sibling + leaf if steps.pop() else leaf + sibling)).digest()
    return leaf


def tile_names(size: int) -> Iterator[tuple[int, str, int]]:
    """Level, name and width of every tile of a tree, by level and place."""
    level, hashes = 0, size
    while hashes:
        for start in range(0, hashes, TILE):
            width = min(TILE, hashes - start)
            number = f"{start // TILE:03d}"
            number = number.zfill((len(number) + 2) // 3 * 3)
            groups = [number[at : at + 3] for at in range(0, len(number), 3)]
            name = "/".join(["tile", str(level), *("x" + group for group in groups[:-1]), groups[-1]])
            yield level, name if width == TILE else f"{name}.p/{width}", width
        level, hashes = level + 1, hashes // TILE


# ---- Keys, signed checkpoints, policies (C2SP) -----------------------------------------------------------------------


@dataclass(frozen=True)
class Key:
    """A public key: 0x01 signs notes, 0x04 cosigns (both Ed25519), 0x06 signs trees (ML-DSA-44)."""

    name: str
    type: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:4]

    def signed(self, signature: bytes, checkpoint: Checkpoint) -> bool | None:
        """Whether this key signed the checkpoint; None if this machine cannot check ML-DSA-44."""
        if self.type == 1:
            return _verifies("ed25519", "Ed25519PublicKey", self.public, signature, checkpoint.body)
        instant, rest = int.from_bytes(signature[:8], "big"), signature[8:]
        if len(signature) <= 8 or instant >= 2**63:
            return False
        if self.type == 4:
            message = f"cosignature/v1\ntime {instant}\n".encode() + checkpoint.body
            return _verifies("ed25519", "Ed25519PublicKey", self.public, rest, message)
        name, origin = self.name.encode(), checkpoint.origin.encode()
        if max(len(name), len(origin)) > 255:
            return False
        message = b"subtree/v1\n\0" + bytes([len(name)]) + name + signature[:8] + bytes([len(origin)]) + origin
        message += struct.pack(">QQ", 0, checkpoint.size) + checkpoint.root
        return _verifies("mldsa", "MLDSA44PublicKey", self.public, rest, message)


def _verifies(module: str, kind: str, public: bytes, signature: bytes, message: bytes) -> bool | None:
    try:
        exceptions = importlib.import_module("cryptography.exceptions")
    except ImportError as error:
        raise Refusal(NO_LIBRARY, INSTALL) from error
    try:
        known = importlib.import_module(f"cryptography.hazmat.primitives.asymmetric.{module}")
        key = getattr(known, kind).from_public_bytes(public)
    except ValueError:
        return False
    except (ImportError, AttributeError, exceptions.UnsupportedAlgorithm) as error:
        if module == "mldsa":
            return None
        raise Refusal(NO_LIBRARY, INSTALL) from error
    try:
        key.verify(signature, message)
    except (exceptions.InvalidSignature, ValueError):
        return False
    return True


def read_key(text: str, types: tuple[int, int]) -> Key:
    """The key of one ``name+id+base 64``."""
    parts = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)", text)
    if not parts:
        raise ValueError("no key")
    name, key_id, encoded = parts.groups()
    data = from_b64(encoded)
    if data[0] not in types or len(data) != 1 + (1312 if data[0] == 6 else 32):
        raise ValueError("a key of another kind")
    key = Key(name, data[0], data[1:])
    if key.key_id.hex() != key_id:
        raise ValueError("the id of the key does not fit")
    return key


@dataclass(frozen=True)
class Checkpoint:
    """Size and root as signed, and the signature lines: name, key id, signature."""

    origin: str
    size: int
    root: bytes
    body: bytes
    lines: tuple[tuple[str, bytes, bytes], ...]


def read_checkpoint(data: bytes) -> Checkpoint:
    """A signed checkpoint; ValueError if it is none."""
    text = data.decode("utf-8")
    if len(data) > SMALL_FILE or any(sign < " " and sign != "\n" for sign in text):
        raise ValueError("not a note")
    body, gap, signatures = text.rpartition("\n\n")
    head = body.split("\n")
    if not gap or len(head) != 3 or not head[0] or not NUMBER.fullmatch(head[1]) or not signatures.endswith("\n"):
        raise ValueError("not a checkpoint")
    lines = []
    for line in signatures[:-1].split("\n"):
        parts = re.fullmatch(r"— ([^\s+]+) ([A-Za-z0-9+/=]+)", line)
        if not parts:
            raise ValueError("not a signature line")
        signature = from_b64(parts[2])
        if len(signature) < 5:
            raise ValueError("not a signature")
        lines.append((parts[1], signature[:4], signature[4:]))
    if len(lines) > 200:
        raise ValueError("too many signatures")
    return Checkpoint(head[0], int(head[1]), from_b64(head[2], HASH_BYTES), f"{body}\n".encode(), tuple(lines))


@dataclass
class Policy:
    """Who is trusted: logs, witnesses by name, groups by name (how many of which), and the quorum."""

    text: str
    logs: list[Key] = field(default_factory=list)
    witnesses: dict[str, Key] = field(default_factory=dict)
    groups: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    quorum: str = ""

    def has(self, name: str) -> bool:
        """Whether a witness or group of this name stands on an earlier line."""
        return name in self.witnesses or name in self.groups

    def signers(self, checkpoint: Checkpoint, unchecked: set[str] | None = None) -> tuple[bool, list[str]]:
        """Whether the log signed, and which witnesses and groups cosigned.

        A line that names a known key and is not of that key refuses the whole. Names of those whose second line this
        machine cannot check are added to ``unchecked``; they count as present.
        """
        logs = {(key.name, key.key_id): key for key in self.logs if key.name == checkpoint.origin}
        witnesses = {(key.name, key.key_id): key for key in self.witnesses.values()}
        found: set[Key] = set()
        by_log = False
        for name, key_id, signature in checkpoint.lines:
            for keys in (logs, witnesses):
                key = keys.get((name, key_id))
                if key is None:
                    continue
                verdict = key.signed(signature, checkpoint)
                if verdict is False:
                    raise Refusal(FORGED_SIGNATURE, name=name, size=checkpoint.size)
                if verdict is None and unchecked is not None:
                    unchecked.add(name)
                by_log = by_log or (keys is logs and bool(verdict))
                found.add(key)
        present = [name for name, key in self.witnesses.items() if key in found]
        for name, (least, members) in self.groups.items():
            if sum(member in present for member in members) >= least:
                present.append(name)
        return by_log, present

    def met(self, present: list[str]) -> bool:
        """Whether those present are enough."""
        return self.quorum == "none" or self.quorum in present

    def parties(self, present: list[str]) -> str:
        """Those of the quorum who are present, to be read by people."""
        return ", ".join(sorted(name for name in self._asked() if name in present)) or "–"

    def absent(self, present: list[str]) -> str:
        """Those of the quorum who are not, to be read by people; "" when all are."""
        return ", ".join(sorted(name for name in self._asked() if name not in present))

    def _asked(self) -> list[str]:
        return [] if self.quorum == "none" else self.groups.get(self.quorum, (1, [self.quorum]))[1]


def read_policy(text: str) -> Policy:
    """A policy; ValueError names the line that is none."""
    policy = Policy(text)
    placed: set[str] = set()
    for row, line in enumerate(text.split("\n"), 1):
        words = [word for word in re.split(r"[ \t]+", line) if word]
        kind, rest = (words[0], words[1:]) if words else ("#", [])
        try:
            if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line):
                raise ValueError("a control character")
            if kind.startswith("#"):
                continue
            if kind == "log" and len(rest) in (1, 2):
                key = read_key(rest[0], (1, 6))
                if any(key.public == other.public for other in policy.logs):
                    raise ValueError("a log twice")
                policy.logs.append(key)
            elif kind == "witness" and len(rest) in (2, 3):
                key = read_key(rest[1], (4, 6))
                if any(key.public == other.public for other in policy.witnesses.values()):
                    raise ValueError("a witness twice")
                _take_name(policy, rest[0])
                policy.witnesses[rest[0]] = key
            elif kind == "group" and len(rest) >= 3:
                name, count, members = rest[0], rest[1], rest[2:]
                least = {"any": "1", "all": str(len(members))}.get(count, count)
                if not re.fullmatch("[1-9][0-9]{0,5}", least) or int(least) > len(members):
                    raise ValueError("a group of another number")
                if len(set(members)) != len(members) or not all(map(policy.has, members)) or placed & set(members):
                    raise ValueError("a member that is none")
                _take_name(policy, name)
                placed.update(members)
                policy.groups[name] = (int(least), members)
            elif kind == "quorum" and len(rest) == 1 and not policy.quorum:
                if rest[0] != "none" and not policy.has(rest[0]):
                    raise ValueError("a quorum of nobody")
                policy.quorum = rest[0]
            else:
                raise ValueError("another line")
        except ValueError as error:
            raise ValueError(str(row)) from error
    if not policy.quorum:
        raise ValueError("quorum")
    return policy


def _take_name(policy: Policy, name: str) -> None:
    if name == "none" or policy.has(name):
        raise ValueError("a name twice")


def check_signatures(adopted: list[tuple[int, Policy]], checkpoints: list[Checkpoint]) -> Policy:
    """Judge each checkpoint by the policies that were in force.

    A checkpoint over n entries needs the log's signature by the last policy adopted before n; the newest needs that
    policy's quorum as well. A change of policy counts when some checkpoint that covers it has the quorum of the policy
    before it and of the new one: so whoever is trusted next is vouched for by those trusted until then.

    Gives the policy in force at the newest checkpoint.
    """
    policy = adopted[0][1]
    for checkpoint in checkpoints:
        policy = [policy for sequence, policy in adopted if sequence < checkpoint.size][-1]
        by_log, present = policy.signers(checkpoint)
        if not by_log:
            raise Refusal(NOT_SIGNED_BY_LOG, size=checkpoint.size)
        if checkpoint is checkpoints[-1] and not policy.met(present):
            raise Refusal(TOO_FEW_COSIGNED, ASK_WITNESSES, size=checkpoint.size, parties=policy.parties(present))
    covered = [change for change in adopted if change[0] < checkpoints[-1].size]
    for place, (sequence, new) in enumerate(covered[1:]):
        old = covered[place][1]
        after = [checkpoint for checkpoint in checkpoints if checkpoint.size > sequence]
        if not any(_vouches(old, new, checkpoint) for checkpoint in after):
            raise Refusal(NOT_VOUCHED_BY_OLD, sequence=sequence)
    return policy


def _vouches(old: Policy, new: Policy, checkpoint: Checkpoint) -> bool:
    """Whether a checkpoint after a change has what both policies ask; where the old asks nobody, its log vouches."""
    by_old_log, present_old = old.signers(checkpoint)
    _by_log, present = new.signers(checkpoint)
    return old.met(present_old) and new.met(present) and (old.quorum != "none" or by_old_log)


# ---- An entry, its content and its rows ------------------------------------------------------------------------------


# The one canonical writing of an entry. Text escapes only what RFC 8785 escapes; base 64 has one spelling of its bytes.
_TEXT = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\bfnrt]|u00(?:0[0-7bef]|1[0-9a-f]))[^"\\\x00-\x1f]*)*"'
_COUNT = "0|[1-9][0-9]{0,15}"
_DIGEST = "[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]="
_INSTANT = r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_PART = rf'\{{"digest":"{_DIGEST}","name":{_TEXT}\}}'
ENTRY_FORM = re.compile(
    rf'\{{"action":(?P<action>{_TEXT}),"actor":{_TEXT},"content":(?P<content>\[(?:{_PART}(?:,{_PART})*)?\]),'
    rf'"format":"homeward-entry/1","instant":"(?P<instant>{_INSTANT})","purpose":{_TEXT},"request":{_TEXT},'
    rf'"role":{_TEXT},"rows":\{{"count":(?P<rows>{_COUNT}),"root":"(?P<root>{_DIGEST})"\}},'
    rf'"salt":"[A-Za-z0-9+/]{{21}}[AQgw]==","sequence":(?P<sequence>{_COUNT}),'
    rf'"shown_to":(?P<shown_to>\[{_TEXT}(?:,{_TEXT})*\]),"side":{_TEXT},"subject":{_TEXT}\}}'
)
DIGEST_FORM = re.compile(_DIGEST)


class Entry(NamedTuple):
    """What is checked of an entry; digests and ``root`` are text, those of the content by the name of the part."""

    sequence: int
    instant: str
    action: str
    shown_to: tuple[str, ...]
    content: dict[str, str]
    rows: int
    root: str


def read_entry(text: str) -> Entry:
    """An entry of its canonical text; ValueError if it has another form."""
    found = ENTRY_FORM.fullmatch(text)
    if found is None:
        raise ValueError("another form")
    entry = Entry(
        sequence=_whole(found["sequence"]),
        instant=found["instant"],
        action=_action(found["action"]),
        shown_to=_parties(found["shown_to"]),
        content=_digests(found["content"]),
        rows=_whole(found["rows"]),
        root=found["root"],
    )
    if entry.rows == 0 and entry.root != EMPTY_ROOT_TEXT:
        raise ValueError("no rows and yet a root")
    return entry


@lru_cache(maxsize=64)
def _action(text: str) -> str:
    action: str = _decode(text)
    return action


@lru_cache(maxsize=64)
def _parties(text: str) -> tuple[str, ...]:
    parties: list[str] = _decode(text)
    if parties != sorted(set(parties)):
        raise ValueError("parties in another order")
    return tuple(parties)


def _digests(text: str) -> dict[str, str]:
    if text == "[]":
        return {}
    parts = _decode(text)
    names = [part["name"] for part in parts]
    if names != sorted(set(names)):
        raise ValueError("content in another order")
    return {part["name"]: part["digest"] for part in parts}


def row_leaf(row: dict[str, Any]) -> bytes:
    """The hash of a row leaf whose form is checked here; ValueError if it has another."""
    gone = row["change"] in ("removed", "erased")
    if not (gone or row["change"] in ("made", "changed")) or not texts(row["key"], row["table"]):
        raise ValueError("another change")
    if gone != (row["digest"] is None) or not (gone or (texts(row["digest"]) and DIGEST_FORM.fullmatch(row["digest"]))):
        raise ValueError("another digest")
    told = {name: row[name] for name in ("change", "digest", "key", "table")}
    return leaf_hash(canonical(told).encode())


def row_digest(row: dict[str, Any]) -> bytes:
    """The digest of the values of a row that is shown."""
    if row["change"] not in ("made", "changed") or not isinstance(row["values"], dict):
        raise ValueError("values of a row that is gone")
    told = {name: row[name] for name in ("key", "table", "values")}
    return salted(from_b64(row["salt"], SALT_BYTES), told)


# ---- A bundle --------------------------------------------------------------------------------------------------------


class Bundle:
    """The archive: the files it must have and no other, read piece by piece."""

    def __init__(self, path: str) -> None:
        try:
            self.archive = zipfile.ZipFile(path)
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, struct.error, OverflowError) as error:
            raise Refusal(NOT_A_BUNDLE, GIVE_FILE, NOT_OURS) from error
        self.members: dict[str, zipfile.ZipInfo] = {}
        for info in self.archive.infolist():
            if info.filename in self.members:
                raise Refusal(FILE_TWICE, name=_printable(info.filename))
            self.members[info.filename] = info
        if "bundle.json" not in self.members:
            raise Refusal(NOT_A_BUNDLE, GIVE_FILE, NOT_OURS)
        try:
            head = read_object(self.small("bundle.json"), "for", "format", "origin", "size")
            if head["format"] != "homeward-bundle/1":
                raise ValueError("another format")
        except ValueError as error:
            raise Refusal(NOT_A_BUNDLE, GIVE_FILE, NOT_OURS) from error
        self.party, self.origin, self.size = head["for"], head["origin"], head["size"]
        if not texts(self.party, self.origin) or not is_count(self.size) or self.size < 1:
            raise Refusal(ILL_FORMED, name="bundle.json")
        self.checkpoints = sorted(name for name in self.members if re.fullmatch(r"checkpoints/[0-9]{12,16}", name))
        self._check_names()

    def _check_names(self) -> None:
        """The files are those a bundle of this size has."""
        for info in self.members.values():
            plain = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 1
            if info.filename != info.orig_filename or not plain or info.comment or info.extra:
                raise Refusal(STRANGE_FILE, name=_printable(info.filename))
        if self.archive.comment:
            raise Refusal(STRANGE_FILE, name="zip")
        must = ["README.txt", "bundle.json", "checkpoint", "content.jsonl", "entries.jsonl", "policy", "rows.jsonl"]
        known = {*must, "verify_record.py", *self.checkpoints}
        if sum(self.members[name].file_size for name in self.checkpoints) > ALL_CHECKPOINTS:
            raise Refusal(TOO_LARGE, name="checkpoints")
        for name in [*must, "verify_record.py", f"checkpoints/{self.size:012d}"]:
            self._must_have(name)
        for _level, name, width in tile_names(self.size):
            self._must_have(name)  # before the next name is made: a size out of all proportion ends here
            if self.members[name].file_size != width * HASH_BYTES:
                raise Refusal(ILL_FORMED, name=name)
            known.add(name)
        for name in self.members:
            if name not in known:
                raise Refusal(STRANGE_FILE, name=_printable(name))

    def _must_have(self, name: str) -> None:
        if name not in self.members:
            raise Refusal(FILE_MISSING, name=name)

    def small(self, name: str) -> bytes:
        """A whole file of at most a mebibyte."""
        if self.members[name].file_size > SMALL_FILE:
            raise Refusal(TOO_LARGE, name=name)
        with self._opened(name) as stream:
            return stream.read(SMALL_FILE)

    def lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        """The lines of a file, numbered from 1, without their newline."""
        with self._opened(name) as stream:
            number, line = 0, stream.readline(LONGEST_LINE)
            while line:
                number += 1
                if not line.endswith(b"\n"):
                    raise Refusal(TOO_LARGE if len(line) == LONGEST_LINE else ILL_FORMED, name=name)
                yield number, line[:-1]
                line = stream.readline(LONGEST_LINE)

    def objects(self, name: str, *forms: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """The objects of a file, one a line; each has the fields of one of the forms."""
        fields = [set(form) for form in forms]
        for number, line in self.lines(name):
            try:
                value = read_canonical(line)
                if not isinstance(value, dict) or value.keys() not in fields or not is_count(value["sequence"]):
                    raise ValueError("other fields")
            except ValueError as error:
                raise Refusal(ILL_FORMED_LINE, name=name, line=number) from error
            yield value

    def _opened(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(_Member(self.archive, self.members[name]), 1 << 18)


class _Member(io.RawIOBase):
    """One file of an archive; whatever goes wrong in unpacking it is said as one thing."""

    def __init__(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
        self._info = info
        with self._named():
            self._stream = archive.open(info)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with self._named():
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _named(self) -> _Damage:
        return _Damage(self._info.filename)


class _Damage:
    """Turns every way in which unpacking can fail into a refusal."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        failures = (OSError, EOFError, RuntimeError, ValueError, struct.error, zipfile.BadZipFile, zlib.error)
        if isinstance(error, (*failures, OverflowError)):
            raise Refusal(DAMAGED, name=_printable(self.name)) from error


def _printable(name: str) -> str:
    """A file's name as it may be shown: no control characters, not too long."""
    return "".join(sign if sign.isprintable() else "?" for sign in name[:80])


def verify_bundle(
    path: str,
    policy: str | None = None,
    since: str | None = None,
    other: str | None = None,
    language: str = "en",
) -> Finding:
    """Check a bundle; the arguments are those of the command line. Never raises for what stands in the files."""
    finding = Finding(language)
    _guarded(finding, lambda: _bundle(finding, path, policy, since, other))
    return finding


def _guarded(finding: Finding, check: Any) -> None:
    """Run a check; the finding tells what does not hold, also what nobody thought of."""
    try:
        check()
    except Refusal as refusal:
        finding.refuse(refusal)
    except Exception as error:  # whatever a hostile file brings about is an answer, never a traceback
        finding.refuse(Refusal(UNFORESEEN, what=type(error).__name__))


def _bundle(finding: Finding, path: str, kept: str | None, since: str | None, other: str | None) -> None:
    bundle = Bundle(path)
    finding.origin, finding.size = bundle.origin, bundle.size
    finding.tell(TOLD_FILES, origin=bundle.origin, party=bundle.party, size=bundle.size)
    bundle.small("README.txt")
    if bundle.small("verify_record.py") != Path(__file__).read_bytes():
        finding.tell(TOLD_OTHER_PROGRAM, "!")
    checkpoints = [_checkpoint(bundle, name) for name in bundle.checkpoints]
    if bundle.small("checkpoint") != bundle.small(bundle.checkpoints[-1]) or checkpoints[-1].size != bundle.size:
        raise Refusal(NEWEST_DIFFERS)
    finding.leaves = _check_tree(bundle, checkpoints)
    finding.root = checkpoints[-1].root
    finding.tell(TOLD_TREE, size=bundle.size, root=finding.root.hex())
    finding.tell(TOLD_CHECKPOINTS, count=len(checkpoints))
    record = _Record(bundle, finding.leaves)
    record.check()
    record.tell(finding)
    in_force = check_signatures(record.adopted, checkpoints)
    if bundle.small("policy") != in_force.text.encode():
        raise Refusal(POLICY_DIFFERS)
    _tell_signatures(finding, in_force, checkpoints[-1])
    _check_kept_policy(finding, [policy for _, policy in record.adopted], kept)
    if since is not None:
        _check_since(finding, since, record.adopted)
    if other is not None:
        _check_other(finding, other)


def _checkpoint(bundle: Bundle, name: str) -> Checkpoint:
    try:
        checkpoint = read_checkpoint(bundle.small(name))
        if checkpoint.origin != bundle.origin or name != f"checkpoints/{checkpoint.size:012d}" or not checkpoint.size:
            raise ValueError("another checkpoint")
    except ValueError as error:
        raise Refusal(ILL_FORMED, name=name) from error
    return checkpoint


def _check_tree(bundle: Bundle, checkpoints: list[Checkpoint]) -> bytes:
    """The tiles fit each other and every checkpoint; gives the leaf hashes."""
    given: defaultdict[int, bytearray] = defaultdict(bytearray)
    for level, name, width in tile_names(bundle.size):
        with bundle._opened(name) as stream:
            given[level] += stream.read(width * HASH_BYTES)
    leaves, tree = bytes(given[0]), Tree()
    for checkpoint in checkpoints:
        for at in range(tree.size * HASH_BYTES, min(checkpoint.size, bundle.size) * HASH_BYTES, HASH_BYTES):
            tree.append(leaves[at : at + HASH_BYTES])
        if checkpoint.size > bundle.size or tree.root() != checkpoint.root:
            raise Refusal(ANOTHER_ROOT, size=checkpoint.size)
    for level in given:
        if level and given[level] != tree.tiles[level]:
            raise Refusal(ILL_FORMED, name=f"tile/{level}")
    return leaves


class _Record:
    """The entries of a bundle with their content and rows, read side by side in one pass."""

    def __init__(self, bundle: Bundle, leaves: bytes) -> None:
        self.bundle, self.leaves = bundle, leaves
        self.adopted: list[tuple[int, Policy]] = []
        self.entries = self.parts = self.erased = self.rows = self.shown = self.unexplained = 0
        self.last_sequence = -1
        self._instant = ""
        self._withheld_after = -1
        #: Parts said to be erased, and rows not shown, for which the entry that explains it is yet to come.
        self._erased_parts: set[str] = set()
        self._hidden_rows: dict[tuple[str, str], int] = {}

    def check(self) -> None:
        """Read all; the first thing that does not hold is refused."""
        part = ("name", "salt", "sequence", "value")
        leaf = ("change", "digest", "key", "place", "sequence", "table")
        content = _Ahead(self.bundle.objects("content.jsonl", part, ("erased", "name", "sequence")))
        rows = _Ahead(self.bundle.objects("rows.jsonl", leaf, (*leaf, "salt", "values")))
        for number, line in self.bundle.lines("entries.jsonl"):
            entry = self._entry(number, line)
            policy = self._content(entry, content)
            if entry.action == ADOPT_POLICY:
                self._adopt(entry.sequence, policy)
            self._rows(entry, rows)
        for name, ahead in (("content.jsonl", content), ("rows.jsonl", rows)):
            if ahead.next is not None:
                raise Refusal(OF_NO_ENTRY, name=name, sequence=ahead.next["sequence"])
        if not self.adopted:
            raise Refusal(NO_POLICY)
        if self._erased_parts:
            raise Refusal(PART_NOT_ERASED, name=min(self._erased_parts))
        if self.last_sequence < self.bundle.size - 1:
            self._withheld_after = self.bundle.size - 1
        for (table, key), sequence in self._hidden_rows.items():
            if sequence > self._withheld_after:
                raise Refusal(ROW_NOT_EXPLAINED, table=table, key=key, sequence=sequence)
        self.unexplained = len(self._hidden_rows)

    def _entry(self, number: int, line: bytes) -> Entry:
        try:
            if len(line) > SMALL_FILE:
                raise ValueError("a line too long")
            entry = read_entry(line.decode("utf-8"))
        except ValueError as error:
            raise Refusal(ILL_FORMED_LINE, name="entries.jsonl", line=number) from error
        sequence = entry.sequence
        if not self.last_sequence < sequence < self.bundle.size:
            raise Refusal(OUT_OF_ORDER, sequence=sequence)
        if leaf_hash(line) != self.leaves[sequence * HASH_BYTES : (sequence + 1) * HASH_BYTES]:
            raise Refusal(ANOTHER_ENTRY, sequence=sequence)
        if self.bundle.party not in entry.shown_to:
            raise Refusal(NOT_FOR_PARTY, sequence=sequence, party=self.bundle.party)
        if entry.instant < self._instant and entry.action != CORRECT_CLOCK:
            raise Refusal(CLOCK_WENT_BACK, sequence=sequence)
        if sequence > self.last_sequence + 1:
            self._withheld_after = sequence - 1
        self._instant, self.last_sequence = entry.instant, sequence
        self.entries += 1
        return entry

    def _content(self, entry: Entry, content: _Ahead) -> Any:
        """Check the parts of an entry; gives the value of the one called ``policy``."""
        policy, sequence = None, entry.sequence
        for name, digest in entry.content.items():
            part = content.take(sequence)
            if part is None or part["name"] != name:
                raise Refusal(PART_MISSING, name=name, sequence=sequence)
            self.parts += 1
            if "erased" in part:
                if part["erased"] is not True:
                    raise Refusal(ANOTHER_PART, name=name, sequence=sequence)
                self.erased += 1
                self._erased_parts.add(f"{sequence}/{name}")
            elif not _has_digest(part, digest):
                raise Refusal(ANOTHER_PART, name=name, sequence=sequence)
            elif name == "policy":
                policy = part["value"]
        return policy

    def _adopt(self, sequence: int, value: Any) -> None:
        try:
            if not isinstance(value, dict) or value.keys() != {"policy", "reason"} or not texts(*value.values()):
                raise ValueError("another form")
            self.adopted.append((sequence, read_policy(value["policy"])))
        except ValueError as error:
            raise Refusal(BAD_POLICY, sequence=sequence) from error
        if self.adopted[0][0] != 0:
            raise Refusal(NO_POLICY)

    def _rows(self, entry: Entry, rows: _Ahead) -> None:
        """Check the rows of an entry against the root that it states."""
        sequence = entry.sequence
        row = rows.take(sequence)
        if row is None and entry.rows == 0:
            return
        tree = Tree()
        while row is not None:
            try:
                tree.append(row_leaf(row))
                shown = "values" in row
                if shown and row_digest(row) != from_b64(row["digest"]):
                    raise Refusal(ANOTHER_ROW, table=row["table"], key=row["key"], sequence=sequence)
            except ValueError as error:
                raise Refusal(ANOTHER_ROWS, sequence=sequence) from error
            if row["place"] != tree.size - 1:
                raise Refusal(ANOTHER_ROWS, sequence=sequence)
            self._explain(row, shown)
            row = rows.take(sequence)
        if tree.size != entry.rows or tree.root() != from_b64(entry.root):
            raise Refusal(ANOTHER_ROWS, sequence=sequence)
        self.rows += tree.size

    def _explain(self, row: dict[str, Any], shown: bool) -> None:
        """A row changed, removed or erased here need no longer be shown as it was before."""
        at = (row["table"], row["key"])
        self._hidden_rows.pop(at, None)
        if row["change"] == "erased" and row["table"] == CONTENT_TABLE:
            erased_from, _, _ = row["key"].partition("/")
            if erased_from.isdigit() and int(erased_from[:17]) < row["sequence"]:
                self._erased_parts.discard(row["key"])
        if shown:
            self.shown += 1
        elif row["digest"] is not None:
            self._hidden_rows[at] = row["sequence"]

    def tell(self, finding: Finding) -> None:
        """Say what was read."""
        finding.tell(TOLD_ENTRIES, entries=self.entries, party=self.bundle.party)
        finding.tell(TOLD_WITHHELD, withheld=self.bundle.size - self.entries)
        finding.tell(TOLD_CONTENT, parts=self.parts, erased=self.erased)
        finding.tell(TOLD_ROWS, rows=self.rows, shown=self.shown)
        if self.unexplained:
            finding.tell(TOLD_UNEXPLAINED, "!", count=self.unexplained)


def _has_digest(part: dict[str, Any], digest: str) -> bool:
    try:
        return salted(from_b64(part["salt"], SALT_BYTES), {"name": part["name"], "value": part["value"]}) == from_b64(
            digest
        )
    except ValueError:
        return False


class _Ahead:
    """A stream of objects of which the next can be seen before it is taken."""

    def __init__(self, objects: Iterator[dict[str, Any]]) -> None:
        self._objects = objects
        self.next = next(objects, None)

    def take(self, sequence: int) -> dict[str, Any] | None:
        """The next object if it is of this entry."""
        found = self.next
        if found is None or found["sequence"] != sequence:
            return None
        self.next = next(self._objects, None)
        return found


def _check_kept_policy(finding: Finding, adopted: list[Policy], kept: str | None) -> None:
    if kept is None:
        digest = hashlib.sha256(adopted[-1].text.encode()).hexdigest()
        finding.tell(TOLD_NO_POLICY, "!", digest=digest)
    elif _small_file(kept) not in [policy.text.encode() for policy in adopted]:
        raise Refusal(POLICY_NOT_ADOPTED, ASK_POLICY)
    else:
        finding.tell(TOLD_POLICY)


def _small_file(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            data = file.read(SMALL_FILE + 1)
    except OSError as error:
        raise Refusal(CANNOT_READ, GIVE_FILE, NOT_OURS, name=_printable(path)) from error
    if len(data) > SMALL_FILE:
        raise Refusal(TOO_LARGE, GIVE_FILE, name=_printable(path))
    return data


def _check_since(finding: Finding, since: str, adopted: list[tuple[int, Policy]]) -> None:
    try:
        kept = read_checkpoint(_small_file(since))
    except ValueError as error:
        raise Refusal(ILL_FORMED, GIVE_FILE, name=_printable(since)) from error
    if kept.origin != finding.origin:
        raise Refusal(OF_ANOTHER_RECORD, ASK_AGAIN, name=_printable(kept.origin))
    if kept.size > finding.size:
        raise Refusal(OLDER_THAN_KEPT, ASK_NEWER, kept=kept.size, size=finding.size)
    known = [policy for sequence, policy in adopted if sequence < kept.size]
    if not known or not known[-1].signers(kept)[0]:
        raise Refusal(NOT_SIGNED_BY_LOG, size=kept.size)
    if root_at(finding.leaves, kept.size) != kept.root:
        raise Refusal(REWRITTEN, SHOW_BOTH, size=kept.size)
    finding.tell(TOLD_SINCE, size=kept.size)


def _check_other(finding: Finding, other: str) -> None:
    second = verify_bundle(other, language=finding.language)
    if not second.holds:
        raise Refusal(OTHER_DOES_NOT_HOLD, what=second.sentence)
    if second.origin != finding.origin:
        raise Refusal(OF_ANOTHER_RECORD, name=_printable(second.origin))
    common = min(finding.size, second.size)
    if root_at(finding.leaves, common) != root_at(second.leaves, common):
        raise Refusal(SPLIT, SHOW_BOTH, size=common)
    finding.tell(TOLD_OTHER, size=common)


# ---- A receipt -------------------------------------------------------------------------------------------------------

RECEIPT_HEADING = b"c2sp.org/tlog-proof@v1\n"


def verify_receipt(path: str, policy: str | None = None, language: str = "en") -> Finding:
    """Check a receipt; without a policy that the reader keeps, by the one in the receipt, which is said."""
    finding = Finding(language)
    _guarded(finding, lambda: _receipt(finding, path, policy))
    return finding


def _receipt(finding: Finding, path: str, kept: str | None) -> None:
    try:
        with Path(path).open("rb") as file:
            data = file.read(LONGEST_LINE + 1)
    except OSError as error:
        raise Refusal(CANNOT_READ, GIVE_FILE, NOT_OURS, name=_printable(path)) from error
    head, gap, note = data.partition(b"\n\n")
    lines = head.split(b"\n")
    if len(data) > LONGEST_LINE or not data.startswith(RECEIPT_HEADING) or not gap or len(lines) < 3:
        raise Refusal(NOT_A_RECEIPT, GIVE_FILE, NOT_OURS)
    try:
        extra, index = lines[1].decode("ascii"), lines[2].decode("ascii")
        if not extra.startswith("extra ") or not index.startswith("index ") or not NUMBER.fullmatch(index[6:]):
            raise ValueError("other lines")
        receipt = read_object(from_b64(extra[6:]), "content", "entry", "format", "policy", "row")
        written, opened, row = canonical(receipt["entry"]), receipt["content"], receipt["row"]
        entry = read_entry(written)
        proof = [from_b64(line.decode("ascii"), HASH_BYTES) for line in lines[3:]]
        checkpoint = read_checkpoint(note)
        if receipt["format"] != "homeward-receipt/1" or not isinstance(opened, list) or not texts(receipt["policy"]):
            raise ValueError("another format")
    except ValueError as error:
        raise Refusal(ILL_FORMED, name=_printable(path)) from error
    finding.origin, finding.size, finding.root = checkpoint.origin, checkpoint.size, checkpoint.root
    sequence = int(index[6:])
    leaf = leaf_hash(written.encode())
    if entry.sequence != sequence or root_from_proof(leaf, sequence, checkpoint.size, proof) != checkpoint.root:
        raise Refusal(NOT_IN_TREE, sequence=sequence)
    finding.tell(TOLD_IN_TREE, sequence=sequence, size=checkpoint.size, action=entry.action, instant=entry.instant)
    _check_opened(entry, opened)
    finding.tell(TOLD_OPENED, opened=len(opened), parts=len(entry.content))
    if row is not None:
        _check_opened_row(entry, row)
        finding.tell(TOLD_ROW, table=row["table"], key=row["key"], count=row["count"])
    policy = receipt["policy"].encode()
    if kept is not None and _small_file(kept) != policy:
        raise Refusal(OTHER_POLICY, ASK_POLICY)
    _check_receipt_signatures(finding, checkpoint, policy)
    if kept is None:
        finding.tell(TOLD_NO_POLICY, "!", digest=hashlib.sha256(policy).hexdigest())


def _check_receipt_signatures(finding: Finding, checkpoint: Checkpoint, trusted: bytes) -> None:
    try:
        policy = read_policy(trusted.decode("utf-8"))
    except ValueError as error:
        raise Refusal(BAD_RECEIPT_POLICY, ASK_POLICY) from error
    by_log, present = policy.signers(checkpoint)
    if not by_log:
        raise Refusal(NOT_SIGNED_BY_LOG, ASK_POLICY, size=checkpoint.size)
    if not policy.met(present):
        raise Refusal(TOO_FEW_COSIGNED, ASK_WITNESSES, size=checkpoint.size, parties=policy.parties(present))
    _tell_signatures(finding, policy, checkpoint)


def _tell_signatures(finding: Finding, policy: Policy, checkpoint: Checkpoint) -> None:
    """Say who signed, whose second line could not be checked, and who is missing though nobody demands them."""
    unchecked: set[str] = set()
    _by_log, present = policy.signers(checkpoint, unchecked)
    finding.tell(TOLD_SIGNATURES, parties=policy.parties(present))
    if unchecked:
        finding.tell(TOLD_UNCHECKED, "!", names=", ".join(sorted(unchecked)))
    if policy.absent(present):
        finding.tell(TOLD_ABSENT, "!", names=policy.absent(present))


def _check_opened(entry: Entry, opened: list[Any]) -> None:
    """Every opened part is one of the entry's, each once."""
    digests = dict(entry.content)
    for part in opened:
        if not isinstance(part, dict) or part.keys() != {"name", "salt", "value"} or not texts(part["name"]):
            raise Refusal(ILL_FORMED, name="extra")
        if part["name"] not in digests or not _has_digest(part, digests.pop(part["name"])):
            raise Refusal(ANOTHER_PART, name=part["name"], sequence=entry.sequence)


def _check_opened_row(entry: Entry, row: Any) -> None:
    """The opened row is one of the entry's."""
    fields = {"change", "count", "key", "place", "proof", "salt", "table", "values"}
    try:
        if not isinstance(row, dict) or row.keys() != fields or not isinstance(row["proof"], list):
            raise ValueError("other fields")
        if not is_count(row["place"]) or row["count"] != entry.rows:
            raise ValueError("another place")
        proof = [from_b64(sibling, HASH_BYTES) for sibling in row["proof"]]
        if row["values"] is None and row["salt"] is not None:
            raise ValueError("a salt of a row that is gone")
        digest = None if row["values"] is None else base64.b64encode(row_digest(row)).decode("ascii")
        leaf = row_leaf({**row, "digest": digest})
    except ValueError as error:
        raise Refusal(ANOTHER_ROWS, sequence=entry.sequence) from error
    if root_from_proof(leaf, row["place"], row["count"], proof) != from_b64(entry.root):
        raise Refusal(ANOTHER_ROW, table=row["table"], key=row["key"], sequence=entry.sequence)


# ---- The command -----------------------------------------------------------------------------------------------------


def main(argv: list[str] | None = None) -> int:
    """Check what the command line names, print what was found, and give the exit code."""
    parser = argparse.ArgumentParser(
        prog="verify_record.py",
        description="Check a bundle or a receipt of the record. Needs no network and writes nothing.",
        epilog="Exit code 0: all holds. 1: something does not hold. 2: this is no bundle or receipt.",
    )
    parser.add_argument("file", help="BUNDLE.zip or RECEIPT.tlog-proof")
    parser.add_argument("--policy", help="the policy file that you keep")
    parser.add_argument("--since", help="a signed checkpoint that you kept earlier")
    parser.add_argument("--other", help="the bundle of another party, to compare")
    parser.add_argument("--language", choices=("en", "uk", "ru", "tr"), default="en")
    asked = parser.parse_args(argv)
    if _is_receipt(asked.file):
        finding = verify_receipt(asked.file, asked.policy, asked.language)
    else:
        finding = verify_bundle(asked.file, asked.policy, asked.since, asked.other, asked.language)
    _print(finding)
    return finding.status


def _is_receipt(path: str) -> bool:
    try:
        with Path(path).open("rb") as file:
            return file.read(len(RECEIPT_HEADING)) == RECEIPT_HEADING
    except OSError:
        return False


def _print(finding: Finding) -> None:
    """Print line by line what holds, then the verdict."""
    lines = list(finding.lines)
    if finding.holds:
        lines += ["", say(finding.language, VERDICT_HOLDS)]
    else:
        verdict = VERDICT_DOES_NOT_HOLD if finding.status == DOES_NOT_HOLD else VERDICT_NOT_OURS
        lines += [f"  -  {finding.sentence}", "", say(finding.language, verdict), finding.advice]
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        print(line.encode(encoding, "replace").decode(encoding))


# ---- What is said ----------------------------------------------------------------------------------------------------

VERDICT_HOLDS = "ALL THAT WAS CHECKED HOLDS."
VERDICT_DOES_NOT_HOLD = "THIS DOES NOT HOLD. What to do:"
VERDICT_NOT_OURS = "NOTHING WAS CHECKED. What to do:"

TOLD_FILES = "The bundle is for {party}; the record “{origin}” has {size} entries."
TOLD_OTHER_PROGRAM = (
    "The checking program in the bundle is not the same as this one: use the one that your delegation keeps."
)
TOLD_TREE = "The fingerprints of all {size} entries are there and lead to the root {root}."
TOLD_CHECKPOINTS = "Checkpoints: {count}. Each is the beginning of the next: nothing before was changed or removed."
TOLD_ENTRIES = "Open entries: {entries}, all meant for {party}, each in its place and in the order of time."
TOLD_WITHHELD = "Entries of others: {withheld}. Of these you see the fingerprint and nothing more."
TOLD_CONTENT = "Content: {parts} parts are as they were recorded; of these {erased} were erased by a recorded decision."
TOLD_ROWS = "Rows: {rows} stand as they were recorded; {shown} of them are shown with their values."
TOLD_UNEXPLAINED = (
    "Attention: {count} rows are not shown, and no entry you may see says why. An entry of others may have changed "
    "them: ask the neutral body."
)
TOLD_SIGNATURES = "Signed by the log. Cosigned by: {parties}. That is enough by the policy."
TOLD_ABSENT = (
    "Attention: not cosigned by {names}. Compare the root with them before anything that binds: until then they may "
    "have been shown another record."
)
TOLD_UNCHECKED = (
    "Attention: the second signature line (ML-DSA-44) of {names} could not be checked here; version 50 or newer of "
    "“cryptography” can. The first lines were checked."
)
TOLD_NO_POLICY = (
    "You gave no policy: the one inside is trusted. Compare its SHA-256 by voice with the other parties: {digest}"
)
TOLD_POLICY = "The policy you keep was adopted in this record."
TOLD_SINCE = "The checkpoint you kept, over {size} entries, is the beginning of this record."
TOLD_OTHER = "The other bundle shows the same record up to entry number {size}."
TOLD_IN_TREE = "Entry {sequence} ({action}, {instant}) stands in the record of {size} entries."
TOLD_OPENED = "Opened here: {opened} of its {parts} parts, as they were recorded."
TOLD_ROW = "Row {key} of {table} is one of its {count} rows, as it was recorded."

NOT_A_BUNDLE = "This file is no bundle of the record."
NOT_A_RECEIPT = "This file is no receipt of the record."
CANNOT_READ = "The file {name} cannot be read."
FILE_TWICE = "The bundle holds the file {name} twice."
FILE_MISSING = "The file {name} is missing from the bundle."
STRANGE_FILE = "The bundle holds something that does not belong there: {name}."
TOO_LARGE = "The file {name} is larger than such a file can be."
DAMAGED = "The file {name} in the bundle is damaged."
ILL_FORMED = "The file {name} is not written as the record writes it."
ILL_FORMED_LINE = "Line {line} of {name} is not written as the record writes it."
NEWEST_DIFFERS = "The newest checkpoint is not the one that the bundle names."
ANOTHER_ROOT = (
    "The signed checkpoint over {size} entries does not fit the entries: one of them was altered, removed or put in."
)
OUT_OF_ORDER = "Entry {sequence} stands in the wrong place, or twice."
ANOTHER_ENTRY = "Entry {sequence} is not the one that was recorded: its fingerprint is another."
NOT_FOR_PARTY = "Entry {sequence} is not meant for {party}, and yet it lies open in this bundle."
CLOCK_WENT_BACK = "Entry {sequence} is dated before an earlier entry."
OF_NO_ENTRY = "The file {name} speaks of entry {sequence}, which does not lie open in this bundle, or not in its order."
PART_MISSING = "The part “{name}” of entry {sequence} is missing, or another stands in its place."
ANOTHER_PART = "The part “{name}” of entry {sequence} is not what was recorded."
PART_NOT_ERASED = "The part {name} is said to be erased, but no later entry records that."
ANOTHER_ROW = "Row {key} of {table} in entry {sequence} is not what was recorded."
ANOTHER_ROWS = (
    "The rows of entry {sequence} are not those that were recorded: one was altered, removed, added or moved."
)
ROW_NOT_EXPLAINED = (
    "Row {key} of {table} from entry {sequence} is not shown, but no later entry records that it was changed, removed "
    "or erased."
)
NO_POLICY = "The record does not begin with a policy that says who is trusted."
BAD_POLICY = "The policy adopted in entry {sequence} cannot be read."
BAD_RECEIPT_POLICY = "The policy in the receipt is no policy."
POLICY_DIFFERS = "The policy in the bundle is not the one in force."
POLICY_NOT_ADOPTED = "The policy you keep was never adopted in this record."
OTHER_POLICY = "The receipt was made under another policy than the one you gave: give the policy of that time."
NOT_SIGNED_BY_LOG = "The checkpoint over {size} entries is not signed by the log that the policy names."
FORGED_SIGNATURE = "The signature in the name of {name} under the checkpoint over {size} entries is not genuine."
TOO_FEW_COSIGNED = "Too few have cosigned the checkpoint over {size} entries: {parties}."
NOT_VOUCHED_BY_OLD = (
    "Entry {sequence} changes who is trusted, but no checkpoint after it has been cosigned by enough of those trusted "
    "until then and of those trusted since."
)
OF_ANOTHER_RECORD = "This belongs to another record: {name}."
OLDER_THAN_KEPT = "You kept a checkpoint over {kept} entries, but this bundle ends at {size}: it is older."
REWRITTEN = "The first {size} entries are not those of the checkpoint you kept: the record was rewritten since."
SPLIT = "The two bundles show two different records within the first {size} entries."
OTHER_DOES_NOT_HOLD = "The other bundle does not hold: {what}"
NOT_IN_TREE = "Entry {sequence} of this receipt does not stand in the record that was signed."
NO_LIBRARY = "Signatures cannot be checked: the library “cryptography” is missing."
UNFORESEEN = "The file holds something that no record holds ({what})."

#: English sentence to Ukrainian, Russian, Turkish.
TRANSLATIONS: dict[str, tuple[str, str, str]] = {
    ASK_AGAIN: (
        "Не користуйтеся цим файлом і не видаляйте його. Попросіть надати його ще раз, іншим шляхом, і перевірте "
        "знову. Якщо речення буде те саме, повідомте керівника своєї делегації та нейтральний орган і нічого не "
        "вирішуйте за цим журналом, доки це не з’ясовано.",
        "Не пользуйтесь этим файлом и не удаляйте его. Попросите предоставить его ещё раз, другим путём, и проверьте "
        "снова. Если предложение будет тем же, сообщите главе своей делегации и нейтральному органу и ничего не "
        "решайте по этому журналу, пока это не выяснено.",
        "Bu dosyayı kullanmayın ve silmeyin. Başka bir yoldan yeniden isteyin ve tekrar denetleyin. Aynı cümle "
        "çıkarsa heyet başkanınıza ve tarafsız kuruluşa bildirin; açıklığa kavuşana kadar bu kayıt defterine dayanarak "
        "hiçbir karar vermeyin.",
    ),
    SHOW_BOTH: (
        "Збережіть обидва файли без змін на двох носіях. Негайно повідомте керівника своєї делегації та нейтральний "
        "орган: разом ці два файли доводять, що журнал був не для всіх однаковий.",
        "Сохраните оба файла без изменений на двух носителях. Немедленно сообщите главе своей делегации и "
        "нейтральному органу: вместе эти два файла доказывают, что журнал был не для всех одинаков.",
        "İki dosyayı da değiştirmeden iki ayrı ortamda saklayın. Heyet başkanınıza ve tarafsız kuruluşa hemen "
        "bildirin: iki dosya birlikte, kayıt defterinin herkes için aynı olmadığını kanıtlar.",
    ),
    ASK_NEWER: (
        "Попросіть пакет, зроблений сьогодні, і перевірте його з тією самою контрольною точкою. Не видаляйте ту, що "
        "зберегли.",
        "Попросите пакет, сделанный сегодня, и проверьте его с той же контрольной точкой. Не удаляйте ту, что "
        "сохранили.",
        "Bugün hazırlanmış bir paket isteyin ve onu aynı denetim noktasıyla yeniden denetleyin. Sakladığınızı "
        "silmeyin.",
    ),
    ASK_POLICY: (
        "Перевірте, чи ви дали той файл політики, який зберігає ваша делегація. Якщо так, повідомте керівника своєї "
        "делегації та нейтральний орган: хтось інший вирішував би, кому довіряти.",
        "Проверьте, тот ли файл политики вы дали, который хранит ваша делегация. Если да, сообщите главе своей "
        "делегации и нейтральному органу: кто-то другой решал бы, кому доверять.",
        "Heyetinizin sakladığı politika dosyasını verdiğinizden emin olun. Oysa heyet başkanınıza ve tarafsız "
        "kuruluşa bildirin: kime güvenileceğine başka biri karar verecekti.",
    ),
    ASK_WITNESSES: (
        "Запитайте учасників, які не підписали, чи працює їхній свідок і що він відповів. Коли вони підпишуть, "
        "попросіть новий пакет. До того за цей журнал ручаються лише названі.",
        "Спросите участников, которые не подписали, работает ли их свидетель и что он ответил. Когда они подпишут, "
        "попросите новый пакет. До тех пор за этот журнал ручаются только названные.",
        "İmzalamamış taraflara tanıklarının çalışıp çalışmadığını ve ne yanıt verdiğini sorun. İmzaladıklarında yeni "
        "bir paket isteyin. O zamana kadar bu kayıt defterine yalnızca adı geçenler kefildir.",
    ),
    GIVE_FILE: (
        "Перевірте назву файлу. Пакет закінчується на .zip, квитанція — на .tlog-proof.",
        "Проверьте имя файла. Пакет оканчивается на .zip, квитанция — на .tlog-proof.",
        "Dosyanın adını denetleyin. Paket .zip, makbuz .tlog-proof ile biter.",
    ),
    INSTALL: (
        "Встановіть бібліотеку Python «cryptography», версію 50 або новішу, і перевірте знову.",
        "Установите библиотеку Python «cryptography», версию 50 или новее, и проверьте снова.",
        "Python’un “cryptography” kitaplığının 50 veya daha yeni sürümünü kurun ve yeniden denetleyin.",
    ),
    VERDICT_HOLDS: (
        "УСЕ ПЕРЕВІРЕНЕ СПРАВДЖУЄТЬСЯ.",
        "ВСЁ ПРОВЕРЕННОЕ ПОДТВЕРЖДАЕТСЯ.",
        "DENETLENEN HER ŞEY DOĞRULANDI.",
    ),
    VERDICT_DOES_NOT_HOLD: (
        "ЦЕ НЕ СПРАВДЖУЄТЬСЯ. Що робити:",
        "ЭТО НЕ ПОДТВЕРЖДАЕТСЯ. Что делать:",
        "BU DOĞRULANMADI. Yapılacak olan:",
    ),
    VERDICT_NOT_OURS: (
        "НІЧОГО НЕ ПЕРЕВІРЕНО. Що робити:",
        "НИЧЕГО НЕ ПРОВЕРЕНО. Что делать:",
        "HİÇBİR ŞEY DENETLENMEDİ. Yapılacak olan:",
    ),
    TOLD_FILES: (
        "Пакет призначено для {party}; у журналі «{origin}» записів: {size}.",
        "Пакет предназначен для {party}; в журнале «{origin}» записей: {size}.",
        "Paket {party} içindir; “{origin}” kayıt defterinde {size} kayıt var.",
    ),
    TOLD_OTHER_PROGRAM: (
        "Програма перевірки в пакеті не така, як ця: користуйтеся тією, яку зберігає ваша делегація.",
        "Программа проверки в пакете не такая, как эта: пользуйтесь той, которую хранит ваша делегация.",
        "Paketteki denetim programı bununla aynı değil: heyetinizin sakladığını kullanın.",
    ),
    TOLD_TREE: (
        "Відбитки всіх записів ({size}) на місці й ведуть до кореня {root}.",
        "Отпечатки всех записей ({size}) на месте и ведут к корню {root}.",
        "{size} kaydın hepsinin parmak izi yerinde ve şu köke ulaşıyor: {root}.",
    ),
    TOLD_CHECKPOINTS: (
        "Контрольні точки: {count}. Кожна є початком наступної: нічого раніше не змінено й не вилучено.",
        "Контрольные точки: {count}. Каждая — начало следующей: ничего прежнего не изменено и не изъято.",
        "Denetim noktaları: {count}. Her biri sonrakinin başlangıcı: öncekilerde hiçbir şey değişmemiş, çıkarılmamış.",
    ),
    TOLD_ENTRIES: (
        "Відкриті записи: {entries}, усі призначені для {party}, кожен на своєму місці й за часом.",
        "Открытые записи: {entries}, все предназначены для {party}, каждая на своём месте и по времени.",
        "Açık kayıtlar: {entries}; hepsi {party} için, her biri yerinde ve zaman sırasında.",
    ),
    TOLD_WITHHELD: (
        "Записи інших: {withheld}. З них ви бачите лише відбиток.",
        "Записи других: {withheld}. Из них вы видите только отпечаток.",
        "Başkalarının kayıtları: {withheld}. Bunların yalnızca parmak izini görürsünüz.",
    ),
    TOLD_CONTENT: (
        "Зміст: частин, що збігаються із записаним: {parts}; з них стерто за записаним рішенням: {erased}.",
        "Содержание: частей, совпадающих с записанным: {parts}; из них стёрто по записанному решению: {erased}.",
        "İçerik: {parts} bölüm kaydedildiği gibi; bunlardan {erased} tanesi kayıtlı bir kararla silinmiş.",
    ),
    TOLD_ROWS: (
        "Рядки: стоять так, як записано: {rows}; з них показано зі значеннями: {shown}.",
        "Строки: стоят так, как записано: {rows}; из них показано со значениями: {shown}.",
        "Satırlar: {rows} satır kaydedildiği gibi; {shown} tanesi değerleriyle gösteriliyor.",
    ),
    TOLD_UNEXPLAINED: (
        "Увага: рядків не показано: {count}, і жоден видимий вам запис не каже чому. Їх міг змінити запис інших: "
        "запитайте нейтральний орган.",
        "Внимание: строк не показано: {count}, и ни одна видимая вам запись не говорит почему. Их могла изменить "
        "запись других: спросите нейтральный орган.",
        "Dikkat: {count} satır gösterilmiyor ve görebildiğiniz hiçbir kayıt nedenini söylemiyor. Başkalarının bir "
        "kaydı değiştirmiş olabilir: tarafsız kuruluşa sorun.",
    ),
    TOLD_SIGNATURES: (
        "Підписав той, хто веде журнал. Засвідчили: {parties}. За політикою цього досить.",
        "Подписал ведущий журнал. Засвидетельствовали: {parties}. По политике этого достаточно.",
        "Kayıt defterini tutan imzalamış. Tanıklar: {parties}. Politikaya göre bu yeterli.",
    ),
    TOLD_ABSENT: (
        "Увага: не засвідчили: {names}. Перш ніж вирішувати щось обов'язкове, звірте з ними корінь: доти їм могли "
        "показувати інший журнал.",
        "Внимание: не засвидетельствовали: {names}. Прежде чем решать что-либо обязывающее, сверьте с ними корень: до "
        "тех пор им могли показывать другой журнал.",
        "Dikkat: tanıklık etmeyenler: {names}. Bağlayıcı bir karardan önce kökü onlarla karşılaştırın: o zamana kadar "
        "onlara başka bir kayıt defteri gösterilmiş olabilir.",
    ),
    TOLD_UNCHECKED: (
        "Увага: другий рядок підпису (ML-DSA-44), імена: {names}, тут не перевірено; це може «cryptography» версії "
        "50 або новішої. Перші рядки перевірено.",
        "Внимание: вторая строка подписи (ML-DSA-44), имена: {names}, здесь не проверена; это может «cryptography» "
        "версии 50 или новее. Первые строки проверены.",
        "Dikkat: {names} için ikinci imza satırı (ML-DSA-44) burada denetlenemedi; “cryptography” 50 veya daha "
        "yenisi denetleyebilir. İlk satırlar denetlendi.",
    ),
    TOLD_NO_POLICY: (
        "Ви не дали політики: довіряємо тій, що всередині. Звірте голосом з іншими учасниками її SHA-256: {digest}",
        "Вы не дали политику: доверяем той, что внутри. Сверьте голосом с другими участниками её SHA-256: {digest}",
        "Politika vermediniz: içindekine güveniliyor. SHA-256 değerini öteki taraflarla sesli olarak karşılaştırın: "
        "{digest}",
    ),
    TOLD_POLICY: (
        "Політику, яку ви зберігаєте, ухвалено в цьому журналі.",
        "Политика, которую вы храните, принята в этом журнале.",
        "Sakladığınız politika bu kayıt defterinde kabul edilmiş.",
    ),
    TOLD_SINCE: (
        "Збережена вами контрольна точка на {size} записів є початком цього журналу.",
        "Сохранённая вами контрольная точка на {size} записей — начало этого журнала.",
        "Sakladığınız {size} kayıtlık denetim noktası bu kayıt defterinin başlangıcıdır.",
    ),
    TOLD_OTHER: (
        "Інший пакет показує той самий журнал на перших {size} записах.",
        "Другой пакет показывает тот же журнал на первых {size} записях.",
        "Öteki paket ilk {size} kayıtta aynı kayıt defterini gösteriyor.",
    ),
    TOLD_IN_TREE: (
        "Запис {sequence} ({action}, {instant}) стоїть у журналі з {size} записів.",
        "Запись {sequence} ({action}, {instant}) стоит в журнале из {size} записей.",
        "Kayıt {sequence} ({action}, {instant}), {size} kayıtlık defterde duruyor.",
    ),
    TOLD_OPENED: (
        "Тут розкрито: {opened} з частин: {parts}, так, як записано.",
        "Здесь раскрыто: {opened} из частей: {parts}, так, как записано.",
        "Burada {parts} bölümden {opened} tanesi açık ve kaydedildiği gibi.",
    ),
    TOLD_ROW: (
        "Рядок {key} таблиці {table} — один із рядків запису ({count}), такий, як записано.",
        "Строка {key} таблицы {table} — одна из строк записи ({count}), такая, как записано.",
        "{table} tablosunun {key} satırı, kaydın {count} satırından biri ve kaydedildiği gibi.",
    ),
    NOT_A_BUNDLE: (
        "Цей файл не є пакетом журналу.",
        "Этот файл не является пакетом журнала.",
        "Bu dosya kayıt defterinin bir paketi değil.",
    ),
    NOT_A_RECEIPT: (
        "Цей файл не є квитанцією журналу.",
        "Этот файл не является квитанцией журнала.",
        "Bu dosya kayıt defterinin bir makbuzu değil.",
    ),
    CANNOT_READ: (
        "Файл {name} неможливо прочитати.",
        "Файл {name} невозможно прочитать.",
        "{name} dosyası okunamıyor.",
    ),
    FILE_TWICE: (
        "У пакеті двічі є файл {name}.",
        "В пакете дважды есть файл {name}.",
        "Pakette {name} dosyası iki kez var.",
    ),
    FILE_MISSING: (
        "У пакеті бракує файлу {name}.",
        "В пакете не хватает файла {name}.",
        "Pakette {name} dosyası eksik.",
    ),
    STRANGE_FILE: (
        "У пакеті є те, чого там не має бути: {name}.",
        "В пакете есть то, чего там быть не должно: {name}.",
        "Pakette oraya ait olmayan bir şey var: {name}.",
    ),
    TOO_LARGE: (
        "Файл {name} більший, ніж може бути такий файл.",
        "Файл {name} больше, чем может быть такой файл.",
        "{name} dosyası böyle bir dosyanın olabileceğinden büyük.",
    ),
    DAMAGED: (
        "Файл {name} у пакеті пошкоджено.",
        "Файл {name} в пакете повреждён.",
        "Paketteki {name} dosyası hasarlı.",
    ),
    ILL_FORMED: (
        "Файл {name} написано не так, як пише журнал.",
        "Файл {name} написан не так, как пишет журнал.",
        "{name} dosyası kayıt defterinin yazdığı biçimde değil.",
    ),
    ILL_FORMED_LINE: (
        "Рядок {line} файлу {name} написано не так, як пише журнал.",
        "Строка {line} файла {name} написана не так, как пишет журнал.",
        "{name} dosyasının {line}. satırı kayıt defterinin yazdığı biçimde değil.",
    ),
    NEWEST_DIFFERS: (
        "Найновіша контрольна точка не та, яку називає пакет.",
        "Новейшая контрольная точка не та, которую называет пакет.",
        "En yeni denetim noktası paketin söylediği nokta değil.",
    ),
    ANOTHER_ROOT: (
        "Підписана контрольна точка на {size} записів не відповідає записам: якийсь із них змінено, вилучено або "
        "додано.",
        "Подписанная контрольная точка на {size} записей не соответствует записям: какая-то из них изменена, изъята "
        "или добавлена.",
        "{size} kayıtlık imzalı denetim noktası kayıtlara uymuyor: biri değiştirilmiş, çıkarılmış ya da eklenmiş.",
    ),
    OUT_OF_ORDER: (
        "Запис {sequence} стоїть не на своєму місці або двічі.",
        "Запись {sequence} стоит не на своём месте или дважды.",
        "Kayıt {sequence} yanlış yerde ya da iki kez duruyor.",
    ),
    ANOTHER_ENTRY: (
        "Запис {sequence} не той, що був записаний: його відбиток інший.",
        "Запись {sequence} не та, что была записана: её отпечаток другой.",
        "Kayıt {sequence} kaydedilmiş olan değil: parmak izi farklı.",
    ),
    NOT_FOR_PARTY: (
        "Запис {sequence} не призначено для {party}, а він лежить у цьому пакеті відкритим.",
        "Запись {sequence} не предназначена для {party}, а она лежит в этом пакете открытой.",
        "Kayıt {sequence} {party} için değil, ama bu pakette açık duruyor.",
    ),
    CLOCK_WENT_BACK: (
        "Запис {sequence} датовано раніше, ніж попередній.",
        "Запись {sequence} датирована раньше, чем предыдущая.",
        "Kayıt {sequence} kendinden öncekinden daha erken tarihli.",
    ),
    OF_NO_ENTRY: (
        "Файл {name} говорить про запис {sequence}, якого немає відкритим у цьому пакеті, або не в тому порядку.",
        "Файл {name} говорит о записи {sequence}, которой нет открытой в этом пакете, или не в том порядке.",
        "{name} dosyası, bu pakette açık olmayan {sequence} kaydından ya da yanlış sırada söz ediyor.",
    ),
    PART_MISSING: (
        "Частини «{name}» запису {sequence} бракує, або на її місці інша.",
        "Части «{name}» записи {sequence} не хватает, или на её месте другая.",
        "{sequence} kaydının “{name}” bölümü eksik ya da yerinde başkası var.",
    ),
    ANOTHER_PART: (
        "Частина «{name}» запису {sequence} не та, що була записана.",
        "Часть «{name}» записи {sequence} не та, что была записана.",
        "{sequence} kaydının “{name}” bölümü kaydedilmiş olan değil.",
    ),
    PART_NOT_ERASED: (
        "Частину {name} названо стертою, але жоден пізніший запис цього не фіксує.",
        "Часть {name} названа стёртой, но ни одна более поздняя запись этого не фиксирует.",
        "{name} bölümünün silindiği söyleniyor, ama sonraki hiçbir kayıt bunu yazmıyor.",
    ),
    ANOTHER_ROW: (
        "Рядок {key} таблиці {table} у записі {sequence} не той, що був записаний.",
        "Строка {key} таблицы {table} в записи {sequence} не та, что была записана.",
        "{sequence} kaydındaki {table} tablosunun {key} satırı kaydedilmiş olan değil.",
    ),
    ANOTHER_ROWS: (
        "Рядки запису {sequence} не ті, що були записані: якийсь змінено, вилучено, додано або пересунуто.",
        "Строки записи {sequence} не те, что были записаны: какая-то изменена, изъята, добавлена или перемещена.",
        "{sequence} kaydının satırları kaydedilmiş olanlar değil: biri değiştirilmiş, çıkarılmış, eklenmiş ya da yer "
        "değiştirmiş.",
    ),
    ROW_NOT_EXPLAINED: (
        "Рядок {key} таблиці {table} із запису {sequence} не показано, але жоден пізніший запис не каже, що його "
        "змінено, вилучено або стерто.",
        "Строка {key} таблицы {table} из записи {sequence} не показана, но ни одна более поздняя запись не говорит, "
        "что она изменена, изъята или стёрта.",
        "{sequence} kaydındaki {table} tablosunun {key} satırı gösterilmiyor, ama sonraki hiçbir kayıt onun "
        "değiştirildiğini, çıkarıldığını ya da silindiğini yazmıyor.",
    ),
    NO_POLICY: (
        "Журнал не починається з політики, у якій сказано, кому довіряють.",
        "Журнал не начинается с политики, в которой сказано, кому доверяют.",
        "Kayıt defteri, kime güvenildiğini söyleyen bir politikayla başlamıyor.",
    ),
    BAD_POLICY: (
        "Політику, ухвалену в записі {sequence}, неможливо прочитати.",
        "Политику, принятую в записи {sequence}, невозможно прочитать.",
        "{sequence} kaydında kabul edilen politika okunamıyor.",
    ),
    BAD_RECEIPT_POLICY: (
        "Політика у квитанції не є політикою.",
        "Политика в квитанции не является политикой.",
        "Makbuzdaki politika bir politika değil.",
    ),
    POLICY_DIFFERS: (
        "Політика в пакеті не та, що діє.",
        "Политика в пакете не та, что действует.",
        "Paketteki politika yürürlükte olan değil.",
    ),
    POLICY_NOT_ADOPTED: (
        "Політику, яку ви зберігаєте, ніколи не ухвалювали в цьому журналі.",
        "Политика, которую вы храните, никогда не принималась в этом журнале.",
        "Sakladığınız politika bu kayıt defterinde hiç kabul edilmemiş.",
    ),
    OTHER_POLICY: (
        "Квитанцію складено за іншою політикою, ніж та, яку ви дали: дайте політику того часу.",
        "Квитанция составлена по другой политике, чем та, которую вы дали: дайте политику того времени.",
        "Makbuz, verdiğinizden başka bir politikaya göre düzenlenmiş: o zamanki politikayı verin.",
    ),
    NOT_SIGNED_BY_LOG: (
        "Контрольну точку на {size} записів не підписав той, кого політика називає тим, хто веде журнал.",
        "Контрольную точку на {size} записей не подписал тот, кого политика называет ведущим журнал.",
        "{size} kayıtlık denetim noktasını, politikanın kayıt defterini tutan olarak gösterdiği kişi imzalamamış.",
    ),
    FORGED_SIGNATURE: (
        "Підпис від імені {name} під контрольною точкою на {size} записів несправжній.",
        "Подпись от имени {name} под контрольной точкой на {size} записей не подлинная.",
        "{size} kayıtlık denetim noktasının altındaki {name} adına atılmış imza gerçek değil.",
    ),
    TOO_FEW_COSIGNED: (
        "Контрольну точку на {size} записів засвідчило замало учасників: {parties}.",
        "Контрольную точку на {size} записей засвидетельствовало слишком мало участников: {parties}.",
        "{size} kayıtlık denetim noktasına çok az taraf tanıklık etmiş: {parties}.",
    ),
    NOT_VOUCHED_BY_OLD: (
        "Запис {sequence} змінює те, кому довіряють, але жодну контрольну точку після нього не засвідчили водночас "
        "достатньо з тих, кому довіряли досі, і з тих, кому довіряють відтоді.",
        "Запись {sequence} меняет то, кому доверяют, но ни одну контрольную точку после неё не засвидетельствовали "
        "одновременно достаточно из тех, кому доверяли до неё, и из тех, кому доверяют с неё.",
        "{sequence} numaralı kayıt kime güvenildiğini değiştiriyor, ancak ondan sonraki hiçbir denetim noktasını hem o "
        "güne kadar güvenilenlerden hem de o günden sonra güvenilenlerden yeterince kişi birlikte imzalamadı.",
    ),
    OF_ANOTHER_RECORD: (
        "Це належить до іншого журналу: {name}.",
        "Это относится к другому журналу: {name}.",
        "Bu başka bir kayıt defterine ait: {name}.",
    ),
    OLDER_THAN_KEPT: (
        "Ви зберегли контрольну точку на {kept} записів, а цей пакет закінчується на {size}: він старший.",
        "Вы сохранили контрольную точку на {kept} записей, а этот пакет заканчивается на {size}: он старше.",
        "{kept} kayıtlık bir denetim noktası sakladınız, ama bu paket {size} kayıtta bitiyor: daha eski.",
    ),
    REWRITTEN: (
        "Перші {size} записів не ті, що в збереженій вами контрольній точці: журнал відтоді переписано.",
        "Первые {size} записей не те, что в сохранённой вами контрольной точке: журнал с тех пор переписан.",
        "İlk {size} kayıt, sakladığınız denetim noktasındakiler değil: kayıt defteri o zamandan beri yeniden yazılmış.",
    ),
    SPLIT: (
        "Два пакети показують два різні журнали на перших {size} записах.",
        "Два пакета показывают два разных журнала на первых {size} записях.",
        "İki paket, ilk {size} kayıtta iki farklı kayıt defteri gösteriyor.",
    ),
    OTHER_DOES_NOT_HOLD: (
        "Інший пакет не справджується: {what}",
        "Другой пакет не подтверждается: {what}",
        "Öteki paket doğrulanmadı: {what}",
    ),
    NOT_IN_TREE: (
        "Запис {sequence} цієї квитанції не стоїть у журналі, який підписано.",
        "Запись {sequence} этой квитанции не стоит в журнале, который подписан.",
        "Bu makbuzun {sequence} numaralı kaydı, imzalanmış kayıt defterinde bulunmuyor.",
    ),
    NO_LIBRARY: (
        "Підписи неможливо перевірити: бракує бібліотеки «cryptography».",
        "Подписи невозможно проверить: нет библиотеки «cryptography».",
        "İmzalar denetlenemiyor: “cryptography” kitaplığı eksik.",
    ),
    UNFORESEEN: (
        "У файлі є те, чого не буває в жодному журналі ({what}).",
        "В файле есть то, чего не бывает ни в одном журнале ({what}).",
        "Dosyada hiçbir kayıt defterinde bulunmayan bir şey var ({what}).",
    ),
}

if __name__ == "__main__":
    sys.exit(main())
