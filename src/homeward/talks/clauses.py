"""Paragraphs into clauses: numbers nested as printed, titles, options, packages, and ids that a reader can find.

Depth is told by the look of a number, not by a table of looks: a look that is open already continues its row, another
opens a row inside. So ``II. → 3. → b)`` gives ``II.3.b``, and ``2.3.1. → б)`` gives ``2.3.1.б``, whatever the order of
looks in a text. A paragraph without a number goes on with the clause above it; under a title it is a clause of its
own, ``II.¶1``. What stands before the first number is the title, and sentences there are clauses ``¶1``, ``¶2``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from homeward.talks.lines import Line
from homeward.talks.printed_numbers import Label, LabelKind, follows, read_label, roman_value

_TITLE_WORDS: Final = 14
_VERB: Final = re.compile(
    (
        r"\b(shall|must|may|will|зобов\w*|обяз\w*|мож\w{1,4}|повинн\w*|должн\w*|передад\w*|"
        r"переда[юё]т\w*|\w+acak|\w+ecek|\w+maktadır|\w+ır|\w+ir)\b"
    ),
    re.IGNORECASE,
)
PACKAGE: Final = re.compile(
    r"\ball or (none|nothing)\b|\bas a (single )?package\b|\bpackage\b|пакет\w*|"
    r"\bвсе або нічого\b|\bвс[её] или ничего\b"
    r"|\bлише разом\b|\bтільки разом\b|\bтолько вместе\b|\bлишь вместе\b|неподільн\w*|неделим\w*|\bpaket\w*"
    r"|\bya hep ya hiç\b|\bbir bütün (olarak|hâlinde|halinde)\b|\bindivisibl\w+",
    re.IGNORECASE,
)
_BRACKETS: Final = re.compile(r"\[([^\[\]]+)\]")
_SLASHED: Final = re.compile(r"\b([^\W\d_]{3,})/([^\W\d_]{3,})\b")


@dataclass(slots=True)
class Node:
    """A numbered or unnumbered unit while a text is put together.

    Attributes:
        path: figures of a number, for ids of longer numbers below it.
        prefix: id before those figures.
    """

    id: str
    label: Label | None
    text: str
    title: bool
    parent: Node | None
    prefix: str = ""
    children: int = 0
    unnumbered: int = 0
    is_heading: bool = False

    @property
    def path(self) -> tuple[int, ...]:
        """Figures of its number."""
        return self.label.path if self.label else ()


@dataclass(slots=True)
class Outline:
    """A text taken apart: lines of its title, and its nodes in order."""

    title: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)


def outline(lines: Sequence[Line]) -> Outline:
    """Take a text apart."""
    found = Outline()
    stack: list[Node] = []
    for line in lines:
        labelled = _labelled(line)
        if labelled is None:
            _unnumbered(found, stack, line)
            continue
        label, rest = _resolved(labelled[0], stack), labelled[1].strip()
        _close(stack, label)
        parent = stack[-1] if stack else None
        if parent:
            parent.children += 1
        name, prefix = _name(label, stack)
        node = Node(name, label, rest, line.title, parent, prefix)
        found.nodes.append(node)
        stack.append(node)
    _tell_headings(found)
    _make_ids_distinct(found.nodes)
    return found


def _labelled(line: Line) -> tuple[Label, str] | None:
    if not line.number:
        return read_label(line.text)
    read = read_label(f"{line.number} ") or read_label(f"{line.number.rstrip('.')}. ")
    if read is None:
        return None
    return read[0], line.text


def _resolved(label: Label, stack: Sequence[Node]) -> Label:
    """A letter that may be a Roman numeral, by the row that it continues: ``h) i)``, but ``a) … i) ii)``."""
    number = label.number
    if len(number) != 1 or label.kind not in (LabelKind.LETTER, LabelKind.ROMAN):
        return label
    letter_kind = LabelKind.CAPITAL if number.isupper() else LabelKind.LETTER
    for node in reversed(stack):
        if node.label and node.label.style == label.style and follows(node.label.number, number):
            if node.label.kind is letter_kind:
                return Label(label.printed, number, letter_kind, label.style, ())
            break
    if number.islower() and number in "ivx":
        worth = roman_value(number)
        row = any(
            node.label
            and node.label.style == label.style
            and node.label.kind is LabelKind.SMALL_ROMAN
            and (roman_value(node.label.number) or 0) + 1 == worth
            for node in stack
        )
        if row or number == "i":
            return Label(label.printed, number, LabelKind.SMALL_ROMAN, label.style, ())
    return label


def _close(stack: list[Node], label: Label) -> None:
    """Close what a new number ends, so that the last of the stack is what it stands in."""
    if label.kind is LabelKind.PART:
        stack.clear()
        return
    if label.kind is LabelKind.ARTICLE:
        while stack and not _is(stack[-1], LabelKind.PART):
            stack.pop()
        return
    if label.kind is LabelKind.OPTION:
        if any(_is(node, LabelKind.OPTION) for node in stack):
            while not _is(stack.pop(), LabelKind.OPTION):
                pass
        elif not (stack and stack[-1].text.endswith(":")):
            while (
                stack
                and not _is(stack[-1], LabelKind.PART, LabelKind.ROMAN, LabelKind.ARTICLE)
                and not _may_head(stack[-1])
            ):
                stack.pop()
        return
    if label.kind is LabelKind.FIGURES and (len(label.path) > 1 or label.style.endswith(".")):
        for place, node in enumerate(stack):
            if _is(node, LabelKind.FIGURES) and node.label and node.label.style[0] != "(" and (
                len(node.path) >= len(label.path) and (len(node.path) > 1 or node.label.style == label.style)
            ):  # fmt: skip
                del stack[place:]
                return
        if len(label.path) > 1:
            while stack and _is(
                stack[-1], LabelKind.LETTER, LabelKind.CAPITAL, LabelKind.SMALL_ROMAN, LabelKind.BULLET
            ):
                stack.pop()
        return
    for place, node in enumerate(stack):
        if node.label and (node.label.kind, node.label.style) == (label.kind, label.style):
            del stack[place:]
            return


def _is(node: Node, *kinds: LabelKind) -> bool:
    return node.label is not None and node.label.kind in kinds


def _name(label: Label, stack: Sequence[Node]) -> tuple[str, str]:
    """Id of a new node, and what stands in it before the node's own figures."""
    above = next((node for node in reversed(stack) if node.id), None)
    if label.kind is LabelKind.FIGURES and len(label.path) > 1:
        for node in reversed(stack):
            if node.path and node.path == label.path[: len(node.path)]:
                return node.prefix + label.number, node.prefix
        if above is None or not above.path:
            outer = f"{above.id}." if above else ""
            return outer + label.number, outer
    number = label.number
    if label.kind is LabelKind.ARTICLE:
        return number, ""  # articles are numbered through the whole text
    if label.kind is LabelKind.BULLET:
        number = f"•{(stack[-1].children if stack else 1)}"
    outer = f"{above.id}." if above else ""
    return outer + number, outer


