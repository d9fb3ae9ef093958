"""Make the window of the example round: three days, 120 sites, ten teams. Nothing in it exists.

    python tools/examples/make_retrieval.py examples/retrieval

Writes ``window.toml`` and ``sites.csv``, ``situation.toml`` (the state on the second morning, for replanning) and
``truth.csv``: what will be found at each site, kept beside so that expected and found remains can be compared. Drawn
with a fixed seed. The sector lies on an open steppe where no such thing happened.
"""

from __future__ import annotations

import csv
import math
import random
import sys
from pathlib import Path

LON, LAT = 49.00, 48.60
SITES = 120
#: Kilometres to degrees there.
EAST, NORTH = 1 / (111.32 * math.cos(math.radians(LAT))), 1 / 111.2


def place(east: float, north: float) -> tuple[float, float]:
    """Degrees of a place, kilometres from the middle."""
    return round(LON + east * EAST, 5), round(LAT + north * NORTH, 5)


#: Roads, kilometres from the middle: class and line.
WAYS = [
    ("paved", [(-26, -2), (-14, -1), (-4, 0.5), (6, 0), (17, 1.5), (26, 1)]),
    ("unpaved", [(-12, -16), (-10, -8), (-9, -0.5), (-11, 8), (-10, 16)]),
    ("unpaved", [(9, -16), (8, -7), (8.5, 0.2), (10, 9), (9, 16)]),
    ("track", [(-16, 9), (-8, 9.5), (1, 8), (12, 9.5)]),
    ("track", [(-15, -9), (-5, -8), (4, -9), (14, -8)]),
    ("track", [(0, -12), (1, -4), (0, 0.3), (1.5, 6), (0, 13)]),
]
POINTS = {"WEST": (-26, -2), "EAST": (26, 1), "NORTH": (-10, 16), "SOUTH": (9, -16)}
TEAMS = """
# id   side base  handover            task      skills        places begins ends  escort
R-01   X    WEST  WEST,NORTH          recovery  -             10     06:00  19:00 yes
R-02   X    WEST  WEST                recovery  eod           6      06:00  18:00 yes
R-03   X    NORTH NORTH,WEST          recovery  -             10     06:30  19:00 yes
R-04   X    NORTH NORTH               recovery  shoring       8      06:30  18:30 yes
R-05   Y    EAST  EAST,SOUTH          recovery  -             10     07:00  20:00 yes
R-06   Y    EAST  EAST                recovery  eod           6      07:00  19:00 yes
R-07   Y    SOUTH SOUTH,EAST          recovery  -             10     07:00  20:00 yes
R-08   Y    SOUTH SOUTH               recovery  -             8      07:30  19:30 yes
C-01   X    WEST  WEST                clearance eod           0      05:30  17:30 yes
C-02   Y    SOUTH SOUTH               clearance eod           0      06:30  18:30 yes
"""
HEAD = """# A truce window of three days for the example round. Everything in it is invented.
# The rules it is planned by: docs/reference/retrieval.md.

[window]
id = "W-EXAMPLE-1"
title = "Sector of the example round"
purpose = "retrieve_dead"
sides = ["X", "Y"]
neutral = "N"
proposed_by = "X"
opens = 2025-06-20T03:00:00Z
closes = 2025-06-22T16:00:00Z
zones.X = "Europe/Kyiv"
zones.Y = "Europe/Moscow"
coordinates = "degrees"
stop_signal = "three red flares, and “stop, stop, stop” on both channels"
prohibited = ["firing", "engineering", "drones", "photographs", "movement", "weapons"]

[slack]
bound = 0.01
minutes = 30
travel = 0.3
service = 0.3
day = 0.1

[speeds]
paved = 40
unpaved = 25
track = 12
field = 4

[escorts]
X = 5
Y = 4

[[hazard]]
name = "mines"
clearance_minutes = 45
clearance_skill = "eod"
wait_minutes = 15

[[hazard]]
name = "building"
recovery_skill = "shoring"

[[officer]]
side = "X"
call_sign = "Birch"
channel = "7"

[[officer]]
side = "Y"
call_sign = "Heron"
channel = "12"

[[closed]]
name = "old depot"
"""
EVENTS = [
    ("agree", "2025-06-16T09:00:00Z", "Y"),
    ("notify", "2025-06-17T06:00:00Z", "X"),
    ("notify", "2025-06-17T07:30:00Z", "Y"),
    ("acknowledge", "2025-06-18T05:00:00Z", "Y"),
    ("acknowledge", "2025-06-18T08:00:00Z", "X"),
    ("confirm", "2025-06-19T10:00:00Z", "X"),
    ("confirm", "2025-06-19T11:15:00Z", "Y"),
]


