"""Two versions of one text: edited, moved, deleted, new; and a document whose tracked changes lead to either."""

import io
import json
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from memoranda import EXAMPLES, UK

from homeward.talks.comparing import compare_versions, write_redline
from homeward.talks.redline import changes_json, read_version
from homeward.talks.redline_docx import redline_docx
from homeward.words import Language

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAFT = EXAMPLES / "memorandum_uk_draft.docx"


def changes(tmp_path: Path, old: str, new: str) -> dict[str, object]:
    for name, text in (("old.txt", old), ("new.txt", new)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return json.loads(changes_json(compare_versions(tmp_path / "old.txt", tmp_path / "new.txt")))


def kinds(found: dict[str, object]) -> list[tuple[object, object, object]]:
    return [(one["type"], one["old"], one["new"]) for one in found["changes"]]  # type: ignore[attr-defined]  # JSON as read


def test_the_versions_of_the_example() -> None:
    found = json.loads(changes_json(compare_versions(DRAFT, UK)))
    assert kinds(found) == [
        ("edited", "II.2", "II.2"),
        ("edited", "II.12", "II.12"),
        ("new", None, "III.10"),
        ("moved", "IV.9", "IV.4"),
        ("deleted", "VI.10", None),
    ]
    assert found["changes"][0]["words"] == [{"old": "14", "new": "10"}]
    assert {"old": "III.10", "new": "III.11"} in found["renumbered"]


def test_a_text_against_itself_has_no_changes() -> None:
    found = json.loads(changes_json(compare_versions(UK, UK)))
    assert found["changes"] == found["renumbered"] == []


CLAUSES = [
    "Bodies are handed over in numbered and sealed containers.",
    "Each Side submits the lists of the persons whom it holds.",
    "Siblings shall not be separated under any circumstances.",
    "The commission meets every week and decides by consensus.",
    "Costs of transport are borne by the Side that hands over.",
]


def numbered(clauses: list[str]) -> str:
    return "".join(f"{number}. {text}\n" for number, text in enumerate(clauses, 1))


def test_a_clause_that_stands_elsewhere_has_moved(tmp_path: Path) -> None:
    found = changes(tmp_path, numbered(CLAUSES), numbered([CLAUSES[4], *CLAUSES[:4]]))
    assert kinds(found) == [("moved", "5", "1")]


def test_a_clause_may_be_moved_and_edited(tmp_path: Path) -> None:
    edited = CLAUSES[4].replace("transport", "all transport")
    found = changes(tmp_path, numbered(CLAUSES), numbered([edited, *CLAUSES[:4]]))
    assert kinds(found) == [("moved", "5", "1")]
    assert found["changes"][0]["edited"] is True  # type: ignore[index]  # JSON as read


def test_another_clause_in_its_place_is_one_deleted_and_one_new(tmp_path: Path) -> None:
    new = [*CLAUSES[:2], "Parcels of up to twenty kilograms may be received monthly.", *CLAUSES[3:]]
    assert kinds(changes(tmp_path, numbered(CLAUSES), numbered(new))) == [("deleted", "3", None), ("new", None, "3")]


def test_versions_the_other_way_round_swap_old_and_new(tmp_path: Path) -> None:
    new = [
        CLAUSES[4],
        CLAUSES[0].replace("sealed", "unsealed"),
        *CLAUSES[1:3],
        "Observers attend the sessions of both.",
    ]
    there = changes(tmp_path, numbered(CLAUSES), numbered(new))
    back = changes(tmp_path, numbered(new), numbered(CLAUSES))
    turned = {"new": "deleted", "deleted": "new"}
    assert sorted(((turned.get(str(k), k), n, o) for k, o, n in kinds(there)), key=str) == sorted(kinds(back), key=str)


def versions_in(data: bytes) -> tuple[list[str], list[str]]:
    """The paragraphs after rejecting, and after accepting, all tracked changes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = ET.fromstring(archive.read("word/document.xml"))[0]
    rejected, accepted = [], []
    for paragraph in body.findall(f"{W}p"):
        for kept, gone in ((rejected, ("ins", "moveTo")), (accepted, ("del", "moveFrom"))):
            if any(paragraph.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None for tag in gone):
                continue
            words = []
            for child in paragraph:
                if child.tag not in {f"{W}{tag}" for tag in gone}:
                    words += [text.text or "" for text in child.iter() if text.tag in (f"{W}t", f"{W}delText")]
            kept.append(" ".join("".join(words).split()))
    return rejected, accepted


def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old() -> None:
    rejected, accepted = versions_in(redline_docx(compare_versions(DRAFT, UK), Language.EN))
    assert accepted == [one.printed for one in read_version(UK).paragraphs]
    assert rejected == [one.printed for one in read_version(DRAFT).paragraphs]


def test_moves_are_tracked_as_moves_and_every_change_has_its_number() -> None:
    data = redline_docx(compare_versions(DRAFT, UK), Language.EN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    names = {
        tag: [one.get(f"{W}name") for one in root.iter(f"{W}{tag}")]
        for tag in ("moveFromRangeStart", "moveToRangeStart")
    }
    assert names == {"moveFromRangeStart": ["move1"], "moveToRangeStart": ["move1"]}
    tags = {f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart")}
    numbers = [one.get(f"{W}id") for one in root.iter() if one.tag in tags]
    assert len(numbers) == len(set(numbers)) > 10


@pytest.mark.parametrize("language", [Language.EN, Language.UK])
def test_the_same_versions_give_the_same_bytes(tmp_path: Path, language: Language) -> None:
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_redline(compare_versions(DRAFT, UK), tmp_path / name, language)
        found.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert found[0] == found[1]
    assert set(found[0]) == {"changes.json", "redline.docx"}
