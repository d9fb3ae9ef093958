"""``homeward retrieval``: where a window stands, its plan, a plan checked, and planning again while it is open.

The room is imported where a command needs it, so that ``--help`` need not wait for the solver.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from homeward.cli.output import whole_folder
from homeward.cli.telling import telling
from homeward.errors import Fault, InputRefused
from homeward.words import Language, say

if TYPE_CHECKING:
    from homeward.retrieval.planning import Plan
    from homeward.retrieval.windows import Standing

app = typer.Typer(help="Truce windows: where they stand, and the trips planned in them.", no_args_is_help=True)

WindowFile = Annotated[Path, typer.Argument(metavar="WINDOW.toml", help="The window, its teams and what was agreed.")]
SitesFile = Annotated[Path, typer.Argument(metavar="SITES.csv", help="Where remains are expected.")]
SituationFile = Annotated[Path, typer.Argument(metavar="SITUATION.toml", help="What is so now.")]
Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; made whole or not at all.")]
Seconds = Annotated[
    float | None,
    typer.Option(min=1, max=3600, metavar="N", help="Search about so long, whatever the iterations; not repeatable."),
]
Iterations = Annotated[
    int | None,
    typer.Option(min=100, max=10_000_000, help="Of the search; the same number gives the same plan. By the sites."),
]
Seed = Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Of the search and of the simulation.")]
Cells = Annotated[bool, typer.Option("--cells", help="Show 5 km cells in place of exact places.")]
Tongue = Annotated[Language, typer.Option(help="Language of the sheet and the map.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Say nothing but faults.")]


@app.command(name="state")
def state(
    window: WindowFile,
    at: Annotated[str, typer.Option(metavar="TIME", help="An instant with its offset: may a team go in then?")] = "",
    language: Annotated[Language, typer.Option(help="Language of what is said.")] = Language.EN,
) -> None:
    """Say where a window stands, by the events in its file, and what is due.

    Example: homeward retrieval state window.toml --at 2025-06-20T06:00:00+03:00
    """
    from homeward.retrieval.notices import in_all_zones, latest_notice
    from homeward.retrieval.window_file import read_standing, read_window

    instant = _instant(at) if at else None
    terms, standing = read_window(window), read_standing(window)
    print(f"{terms.window_id}: {say(standing.phase.label, language)}")
    due = latest_notice(standing.opens, urgent=standing.urgent)
    for name, one in (("opens", standing.opens), ("closes", standing.closes), ("notices by", due)):
        utc, *local = in_all_zones(one, terms.sides, terms.zones)
        clocks = ", ".join(f"{side} {time}" for side, time in zip(terms.sides, local, strict=True))
        print(f"{name}: {utc} UTC ({clocks})")
    for side in terms.sides:
        told = {
            "notified": side in standing.notified,
            "acknowledged": side in standing.acknowledged,
            "confirmed": side in standing.confirmed,
        }
        print(f"{side}: " + ", ".join(word if holds else f"not {word}" for word, holds in told.items()))
    if instant is not None:
        print(f"a team may go in at that time: {'yes' if standing.may_enter(instant) else 'no'}")


@app.command(name="plan")
def plan_window(
    window: WindowFile,
    sites: SitesFile,
    out: Out,
    seconds: Seconds = None,
    iterations: Iterations = None,
    seed: Seed = 1,
    cells: Cells = False,
    language: Tongue = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Plan the trips of a window: plan.json, sheet.pdf, map.html.

    Example: homeward retrieval plan window.toml sites.csv --out out/window --language uk
    """
    from homeward.retrieval.planning import make_plan, usual_iterations
    from homeward.retrieval.route_problem import Effort
    from homeward.retrieval.sites_file import read_sites
    from homeward.retrieval.window_file import read_standing, read_window

    with telling(quiet) as progress, whole_folder(out, "retrieval plan") as folder:
        terms, standing = read_window(window), read_standing(window)
        read = read_sites(sites, terms, progress)
        effort = Effort(iterations or usual_iterations(len(read.sites)), seconds, seed)
        plan = make_plan(terms, read.sites, read.sha256, effort, progress=progress)
        write_all(plan, standing, folder, language, cells=cells)
    if not quiet:
        _tell(plan)


