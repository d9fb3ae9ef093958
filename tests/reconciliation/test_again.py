"""Lists reconciled again come to what a first run comes to, byte for byte, and only what changed is worked on."""

import csv
import random
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from people import ROUND, person_list, relabelled, shuffled

from homeward.errors import InputRefused
from homeward.intake.reading import read_list
from homeward.reconciliation import again, portions
from homeward.reconciliation.again import recognised
from homeward.reconciliation.comparing import Reconciliation, reconcile
from homeward.reconciliation.kept import Kept, keeping
from homeward.reconciliation.results import write_results
from homeward.reconciliation.shared_keys import NO_KEYS, MadeKeys, SharedKeys, brought_together, share_a_bucket
from homeward.reconciliation.understood import laid_out
from homeward.register.entries import COLUMNS, PersonList

FILES = ("pairs.csv", "relatives.csv", "clusters.csv", "summary.json")
Rows = list[dict[str, str]]


def rows_of(name: str, count: int = 150) -> Rows:
    with (ROUND / f"list_{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:count]
    return [{column: row.get(column, "") for column in COLUMNS} for row in rows]


def written(result: Reconciliation, folder: Path) -> dict[str, bytes]:
    folder.mkdir(parents=True, exist_ok=True)
    write_results(result, folder)
    return {name: (folder / name).read_bytes() for name in FILES}


class Versions:
    """A folder where every run keeps what the next needs, and beside each the run that knows nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kept, self.version = folder, folder / "kept", 0

    def run(self, lists: Mapping[str, Rows]) -> Reconciliation:
        """Reconcile again, and compare with a first run."""
        self.version += 1
        place = self.folder / f"version-{self.version}"
        place.mkdir()
        read = [person_list(place, label, rows) for label, rows in lists.items()]
        with keeping(self.kept) as kept:
            result = reconcile(read, kept=kept)
        assert written(result, place / "again") == written(reconcile(read), place / "first")
        return result


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    return Versions(tmp_path)


def edited(rows: Rows, draw: random.Random) -> Rows:
    """A new version of a list: cells changed and emptied, rows gone, new, doubled and in another order."""
    rows = [dict(row) for row in rows]
    for _ in range(6):
        row, column = draw.choice(rows), draw.choice([name for name in COLUMNS if name not in ("rec_id", "full_name")])
        row[column] = draw.choice(rows)[column]
        row["surname"] = row["surname"] or "Невідомий"
    draw.choice(rows)["surname"] += " «Сокіл»"
    draw.choice(rows)["surname"] = f"Неизвестный, бирка № {draw.randrange(3)}"
    for _ in range(3):
        rows.remove(draw.choice(rows))
    for _ in range(3):
        mixed = {column: draw.choice(rows)[column] for column in COLUMNS}
        rows.append(mixed | {"rec_id": f"new-{draw.random()}", "surname": mixed["surname"] or "Невідомий"})
        rows.append(draw.choice(rows) | {"rec_id": f"twice-{draw.random()}"})
    draw.shuffle(rows)
    if draw.random() < 0.5:
        numbers = [row["rec_id"] for row in rows]
        draw.shuffle(numbers)
        rows = [row | {"rec_id": number} for row, number in zip(rows, numbers, strict=True)]
    return rows


def test_any_new_version_comes_to_what_a_first_run_comes_to(versions: Versions) -> None:
    draw = random.Random(11)
    lists = {name: rows_of(name) for name in ("UA", "RU")}
    versions.run(lists)
    for step in range(5):
        changed = draw.choice(sorted(lists))
        lists[changed] = edited(lists[changed], draw)
        if step == 1:
            lists["mediator"] = rows_of("mediator")
        if step == 3:
            del lists["RU"]
        versions.run(lists)


def namesakes(count: int, of: str = "held") -> Rows:
    """Persons of one name, in one unit, born in different years."""
    names = {"surname": "Ковальчук", "given_name": "Іван", "patronymic": "Петрович"}
    return [
        dict.fromkeys(COLUMNS, "") | names | {"rec_id": f"{of}-{number}", "birth_date": f"0{1 + number % 9}.03.{year}"}
        for number, year in enumerate(1950 + number % 40 for number in range(count))
    ]


def test_where_more_or_fewer_share_a_key_pairs_of_unchanged_entries_come_and_go(versions: Versions) -> None:
    """Sixty may share a name. All these bear one: fifty are compared with each other, seventy are not."""
    few, many = namesakes(25, "sought"), namesakes(45, "sought")
    pairs = [
        len(versions.run({"A": namesakes(25), "B": rows}).weighed.evidence) for rows in (few, many, few, many[:36])
    ]
    assert pairs[0] == pairs[2]
    assert pairs[1] < pairs[0]
    assert pairs[3] < pairs[0]


@pytest.fixture
def worked_on(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How many entries are understood and how many pairs compared."""
    counted = {"entries": 0, "pairs": 0}

    def counting(name: str, work: Callable[..., object], size: Callable[..., int]) -> Callable[..., object]:
        def counted_work(*told: object) -> object:
            counted[name] += size(*told)
            return work(*told)

        return counted_work

    monkeypatch.setattr(again, "understand", counting("entries", again.understand, lambda entries, *_: len(entries)))
    compare = portions.worth_keeping
    monkeypatch.setattr(portions, "worth_keeping", counting("pairs", compare, lambda _records, left, *_: len(left)))
    return counted


def test_only_what_changed_is_worked_on(tmp_path: Path, worked_on: dict[str, int]) -> None:
    lists = [read_list(ROUND / f"list_{name}.csv") for name in ("UA", "RU")]

    def again_with(lists: list[PersonList]) -> tuple[int, int]:
        worked_on.update(entries=0, pairs=0)
        with keeping(tmp_path / "kept") as kept:
            reconcile(lists, kept=kept)
        return worked_on["entries"], worked_on["pairs"]

    entries, pairs = again_with(lists)
    assert entries == sum(map(len, lists))
    assert again_with([shuffled(lists[1], 3), lists[0]]) == (0, 0)
    assert again_with([relabelled(lists[0], "renamed"), lists[1]]) == (0, 0)
    rows = rows_of("UA", 10_000)
    rows[7]["birth_date"] = "01.02.1903"
    entries, few = again_with([person_list(tmp_path, "list_UA", rows), lists[1]])
    assert entries == 1
    assert few < pairs / 50


def test_what_is_kept_is_for_its_owner_alone(versions: Versions) -> None:
    versions.run({"A": namesakes(3), "B": namesakes(2, "sought")})
    assert stat.S_IMODE(versions.kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in versions.kept.iterdir()} == {0o600}
    assert [path.name for path in versions.folder.iterdir() if path.name.startswith(".")] == []


def test_further_columns_are_recognised_too(tmp_path: Path) -> None:
    """A changed document number is a change; another column to compare, and nothing kept is of use."""

    def listed(label: str, version: int, numbers: Sequence[str]) -> PersonList:
        path = tmp_path / f"{version}" / f"{label}.csv"
        path.parent.mkdir(exist_ok=True)
        lines = [f"{label}{n},Бойко,Іван,{number},вул. Садова {n}" for n, number in enumerate(numbers)]
        path.write_text("\n".join(["№,Прізвище,Ім'я,паспорт,адреса", *lines, ""]), encoding="utf-8")
        return read_list(path)

    ours = [f"АВ {number}" for number in range(100, 130)]
    for version, (theirs, also) in enumerate(
        [(ours[:9], ["паспорт"]), (ours[3:12], ["паспорт"]), (ours[:5], ["адреса", "паспорт"]), (ours[4:9], [])]
    ):
        lists = [listed("a", version, ours), listed("b", version, theirs)]
        with keeping(tmp_path / "kept", also) as kept:
            assert kept.is_of_no_use == (version > 1)
            result = reconcile(lists, kept=kept, also=also)
        first = reconcile(lists, also=also)
        assert written(result, tmp_path / f"{version}-again") == written(first, tmp_path / f"{version}-first")


def test_lists_are_kept_as_they_were_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("№,Прізвище,Кличка,rank\n1,Бойко,Лис,сержант\n2,Ткач,,\n", encoding="utf-8")
    read = read_list(path)
    with keeping(tmp_path / "kept") as kept:
        assert kept.list(path) is None
        reconcile([read], kept=kept)
    with keeping(tmp_path / "kept") as kept:
        same = kept.list(path)
        assert same is not None
        assert (same.label, same.sha256) == (read.label, read.sha256)
        assert same.entries.equals(read.entries)
        assert same.unknown.equals(read.unknown)
        reconcile([same], kept=kept)


def test_a_run_that_fails_leaves_what_was_kept(versions: Versions) -> None:
    versions.run({"A": namesakes(3), "B": namesakes(2, "sought")})
    before = {path.name: path.read_bytes() for path in versions.kept.iterdir()}

    def stop(stage: str, _done: int = 0, _total: int = 0) -> None:
        if stage == "comparing pairs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), keeping(versions.kept) as kept:
        reconcile([person_list(versions.folder, "A", namesakes(9))], kept=kept, progress=stop)
    assert {path.name: path.read_bytes() for path in versions.kept.iterdir()} == before


def test_what_another_version_kept_is_not_used(versions: Versions, worked_on: dict[str, int]) -> None:
    lists = {"A": namesakes(3), "B": namesakes(2, "sought")}
    versions.run(lists)
    about = versions.kept / "kept.json"
    about.write_text(about.read_text(encoding="utf-8").replace('"made_by": "', '"made_by": "0'), encoding="utf-8")
    with keeping(versions.kept) as kept:
        assert kept.is_of_no_use
    worked_on.update(entries=0)
    versions.version = 10
    versions.run(lists)
    assert worked_on["entries"] == 5


def test_folders_that_are_not_ours_are_refused(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").touch()
    for other in ("letters", "letters/mine.txt"):
        with pytest.raises(InputRefused), keeping(tmp_path / other):
            pass
    assert (tmp_path / "letters" / "mine.txt").exists()


def test_a_damaged_part_is_refused(versions: Versions) -> None:
    """A damaged byte is found, or is one that nobody reads."""
    versions.run({"A": namesakes(3), "B": namesakes(2, "sought")})
    paths = sorted((versions.folder / "version-1").glob("*.csv"))

    def everything() -> list[object]:
        kept = Kept(versions.kept, versions.folder, [])
        read = [kept.list(path) for path in paths]
        arrays = [*kept.keys("name"), *arrays_of(kept)]
        return [*(one and one.entries.to_pylist() for one in read), *(array.tolist() for array in arrays)]

    right, refused = everything(), 0
    parts = [versions.kept / f"{name}.npz" for name in ("keys-name", "records", "pairs")]
    for path in [*parts, *versions.kept.glob("*.parquet")]:
        whole = path.read_bytes()
        for at in range(0, len(whole), 1 + len(whole) // 40):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
            try:
                assert everything() == right
            except InputRefused:
                refused += 1
        path.write_bytes(whole)
    assert refused > 40


def arrays_of(kept: Kept) -> list[np.ndarray]:
    digests, said = kept.known([])
    pairs = kept.pairs()
    assert pairs is not None
    return [digests, *laid_out(said, "").values(), pairs.left, pairs.right, pairs.levels]


def test_entries_are_recognised_each_once() -> None:
    before, now = np.array([7, 5, 7, 9]), np.array([7, 7, 7, 5, 1])
    found = recognised(before, now)
    assert sorted(found[:3].tolist()) == [-1, 0, 2]
    assert found[3:].tolist() == [1, -1]
    assert recognised(np.zeros(0, np.int64), now).tolist() == [-1] * 5
    assert recognised(before, np.zeros(0, np.int64)).tolist() == []


def test_what_a_bucket_brings_together_against_all_pairs_looked_at() -> None:
    """Members that come and go, caps crossed both ways: as if every pair of records were asked what it shares."""
    draw = np.random.default_rng(4)
    for _ in range(60):
        before, most = draw.integers(1, 12), int(draw.integers(2, 5))
        old = [set(draw.integers(0, 6, draw.integers(0, 4)).tolist()) for _ in range(before)]
        gone = draw.random(before) < 0.3
        order = draw.permutation(np.flatnonzero(~gone))
        extra = [set(draw.integers(0, 6, draw.integers(0, 4)).tolist()) for _ in range(draw.integers(0, 6))]
        numbers = draw.permutation(len(order) + len(extra))
        place = np.full(before, -1, np.int32)
        place[order] = numbers[: len(order)]
        now: dict[int, set[int]] = {int(place[one]): old[one] for one in order}
        now |= {int(number): keys for number, keys in zip(numbers[len(order) :], extra, strict=True)}
        new = np.zeros(len(numbers), np.bool_)
        new[numbers[len(order) :]] = True
        first, _ = brought_together(NO_KEYS, place[:0], _made(dict(enumerate(old))), most, np.zeros(before, np.bool_))
        added = {number: keys for number, keys in now.items() if new[number]}
        lost = np.zeros(len(new), np.bool_)
        every, buckets = brought_together(first, place, _made(added), most, lost)
        assert sorted(zip(*every, strict=True)) == sorted(zip(*_made(now), strict=True))
        keys = SharedKeys.of(buckets, new)
        shared = {pair for pair in _pairs(len(new)) if _together(now, pair, most)}
        stood = {
            (min(place[a], place[b]), max(place[a], place[b]))
            for a, b in _pairs(before)
            if min(place[a], place[b]) >= 0 and _together(dict(enumerate(old)), (a, b), most)
        }
        compared = set(zip(*(side.tolist() for side in keys.partners(0, len(new))), strict=True))
        assert shared - stood <= compared <= shared
        left, right = np.array(_pairs(len(new)), np.int64).reshape(-1, 2).T
        share = share_a_bucket(buckets, len(new), left, right)
        assert set(zip(left[share].tolist(), right[share].tolist(), strict=True)) == shared
        assert all(lost[list(pair)].all() for pair in stood - shared)


def _pairs(count: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(count) for b in range(a + 1, count)]


def _together(records: Mapping[int, set[int]], pair: tuple[int, int], most: int) -> bool:
    both = records[pair[0]] & records[pair[1]]
    return any(sum(key in keys for keys in records.values()) <= most for key in both)


def _made(records: Mapping[int, set[int]]) -> MadeKeys:
    made = sorted((key, number) for number, keys in records.items() for key in keys)
    return MadeKeys(np.array([key for key, _ in made], np.uint64), np.array([one for _, one in made], np.int32))
