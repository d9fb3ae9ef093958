"""``side_by_side.html``: two texts in equal columns, block by block, with the words that matter marked and the reasons.

The page needs nothing beside it. Words are marked by shape as well as colour: in conflict (double line), only here
(dashes), shared subject (dots). Blocks are those of the joint text, in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby

from homeward.pages import Html, document, joined, tag
from homeward.talks.joint_docx import state_of
from homeward.talks.joint_text import Block, titles_without_clauses, word_differences
from homeward.talks.reason_words import reason_text
from homeward.talks.text_terms import Alignment, Clause, Effect, Memorandum, Pair, PairType, ReasonKind, Span
from homeward.words import Language, _, say

PAGE_FILE = "side_by_side.html"
_MARKS = {Effect.CONFLICTS: "conflict", Effect.DIFFERS: "only", Effect.AGREES: "shared"}


def side_by_side(alignment: Alignment, blocks: list[Block], language: Language) -> str:
    """The whole page."""
    counted = Counter(pair.type for pair in alignment.pairs)
    title = say(
        _("{pairs} pairs of clauses · {conflicts} in conflict · {left} only left · {right} only right"),
        language,
        pairs=len(alignment.pairs),
        conflicts=counted[PairType.CONFLICT],
        left=len(alignment.only_left),
        right=len(alignment.only_right),
    )
    notice = say(
        _("Pairs and their kinds are proposed by comparison. Nothing is agreed before both sides have confirmed it."),
        language,
    )
    filters = [("all", say(_("everything"), language), len(blocks))]
    filters += [(kind.value, say(kind.label, language), counted[kind]) for kind in PairType if counted[kind]]
    filters += [
        (name, say(words, language), number)
        for name, words, number in (
            ("only_left", _("only left"), len(alignment.only_left)),
            ("only_right", _("only right"), len(alignment.only_right)),
        )
        if number
    ]
    chips = (
        tag(
            "button",
            label,
            " ",
            tag("b", str(number)),
            type="button",
            class_="chip",
            data_show=name,
            aria_pressed="true" if name == "all" else "false",
        )
        for name, label, number in filters
    )
    heads = [_text_head(say(words, language), text) for words, text in
             ((_("left"), alignment.left), (_("right"), alignment.right))]  # fmt: skip
    body = [
        tag("p", say(_("Two texts side by side"), language), class_="eyebrow"),
        tag("h1", title.replace(" · ", "\N{NO-BREAK SPACE}· ")),
        tag("p", notice, class_="notice"),
        tag("div", *chips, class_="filters on-screen", role="group", aria_label=say(_("Show"), language)),
        tag("div", *heads, class_="two heads"),
        *_sections(alignment, blocks, language),
    ]
    lone = [(side, words) for side, text in (("left", alignment.left), ("right", alignment.right))
            for words in titles_without_clauses(text)]  # fmt: skip
    body += [tag("p", words, class_=f"lone {side}") for side, words in lone]
    own = files("homeward.talks") / "templates"
    style, script = ((own / name).read_text(encoding="utf-8") for name in ("side_by_side.css", "side_by_side.js"))
    return document(title, body, language, style=style, script=script, foot=say(_("Proposed by comparison"), language))


def _text_head(side: str, text: Memorandum) -> Html:
    return tag("div", tag("b", f"{side}: {text.name}"), tag("br"), " ".join(text.title), lang=text.lang.value)


def _sections(alignment: Alignment, blocks: list[Block], language: Language) -> Iterable[Html]:
    for section, inside in groupby(blocks, key=lambda block: block.section):
        titles = [
            tag("h2", words, lang=text.lang.value)
            for words, text in ((section[0], alignment.left), (section[1], alignment.right))
        ]
        yield tag("section", tag("div", *titles, class_="two titles"), *(_block(block, language) for block in inside))


def _block(block: Block, language: Language) -> Html:
    kinds = sorted({pair.type.value for pair in block.pairs}) or ["only_left" if block.left else "only_right"]
    columns = [
        tag("div", *([_clause(clause, _spans(clause, block.pairs, left)) for clause in clauses]
                     or [tag("p", "–", class_="quiet")]), class_="column")
        for clauses, left in ((block.left, True), (block.right, False))
    ]  # fmt: skip
    if len(block.left) == len(block.right) == 1 and block.left[0].lang is block.right[0].lang:
        columns = [tag("div", _compared(one, other), class_="column")
                   for one, other in ((block.left[0], block.right[0]), (block.right[0], block.left[0]))]  # fmt: skip
    told = [tag("span", state_of(block, language), class_=f"state {kinds[0]}")]
    told += [
        tag(
            "span",
            (f"{pair.left} – {pair.right}: " if len(block.pairs) > 1 else "") + reason_text(reason, language),
            class_=f"reason {reason.effect.value}",
        )
        for pair in block.pairs
        for reason in pair.reasons
        if reason.left or reason.right
    ]
    return tag("article", tag("div", *columns, class_="two"), tag("p", *joined_with_spaces(told), class_="reasons"),
               class_=f"block {' '.join(kinds)}", data_kinds=" ".join(kinds), id=f"b{block.number}")  # fmt: skip


def joined_with_spaces(parts: list[Html]) -> list[Html]:
    """Marked-up words with spaces between them, so that they can break."""
    return [joined((part, " ")) for part in parts]


def _clause(clause: Clause, marks: list[tuple[Span, str]]) -> Html:
    return tag("p", tag("b", clause.id, class_="number"), " ", _marked(clause.text, marks), lang=clause.lang.value)


def _compared(one: Clause, other: Clause) -> Html:
    """A clause whose words that the other lacks are marked; both are in one language."""
    pieces: list[str] = []
    for same, mine, _theirs in word_differences(one.text, other.text):
        if mine:
            pieces.append(mine if same else tag("mark", mine, class_="only"))
    return tag("p", tag("b", one.id, class_="number"), " ", joined(pieces, " "), lang=one.lang.value)


def _spans(clause: Clause, pairs: list[Pair], left: bool) -> list[tuple[Span, str]]:
    """What to mark in a clause: the words that its reasons rest on, conflicts first."""
    found: list[tuple[Span, str]] = []
    for pair in pairs:
        if (pair.left if left else pair.right) != clause.id:
            continue
        for reason in pair.reasons:
            kind = _MARKS.get(reason.effect, "only")
            if reason.kind is ReasonKind.SUBJECT:
                kind = "shared"
            found += [(span, kind) for span in (reason.left_spans if left else reason.right_spans)]
    rank = {"conflict": 0, "only": 1, "shared": 2}
    found.sort(key=lambda one: (rank[one[1]], one[0]))
    chosen: list[tuple[Span, str]] = []
    for span, kind in found:
        if all(span.end <= other.start or other.end <= span.start for other, _kind in chosen):
            chosen.append((span, kind))
    return sorted(chosen)


def _marked(text: str, marks: list[tuple[Span, str]]) -> Html:
    pieces: list[str] = []
    at = 0
    for span, kind in marks:
        pieces += [text[at : span.start], tag("mark", text[span.start : span.end], class_=kind)]
        at = span.end
    return joined([*pieces, text[at:]])
