"""The example round from lists to papers: every step of the main job, in the order in which a commission takes them."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

from homeward.cli.demo_page import ShownRound, write_index
from homeward.cli.example_children import show_children
from homeward.cli.example_record import ExampleRecord
from homeward.cli.example_remains import show_remains
from homeward.cli.example_retrieval import show_retrieval
from homeward.cli.example_talks_claims import show_claims
from homeward.cli.example_talks_texts import show_texts
from homeward.cli.record_page import write_record_page
from homeward.cli.round_persons import write_persons
from homeward.errors import OwnFailure
from homeward.exchange import lot as lots
from homeward.exchange.agreements import read_agreement
from homeward.exchange.persons import PersonsFile, read_persons
from homeward.exchange.plan_file import write_plan
from homeward.exchange.planning import make_plan
from homeward.exchange.terms import Agreement, Paper, Plan
from homeward.exchange.transfer_lists import write_transfer_lists
from homeward.exchange.verify import verify_plan
from homeward.intake.reading import read_lists
from homeward.intake.tables import read_table
from homeward.progress import Progress
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.outcomes import overlap
from homeward.reconciliation.report import write_report
from homeward.reconciliation.results import summary, write_results
from homeward.words import Language

#: What the page links to besides the papers.
FILES = (
    "lists/report.html",
    "lists/pairs.csv",
    "lists/relatives.csv",
    "lists/clusters.csv",
    "lists/summary.json",
    "given/agreement.toml",
    "persons.csv",
    "plan/plan.json",
    "plan/why.csv",
    "draw.json",
    "run.json",
)

#: The other rooms, each with its section of the page, in the order in which the talks named their subjects.
ROOMS = (show_children, show_remains, show_retrieval, show_texts, show_claims)

#: Labels of the sides' lists in the example, and the mediator's.
LISTS = {"list_UA": "UA", "list_RU": "RU"}
MEDIATOR = "list_mediator"


def walk_through(source: Path, folder: Path, language: Language, progress: Progress) -> None:
    """Do the main job on the files in ``source`` and write everything, ``index.html`` last, into ``folder``.

    Raises:
        InputRefused: a file of the example cannot be used.
        OwnFailure: the plan recomputed from its files is another.
    """
    given = folder / "given"
    shutil.copytree(source / "round", given)
    shutil.copyfile(source / "agreement.toml", given / "agreement.toml")
    agreement = read_agreement(given / "agreement.toml")
    record = ExampleRecord(folder / "record", agreement.sides)
    record.adopt_agreement(given / "agreement.toml")
    lists = read_lists([given / f"{label}.csv" for label in (*LISTS, MEDIATOR)], progress)
    record.hand_in_lists(given, lists, LISTS)
    result = reconcile(lists, progress=progress)
    (folder / "lists").mkdir()
    write_results(result, folder / "lists", progress)
    write_report(result, folder / "lists", language)
    counts = summary(result)
    totals = {name: int(counts[name]) for name in ("persons", "relatives_kept_apart")}
    record.keep_comparison(lists, folder / "lists" / "pairs.csv", totals)
    record.decide_pairs(given / "decisions.csv")
    record.hand_in_tables(given)
    write_persons(result, given, LISTS, folder / "persons.csv")
    persons = read_persons(folder / "persons.csv", agreement.sides)
    draw = _draw(agreement, persons, given / "numbers.csv")
    lots.write_draw(draw, folder / "draw.json")
    record.draw_lot(draw)
    plan = make_plan(given / "agreement.toml", folder / "persons.csv", draw.lot, progress)
    write_plan(plan, folder / "plan", language)
    papers = _print_papers(plan, agreement, persons, folder, progress)
    _refuse_other_plan(folder, progress)
    record.adopt_plan(plan, [replace(paper, path=folder / paper.path) for paper in papers])
    kept = record.close(language, progress)
    parts = tuple(show(source, folder, language, progress) for show in ROOMS)
    progress("writing the page")
    write_record_page(folder / "record", kept, language)
    shown = ShownRound(
        agreement=agreement,
        persons=persons.persons,
        plan=plan,
        draw=draw,
        counts=counts,
        waiting=int(result.review.sum()),
        overlap=overlap(result),
        papers=papers,
        files=FILES,
        check="homeward exchange verify plan/plan.json given/agreement.toml persons.csv",
        record="record/index.html",
        parts=parts,
    )
    write_index(folder, shown, language)


def _draw(agreement: Agreement, persons: PersonsFile, numbers: Path) -> lots.Draw:
    """The lot of the example: commitments, then reveals, with numbers that are fixed so that the page is the same.

    In a real round each party draws its number in private (``homeward exchange lot commit``).
    """
    draw = lots.open_draw(lots.list_digest(agreement.sha256, persons.sha256), agreement.sides)
    table = read_table(numbers)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    sealed = [
        lots.SealedNumber(draw.list_sha256, party, _bytes(nonce), _bytes(number)) for party, nonce, number in rows
    ]
    for one in sealed:
        draw = lots.commit(draw, one.party, one.commitment)
    for one in sealed:
        draw = lots.reveal(draw, one)
    return draw


def _bytes(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def _print_papers(
    plan: Plan, agreement: Agreement, persons: PersonsFile, folder: Path, progress: Progress
) -> list[Paper]:
    """The transfer lists in each of the four languages."""
    papers = []
    for language in Language:
        where = folder / "plan" / language
        where.mkdir(parents=True)
        for path in write_transfer_lists(plan, agreement, persons.persons, where, language, progress):
            side = path.stem.removeprefix("list_")
            papers.append(Paper(side, language, path.relative_to(folder)))
    return papers


def _refuse_other_plan(folder: Path, progress: Progress) -> None:
    """Recompute the plan from its files, as the other side would.

    Raises:
        OwnFailure: the plan recomputed is another.
    """
    differences = verify_plan(
        folder / "plan" / "plan.json", folder / "given" / "agreement.toml", folder / "persons.csv", progress
    )
    if differences:
        raise OwnFailure(f"The plan recomputed is another: {differences[0]}.")
