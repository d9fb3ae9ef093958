"""The mirror for retrieval: exchange the sides in a window and only their codes are exchanged in its plan."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from truce import random_window, read

from homeward.retrieval.plan_file import plan_document
from homeward.retrieval.planning import make_plan
from homeward.retrieval.route_problem import Effort
from homeward.retrieval.windows import Act, Event, NotAllowed, Standing, after, proposed

OTHER = {"X": "Y", "Y": "X"}


def mirrored(text: str) -> str:
    """A window with the two codes exchanged wherever a side is named."""
    for key in ("side", "proposed_by"):
        for code in "XY":
            text = text.replace(f'{key} = "{code}"', f'{key} = "_{OTHER[code]}"')
    text = text.replace('"_', '"').replace("zones.X", "zones._").replace("zones.Y", "zones.X")
    text = text.replace("zones._", "zones.Y")
    lines = text.splitlines()
    at = lines.index("[escorts]")
    lines[at + 1], lines[at + 2] = (line.replace(line[0], OTHER[line[0]], 1) for line in lines[at + 1 : at + 3])
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(4))
def test_sides_swapped_swap_the_plan(tmp_path, seed):
    text, rows = random_window(seed)
    documents = []
    for name, one in (("one", text), ("two", mirrored(text))):
        window, sites = read(tmp_path / name, one, rows)
        documents.append(plan_document(make_plan(window, sites, "0" * 64, Effort(200))))
    first, second = documents
    assert first["teams"]
    for document in documents:
        del document["window_sha256"]
    for team in second["teams"]:
        team["side"] = OTHER[team["side"]]
    assert json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


def swapped(standing: Standing) -> Standing:
    """The same standing seen from the other side."""
    from dataclasses import replace

    def both(codes: frozenset[str]) -> frozenset[str]:
        return frozenset(OTHER.get(code, code) for code in codes)

    return replace(
        standing,
        proposed_by=OTHER.get(standing.proposed_by, standing.proposed_by),
        notified=both(standing.notified),
        acknowledged=both(standing.acknowledged),
        confirmed=both(standing.confirmed),
        resuming=both(standing.resuming),
        reported=both(standing.reported),
        extension=standing.extension and (standing.extension[0], OTHER[standing.extension[1]]),
        log=tuple(replace(event, by=OTHER.get(event.by, event.by)) for event in standing.log),
    )


@pytest.mark.parametrize("seed", range(20))
def test_events_swapped_swap_the_standing(seed):
    import random

    chance = random.Random(seed)
    opens = dt.datetime(2025, 6, 20, 6, tzinfo=dt.UTC)
    closes = opens + dt.timedelta(hours=50)
    one, two = (proposed(("X", "Y"), "N", by, opens, closes) for by in ("X", "Y"))
    now = opens - dt.timedelta(hours=100)
    likely = [Act.AGREE, Act.NOTIFY, Act.ACKNOWLEDGE, Act.CONFIRM, Act.OPEN, Act.SUSPEND, Act.RESUME, Act.EXTEND]
    for _turn in range(150):
        now += dt.timedelta(minutes=chance.randint(0, 120))
        by = chance.choice("XYN")
        later = opens + dt.timedelta(hours=chance.choice([60, 70]))
        event = Event(chance.choice([*likely, *likely, *Act]), now, by, closes=later, team="T", text="said")
        other = Event(event.act, now, OTHER.get(by, by), closes=later, team="T", text="said")
        results = []
        for standing, what in ((one, event), (two, other)):
            try:
                results.append(after(standing, what))
            except NotAllowed as refusal:
                results.append(str(refusal))
        if isinstance(results[0], str) or isinstance(results[1], str):
            assert results[0] == results[1]
            continue
        one, two = results
        assert swapped(one) == two
