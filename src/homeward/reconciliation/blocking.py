"""Which pairs of records are worth comparing: those that share at least one key.

A key is made so that it survives script, spelling and one bad field: two parts of the name, one part with the
birth year, the birth date with a part of the name, the unit with a part of the name. A key that too many records
share says too little and is left out; the other keys of those records remain. Keys do not know which list a record
comes from, so the candidates depend neither on the order of the lists nor on that of the rows.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Lists of words in a record from which a key takes one, under the name by which a rule calls it.
EXPLODED: dict[str, str] = {
    "family": "families",
    "family_shorter": "families_shorter",
    "given": "givens",
    "father": "fathers",
    "other": "others",
}

_YEARS = ("birth_year", "birth_year + 1")
_WEEKS = ("event_from // 7", "event_from // 7 + 1")


@dataclass(frozen=True, slots=True)
class KeyRule:
    """One kind of key: what it is made of, and when.

    Attributes:
        name: keeps keys of different rules apart.
        words: names of ``EXPLODED`` that it takes one word each of; a record without such a word gets no such key.
        values: further columns or expressions; null in any of them means no key.
        condition: SQL that must hold besides.
        most: records that may share the key; one that more share is left out.
    """

    name: str
    words: tuple[str, ...]
    values: tuple[str, ...] = ()
    condition: str = ""
    most: int = 60


KEY_RULES: tuple[KeyRule, ...] = (
    # Either order: surname and given name are often written in each other's column.
    KeyRule("name", ("family", "given"), ("least(family, given)", "greatest(family, given)")),
    KeyRule("family_father", ("family", "father")),
    *(KeyRule("family_year", ("family",), (year,)) for year in _YEARS),
    KeyRule("family", ("family",), condition="length(family) >= 4", most=40),
    KeyRule("family_unit", ("family",), ("unit_number",)),
    *(KeyRule("first_names_year", ("given", "father"), (year,)) for year in _YEARS),
    KeyRule("first_names_place", ("given", "father"), ("birth_place_key",)),
    KeyRule("first_names_unit", ("given", "father"), ("unit_number",)),
    KeyRule("given_birth", ("given",), ("birth_from",), "birth_day IS NOT NULL"),
    # A day and a month that change places share their lesser and their greater number.
    KeyRule(
        "given_swapped",
        ("given",),
        ("birth_year", "least(birth_day, birth_month)", "greatest(birth_day, birth_month)"),
        "birth_day <= 12",
    ),
    KeyRule("father_birth", ("father",), ("birth_from",), "birth_day IS NOT NULL"),
    *(KeyRule("given_unit_week", ("given",), ("unit_number", week)) for week in _WEEKS),
    KeyRule("birth_unit", (), ("birth_from", "unit_number"), "birth_day IS NOT NULL"),
    KeyRule("birth_beginning", (), ("birth_from", "left(surname_key, 2)"), "birth_day IS NOT NULL"),
    KeyRule("birth_place", (), ("birth_from", "birth_place_key"), "birth_day IS NOT NULL"),
    # A call sign or the tag of a bag, where there is no name, or only an initial.
    KeyRule("tag", (), ("tag_name",), most=20),
    KeyRule("tag_place", (), ("tag_name", "seen_place_key"), most=20),
    KeyRule("other", ("other",), most=20),
    KeyRule("other_place", ("other",), ("seen_place_key",), most=30),
    KeyRule("other_unit", ("other",), ("unit_number",), most=30),
    KeyRule("slip_given", ("family_shorter", "given"), most=30),
    KeyRule("slip_father", ("family_shorter", "father"), ("birth_year",), most=30),
)


def keys_sql(rule: KeyRule, records: str, digest: str) -> str:
    """SQL that gives ``uid, key`` for every key of one rule.

    Args:
        rule: the kind of key.
        records: name of the table of records.
        digest: name of the engine's function that turns several values into one 64-bit number.
    """
    inner = records
    for word in rule.words:  # one at a time: two lists side by side would be paired, not multiplied
        inner = f"(SELECT *, unnest({EXPLODED[word]}) AS {word} FROM {inner})"
    parts = rule.values if rule.name == "name" else (*rule.words, *rule.values)
    conditions = [f"({part}) IS NOT NULL" for part in parts] + ([rule.condition] if rule.condition else [])
    return (
        f"SELECT uid, {digest}('{rule.name}', {', '.join(parts)}) AS key FROM {inner} WHERE {' AND '.join(conditions)}"
    )


def shorter_words(word: str) -> list[str]:
    """The word, and each word that lacks one of its letters: two words one slip of the pen apart share one of these."""
    if len(word) < 4:
        return []
    return sorted({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})
