"""``policy.toml`` read whole and asked: role × record × reach gives rights; default deny."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from homeward.access.terms import Reach, Record, Right, Role

#: What one role may do with one kind of record, by reach.
Rights = Mapping[Reach, frozenset[Right]]


def parse_policy(text: str) -> dict[Record, dict[Role, dict[Reach, frozenset[Right]]]]:
    """A policy from its text.

    Raises:
        ValueError: a word in it is none of ours, or a record is missing: an incomplete policy is no policy.
    """
    found = {
        Record(record): {
            Role(role): {
                Reach(reach): frozenset(Right(right) for right in rights.split()) for reach, rights in of.items()
            }
            for role, of in roles.items()
        }
        for record, roles in tomllib.loads(text).items()
    }
    missing = set(Record) - set(found)
    if missing:
        raise ValueError(f"the policy says nothing of {', '.join(sorted(missing))}")
    return found


@cache
def policy() -> Mapping[Record, Mapping[Role, Rights]]:
    """The policy in force."""
    return parse_policy((files("homeward.access") / "policy.toml").read_text(encoding="utf-8"))


def rights_of(role: Role, record: Record) -> Rights:
    """What ``role`` may do with records of this kind, by reach; empty where nothing is written."""
    return policy()[record].get(role, {})
