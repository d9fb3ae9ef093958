"""The two memoranda of the example round: clause by clause, with the map of their clauses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from homeward.cli.example_parts import Part
from homeward.pages import Html, joined, picture, tag
from homeward.progress import Progress
from homeward.talks.clause_map import clause_map, map_table
from homeward.talks.comparing import compare_texts, compare_versions, write_comparison, write_redline
from homeward.talks.text_terms import ChangeKind, PairType
from homeward.words import Language, _, say

LEFT, RIGHT, EARLIER = "memorandum_uk.docx", "memorandum_ru.docx", "memorandum_uk_draft.docx"


def show_texts(source: Path, folder: Path, language: Language, progress: Progress) -> Part:
    """Compare the memoranda of ``source/talks``, write the results under ``folder/talks``, and show them."""
    given, texts, versions = source / "talks", folder / "talks" / "texts", folder / "talks" / "versions"
    for made in (texts, versions):
        made.mkdir(parents=True, exist_ok=True)
    alignment = compare_texts(given / LEFT, given / RIGHT, progress)
    write_comparison(alignment, texts, language, akn=True)
    changed = compare_versions(given / EARLIER, given / LEFT, progress)
    write_redline(changed, versions, language)
    counted = Counter(pair.type for pair in alignment.pairs)
    title = say(
        _(
            "Two memoranda: {same} clauses say the same, {conflicts} are in conflict, "
            "{left} and {right} stand in one text only"
        ),
        language,
        same=counted[PairType.SAME],
        conflicts=counted[PairType.CONFLICT],
        left=len(alignment.only_left),
        right=len(alignment.only_right),
    )
    what = say(
        _(
            "One side handed over a memorandum in Ukrainian, the other its own in Russian, in another order and with "
            "other numbers. Their clauses are laid side by side, each pair with its reasons. What a machine pairs is a "
            "proposal: nothing is agreed before both sides have confirmed it."
        ),
        language,
    )
    kinds = Counter(step.kind for step in changed.steps if step.kind and (step.new or step.kind is ChangeKind.DELETED))
    versions_told = say(
        _(
            "Between two versions of the first memorandum: clauses edited {edited}, moved {moved}, deleted {deleted}, "
            "new {new}."
        ),
        language,
        edited=kinds[ChangeKind.EDITED],
        moved=kinds[ChangeKind.MOVED],
        deleted=kinds[ChangeKind.DELETED],
        new=kinds[ChangeKind.NEW],
    )
    names = (say(_("memorandum in Ukrainian"), language), say(_("memorandum in Russian"), language))
    folded = tag(
        "details", tag("summary", say(_("the same as a table"), language)), map_table(alignment, names, language)
    )
    content = joined(
        (
            tag("p", what),
            picture(clause_map(alignment, names, language)),
            folded,
            tag("p", versions_told),
            tag(
                "ul",
                _item("talks/texts/side_by_side.html", _("both texts side by side, with reasons"), language),
                _item("talks/texts/joint.docx", _("the joint text in brackets"), language),
                _item("talks/texts/joint.xml", _("the joint text as Akoma Ntoso"), language),
                _item("talks/versions/redline.docx", _("the new version with tracked changes"), language),
            ),
        )
    )
    return Part("texts", title, content)


def _item(path: str, words: str, language: Language) -> Html:
    return tag("li", tag("a", say(words, language), href=path))
