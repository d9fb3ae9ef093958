"""Remains in the example: a count that parts by three, 300 containers, 60 families searched, one known failure."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from homeward.cli.example_parts import Part
from homeward.drawing import count_text
from homeward.errors import OwnFailure
from homeward.kinship.files.case_files import read_event
from homeward.pages import Html, joined, picture, tag
from homeward.progress import Progress
from homeward.remains.case_files import CaseFiles, read_case_files, write_comparisons
from homeward.remains.consignment_files import read_counted
from homeward.remains.count_report import count_picture, difference_table, gap_sentences, write_count_report
from homeward.remains.counting import differences, stage_lines
from homeward.remains.graph import fold
from homeward.remains.pictures import flow_picture
from homeward.remains.report import check_title, write_check_report
from homeward.remains.report_sections import flow_bands, flow_table, outcomes_text
from homeward.remains.results import write_counts, write_findings
from homeward.remains.review import Review, review
from homeward.remains.searching import candidates
from homeward.words import Language, _, say

#: Who read the candidates of the example's search, and when; opaque ids.
_EXPERT, _SECOND_READER, _ON = "X-101", "X-102", dt.date(2025, 11, 3)


def show_remains(source: Path, folder: Path, language: Language, progress: Progress) -> Part:
    """Run the room on ``source/remains``, write everything under ``folder/remains``, and give the page its section.

    Raises:
        InputRefused: a file of the example cannot be used.
        OwnFailure: what was written reads back as something else.
    """
    given, out = source / "remains", folder / "remains"
    counted = read_counted([given / "consignments.csv"])
    (out / "count").mkdir(parents=True)
    write_counts(counted, out / "count")
    write_count_report(counted, out / "count", language)

    progress(_("weighing remains against families"))
    searched = _search(given, out / "cases")
    found = _check(out / "cases", out / "check", language, searched)
    shutil.copytree(given / "known_failure", out / "known_failure" / "given")
    failure = _check(out / "known_failure" / "given", out / "known_failure", language)

    lines, apart = stage_lines(counted), differences(counted)
    bands = flow_bands(found, language)
    content = [
        tag("p", say(_PEOPLE, language)),
        picture(flow_picture(bands, language)),
        _folded(_("The same as a table"), flow_table(bands, language), language),
        tag("p", _search_sentence(searched, language)),
        tag("h3", say(_("Where the counts of a consignment differ"), language)),
        *(tag("p", sentence) for sentence in gap_sentences(lines, language)[:1]),
        count_picture(lines, counted, apart, language),
        _folded(_("The same as a table"), difference_table(apart, language), language),
        tag("h3", say(_("A failure that is known, and what stops it"), language)),
        tag("p", say(_FAILURE, language)),
        _folded(_("What the rules say of it"), _of_failure(failure, language), language),
        _links(language),
    ]
    return Part("remains", check_title(found, language), joined(content))


_PEOPLE = _(
    "300 containers are received, cleared, opened, divided into parts and compared with 60 families. Containers, "
    "parts, cases and persons are counted each by itself. Experts report, a board decides, and what becomes known "
    "later is asked again for ever."
)
_FAILURE = _(
    "One parent's sample and a report of “99.9999 %”: the two-line rule refuses it. In a search of thousands that "
    "ratio is far less sure, and many strangers reach it by chance. Three sightings reopen the case; the return alive "
    "revokes it, and every step that follows is listed until it is done."
)


def _search(given: Path, cases: Path) -> CaseFiles:
    """The case tables of the example, with what the search of profiles adds to their comparisons."""
    shutil.copytree(given / "given", cases)
    files = read_case_files(cases)
    state, _refused = fold(sorted(files.events, key=lambda one: one.on))
    from_search = candidates(
        read_event(given / "event.json"), state.case_of, expert=_EXPERT, second_reader=_SECOND_READER, on=_ON
    )
    whole = CaseFiles(files.events, files.bones, (*from_search, *files.comparisons), files.decisions, files.facts)
    write_comparisons(whole.comparisons, cases / "comparisons.csv")
    return whole


def _check(cases: Path, out: Path, language: Language, expected: CaseFiles | None = None) -> Review:
    files = read_case_files(cases)
    if expected is not None and files != expected:
        raise OwnFailure("The tables of cases read back as something else than was written.")
    found = review(files)
    out.mkdir(exist_ok=True)
    write_findings(found, files.comparisons, out)
    write_check_report(found, out, language)
    return found


def _search_sentence(files: CaseFiles, language: Language) -> str:
    from_search = [one for one in files.comparisons if one.log10_lr is not None]
    remains, missing = from_search[0].remains_searched, from_search[0].missing_searched
    return say(
        _(
            "{remains} profiles were searched against {missing} missing persons: {pairs} pairs, of which {candidates} "
            "reach a likelihood ratio of 10,000. A candidate is not yet a proposal."
        ),
        language,
        remains=count_text(remains),
        missing=count_text(missing),
        pairs=count_text(remains * missing),
        candidates=count_text(len(from_search)),
    )


def _of_failure(found: Review, language: Language) -> Html:
    confirmed = next(one for one in found.judged if one.decision.act == "confirm")
    steps = [
        tag("li", say(one.step.label, language), f" ({say(_('done'), language)})" if one.done_by else "")
        for one in found.identifications[0].consequences
    ]
    return joined([outcomes_text(confirmed.outcomes, language), tag("ul", *steps)])


def _folded(summary: str, content: Html, language: Language) -> Html:
    return tag("details", tag("summary", say(summary, language)), content)


def _links(language: Language) -> Html:
    files = (
        ("remains/count/report.html", _("all counts, and where they differ")),
        ("remains/check/report.html", _("every case, rule by rule")),
        ("remains/known_failure/report.html", _("the known failure, rule by rule")),
        ("remains/check/findings.json", _("the findings, for machines")),
    )
    return tag("ul", *(tag("li", tag("a", path, href=path), " – ", say(text, language)) for path, text in files))
