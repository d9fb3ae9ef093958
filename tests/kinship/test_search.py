"""Blind search: the same as the likelihood by elimination, kept or computed, in parts of any size, killed or not."""

from __future__ import annotations

import csv
import json
import math
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_families import FREQUENCIES, MARKERS, remains, sought, written

from homeward.kinship.blind import search_results, table_store
from homeward.kinship.blind.blind_search import BlindSearch
from homeward.kinship.blind.family_tables import FamilyTables, family_tables, genotype_chances, marker_rows
from homeward.kinship.blind.genotype_tables import Sought
from homeward.kinship.blind.search import search
from homeward.kinship.blind.search_results import write_search
from homeward.kinship.blind.table_store import TableStore
from homeward.kinship.evidence import Observed
from homeward.kinship.families import Remains
from homeward.kinship.files.case_files import read_event
from homeward.kinship.likelihood import Hypothesis, log_likelihoods
from homeward.kinship.markers import Marker
from homeward.kinship.pedigrees import Member, Pedigree
from homeward.kinship.terms import Sex
from homeward.kinship.together.identification import Event, exclusions, same_sex

RUN = [sys.executable, "-c", "from homeward.cli.main import run; run()", "kinship", "search"]
FILES = ("lr.csv", "candidates.csv", "summary.json")


def by_elimination(markers: tuple[Marker, ...], body: Remains, one: Sought) -> float:
    """log10 of P(all | the remains are the missing person) / P(all | unrelated), without any table of genotypes."""
    family = one.family
    alone = Pedigree((Member("R", sex=body.sex),))
    profiles = {**family.profiles, "R": body.profile}
    total = 0.0
    for hypothesis, sign in (
        (Hypothesis((family.pedigree, alone), {"R": one.id}), 1),
        (Hypothesis((family.pedigree, alone)), -1),
    ):
        total += sign * sum(log_likelihoods(hypothesis, markers, profiles).values())
    return total / math.log(10)


@pytest.mark.parametrize("marker", MARKERS, ids=[one.name for one in MARKERS])
def test_every_kind_of_reading_is_weighed_as_by_elimination(marker: Marker) -> None:
    bodies, families = remains(24, 1, (marker,)), sought(12, 2, (marker,))
    found = search([marker], bodies, families)
    compared = 0
    for row, body in enumerate(bodies):
        for column, one in enumerate(families):
            if body.sex is one.sex:
                expected = by_elimination((marker,), body, one)
                assert found[row, column] == pytest.approx(expected, abs=1e-11, nan_ok=True)
                compared += np.isfinite(expected)
    assert compared > 80


def test_nothing_seen_where_nothing_could_be_lost_is_of_nobody() -> None:
    body = Remains("R", Sex.MALE, {"plain": Observed((), 0.0)})
    assert search(MARKERS[:1], [body], sought(1, 2)).tolist() == [[-math.inf]]


def event(bodies: list[Remains], families: list[Sought]) -> Event:
    """Remains and families whose missing persons have ids of their own."""
    renamed = []
    for one in families:
        members = [
            Member(
                f"{one.family.id}_{m.id}", *(f"{one.family.id}_{p}" if p else "" for p in (m.father, m.mother)), m.sex
            )
            for m in one.family.pedigree.members
        ]
        profiles = {f"{one.family.id}_{id_}": profile for id_, profile in one.family.profiles.items()}
        missing = (f"{one.family.id}_X",)
        renamed.append(replace(one.family, pedigree=Pedigree(tuple(members)), profiles=profiles, missing=missing))
    return Event(MARKERS, tuple(bodies), tuple(renamed), tuple(one.missing[0] for one in renamed))


def written_by(folder: Path, told: Event, tables: Path, pairs_at_once: int = 1 << 20) -> dict[str, bytes]:
    """The files of a search."""
    folder.mkdir()
    ready = BlindSearch(told, TableStore(tables, told.markers))
    write_search(folder, ready, 10.0, pairs_at_once=pairs_at_once)
    return {name: (folder / name).read_bytes() for name in FILES}


def table(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(text.decode().splitlines()))


def test_the_lines_are_the_ratios_and_exclusions_of_the_event(tmp_path: Path) -> None:
    told = event(remains(20, 3), sought(12, 4))
    lines = table(written_by(tmp_path / "out", told, tmp_path / "tables")["lr.csv"])
    log10, counts, may_be = search(MARKERS, told.remains, told.sought()), exclusions(told), same_sex(told)
    assert len(lines) == 20 * 12
    for at, line in enumerate(lines):
        row, column = divmod(at, 12)
        assert (line["remains_id"], line["missing_id"]) == (told.remains[row].id, told.missing[column])
        if may_be[row, column]:
            assert float(line["log10_lr"] or "nan") == pytest.approx(log10[row, column], abs=1e-11, nan_ok=True)
            assert int(line["exclusions"]) == counts[row, column]
        else:
            assert line["log10_lr"] == line["exclusions"] == ""


