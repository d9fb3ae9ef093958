"""Files that are no lists are refused at the page with a sentence, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import Desk
from django.core.files.uploadedfile import SimpleUploadedFile
from list_files import HEADINGS, ROWS, bomb, csv_text, repack, write_xlsx, zip_of

from homeward.access.terms import Role
from homeward.intake import limits
from homeward.intake.forms import safe_file_name
from homeward.intake.models import Draft, Submission
from homeward.jobs.worker import run_waiting
from homeward.ledger.models import Entry


def doctype(part: bytes) -> bytes:
    head, mark, rest = part.partition(b"?>")
    entity = b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'
    return head + mark + entity + rest if mark else entity + part


def hostile_files(folder: Path) -> dict[str, bytes]:
    """Name to bytes of files that a hostile or mistaken person uploads."""
    book = write_xlsx(folder, [HEADINGS, *ROWS])
    good = book.read_bytes()
    bomb(book, 30)
    bombed = book.read_bytes()
    book.write_bytes(good)
    repack(book, "xl/workbook.xml", doctype)
    with_doctype = book.read_bytes()
    wide = csv_text([["x"] * 300], headings=["Прізвище", *(f"c{at}" for at in range(299))]).encode()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return {
        "doctype.xlsx": with_doctype,
        "bomb.xlsx": bombed,
        "password.xlsx": ole + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "old.xlsx": ole + bytes(2000),
        "document.xlsx": zip_of({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
        "archive.xlsx": zip_of({"a.txt": b"x"}),
        "broken.xlsx": good[:-200],
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "binary.csv": bytes(range(256)) * 20,
        "page.csv": b"<html><table><tr><td>x</td></tr></table></html>",
        "columns.csv": wide,
        "quotes.csv": csv_text(ROWS).encode() + b'"open,\r\n' * 50,
        "blank.csv": b"\r\n \r\n",
        "long.csv": csv_text([["1", "я" * 40_000, *[""] * 6]]).encode(),
        "formula.csv": csv_text([["1", "=cmd|' /C calc'!A0", *[""] * 6]]).encode(),
    }


def test_hostile_files_have_faults_and_nothing_else(
    quick_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 20 << 20)
    client = quick_desk.client(Role.LIAISON, "UA")
    before = Entry.objects.count()
    for name, data in hostile_files(tmp_path).items():
        answer = client.post("/lists/new/", {"file": SimpleUploadedFile(name, data), "kind": "held"})
        assert answer.status_code == 302, name
        run_waiting()
        draft = Draft.objects.order_by("-made_at").first()
        assert draft is not None
        assert draft.file_name == name
        assert draft.state == "faulty", name
        assert all(fault["advice"] for fault in draft.reading["faults"])
        page = client.get(f"/lists/drafts/{draft.number}/faults/")
        assert page.status_code == 200
        assert len(page.content) < 100_000
        client.post(f"/lists/drafts/{draft.number}/hand-in/")
        assert client.get(f"/lists/drafts/{draft.number}/to-correct.xlsx").status_code == 200
    run_waiting()
    assert not Submission.objects.exists()
    assert {entry.sequence for entry in Entry.objects.filter(sequence__gte=before)} <= set(range(before, before + 99))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.csv", b"", "The file is empty"),
        ("list.xlsm", b"PK", "Lists are handed in as"),
        ("list.exe", b"MZ", "Lists are handed in as"),
        ("list.xls", b"x", "Lists are handed in as"),
    ],
)
def test_what_is_no_list_by_its_name_is_not_even_kept(quick_desk: Desk, name: str, data: bytes, said: str) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    answer = client.post("/lists/new/", {"file": SimpleUploadedFile(name, data), "kind": "held"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Draft.objects.exists()


def test_macros_and_links_to_other_files_are_neither_read_nor_run(quick_desk: Desk, tmp_path: Path) -> None:
    from list_files import zipfile

    book = write_xlsx(tmp_path, [HEADINGS, *ROWS])
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf macro")
        archive.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    client = quick_desk.client(Role.LIAISON, "UA")
    client.post("/lists/new/", {"file": SimpleUploadedFile("list.xlsx", book.read_bytes()), "kind": "held"})
    run_waiting()
    reading = Draft.objects.get().reading
    assert [fault["advice"].partition(".")[0] for fault in reading["faults"]] == [
        "The workbook holds macros or takes cells from other files"
    ]


def test_what_is_too_large_is_refused_before_it_is_read(quick_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 1000)
    large = SimpleUploadedFile("list.csv", b"x" * (2 << 20))
    answer = client.post("/lists/new/", {"file": large, "kind": "held"})
    assert answer.status_code == 413
    assert "larger than 256 MB" in answer.content.decode()
    a_little = SimpleUploadedFile("list.csv", b"x" * 2000)
    assert client.post("/lists/new/", {"file": a_little, "kind": "held"}).status_code == 422
    assert not Draft.objects.exists()


def test_an_upload_needs_the_token_of_its_page(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    client.handler.enforce_csrf_checks = True
    file = SimpleUploadedFile("list.csv", csv_text(ROWS).encode())
    assert client.post("/lists/new/", {"file": file, "kind": "held"}).status_code == 403


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("список.csv", "список.csv"),
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\x\\a.xlsx", "a.xlsx"),
        ("a\x00b\n<c>.csv", "a_b__c_.csv"),
        (".csv", "csv"),
        ("x" * 500 + ".xlsx", "x" * 150 + ".xlsx"),
        ("я" * 500 + ".xlsx", "я" * 75 + ".xlsx"),
    ],
)
def test_a_file_is_kept_under_a_name_that_is_only_a_name(given: str, kept: str) -> None:
    assert safe_file_name(given) == kept
