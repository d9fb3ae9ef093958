"""``homeward kinship report``: the paper of a comparison, its pictures, and a page that shows and links them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language, _, say

if TYPE_CHECKING:
    from homeward.kinship.papers.comparisons import Comparison

_EVENT = "dvi-large/1"
_LONGEST_NAME = 80


def report(
    cases: Annotated[
        Path,
        typer.Argument(metavar="CASES.json", help="Cases (kinship-cases/1), or an event (dvi-large/1) with --pair."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")],
    case: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A case to report; may be repeated. All without it.")
    ] = None,
    pair: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="REMAINS MISSING", help="Of an event: the remains and the missing person to compare."),
    ] = None,
    language: Annotated[Language, typer.Option(help="Language of the paper and the page.")] = Language.EN,
    date: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="Date of the paper; that of the file, or left open, without it.")
    ] = "",
    remains: Annotated[
        int, typer.Option(min=0, metavar="N", help="How many remains were searched; with --missing.")
    ] = 0,
    missing: Annotated[
        int, typer.Option(min=0, metavar="N", help="How many missing persons were searched; with --remains.")
    ] = 0,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")] = False,
) -> None:
    """Write the report of every case as a PDF for a court, with its pictures and a page that shows them.

    Example: homeward kinship report cases.json --out out/reports --language uk --date 2026-05-31
    """
    from homeward.kinship.files.case_words import read_form

    day = _day(date)
    if (remains > 0) != (missing > 0):
        raise typer.BadParameter("give both --remains and --missing, or neither", param_hint="--remains")
    database = (remains, missing) if remains else None
    is_event = read_form(cases) == _EVENT
    if is_event and not pair:
        found = "is an event, and no pair is named."
        raise InputRefused([Fault(cases.name, "", 0, "", found, "Add --pair REMAINS MISSING.")])
    if pair and not is_event:
        raise InputRefused([Fault(cases.name, "", 0, "", "is no event.", "Leave out --pair, or give dvi-large/1.")])
    with telling(quiet) as progress, whole_folder(out, "kinship") as folder:
        progress(_("reading profiles"))
        if pair:
            compared, searched = _pair(cases, pair)
            comparisons, database = [compared], database or searched
        else:
            comparisons = _cases(cases, case or [])
        names = _file_names([one.case.name for one in comparisons])
        for place, (one, name) in enumerate(zip(comparisons, names, strict=True)):
            progress(_("writing reports"), place, len(comparisons))
            _write(folder, one, name, language, day, database)
        (folder / "index.html").write_text(_page(comparisons, names, language), encoding="utf-8")


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter("a date such as 2026-05-31", param_hint="--date") from None


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _cases(path: Path, wanted: Sequence[str]) -> list[Comparison]:
    from homeward.kinship.files.case_files import read_cases
    from homeward.kinship.files.case_words import read_words
    from homeward.kinship.papers.comparisons import compared

    read = read_cases(path)
    known = {one.name for one in read}
    faults = [
        Fault(path.name, "", 0, "", f"{name}: no such case.", "Name a case as the file has it.")
        for name in wanted
        if name not in known
    ]
    faults += [
        Fault(path.name, one.name, 0, "hypotheses", "fewer than two.", "A report compares two hypotheses at least.")
        for one in read
        if len(one.hypotheses) < 2 and (not wanted or one.name in wanted)
    ]
    if faults:
        raise InputRefused(faults)
    digest = _digest(path)
    return [
        compared(one, words, digest)
        for one, words in zip(read, read_words(path), strict=True)
        if not wanted or one.name in wanted
    ]


def _pair(path: Path, pair: tuple[str, str]) -> tuple[Comparison, tuple[int, int]]:
    """The comparison of a pair of an event, and how many remains and missing persons the event has."""
    from homeward.kinship.files.case_files import read_event
    from homeward.kinship.files.case_words import read_words
    from homeward.kinship.papers.comparisons import compared_pair

    event = read_event(path)
    comparison = compared_pair(event, *pair, read_words(path)[0], _digest(path))
    return comparison, (len(event.remains), len(event.missing))


def _file_names(names: Sequence[str]) -> list[str]:
    """Names of files for names of cases: letters, figures, points and hyphens, each another on every system."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        plain = re.sub(r"[^\w.-]+", "_", name).strip("._")[:_LONGEST_NAME] or "case"
        number, tried = 1, plain
        while tried.casefold() in taken:
            number += 1
            tried = f"{plain}-{number}"
        taken.add(tried.casefold())
        found.append(tried)
    return found


def _write(
    folder: Path,
    comparison: Comparison,
    name: str,
    language: Language,
    day: dt.date | None,
    database: tuple[int, int] | None,
) -> None:
    from homeward.kinship.papers.report import hypothesis_picture, ratio_picture, report_pdf

    (folder / f"{name}.pdf").write_bytes(report_pdf(comparison, language, day, database))
    for place, hypothesis in enumerate(comparison.case.hypotheses, start=1):
        drawn = hypothesis_picture(comparison, hypothesis, language)
        (folder / f"{name}.pedigree-{place}.svg").write_text(drawn, encoding="utf-8")
    for place, hypothesis in enumerate(comparison.others, start=1):
        drawn = ratio_picture(comparison, hypothesis, language)
        (folder / f"{name}.ratio-{place}.svg").write_text(drawn, encoding="utf-8")


def _page(comparisons: Sequence[Comparison], names: Sequence[str], language: Language) -> str:
    from homeward.kinship.papers.report import report_section, report_table
    from homeward.pages import document, tag

    title = say(_("Reports on comparisons of DNA profiles"), language)
    links = [f"{name}.pdf" for name in names]
    body = [tag("h1", title), report_table(comparisons, links, language)]
    body += [report_section(one, link, language) for one, link in zip(comparisons, links, strict=True)]
    return document(title, body, language)
