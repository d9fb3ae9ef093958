"""The commands, as a user runs them: what is written, what is refused, and with which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from claimed import EXAMPLE, acts_of, claims_of, said, signed
from commands import homeward

from homeward.errors import InputRefused

WRITTEN = {
    "claims": {"claims.json", "claims.html", "run.json"},
    "calendar": {"calendar.json", "calendar.html", "calendar.ics", "run.json"},
    "communique": {"communique.json", "run.json"}
    | {f"communique-{language}.{kind}" for language in ("uk", "ru", "en", "tr") for kind in ("md", "html", "pdf")},
}


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("claims", ["claims.csv", "--documents", "acts.csv", "--language", "uk"]),
        ("communique", ["figures.toml", "--documents", "acts.csv"]),
        ("calendar", ["terms.toml", "--on", "2025-06-18"]),
    ],
)
def test_what_is_written_is_whole_and_the_same_on_every_run(tmp_path: Path, command: str, words: list[str]) -> None:
    for folder in ("one", "two"):
        homeward("talks", command, *words, "--out", tmp_path / folder, "--quiet", cwd=EXAMPLE)
    files = {path.name for path in (tmp_path / "one").iterdir()}
    assert files == WRITTEN[command]
    for name in files - {"run.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_bad_file_is_refused_whole_with_all_its_faults(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    text = (EXAMPLE / "claims.csv").read_text(encoding="utf-8")
    bad.write_text(text.replace("2025-06-02,UA", "2 June,UA").replace(",exactly,", ",precisely,"), encoding="utf-8")
    done = homeward("talks", "claims", bad, "--out", tmp_path / "out", code=2)
    assert "bad.csv, row 2, column said_on: “2 June” Write the day as year-month-day" in done.stderr
    assert "column bound: “precisely” Write one of exactly, at_least" in done.stderr
    assert done.stderr.count("column said_on") > 3
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"said_on": "16.06.2030"}, "said_on"),
        ({"quantity": "1,248"}, "quantity"),
        ({"quantity": "-3"}, "quantity"),
        ({"quantity": "NaN"}, "quantity"),
        ({"quantity": "12", "unit": ""}, "unit"),
        ({"quantity": "12", "bound": "all"}, "bound"),
        ({"quantity": "", "bound": "over"}, "quantity"),
        ({"bound": "roughly"}, "bound"),
        ({"source": ""}, "source"),
        ({"speaker": ""}, "speaker"),
        ({"claim_id": "C0"}, "claim_id"),
        ({"claim_id": "=1+1"}, "claim_id"),
        ({"measure": "_"}, "measure"),
        ({"stage": "2030-06-01", "up_to": "2030-06-02"}, "up_to"),
    ],
)
def test_rows_that_are_refused(tmp_path: Path, cells: dict[str, object], column: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        claims_of(tmp_path, [said("C0", 1), said("C1", 1) | cells])
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [(3, column)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"quantity": ""}, "quantity"),
        ({"quantity": "1.5"}, "quantity"),
        ({"unit": ""}, "unit"),
        ({"direction": "both"}, "direction"),
        ({"signed_by": ""}, "signed_by"),
        ({"number": "0"}, "number"),
        ({"stage": ""}, "stage"),
    ],
)
def test_acts_that_are_refused(tmp_path: Path, cells: dict[str, object], column: str) -> None:
    with pytest.raises(InputRefused) as refusal:
        acts_of(tmp_path, [signed("A1", 5) | cells])
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [(2, column)]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "few.csv").write_text("claim_id,said_on\nC1,2030-01-01\n", encoding="utf-8")
    done = homeward("talks", "claims", tmp_path / "few.csv", "--out", tmp_path / "out", code=2)
    assert "The column paraphrase is missing." in done.stderr


def test_a_day_that_is_none_is_a_mistyped_command(tmp_path: Path) -> None:
    for on in ("18.06.2025", "2025-06-18T10:00", "soon"):  # an instant needs its offset
        homeward("talks", "calendar", EXAMPLE / "terms.toml", "--on", on, "--out", tmp_path / "out", code=2)


def test_what_a_claim_says_cannot_act_in_the_page(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    rows = [
        said("C1", 5, paraphrase=hostile, source=hostile, speaker=hostile),
        said("C2", 7, side="B", speaker=hostile),
    ]
    claims_of(tmp_path, rows)
    homeward("talks", "claims", tmp_path / "claims.csv", "--out", tmp_path / "out")
    assert hostile not in (tmp_path / "out" / "claims.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "out" / "claims.json").read_text(encoding="utf-8"))["claims"][0]["source"] == hostile
