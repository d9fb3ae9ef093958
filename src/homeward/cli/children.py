"""``homeward children``: counts of children explained, a list worked through, the gates to travel.

The rooms are imported where a command needs them, so that ``--help`` need not wait for them.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.reconcile import refuse_equal_labels
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language

if TYPE_CHECKING:
    from homeward.children.explaining import Claimed
    from homeward.register.entries import PersonList

app = typer.Typer(help="Children: counts explained, a list worked through, the gates to travel.", no_args_is_help=True)

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]
Spoken = Annotated[Language, typer.Option(help="Language of the report.")]

_CLAIMED = re.compile(r"(?P<label>.+)=(?:(?P<bound>over|at_least|about|exactly) )?(?P<number>\d{1,9})")


@app.command(name="explain")
def explain(
    first: Annotated[Path, typer.Argument(metavar="LIST", help="One list, CSV or XLSX.")],
    second: Annotated[Path, typer.Argument(metavar="LIST", help="The other list.")],
    reference_date: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Day on which ages are counted.")],
    out: Out,
    decisions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What the sides decided on pairs of entries.")
    ] = None,
    returned: Annotated[Path | None, typer.Option(metavar="FILE", help="Entries of children who are back.")] = None,
    institutions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Homes with every name, and where they moved.")
    ] = None,
    claimed: Annotated[
        list[str] | None,
        typer.Option(metavar="LIST=NUMBER", help="A number claimed for a list, as “a=over 500”; may be repeated."),
    ] = None,
    language: Spoken = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Explain what two counts of children are made of, entry by entry; only decisions of both sides join entries.

    Writes explain.json, entries.csv and report.html.

    Example: homeward children explain a.csv b.csv --reference-date 2025-07-01 --decisions decided.csv --out out/counts
    """
    from homeward.children.decisions import read_decisions
    from homeward.children.explain_files import write_explanation
    from homeward.children.institutions import read_institutions
    from homeward.children.report import explanation_page
    from homeward.children.two_lists import lay_side_by_side, numbers_of, read_returned
    from homeward.intake.reading import read_lists

    day = day_of(reference_date, "--reference-date")
    with telling(quiet) as progress, whole_folder(out, "children explain") as folder:
        refuse_equal_labels([first, second])
        lists = read_lists([first, second], progress)
        numbers = numbers_of(lists)
        found = lay_side_by_side(
            lists,
            day,
            decisions=read_decisions(decisions, numbers) if decisions else (),
            returned=read_returned(returned, numbers) if returned else (),
            institutions=read_institutions(institutions) if institutions else (),
            claims=[_claimed(text, lists) for text in claimed or ()],
            progress=progress,
        )
        write_explanation(found, folder)
        (folder / "report.html").write_text(explanation_page(found, language), encoding="utf-8")
    if not quiet:
        print(f"Written: {out / 'report.html'}")


@app.command(name="ledger")
def ledger(
    names: Annotated[Path, typer.Argument(metavar="LIST", help="The list that is worked through.")],
    answers: Annotated[Path, typer.Argument(metavar="ANSWERS.csv", help="What the sides answered, and when.")],
    sides: Annotated[str, typer.Option(metavar="A,B", help="Codes of the two sides.")],
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Day on which the ledger is drawn up.")],
    out: Out,
    language: Spoken = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Show how far a list of names is worked through: the last answer of each side to each, and week by week.

    Writes ledger.csv, weeks.csv, ledger.json and report.html.

    Example: homeward children ledger list.csv answers.csv --sides X,Y --on 2025-08-31 --out out/ledger
    """
    from homeward.children.answers import read_answers
    from homeward.children.ledger import ledger as drawn_up
    from homeward.children.ledger import weeks
    from homeward.children.ledger_files import write_ledger
    from homeward.children.report import ledger_page
    from homeward.intake.reading import read_list

    day = day_of(on, "--on")
    codes = tuple(sorted(code.strip() for code in sides.split(",")))
    if len({*codes}) != 2 or not all(codes):
        raise typer.BadParameter("write two codes with a comma between", param_hint="--sides")
    with telling(quiet) as progress, whole_folder(out, "children ledger") as folder:
        persons = read_list(names, progress)
        entries = persons.entries["rec_id"].to_pylist()
        given = read_answers(answers, frozenset(entries), (codes[0], codes[1]))
        first = min((one.on for one in given if one.on <= day), default=day)
        found = drawn_up(entries, given, (codes[0], codes[1]), weeks(first, day))
        write_ledger(found, persons.label, folder)
        (folder / "report.html").write_text(ledger_page(found, persons.label, language), encoding="utf-8")
    if not quiet:
        print(f"Written: {out / 'report.html'}")


@app.command(name="gates")
def gates(
    cases: Annotated[Path, typer.Argument(metavar="CASES.toml", help="What is known of each child's case.")],
    on: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Day on which the gates are looked at.")],
    out: Out,
    cards: Annotated[bool, typer.Option("--cards", help="Print the card of every child too (AP I 78).")] = False,
    language: Annotated[Language, typer.Option(help="Language of the report, gates.csv and the cards.")] = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Say of every case which gates to travel are open, and what is missing for the others.

    Writes gates.json, gates.csv and report.html; with --cards, cards/card_CASE.pdf.

    Example: homeward children gates cases.toml --on 2025-07-01 --cards --out out/gates --language uk
    """
    from homeward.children.card_78 import card_pdf
    from homeward.children.cases import read_cases
    from homeward.children.gate_files import write_gates
    from homeward.children.gates import readiness
    from homeward.children.gates_report import gates_page

    day = day_of(on, "--on")
    with telling(quiet) as progress, whole_folder(out, "children gates") as folder:
        file = read_cases(cases)
        found = readiness(file.cases, file.sides, day)
        write_gates(found, file.sides, day, folder, language)
        printed = []
        if cards:
            (folder / "cards").mkdir()
            for number, one in enumerate(found):
                progress("printing cards", number, len(found))
                printed.append(f"card_{one.case.case_id}.pdf")
                (folder / "cards" / printed[-1]).write_bytes(card_pdf(one.case, day, language))
        (folder / "report.html").write_text(gates_page(found, printed, language), encoding="utf-8")
    if not quiet:
        ready = sum(one.may_travel for one in found)
        print(f"May travel: {ready} of {len(found)}. Written: {out / 'report.html'}")


def day_of(text: str, option: str) -> dt.date:
    """A day given as an option."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write the day as year-month-day, such as 2025-07-01", param_hint=option) from None


def _claimed(text: str, lists: tuple[PersonList, ...]) -> Claimed:
    from homeward.children.explaining import Bound, Claimed

    found = _CLAIMED.fullmatch(text)
    if found is None:
        advice = "write LIST=NUMBER or LIST=over NUMBER (over, at_least, about, exactly)"
        raise typer.BadParameter(advice, param_hint="--claimed")
    if found["label"] not in {one.label for one in lists}:
        labels = " or ".join(one.label for one in lists)
        raise InputRefused([Fault(found["label"][:60], "", 0, "", "is none of the lists.", f"Write {labels}.")])
    return Claimed(found["label"], int(found["number"]), Bound(found["bound"] or "exactly"))