def test_parts_and_blocks_of_any_size_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = event(remains(20, 3), sought(12, 4))
    once = written_by(tmp_path / "once", told, tmp_path / "once tables")
    assert written_by(tmp_path / "parts", told, tmp_path / "once tables", 25) == once
    monkeypatch.setattr(table_store, "together", lambda _markers: 5)  # three blocks, in processes of their own
    assert written_by(tmp_path / "blocks", told, tmp_path / "other tables") == once


def test_the_order_of_remains_and_families_changes_nothing_but_order(tmp_path: Path) -> None:
    bodies, families = remains(20, 3), sought(12, 4)
    one = written_by(tmp_path / "one", event(bodies, families), tmp_path / "tables")
    other = written_by(tmp_path / "other", event(bodies[::-1], families[::-1]), tmp_path / "more tables")
    for name in ("lr.csv", "candidates.csv"):
        assert sorted(one[name].splitlines()) == sorted(other[name].splitlines())
    assert one["summary.json"] == other["summary.json"]


def test_kept_tables_are_computed_ones_and_only_a_changed_family_is_computed_anew(tmp_path: Path) -> None:
    families = sought(12, 4)
    store = TableStore(tmp_path, MARKERS)
    keys = store.keys(families)
    assert store.fill(families, keys) == 12
    assert TableStore(tmp_path, MARKERS).fill(families, keys) == 0
    changed = families[5].family
    profiles = {**changed.profiles, "A": {**changed.profiles["A"], "plain": Observed(("9", "9"))}}
    others = [*families[:5], replace(families[5], family=replace(changed, profiles=profiles)), *families[6:]]
    assert store.fill(others, store.keys(others)) == 1
    together = family_tables(MARKERS, others)
    for block in store.blocks(store.keys(others)):
        whole = slice(0, marker_rows(MARKERS)[-1].stop)
        kept, fresh = (
            block.tables.at(whole),
            FamilyTables(together.log10_ratios, together.excluded, block.places).at(whole),
        )
        np.testing.assert_array_equal(kept.log10_ratios, fresh.log10_ratios)  # to the last bit
        np.testing.assert_array_equal(kept.excluded, fresh.excluded)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, frequencies=FREQUENCIES[::-1].copy()),
        lambda one: replace(one, female=None),
        lambda one: replace(one, silent="9"),
    ],
    ids=["frequencies", "mutation", "silent allele"],
)
def test_changed_markers_make_all_tables_anew(change: object, tmp_path: Path) -> None:
    families = sought(4, 4)
    store = TableStore(tmp_path, MARKERS)
    store.fill(families, store.keys(families))
    assert callable(change)
    other = TableStore(tmp_path, [MARKERS[0], change(MARKERS[1]), *MARKERS[2:]])
    assert other.fill(families, other.keys(families)) == 4


def test_a_torn_block_counts_for_nothing(tmp_path: Path) -> None:
    families = sought(4, 4)
    store = TableStore(tmp_path, MARKERS)
    store.fill(families, store.keys(families))
    (path,) = tmp_path.glob("*.ratios.npy")
    path.write_bytes(path.read_bytes()[:200])
    assert store.fill(families, store.keys(families)) == 4


def test_stopped_and_taken_up_again_gives_the_same_bytes(tmp_path: Path) -> None:
    told = event(remains(20, 3), sought(12, 4))
    whole = written_by(tmp_path / "whole", told, tmp_path / "tables")
    kept, folder = tmp_path / "kept", tmp_path / "out"
    folder.mkdir()
    ready = BlindSearch(told, TableStore(tmp_path / "tables", told.markers))

    def stop(_stage: str, done: int = 0, _total: int = 0) -> None:
        if done >= 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_search(folder, ready, 10.0, unfinished=kept, pairs_at_once=48, progress=stop)
    assert len(list(kept.glob("*/*.npz"))) == 2
    ready.weighed = _only_from(ready, 8)  # type: ignore[method-assign]  # what is finished is not weighed again
    write_search(folder, ready, 10.0, unfinished=kept, pairs_at_once=48)
    assert {name: (folder / name).read_bytes() for name in FILES} == whole


def _only_from(ready: BlindSearch, first: int):  # type: ignore[no-untyped-def]  # as the method it stands for
    weighed = ready.weighed

    def checked(some: slice) -> object:
        assert some.start >= first
        return weighed(some)

    return checked


#: A search that stands still once the tables are there: it cannot be done before it is killed.
HELD = (
    "import time; from homeward.cli.main import run; from homeward.kinship.blind.blind_search import BlindSearch; "
    "BlindSearch.weighed = lambda *_some: time.sleep(600); run()"
)


