"""Policies: which log and which witnesses are trusted, and how many witnesses are enough.

A policy is a text of lines ``log``, ``witness``, ``group`` and ``quorum``. A checkpoint satisfies it when one of the
logs signed it and the quorum cosigned it. Which policy judges which checkpoint is in ``trust``.

Source: C2SP tlog-policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from homeward.errors import Fault, InputRefused
from homeward.ledger.checkpoints import parse_checkpoint, signed_by
from homeward.ledger.keys import KeyType, Verifier
from homeward.ledger.notes import SignedNote

#: The quorum of a policy that asks for no witness.
NONE = "none"

_LOG_TYPES = (KeyType.NOTE, KeyType.SUBTREE)
_WITNESS_TYPES = (KeyType.COSIGNATURE, KeyType.SUBTREE)
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_LABEL = {KeyType.NOTE: "ed25519", KeyType.COSIGNATURE: "ed25519", KeyType.SUBTREE: "ml-dsa-44"}


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses or other groups, by name, of which ``at_least`` make the group."""

    at_least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Who is trusted.

    Args:
        text: the policy as it was written; byte for byte it is what parties adopt and compare.
        logs: keys of the logs; each key's name is the origin of its log.
        witnesses: name in this policy to key.
        groups: name to group; members stand before the groups they are in.
        quorum: name of a witness or a group, or ``none``.
    """

    text: str
    logs: tuple[Verifier, ...]
    witnesses: Mapping[str, Verifier]
    groups: Mapping[str, Group]
    quorum: str

    def log_signed(self, note: SignedNote) -> bool:
        """Whether the log named in the checkpoint's first line signed it with a key of this policy.

        Raises:
            ValueError: the note is no checkpoint.
            BadSignature: a line of one of the log's keys does not verify.
        """
        origin = parse_checkpoint(note.text).origin
        return bool(signed_by(note, [log for log in self.logs if log.name == origin]))

    def present(self, note: SignedNote) -> tuple[str, ...]:
        """The names of witnesses and groups that cosigned, in the order of the policy, witnesses first.

        Raises:
            BadSignature: a line of a known witness does not verify.
        """
        signed = signed_by(note, self.witnesses.values())
        names = [name for name, verifier in self.witnesses.items() if verifier in signed]
        for name, group in self.groups.items():
            if sum(member in names for member in group.members) >= group.at_least:
                names.append(name)
        return tuple(names)

    def cosigners(self, note: SignedNote) -> tuple[str, ...]:
        """Those whom the quorum asks directly and who cosigned: the parties, where each signs with several keys.

        Raises:
            BadSignature: a line of a known witness does not verify.
        """
        present = self.present(note)
        return tuple(name for name in self._asked() if name in present)

    def absent(self, note: SignedNote) -> tuple[str, ...]:
        """Those whom the quorum asks directly and who have not cosigned, though it may be met without them.

        Raises:
            BadSignature: a line of a known witness does not verify.
        """
        present = self.cosigners(note)
        return tuple(name for name in self._asked() if name not in present)

    def _asked(self) -> tuple[str, ...]:
        if self.quorum == NONE:
            return ()
        return self.groups[self.quorum].members if self.quorum in self.groups else (self.quorum,)

    def quorum_met(self, note: SignedNote) -> bool:
        """Whether enough witnesses cosigned.

        Raises:
            BadSignature: a line of a known witness does not verify.
        """
        return self.quorum in (NONE, *self.present(note))


def make_policy(log: Iterable[Verifier], witnesses: Mapping[str, Iterable[Verifier]], at_least: int) -> str:
    """The text of a policy in which each party has several keys and signs with all of them.

    Args:
        log: the log's keys.
        witnesses: party code to the keys of its witness.
        at_least: how many parties are enough.

    Raises:
        InputRefused: what results is no policy: a number that cannot be, a name or key twice, a key of a wrong type.
    """
    lines = [f"log {verifier.vkey}" for verifier in log]
    groups = []
    for party, verifiers in witnesses.items():
        names = []
        for verifier in verifiers:
            names.append(f"{party}.{_LABEL[verifier.type]}")
            lines.append(f"witness {names[-1]} {verifier.vkey}")
        groups.append(f"group {party} all {' '.join(names)}")
    lines += [*groups, f"group commission {at_least} {' '.join(witnesses)}", "quorum commission"]
    return parse_policy("".join(f"{line}\n" for line in lines)).text


def parse_policy(text: str, file: str = "policy") -> Policy:
    """Read a policy.

    Args:
        text: the policy; bytes that are not UTF-8 may stand in it as ``surrogateescape`` leaves them.
        file: what to call it in a refusal.

    Raises:
        InputRefused: every line that is wrong.
    """
    reading = _Reading()
    for row, line in enumerate(text.split("\n"), 1):
        try:
            reading.take(line)
        except ValueError as error:
            reading.faults.append(Fault(file, "", row, "", "", str(error)))
    if not reading.quorum and not reading.faults:
        reading.faults.append(Fault(file, "", 0, "", "has no line “quorum”.", "Say how many witnesses are enough."))
    if reading.faults:
        raise InputRefused(reading.faults)
    return Policy(text, tuple(reading.logs), reading.witnesses, reading.groups, reading.quorum)


@dataclass(slots=True)
class _Reading:
    """What has been read of a policy so far."""

    logs: list[Verifier] = field(default_factory=list)
    witnesses: dict[str, Verifier] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    quorum: str = ""
    placed: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def take(self, line: str) -> None:
        """Read one line; ValueError says what is wrong with it."""
        if _FORBIDDEN.search(line):
            raise ValueError("There is a control character; only the tab may stand in a policy.")
        words = [word for word in re.split(r"[ \t]+", line) if word]
        if not words or words[0].startswith("#"):
            return
        match words:
            case ["log", vkey] | ["log", vkey, _]:
                self._log(Verifier.parse(vkey))
            case ["witness", name, vkey] | ["witness", name, vkey, _]:
                self._witness(name, Verifier.parse(vkey))
            case ["group", name, count, *members] if members:
                self._group(name, count, tuple(members))
            case ["quorum", name]:
                self._quorum(name)
            case _:
                raise ValueError(
                    "A line is “log KEY [URL]”, “witness NAME KEY [URL]”, “group NAME all|any|NUMBER NAME …” "
                    "or “quorum NAME”."
                )

    def _log(self, verifier: Verifier) -> None:
        if verifier.type not in _LOG_TYPES:
            raise ValueError("A log has a key of type 0x01 or 0x06; this is a witness's.")
        if any(verifier.public == other.public for other in self.logs):
            raise ValueError("This log key stands on an earlier line.")
        self.logs.append(verifier)

    def _witness(self, name: str, verifier: Verifier) -> None:
        if verifier.type not in _WITNESS_TYPES:
            raise ValueError("A witness has a key of type 0x04 or 0x06; this is a log's.")
        if any(verifier.public == other.public for other in self.witnesses.values()):
            raise ValueError("This witness key stands on an earlier line.")
        self._name(name)
        self.witnesses[name] = verifier

    def _group(self, name: str, count: str, members: tuple[str, ...]) -> None:
        for member in members:
            if member not in self.witnesses and member not in self.groups:
                raise ValueError(f"“{member}” is no witness or group of an earlier line.")
            if member in self.placed or members.count(member) > 1:
                raise ValueError(f"“{member}” is a member already; each name is a member once.")
        at_least = {"any": 1, "all": len(members)}.get(count) or (int(count) if _COUNT.fullmatch(count) else 0)
        if not 1 <= at_least <= len(members):
            raise ValueError(f"The number of a group is all, any, or from 1 to {len(members)}, its members.")
        self._name(name)
        self.placed.update(members)
        self.groups[name] = Group(at_least, members)

    def _quorum(self, name: str) -> None:
        if self.quorum:
            raise ValueError("A policy has one line “quorum”.")
        if name != NONE and name not in self.witnesses and name not in self.groups:
            raise ValueError(f"“{name}” is no witness or group of an earlier line.")
        self.quorum = name

    def _name(self, name: str) -> None:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise ValueError(f"The name “{name}” is taken.")
