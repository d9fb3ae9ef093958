"""Files that are wrong are refused whole, with everything wrong; papers and the map show what they must and no more."""

from __future__ import annotations

import html
import re

import pypdfium2
import pytest
from commands import EXAMPLES, homeward
from truce import HEAD, planned, random_window, read, site, team, written

from homeward.errors import InputRefused
from homeward.retrieval.basemap import land_within
from homeward.retrieval.map_page import map_page
from homeward.retrieval.plane import Plane, inside
from homeward.retrieval.sheet import sheet_pdf
from homeward.retrieval.sites_file import read_sites
from homeward.retrieval.window_file import read_standing, read_window
from homeward.retrieval.windows import Phase
from homeward.words import Language

ONE = HEAD + team("A")


def refused(path, text):
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRefused) as refusal:
        read_window(path)
    return [str(fault) for fault in refusal.value.faults]


def test_every_fault_of_a_window_is_listed_at_once(tmp_path):
    text = ONE.replace('"Europe/Moscow"', '"Europe/Nowhere"').replace("2025-01-10T16:00:00Z", "2025-01-10T16:00:00")
    text = text.replace('base = "P"', 'base = "Z"').replace("cold_places = 6", "cold_places = -1\ncolor = 3")
    said = "\n".join(refused(tmp_path / "w.toml", text))
    for key in ("window.zones.Y", "window.closes", "team 1.base", "team 1.cold_places", "team 1.color"):
        assert f"w.toml, column {key}:" in said


@pytest.mark.parametrize("text", ["[[[", "", "\xff", '[window]\nid = "a b"\n'])
def test_a_file_that_is_no_window_is_refused(tmp_path, text):
    assert refused(tmp_path / "w.toml", text)


def test_every_fault_of_the_sites_is_listed_with_row_and_column(tmp_path):
    window, _sites = read(tmp_path, ONE, [site("S")])
    rows = [
        site("S1", expected_remains="two"),
        site("S1", hazard="gas"),
        site("S3", opens="2025-01-10T06:00", service_minutes=0),
        site("S4", x=900_000),
        site("S5", opens="2025-01-10T06:00Z", closes="2025-01-10T05:00Z"),
        site("S6", priority=0),
    ]
    _window, sites = written(tmp_path / "bad", ONE, rows)
    with pytest.raises(InputRefused) as refusal:
        read_sites(sites, window)
    places = {(fault.row, fault.column) for fault in refusal.value.faults}
    assert places == {
        (2, "expected_remains"), (3, "site_id"), (3, "hazard"), (4, "opens"), (4, "service_minutes"), (5, "x, y"),
        (6, "closes"), (7, "priority"),
    }  # fmt: skip


def test_a_missing_column_is_named_and_an_unknown_one_reported(tmp_path):
    window, _sites = read(tmp_path, ONE, [site("S")])
    rows = [{key: value for key, value in site("S").items() if key != "service_minutes"}]
    with pytest.raises(InputRefused, match="service_minutes"):
        read_sites(written(tmp_path / "a", ONE, rows)[1], window)
    assert read_sites(written(tmp_path / "b", ONE, [site("S") | {"remark": "x"}])[1], window).unknown == ("remark",)


def test_commands_refuse_with_code_2_and_write_nothing(tmp_path):
    window, sites = written(tmp_path, ONE.replace('"Europe/Kyiv"', '"Kyiv"'), [site("S")])
    done = homeward("retrieval", "plan", window, sites, "--out", tmp_path / "out", code=2)
    assert "window.zones.X" in done.stderr
    assert "Nothing was written" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_plan_is_made_verified_and_made_again_by_commands(tmp_path):
    text, rows = random_window(5)
    window, sites = written(tmp_path, text, rows)
    out = tmp_path / "out"
    homeward("retrieval", "plan", window, sites, "--out", out, "--iterations", 200, "--quiet")
    assert {one.name for one in out.iterdir()} == {"plan.json", "sheet.pdf", "map.html", "run.json"}
    homeward("retrieval", "verify", out / "plan.json", window, sites, "--again")
    situation = tmp_path / "situation.toml"
    situation.write_text('at = 2025-01-10T09:00:00Z\nout = ["R0"]\n')
    again = ("retrieval", "replan", window, sites, situation, "--after", out / "plan.json", "--out", tmp_path / "now")
    homeward(*again, "--iterations", 200, "--quiet")
    plan = tmp_path / "now" / "plan.json"
    after = ("--situation", situation, "--after", out / "plan.json")
    homeward("retrieval", "verify", plan, window, sites, *after, "--again")
    plan.write_text(plan.read_text().replace('"departure":"2025-01-10T1', '"departure":"2025-01-10T2', 1))
    homeward("retrieval", "verify", plan, window, sites, *after, code=1)