@app.command(name="replan")
def replan_window(
    window: WindowFile,
    sites: SitesFile,
    situation: SituationFile,
    out: Out,
    after: Annotated[
        Path | None,
        typer.Option(metavar="PLAN.json", help="The plan so far: what it has done by now counts as done."),
    ] = None,
    seconds: Seconds = None,
    iterations: Iterations = None,
    seed: Seed = 1,
    cells: Cells = False,
    language: Tongue = Language.EN,
    quiet: Quiet = False,
) -> None:
    """Plan again while the window is open: teams where they are, sites done, areas closed.

    Example: homeward retrieval replan window.toml sites.csv situation.toml --after out/window/plan.json --out out/now
    """
    from homeward.retrieval.planning import make_plan, usual_iterations
    from homeward.retrieval.replanning import as_planned, read_situation
    from homeward.retrieval.route_problem import Effort
    from homeward.retrieval.sites_file import read_sites
    from homeward.retrieval.verify import read_plan
    from homeward.retrieval.window_file import read_standing, read_window

    with telling(quiet) as progress, whole_folder(out, "retrieval replan") as folder:
        terms, standing = read_window(window), read_standing(window)
        read = read_sites(sites, terms, progress)
        what = read_situation(situation, terms)
        effort = Effort(iterations or usual_iterations(len(read.sites)) // 8, seconds, seed)
        now = as_planned(what.now, read_plan(after)[1], terms) if after else what.now
        plan = make_plan(what.window, read.sites, read.sha256, effort, now, progress)
        write_all(plan, standing, folder, language, cells=cells)
    if not quiet:
        _tell(plan)


@app.command(name="verify")
def verify(
    plan: Annotated[Path, typer.Argument(metavar="PLAN.json", help="The plan to check.")],
    window: WindowFile,
    sites: SitesFile,
    situation: Annotated[
        Path | None, typer.Option(metavar="SITUATION.toml", help="What the plan went on from, if it was made again.")
    ] = None,
    after: Annotated[
        Path | None, typer.Option(metavar="PLAN.json", help="With --situation: the plan before, as given to replan.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Search again too, and compare byte for byte.")] = False,
    quiet: Quiet = False,
) -> None:
    """Check a plan without the planner: hours, ways, loads, skills, escorts, clearance, closing. Exit 1 if one fails.

    Example: homeward retrieval verify out/window/plan.json window.toml sites.csv
    """
    from homeward.retrieval.verify import verify_plan

    with telling(quiet) as progress:
        wrong = verify_plan(plan, window, sites, situation, after, again=again, progress=progress)
    for one in wrong:
        print(one)
    if wrong:
        raise typer.Exit(1)
    if not quiet:
        print("Nothing wrong: every trip can be made as the plan says, under the rules of this window.")


def write_all(plan: Plan, standing: Standing, folder: Path, language: Language, *, cells: bool = False) -> None:
    """Write plan, sheet and map into an existing folder."""
    from homeward.retrieval.map_page import MAP_FILE, map_page
    from homeward.retrieval.plan_file import PLAN_FILE, plan_bytes
    from homeward.retrieval.sheet import SHEET_FILE, sheet_pdf

    (folder / PLAN_FILE).write_bytes(plan_bytes(plan))
    (folder / SHEET_FILE).write_bytes(sheet_pdf(plan, standing, language, cells=cells))
    (folder / MAP_FILE).write_text(map_page(plan, language, cells=cells), encoding="utf-8")


def _tell(plan: Plan) -> None:
    from homeward.retrieval.plan_file import plan_document, plan_sha256

    counts = plan_document(plan)["counts"]
    print(
        f"Reached: {counts['reached']} of {counts['sites']} sites, {counts['remains_reached']} expected remains. "
        f"Value {plan.value}; no plan exceeds {plan.bound}. "
        f"Chance of a team inside at closing: {json.dumps(round(100 * plan.closing.chance, 2))} %. "
        f"Plan {plan_sha256(plan)}"
    )


def _instant(text: str) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        found = dt.datetime.min
    if found.tzinfo is None:
        advice = "Write a time with its offset, such as 2025-06-20T06:00:00+03:00."
        raise InputRefused([Fault("--at", "", 0, "", f"“{text[:40]}” is no instant.", advice)])
    return found.astimezone(dt.UTC)
