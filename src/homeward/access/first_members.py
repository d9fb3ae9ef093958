"""The file by which a commission begins at the desk: what its parties are called, and its first members.

    [parties.UA]
    uk = "українська сторона"
    ru = "украинская сторона"
    en = "Ukrainian side"
    tr = "Ukrayna tarafı"

    [[members]]
    name = "…"
    sign_in_name = "…"
    party = "UA"
    offices = ["liaison"]
    language = "uk"
    body = "…"          # may be left out

It is read here; ``actions`` does what it says.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from homeward.access.terms import Role, offices_of
from homeward.errors import Fault, InputRefused
from homeward.words import Language


@dataclass(frozen=True, slots=True)
class FirstMember:
    """Somebody who is to be among the first members."""

    name: str
    sign_in_name: str
    party: str
    offices: Sequence[Role]
    language: Language
    body: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Names of the parties by code and language; the first members."""

    parties: Mapping[str, Mapping[str, str]]
    members: Sequence[FirstMember]


def read_beginning(path: Path, codes: Sequence[str]) -> Beginning:
    """Read the file whole.

    Args:
        path: the file.
        codes: of the parties, as the record's first entry names them.

    Raises:
        InputRefused: with everything that is wrong in it.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputRefused([Fault(path.name, "", 0, "", f"cannot be read: {error}.", "It is TOML in UTF-8.")]) from None
    faults: list[Fault] = []

    def fault(where: str, said: str, advice: str) -> None:
        faults.append(Fault(path.name, "", 0, where, said, advice))

    parties = found.get("parties", {})
    if set(parties) != set(codes):
        fault("parties", "are not those of the record.", f"Name {', '.join(sorted(codes))}.")
    for code, names in parties.items():
        if missing := {language.value for language in Language} - set(names):
            fault(f"parties.{code}", "lacks a name.", f"Give one in {', '.join(sorted(missing))}.")
    listed = found.get("members", [])
    members = [one for place, row in enumerate(listed, 1) if (one := _member(row, f"members {place}", codes, fault))]
    names = [member.sign_in_name.casefold() for member in members]
    for name in sorted({name for name in names if names.count(name) > 1}):
        fault("members", f"{name} is the name of two to sign in with.", "Give each one of its own.")
    for code in sorted(codes):
        if sum(member.party == code for member in members) < 2:
            fault("members", f"of {code} are fewer than two.", "Two of each party let others in; name two.")
    if faults:
        raise InputRefused(faults)
    return Beginning(parties, members)


def _member(row: Mapping[str, Any], where: str, codes: Sequence[str], fault: Any) -> FirstMember | None:
    lacking = [key for key in ("name", "sign_in_name", "party", "offices", "language") if not row.get(key)]
    if lacking:
        fault(where, f"lacks {', '.join(lacking)}.", "Fill it in.")
        return None
    if row["party"] not in codes:
        fault(where, "is of a party that the record does not know.", f"Write one of {', '.join(sorted(codes))}.")
        return None
    allowed = [role.value for role in offices_of(row["party"])]
    wrong = [office for office in row["offices"] if office not in allowed]
    if wrong:
        fault(where, f"has {', '.join(wrong)} among its offices.", f"Write some of {', '.join(allowed)}.")
    if row["language"] not in set(Language):
        fault(where, f"has the language {row['language']}.", f"Write one of {', '.join(Language)}.")
    if wrong or row["language"] not in set(Language):
        return None
    offices = [Role(office) for office in row["offices"]]
    language = Language(row["language"])
    return FirstMember(row["name"], row["sign_in_name"], row["party"], offices, language, row.get("body", ""))
