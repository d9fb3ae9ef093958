"""Words of talks in four languages: which terms of ``data/terms.tsv`` a text speaks of, and where.

A term has, for each language, beginnings of words; ``=`` marks whole words, a space parts the words of one expression,
between which up to two more may stand. A word may speak of several terms (``тяжкопоранені``: seriously, wounded).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from homeward.talks.text_terms import Span
from homeward.words import Language

WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_APOSTROPHES: Final = str.maketrans("’ʼ`‘", "''''")
_SHORT: Final = 3
_LONGEST_ENDING: Final = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text in lower case, and where it stands."""

    word: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A term that a text speaks of."""

    term: str
    span: Span


def lowered(text: str, language: Language) -> str:
    """Lower case by the rules of the language, of the same length: Turkish ``I`` is ``ı``, ``İ`` is ``i``."""
    if language is Language.TR:
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower().translate(_APOSTROPHES)


def tokens(text: str, language: Language) -> list[Token]:
    """The words of a text."""
    low = lowered(text, language)
    return [Token(match[0], Span(match.start(), match.end())) for match in WORD.finditer(low)]


@cache
def _patterns(language: Language) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Term and beginnings of its words, by the first two letters of the first."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    table = (files("homeward.talks") / "data" / "terms.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        for expression in row[language.value].translate(_APOSTROPHES).split("|"):
            stems = tuple(expression.split())
            found[stems[0].lstrip("=")[:2]].append((row["concept"], stems))
    return found


def terms() -> tuple[str, ...]:
    """All terms, in the order of the table."""
    table = (files("homeward.talks") / "data" / "terms.tsv").read_text(encoding="utf-8")
    return tuple(line.split("\t")[0] for line in table.splitlines()[1:])


def _begins(word: str, stem: str) -> bool:
    if stem.startswith("="):
        return word == stem[1:]
    rest = len(word) - len(stem)
    return word.startswith(stem) and rest <= (_SHORT if len(stem) <= _SHORT else _LONGEST_ENDING)


def mentions(words: list[Token], language: Language) -> list[Mention]:
    """Terms that a text speaks of, in order; of two at one place the longer expression stands alone."""
    patterns = _patterns(language)
    found: list[Mention] = []
    whole: list[Span] = []  # expressions whose words stand together: what they are made of does not count beside them
    for place, token in enumerate(words):
        here: list[tuple[int, Mention]] = []
        for term, stems in patterns.get(token.word[:2], []):
            end = _matched(words, place, stems)
            if end:
                here.append((len(stems), Mention(term, Span(token.span.start, words[end - 1].span.end))))
                if len(stems) > 1 and end - place == len(stems):
                    whole.append(here[-1][1].span)
        longest = max((length for length, _mention in here), default=0)
        found += dict.fromkeys(mention for length, mention in here if length == longest or length > 1)
    return [
        mention
        for mention in found
        if not any(
            span != mention.span and span.start <= mention.span.start and mention.span.end <= span.end for span in whole
        )
    ]


def _matched(words: list[Token], place: int, stems: tuple[str, ...]) -> int:
    """Where an expression that begins at ``place`` ends (exclusive); 0 if it does not stand there."""
    at = place
    for number, stem in enumerate(stems):
        if at < len(words) and _begins(words[at].word, stem):
            at += 1
        elif number and (
            gap := next(
                (
                    n
                    for n in ((1, 2) if len(stems[0]) > _SHORT else ())
                    if at + n < len(words) and _begins(words[at + n].word, stem)
                ),
                0,
            )
        ):
            at += gap + 1
        else:
            return 0
    return at