def _unnumbered(found: Outline, stack: list[Node], line: Line) -> None:
    above = stack[-1] if stack else None
    if line.title:
        if not found.nodes and not stack:
            found.title.append(line.text)
            return
        outer = [node for node in stack if _is(node, LabelKind.PART, LabelKind.ROMAN) and not node.title]
        if above and above.label and not above.text and _is(above, LabelKind.PART, LabelKind.ARTICLE, LabelKind.OPTION):
            above.text = line.text
            return
        stack[:] = outer[:1]
        node = Node(stack[-1].id if stack else "", None, line.text, True, stack[-1] if stack else None)
        node.is_heading = True
        found.nodes.append(node)
        stack.append(node)
    elif above is None:
        if not found.nodes and _like_title(line.text):
            found.title.append(line.text)
        else:
            place = 1 + sum(node.id.startswith("¶") for node in found.nodes)
            found.nodes.append(Node(f"¶{place}", None, line.text, False, None))
    elif above.label and not above.text:
        above.text = line.text
    elif _heads(above):
        above.unnumbered += 1
        above.children += 1
        outer_id = f"{above.id}." if above.id else ""
        place = above.unnumbered
        if above.label is None:  # titles without numbers share what they stand in
            place = 1 + sum(node.id.startswith(f"{outer_id}¶") for node in found.nodes)
        found.nodes.append(Node(f"{outer_id}¶{place}", None, line.text, False, above))
    else:
        above.text = f"{above.text} {line.text}"


def _may_head(node: Node) -> bool:
    """Whether options may stand below a node: it is a title, or a short line that nothing stands below yet."""
    return node.title or (_like_title(node.text) and not node.children)


def _heads(node: Node) -> bool:
    """Whether an unnumbered paragraph under a node is a clause of its own: under a title."""
    return node.title or node.label is None or (
        _is(node, LabelKind.PART, LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.OPTION) and _like_title(node.text)
    )  # fmt: skip


def _like_title(text: str) -> bool:
    return len(text.split()) <= _TITLE_WORDS and not text.rstrip().endswith((".", ";", ":", ","))


def _tell_headings(found: Outline) -> None:
    """A title is what its style says, a part's own line, or a short line without an end that has items below."""
    for node in found.nodes:
        if node.label is None:
            continue
        short = _like_title(node.text)
        by_look = _is(node, LabelKind.PART, LabelKind.ROMAN, LabelKind.ARTICLE, LabelKind.OPTION) and short
        below = node.children > 0 and short and not _VERB.search(node.text)
        node.is_heading = (node.title and short and node.children > 0) or (by_look and node.children > 0) or below or (
            _is(node, LabelKind.PART) and short
        ) or not node.text  # fmt: skip


def _make_ids_distinct(nodes: Iterable[Node]) -> None:
    """Where a text prints one number twice, the second has ``#2`` behind it."""
    seen: Counter[str] = Counter()
    for node in nodes:
        if node.is_heading:
            continue
        seen[node.id] += 1
        if seen[node.id] > 1:
            node.id = f"{node.id}#{seen[node.id]}"


def ancestors(node: Node) -> list[Node]:
    """What a node stands in, innermost first."""
    found: list[Node] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def alternatives_in(text: str) -> tuple[tuple[str, ...], ...]:
    """Wordings left open in a text: brackets one after the other, and words with a stroke between them.

    ``[30] [45] days`` gives (("30", "45"),); ``[shall/should]`` gives (("shall", "should"),); a lone bracket gives
    its text, which may be kept or left out.
    """
    found: list[tuple[str, ...]] = []
    row: list[str] = []
    end = -1
    for match in _BRACKETS.finditer(text):
        if row and not re.fullmatch(r"\s*(/|or|або|или|veya)?\s*", text[end : match.start()]):
            found.append(tuple(row))
            row = []
        row += [part.strip() for part in match[1].split("/")]
        end = match.end()
    if row:
        found.append(tuple(row))
    outside = _BRACKETS.sub(" ", text)
    found += [(match[1], match[2]) for match in _SLASHED.finditer(outside)]
    return tuple(found)