def test_a_killed_search_is_taken_up_again(tmp_path: Path) -> None:
    """Killed by the system when one block of tables stands, and when two do; then as if nothing had been."""
    source = written(tmp_path / "input.json", remains(40, 5, MARKERS[:3]), sought(300, 6, MARKERS[:3]))
    tables = tmp_path / "tables"
    asked = [*RUN[3:], str(source), "--out", str(tmp_path / "out"), "--tables", str(tables), "--quiet"]
    for blocks in (1, 2):
        work = subprocess.Popen([sys.executable, "-c", HELD, *asked], start_new_session=True)
        while work.poll() is None and len(list(tables.glob("*.keys"))) < blocks:
            time.sleep(0.01)
        assert work.poll() is None
        os.killpg(work.pid, signal.SIGKILL)
        work.wait()
    assert not (tmp_path / "out").exists()
    for out, more in (("out", ["--tables", str(tables)]), ("unbroken", [])):
        subprocess.run([*RUN, str(source), "--out", str(tmp_path / out), *more, "--quiet"], check=True)
    for name in FILES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "unbroken" / name).read_bytes()
    assert not list(tables.glob("unfinished-*"))


def test_what_chance_gives_is_counted_and_not_only_bounded(tmp_path: Path) -> None:
    """One marker, one family: the chance that a stranger reaches a ratio, added up over all genotypes."""
    marker = MARKERS[1]
    families = sought(1, 8, (marker,))
    bodies = [Remains(f"R{at}", Sex.UNKNOWN, {marker.name: Observed(("10", "11"))}) for at in range(50)]
    told = replace(event(bodies, families), markers=(marker,))
    ready = BlindSearch(told, TableStore(tmp_path, told.markers))
    chance = ready.expected_by_chance(50)
    ratios = 10.0 ** family_tables((marker,), families).log10_ratios[:, 0]
    of_strangers = genotype_chances(marker)
    assert chance.method == "draws"
    for threshold in sorted({0.5, 1.2, float(ratios.max()) * 0.999}):
        exactly = 50 * of_strangers[ratios >= threshold].sum()
        assert chance.at(math.log10(threshold)) == pytest.approx(exactly, rel=0.03)
    assert chance.at(3.0) == pytest.approx(50 / 1000)  # nothing drawn reaches it: the bound


def test_readings_left_open_count_with_the_bound(tmp_path: Path) -> None:
    told = event(remains(20, 3), sought(12, 4))
    chance = BlindSearch(told, TableStore(tmp_path, told.markers)).expected_by_chance(240)
    assert chance.bounded > 200
    assert chance.method in ("bound", "draws and bound")


def test_a_search_of_a_file_with_drop_out(tmp_path: Path) -> None:
    source = written(tmp_path / "input.json", remains(6, 5, MARKERS[:3]), sought(5, 6, MARKERS[:3]))
    found = read_event(source)
    assert found.remains[0].profile == remains(6, 5, MARKERS[:3])[0].profile
    said = json.loads(source.read_text(encoding="utf-8"))
    said["pm"][0] |= {"genotypes": {"plain": ["9", "9"], "steps": ["9", "10"]}, "dropout": 0.2}
    source.write_text(json.dumps(said), encoding="utf-8")
    assert read_event(source).remains[0].profile == {
        "plain": Observed(("9",), 0.2),
        "steps": Observed(("10", "9"), 0.2),
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda said: said.update(theta=0.02), "unrelated founders"),
        (lambda said: said["pm"][0].update(dropout=1.0), "from 0 to below 1"),
        (lambda said: said["pm"][0].update(dropout=[{"marker": "none", "observed": [], "d": 0.1}]), "no such marker"),
    ],
    ids=["theta", "drop-out of 1", "drop-out at no marker"],
)
def test_what_a_search_cannot_use_is_refused(change: object, words: str, tmp_path: Path) -> None:
    source = written(tmp_path / "input.json", remains(2, 5, MARKERS[:3]), sought(2, 6, MARKERS[:3]))
    said = json.loads(source.read_text(encoding="utf-8"))
    assert callable(change)
    change(said)
    source.write_text(json.dumps(said), encoding="utf-8")
    done = subprocess.run(
        [*RUN, str(source), "--out", str(tmp_path / "out")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


def test_ids_are_quoted_where_csv_needs_it(tmp_path: Path) -> None:
    bodies = [replace(one, id=f'{one.id}, "left" arm') for one in remains(3, 3)]
    lines = table(written_by(tmp_path / "out", event(bodies, sought(2, 4)), tmp_path / "tables")["lr.csv"])
    assert [line["remains_id"] for line in lines[::2]] == [one.id for one in bodies]
    assert search_results.numbers(np.array([0.0, -0.0, -math.inf, math.nan])).to_pylist() == ["0", "0", "-inf", None]
