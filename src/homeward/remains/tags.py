"""Numbers on tags: what they stand for is in their first two letters, and a slip of the pen shows.

A container's number can never be read as a part's, a case's or a person's. They tell nothing of whom they stand for.
"""

from __future__ import annotations

from enum import StrEnum

from homeward.identifiers import is_whole, opaque_id


class Tagged(StrEnum):
    """What a tag hangs on; the value is the first two letters of its number."""

    CONTAINER = "CN"
    PART = "PT"
    CASE = "CS"
    PERSON = "PE"


def tag_number(of: Tagged, material: str) -> str:
    """The number made from ``material`` (such as place, team and running number); always the same one."""
    return opaque_id(of, material)


def is_tag(of: Tagged, number: str) -> bool:
    """Whether ``number`` is of this kind and its check character fits."""
    return number.startswith(f"{of}-") and is_whole(number)
