"""Routing: published instances through the room's own model, beside PyVRP alone; and large windows.

    python -m benchmarks.retrieval.bench_routing [--folder FOLDER] [--seconds 60] [--no-peers]

FOLDER holds instances with prizes and time windows (``.vrp``, VRPLIB) and their best known solutions (``.sol``), for
example of PyVRP/Instances; without it the one that the tests reproduce is measured. Each is solved for so many seconds
of wall time, one after the other, on one core: by the function that plans sites, and by ``pyvrp.solve`` as it comes.
Shown is the gap to the best known cost. Then windows of three days are planned: 1,000 sites and 30 teams.
"""

from __future__ import annotations

import gzip
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pyvrp
from pyvrp.stop import MaxRuntime

from benchmarks.figures import OURS, Figure, Unit, program, show
from benchmarks.processes import ROOT
from homeward.retrieval.checking import check
from homeward.retrieval.instances import best_known, read_instance
from homeward.retrieval.plan_file import plan_document
from homeward.retrieval.planning import make_plan, usual_iterations
from homeward.retrieval.route_problem import Effort
from homeward.retrieval.routing import find_routes
from homeward.retrieval.sites_file import read_sites
from homeward.retrieval.window_file import read_window

REFERENCE = ROOT / "tests" / "reference" / "retrieval"
PLAIN = "PyVRP 0.14.1 alone"


def instances(folder: Path, seconds: float, *, peers: bool) -> Iterator[Figure]:
    """Each instance of a folder, and the mean of all."""
    gaps: dict[str, list[float]] = {}
    for path in sorted(folder.glob("*.vrp")):
        best = best_known(path)
        costs = {OURS: float(find_routes(read_instance(path), Effort(0, seconds, 1)).cost)}
        if peers:
            data = pyvrp.read(path, round_func="dimacs")
            costs[PLAIN] = pyvrp.solve(data, MaxRuntime(seconds), seed=1, collect_stats=False).cost()
        for tool, cost in costs.items():
            gap = 100 * (cost - best) / best
            gaps.setdefault(tool, []).append(gap)
            yield Figure(f"{path.stem}, {seconds:g} s", tool, "above best known", gap, Unit.PERCENT)
    for tool, found in gaps.items():
        case = f"mean of {len(found)}, {seconds:g} s"
        yield Figure(case, tool, "above best known", sum(found) / len(found), Unit.PERCENT)


def windows(folder: Path) -> Iterator[Figure]:
    """Windows of three days by sites and teams: seconds, value reached, gap to what no plan exceeds."""
    for sites, teams in ((120, 10), (1000, 30)):
        window_file, sites_file = made_window(folder, sites, teams)
        window = read_window(window_file)
        read = read_sites(sites_file, window)
        began = time.perf_counter()
        plan = make_plan(window, read.sites, read.sha256, Effort(usual_iterations(sites)))
        took = time.perf_counter() - began
        assert check(plan_document(plan), window, read.sites) == []
        case = f"{sites:,} sites, {teams} teams"
        yield Figure(case, OURS, "time", took, Unit.SECONDS)
        yield Figure(case, OURS, "sites reached", len(plan.reached), Unit.COUNT)
        yield Figure(case, OURS, "below the bound", 100 * (plan.bound - plan.value) / plan.bound, Unit.PERCENT)
        yield Figure(case, OURS, "inside at closing", 100 * plan.closing.chance, Unit.PERCENT)


def made_window(folder: Path, sites: int, teams: int) -> tuple[Path, Path]:
    """A window of three days with a net of ways, and sites in clusters, drawn with a fixed seed."""
    draw = random.Random(f"{sites} {teams}")
    points = {"W": (-30_000, 0), "E": (30_000, 0), "N": (0, 25_000), "S": (0, -25_000)}
    text = (
        '[window]\nid = "W-BENCH"\nsides = ["X", "Y"]\nopens = 2025-06-20T03:00:00Z\ncloses = 2025-06-22T16:00:00Z\n'
        'zones.X = "Europe/Kyiv"\nzones.Y = "Europe/Moscow"\ncoordinates = "metres"\nstop_signal = "flares"\n'
        f'[escorts]\nX = {teams}\nY = {teams}\n[[hazard]]\nname = "mines"\nclearance_minutes = 40\n'
        'clearance_skill = "eod"\nwait_minutes = 15\n'
    )
    for name, at in points.items():
        text += f'[[point]]\nid = "{name}"\nat = {list(at)}\nunloading_minutes = 20\n'
    for number in range(teams):
        base = "WENS"[number % 4]
        task, skills = ("clearance", '["eod"]') if number % 6 == 5 else ("recovery", "[]")
        text += (
            f'[[team]]\nid = "T{number:02d}"\nside = "{"XY"[number % 2]}"\nbase = "{base}"\nhandover = ["{base}"]\n'
            f'task = "{task}"\nskills = {skills}\ncold_places = 12\nbegins = 06:00:00\nends = 18:30:00\n'
        )
    for at in range(-20_000, 20_001, 10_000):
        text += f'[[way]]\nclass = "unpaved"\nline = [[-30000, {at}], [30000, {at}]]\n'
        text += f'[[way]]\nclass = "paved"\nline = [[{at}, -25000], [{at}, 25000]]\n'
    middles = [(draw.uniform(-25_000, 25_000), draw.uniform(-20_000, 20_000)) for _ in range(40)]
    rows = ["site_id,x,y,expected_remains,service_minutes,priority,opens,closes,hazard"]
    for number in range(sites):
        x, y = draw.choice(middles)
        remains = draw.choices([0, 1, 2, 3, 5], weights=[10, 45, 25, 12, 8])[0]
        hazard = "mines" if draw.random() < 0.2 else "none"
        rows.append(
            f"S{number:04d},{draw.gauss(x, 1500):.0f},{draw.gauss(y, 1500):.0f},{remains},{30 + 25 * remains},"
            f"{draw.choice([1, 1, 1, 2, 3])},,,{hazard}"
        )
    window, table = folder / "window.toml", folder / "sites.csv"
    window.write_text(text, encoding="utf-8")
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return window, table


def figures(folder: Path | None, seconds: float, *, peers: bool) -> Iterator[Figure]:
    """Instances, then windows."""
    with tempfile.TemporaryDirectory() as made:
        where = Path(made)
        if folder is None:
            packed = (REFERENCE / "R1_10_3.vrp.gz").read_bytes()
            (where / "R1_10_3.vrp").write_bytes(gzip.decompress(packed))
            (where / "R1_10_3.sol").write_bytes((REFERENCE / "R1_10_3.sol").read_bytes())
        yield from instances(folder or where, seconds, peers=peers)
        yield from windows(where)


if __name__ == "__main__":
    command = program(__doc__)
    command.add_argument("--folder", type=Path)
    command.add_argument("--seconds", type=float, default=60)
    command.add_argument("--no-peers", action="store_true")
    asked = command.parse_args()
    show(figures(asked.folder, asked.seconds, peers=not asked.no_peers), asked)
