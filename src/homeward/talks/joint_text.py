"""The joint text that grows out of two texts: blocks with brackets, and where each comes from.

J1  Every clause and every title of both texts stands in it, in its own words.
J2  A block is without brackets only where one clause of each text stands alone in a pair that says the same. In one
    language, words in which the two still differ are bracketed one by one.
J3  All else is bracketed with its side: ``[A: …][B: …]``. What only one side says is ``[A: …]``; that the other is
    silent is no agreement (practice of the United Nations: text in square brackets is not agreed).
J4  Blocks follow the left text; what only the right text has stands behind what it stands behind there.

A block without brackets is proposed as agreed, by comparison; it is agreed when both sides have confirmed it.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from homeward.talks.text_terms import Alignment, Clause, Memorandum, Pair, PairType
from homeward.words import Language


class Side(Enum):
    """Whose words a piece of a block is; ``BOTH`` for words without brackets."""

    BOTH = ""
    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a block: whose, and in which language."""

    side: Side
    text: str
    language: Language


@dataclass(slots=True)
class Block:
    """Clauses of both texts that belong together.

    Attributes:
        number: of the joint text, from 1.
        section: titles it stands under: of the left text and of the right, "" where there is none.
        pieces: what it says.
    """

    left: list[Clause] = field(default_factory=list)
    right: list[Clause] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    section: tuple[str, str] = ("", "")
    number: int = 0
    pieces: tuple[Piece, ...] = ()

    @property
    def is_agreed(self) -> bool:
        """J2: whether it is proposed as agreed."""
        return len(self.left) == len(self.right) == len(self.pairs) == 1 and self.pairs[0].type is PairType.SAME


def joint_text(alignment: Alignment) -> list[Block]:
    """All blocks in order, numbered, with the titles they stand under."""
    blocks = _grouped(alignment)
    section_of_right = _right_sections(alignment)
    own_end: list[Block] = []
    placed = {clause.id: block for block in blocks for clause in block.right}
    before: Block | None = None
    for clause in alignment.right.clauses:
        if clause.id in placed:
            before = placed[clause.id]
            continue
        block = Block(right=[clause])
        placed[clause.id] = block
        title = section_title(clause)
        if section_of_right.get(title) is None and title:
            block.section = ("", title)
            own_end.append(block)
            continue
        while before is not None and before in own_end:
            before = None
        place = blocks.index(before) + 1 if before is not None else _first_of(blocks, section_of_right.get(title, ""))
        blocks.insert(place, block)
        block.section = (section_of_right.get(title, "") or "", title)
        before = block
    titles_of_left: dict[str, list[str]] = {}
    for right_title, left_title in section_of_right.items():
        if left_title is not None:
            titles_of_left.setdefault(left_title, []).append(right_title)
    for block in blocks:
        left_title = section_title(block.left[0]) if block.left else block.section[0]
        block.section = (left_title, " / ".join(title for title in titles_of_left.get(left_title, []) if title))
    ordered = _sections_whole(blocks) + own_end
    for number, block in enumerate(ordered, 1):
        block.number = number
        block.pieces = _pieces(block)
    return ordered


def section_title(clause: Clause) -> str:
    """The titles that a clause stands under, in one line."""
    return " › ".join(clause.heading)


def titles_without_clauses(text: Memorandum) -> list[str]:
    """Titles under which no clause stands: they are kept too (J1)."""
    held = {title for clause in text.clauses for title in clause.heading}
    return [title for _id, title in text.parts if title and title not in held]


def _grouped(alignment: Alignment) -> list[Block]:
    """Clauses of the left text with all that hangs together with them, in its order."""
    right = {clause.id: clause for clause in alignment.right.clauses}
    order = {clause.id: place for place, clause in enumerate(alignment.right.clauses)}
    by_left: dict[str, list[Pair]] = {}
    by_right: dict[str, list[Pair]] = {}
    for pair in alignment.pairs:
        by_left.setdefault(pair.left, []).append(pair)
        by_right.setdefault(pair.right, []).append(pair)
    left = {clause.id: clause for clause in alignment.left.clauses}
    place = {clause.id: number for number, clause in enumerate(alignment.left.clauses)}
    blocks: list[Block] = []
    taken: set[str] = set()
    for clause in alignment.left.clauses:
        if clause.id in taken:
            continue
        lefts, rights, waiting = {clause.id}, set[str](), [clause.id]
        while waiting:
            for pair in by_left.get(waiting.pop(), ()):
                rights.add(pair.right)
                for other in by_right[pair.right]:
                    if other.left not in lefts:
                        lefts.add(other.left)
                        waiting.append(other.left)
        taken |= lefts
        pairs = [pair for one in sorted(lefts, key=place.__getitem__) for pair in by_left.get(one, ())]
        blocks.append(
            Block([left[one] for one in sorted(lefts, key=place.__getitem__)],
                  [right[one] for one in sorted(rights, key=order.__getitem__)], pairs)
        )  # fmt: skip
    return blocks


def _right_sections(alignment: Alignment) -> dict[str, str | None]:
    """For each title of the right text the title of the left with which most of its pairs are; None if it has none."""
    left = {clause.id: section_title(clause) for clause in alignment.left.clauses}
    right = {clause.id: section_title(clause) for clause in alignment.right.clauses}
    votes: dict[str, Counter[str]] = {title: Counter() for title in right.values()}
    for pair in alignment.pairs:
        votes[right[pair.right]][left[pair.left]] += 1
    order = list(dict.fromkeys(left.values()))
    return {
        title: min(counted, key=lambda one: (-counted[one], order.index(one))) if counted else None
        for title, counted in votes.items()
    }


def _first_of(blocks: list[Block], section: str | None) -> int:
    return next(
        (place for place, block in enumerate(blocks) if block.left and section_title(block.left[0]) == section), 0
    )


def _sections_whole(blocks: list[Block]) -> list[Block]:
    """Blocks of one title together, in the order in which the titles first come."""
    order = list(dict.fromkeys(block.section for block in blocks))
    return [block for section in order for block in blocks if block.section == section]


def _pieces(block: Block) -> tuple[Piece, ...]:
    if block.is_agreed:
        one, other = block.left[0], block.right[0]
        if one.lang is not other.lang:
            return (Piece(Side.BOTH, one.text, one.lang), Piece(Side.BOTH, other.text, other.lang))
        return _words_apart(one.text, other.text, one.lang)
    return (
        *(Piece(Side.A, clause.text, clause.lang) for clause in block.left),
        *(Piece(Side.B, clause.text, clause.lang) for clause in block.right),
    )


def _words_apart(one: str, other: str, language: Language) -> tuple[Piece, ...]:
    """Two wordings in one language: what they share once, what differs in brackets of each side."""
    found: list[Piece] = []
    for same, left, right in word_differences(one, other):
        if same:
            found.append(Piece(Side.BOTH, left, language))
        else:
            found += [Piece(side, text, language) for side, text in ((Side.A, left), (Side.B, right)) if text]
    return tuple(found)


def word_differences(one: str, other: str) -> list[tuple[bool, str, str]]:
    """Two texts word by word: (whether they agree there, words of the one, words of the other); nothing is lost."""
    words, others = re.findall(r"\S+", one), re.findall(r"\S+", other)
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
    return [(tag == "equal", " ".join(words[a:b]), " ".join(others[c:d])) for tag, a, b, c, d in matcher.get_opcodes()]
