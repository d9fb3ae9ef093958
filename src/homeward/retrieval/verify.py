"""A plan laid beside its inputs: digests, the independent check, and, if asked for, the search again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from homeward.errors import Fault, InputRefused
from homeward.progress import Progress, silent
from homeward.retrieval.checking import check
from homeward.retrieval.plan_file import plan_bytes
from homeward.retrieval.planning import BEFORE, RULE_VERSION, make_plan
from homeward.retrieval.replanning import as_planned, read_situation
from homeward.retrieval.route_problem import Effort
from homeward.retrieval.sites_file import read_sites
from homeward.retrieval.window_file import read_window


def verify_plan(
    plan: Path,
    window: Path,
    sites: Path,
    situation: Path | None = None,
    after: Path | None = None,
    *,
    again: bool = False,
    progress: Progress = silent,
) -> list[str]:
    """What is wrong with a plan; empty when nothing is.

    Args:
        plan: ``plan.json``.
        window, sites, situation: what it was made from; ``after`` the plan before, as given to replan.
        again: search again too; a plan whose limit was time cannot be searched again.
        progress: told how far it is.

    Raises:
        InputRefused: one of the files cannot be read, or is no plan.
    """
    terms = read_window(window)
    read = read_sites(sites, terms, progress)
    now = BEFORE
    before = terms
    if situation is not None:
        what = read_situation(situation, terms)
        terms, now = what.window, what.now
        if after is not None:
            now = as_planned(now, read_plan(after)[1], before)
    content, document = read_plan(plan)
    wrong = []
    if document.get("rule_version") != RULE_VERSION:
        return [f"R1: the plan follows {document.get('rule_version')}, this program {RULE_VERSION}"]
    if document.get("window_sha256") != before.sha256:
        wrong.append("R1: the plan was made from another window file")
    if document.get("sites_sha256") != read.sha256:
        wrong.append("R1: the plan was made from another sites file")
    try:
        wrong += check(document, terms, read.sites, now)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise _no_plan(plan, f"{type(fault).__name__} while reading it") from None
    if again:
        search = document["search"]
        if search["stopped_by"] != "iterations":
            wrong.append("R2: the search was stopped by time; it cannot be made again to the same bytes")
        else:
            effort = Effort(search["iterations_asked"], None, search["seed"])
            if plan_bytes(make_plan(terms, read.sites, read.sha256, effort, now, progress)) != content:
                wrong.append("R2: searched again, the plan is another")
    return wrong


def read_plan(path: Path) -> tuple[bytes, dict[str, Any]]:
    """A plan as bytes and as a document.

    Raises:
        InputRefused: it cannot be read, or is none.
    """
    try:
        content = path.read_bytes()
        document = json.loads(content)
    except OSError:
        raise InputRefused([Fault(path.name, "", 0, "", "cannot be opened.", "Check its name and place.")]) from None
    except ValueError:
        raise _no_plan(path, "it is no JSON") from None
    if not isinstance(document, dict) or not isinstance(document.get("teams"), list):
        raise _no_plan(path, "it has no teams")
    return content, document


def _no_plan(path: Path, why: str) -> InputRefused:
    return InputRefused([Fault(path.name, "", 0, "", f"This is no plan: {why}.", "Name a plan.json.")])