def test_the_example_window_is_confirmed_and_its_state_is_told():
    path = EXAMPLES / "retrieval" / "window.toml"
    assert read_standing(path).phase is Phase.CONFIRMED
    said = homeward("retrieval", "state", path, "--at", "2025-06-20T06:30:00+03:00").stdout
    assert "X: notified, acknowledged, confirmed" in said
    assert "20.06.2025 03:00 UTC (X 20.06.2025 06:00, Y 20.06.2025 06:00)" in said


def test_an_event_that_cannot_happen_refuses_the_file(tmp_path):
    path = tmp_path / "w.toml"
    path.write_text(ONE + '\n[[event]]\nact = "open"\nat = 2025-01-10T05:00:00Z\nby = "X"\n')
    with pytest.raises(InputRefused, match="both sides"):
        read_standing(path)


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_each_team_has_its_page_and_all_that_it_must_know(tmp_path):
    text = ONE + team("B", "Y", call_sign="Finch") + '\n[[officer]]\nside = "Y"\ncall_sign = "Heron"\nchannel = "12"\n'
    plan = planned(tmp_path, text, [site(f"S{n}", 1000, 500 * n, service_minutes=300) for n in range(4)])
    standing = read_standing(tmp_path / "window.toml")
    pages = text_of(sheet_pdf(plan, standing, Language.EN))
    assert [re.findall(r"Team ([AB])\b", page)[0] for page in pages] == ["A", "B"]
    for page in pages:
        for needed in ("three red flares", "Heron, channel 12", "firing of any kind", "no guarantee", "REHEARSAL"):
            assert needed in re.sub(r"\s+", " ", page)
        assert "10.01.2025 04:00" in page
        assert "10.01.2025 07:00" in page
    assert sheet_pdf(plan, standing, Language.EN) == sheet_pdf(plan, standing, Language.EN)


def test_who_sees_cells_sees_no_place(tmp_path):
    plan = planned(tmp_path, ONE, [site("S-EXACT", 1234, 567)])
    standing = read_standing(tmp_path / "window.toml")
    assert "1234, 567" in " ".join(text_of(sheet_pdf(plan, standing, Language.EN)))
    assert "1234" not in " ".join(text_of(sheet_pdf(plan, standing, Language.EN, cells=True)))
    full, cells = (map_page(plan, Language.EN, cells=only) for only in (False, True))
    assert "S-EXACT" in full
    assert "S-EXACT" not in cells
    assert "<circle" in full
    assert "<circle" not in cells


def test_the_map_loads_nothing(tmp_path):
    page = map_page(planned(tmp_path, ONE, [site("S")]), Language.EN, cells=False)
    assert not re.search(r"(?:src|href)=[\"'](?!#)", page)
    assert "default-src 'none'" in html.unescape(page)
    assert "<script" not in page


def test_the_land_beneath_is_where_it_is():
    """The Sea of Marmara has water in its middle, and land lies north of it; Natural Earth 1:50m."""
    rings = land_within((20.0, 35.0, 45.0, 50.0))

    def on_land(lon: float, lat: float) -> bool:
        return sum(inside(ring, lon, lat) for ring in rings) % 2 == 1

    assert on_land(30.0, 48.0)
    assert on_land(32.9, 39.9)
    assert not on_land(34.0, 43.3)
    assert not on_land(25.0, 37.6)


def test_cells_are_five_kilometres_and_hold_their_places():
    plane = Plane((49.0, 48.6))
    for x, y in ((0.0, 0.0), (12_345.0, -9_876.0), (-31_000.0, 22_000.0)):
        corners = plane.corners(plane.cell(x, y))
        (west, south), (east, _s), (_e, north), _nw = corners
        assert west - 30 <= x <= east + 30
        assert south - 30 <= y <= north + 30
        assert east - west == pytest.approx(5000, rel=0.01)
        assert north - south == pytest.approx(5000, rel=0.01)


def test_degrees_become_metres():
    """A degree at 48.6° north on WGS 84: 73.75 km east, 111.2 km north."""
    plane = Plane((49.0, 48.6))
    x, y = plane.from_degrees(50.0, 49.6)
    assert x == pytest.approx(73_750, abs=150)
    assert y == pytest.approx(111_200, abs=50)
    assert plane.to_degrees(x, y) == pytest.approx((50.0, 49.6), abs=1e-5)