def window() -> str:
    """The text of ``window.toml``."""
    text = HEAD + f"at = {list(place(-4, 5))}\nradius = 1200\n"
    corners = [(-19, -14), (18, -14), (20, 13), (-18, 14)]
    text = text.replace("[slack]", f"sector = {[list(place(*corner)) for corner in corners]}\n\n[slack]")
    for name, at in POINTS.items():
        text += f'\n[[point]]\nid = "{name}"\nat = {list(place(*at))}\nunloading_minutes = 20\n'
    for line in TEAMS.strip().splitlines()[1:]:
        id_, side, base, handover, task, skills, places, begins, ends, escort = line.split()
        text += f'\n[[team]]\nid = "{id_}"\nside = "{side}"\nbase = "{base}"\nhandover = {listed(handover)}\n'
        text += f'task = "{task}"\nskills = {listed(skills)}\ncold_places = {places}\nbegins = {begins}:00\n'
        text += f'ends = {ends}:00\nescort = {"true" if escort == "yes" else "false"}\ncall_sign = "{id_}"\n'
    for kind, line in WAYS:
        text += f'\n[[way]]\nclass = "{kind}"\nline = {[list(place(*at)) for at in line]}\n'
    for act, at, by in EVENTS:
        text += f'\n[[event]]\nact = "{act}"\nat = {at}\nby = "{by}"\n'
    return text.replace("'", '"')


def listed(words: str) -> str:
    """A list of words as TOML has it."""
    return str([word for word in words.split(",") if word != "-"])


def sites(rnd: random.Random) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Rows of sites and of what will be found there: clusters along the ways, more remains at few."""
    rows, truth = [], []
    middles = [(rnd.uniform(-16, 16), rnd.uniform(-11, 11)) for _ in range(14)]
    for number in range(1, SITES + 1):
        east, north = rnd.choice(middles)
        east, north = east + rnd.gauss(0, 1.8), north + rnd.gauss(0, 1.4)
        expected = rnd.choices([0, 1, 2, 3, 4, 6, 9], weights=[8, 40, 24, 12, 8, 5, 3])[0]
        hazard = rnd.choices(["none", "mines", "building"], weights=[76, 18, 6])[0]
        minutes = 30 + 25 * expected
        priority = rnd.choices([1, 2, 3], weights=[70, 22, 8])[0]
        opens = closes = ""
        if rnd.random() < 0.12:
            day = rnd.choice([20, 21, 22])
            opens, closes = f"2025-06-{day}T05:00Z", f"2025-06-{day}T{rnd.choice([9, 11, 14])}:00Z".replace("T9", "T09")
        if number == 17:
            expected, minutes = 14, 380  # more than any team holds
        site = f"S-{number:03d}"
        rows.append((site, *place(east, north), expected, minutes, priority, opens, closes, hazard))
        truth.append((site, max(0, expected + rnd.choice([-1, 0, 0, 0, 1]))))
    return rows, truth


def situation() -> str:
    """The state on the second morning: one team stuck at a site, a place closed by an incident."""
    return f"""# The example's window on its second morning, for homeward retrieval replan.

at = 2025-06-21T06:30:00Z
out = ["R-08"]

[[team]]
id = "R-03"
at = {list(place(-10, 6))}
on_board = 2

[[closed]]
name = "incident of 06:10"
at = {list(place(9, -8))}
radius = 1500
"""


def main() -> None:
    """Write the files."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    rows, truth = sites(random.Random("homeward example window 2025-06-20"))
    head = ["site_id", "lon", "lat", "expected_remains", "service_minutes", "priority", "opens", "closes", "hazard"]
    for name, columns, lines in (("sites.csv", head, rows), ("truth.csv", ["site_id", "found_remains"], truth)):
        with (out / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows(lines)
    (out / "window.toml").write_text(window(), encoding="utf-8")
    (out / "situation.toml").write_text(situation(), encoding="utf-8")


if __name__ == "__main__":
    main()
