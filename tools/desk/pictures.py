"""Make the pictures of ``docs/desk.md`` anew: ten pages of the demo's desk, each in two languages.

    python tools/desk/pictures.py [--out docs/images/desk] [--pages review query]

Starts ``homeward serve --demo`` in a folder that is thrown away, signs in as its members do, and takes each page
as a browser of 1280 × 900 shows it. The persons in them are invented. Needs Debian's chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]
OUT = ROOT / "docs" / "images" / "desk"
PORT = 8461
LANGUAGES = ("uk", "en")
MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Picture:
    """One page: its name, who looks at it, and how it is reached."""

    name: str
    who: str
    reached: Callable[[Page, str], object]


def at(path: str) -> Callable[[Page, str], object]:
    """Reached by its address."""
    return lambda page, desk: page.goto(desk + path)


def by(path: str, link: str) -> Callable[[Page, str], object]:
    """Reached by the first link of a page that looks so."""

    def follow(page: Page, desk: str) -> None:
        page.goto(desk + path)
        page.goto(desk + str(page.get_attribute(link, "href")))

    return follow


PICTURES = (
    Picture("sign-in", "", at("/sign-in/")),
    Picture("home", "liaison-ua", at("/")),
    Picture("hand-in", "liaison-ua", at("/lists/new/")),
    Picture("list", "liaison-ua", by("/lists/", "main td a[href^='/lists/SB-'], main th a[href^='/lists/SB-']")),
    Picture("queue", "secretary", at("/reconcile/")),
    Picture("review", "secretary", at("/reconcile/review/")),
    Picture("query", "liaison-ru", by("/queries/", "main a[href^='/queries/QU-']")),
    Picture("person", "liaison-ua", by("/persons/", "main a[href^='/persons/PE-']")),
    Picture("statistics", "secretary", at("/statistics/")),
    Picture("record", "auditor", at("/record/")),
)


@contextmanager
def demo(folder: Path) -> Iterator[str]:
    """Serve the demo; gives its address once it answers."""
    ours = "from homeward.cli.main import run; run()"
    command = [sys.executable, "-c", ours, "serve", "--demo", "--port", str(PORT), "--data", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    desk = f"http://localhost:{PORT}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{desk}/alive", timeout=5).read()
                break
            except OSError:
                time.sleep(0.5)
        else:
            raise RuntimeError("the demo does not answer")
        yield desk
    finally:
        server.terminate()
        server.wait(timeout=60)


def take(page: Page, path: Path) -> None:
    """A picture small enough for a page of the documentation."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=path)
    if path.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{path.name} is larger than {MOST_BYTES} bytes")


def main() -> None:
    """Take them all, or those named."""
    from browser import Visitor, chromium

    from homeward.cli.desk_demo import PEOPLE

    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--out", type=Path, default=OUT)
    command.add_argument("--pages", nargs="*", choices=[picture.name for picture in PICTURES])
    asked = command.parse_args()
    wanted = [picture for picture in PICTURES if not asked.pages or picture.name in asked.pages]
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demo(Path(folder) / "desk") as desk, chromium() as browser:
        told = json.loads((Path(folder) / "desk" / PEOPLE).read_text(encoding="utf-8"))
        people = {person["sign_in_name"]: person for person in told}
        for who in dict.fromkeys(picture.who for picture in wanted):
            visitor = Visitor(browser, desk, LANGUAGES[0], watched=False)
            page = visitor.page
            if who:
                visitor.signs_in(who, people[who]["password"], people[who]["secret"])
            for language in LANGUAGES:
                page.goto(f"{desk}/language/")
                page.click(f"main button[name=language][value={language}]")
                for picture in (one for one in wanted if one.who == who):
                    picture.reached(page, desk)
                    take(page, asked.out / f"{picture.name}-{language}.png")
                    print(f"{picture.name} {language}", flush=True)
            visitor.page.context.close()


if __name__ == "__main__":
    main()
