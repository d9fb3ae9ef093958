"""From an upload to a list in the record, as a liaison officer does it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from desk import Desk
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from list_files import HEADINGS, ROWS, csv_text
from openpyxl import load_workbook

from homeward.access.doors import NotThere
from homeward.access.terms import Role
from homeward.intake import actions, gate
from homeward.intake.draft_reading import read_draft
from homeward.intake.models import Draft, Submission
from homeward.jobs.worker import run_waiting
from homeward.ledger.models import Entry
from homeward.ledger.reading import read_entry
from homeward.ledger.terms import NEUTRAL
from homeward.register.models import ListedEntry
from homeward.words import Language

GOOD = csv_text(ROWS)
FAULTY = csv_text([*ROWS, ["A-4", "", "", "", "ч", "31.02.1980", "", ""]])


def upload(client: Client, text: str, name: str = "список.csv", **said: str) -> str:
    """Upload a text as a list; gives the number of the draft."""
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post("/lists/new/", {"file": file, "kind": "held", **said})
    assert answer.status_code == 302, re.findall(r'class="fault"[^>]*>([^<]*)', answer.content.decode())
    run_waiting()
    return str(answer["Location"]).rstrip("/").rpartition("/")[2]


def hand_in(client: Client, text: str, **said: str) -> Submission:
    """Upload and hand in; gives the submission."""
    draft = upload(client, text, **said)
    answer = client.post(f"/lists/drafts/{draft}/hand-in/", {"why_other": "two were added by hand"})
    assert answer.status_code == 302, answer.content.decode()
    run_waiting()
    number = Draft.objects.get(pk=draft).submission
    assert number
    return Submission.objects.get(pk=number)


@pytest.mark.parametrize(("side", "other"), [("UA", "RU"), ("RU", "UA")])
def test_a_list_is_read_then_handed_in_under_one_entry(desk: Desk, side: str, other: str) -> None:
    client = desk.client(Role.LIAISON, side)
    before = Entry.objects.count()
    draft = upload(client, GOOD, declared_rows="3")
    assert Entry.objects.count() == before  # reading records nothing
    assert b"3 rows" in client.get(f"/lists/drafts/{draft}/").content
    client.post(f"/lists/drafts/{draft}/hand-in/")
    run_waiting()
    listed = Submission.objects.get(party=side)
    entry = read_entry(bytes(Entry.objects.get(sequence=listed.entry).body))
    assert (entry.action, entry.subject, set(entry.shown_to)) == ("intake.hand_in", listed.number, {side, NEUTRAL})
    assert (listed.version, listed.counted_rows, listed.declared_rows) == (1, 3, 3)
    assert bytes(listed.file) == GOOD.encode()
    rows = ListedEntry.objects.filter(submission=listed.number).order_by("row")
    assert [row.cells["Прізвище"] for row in rows] == [row[1] for row in ROWS]
    assert rows[0].known["birth_date_read"] == "1973-06-13"
    page = client.get(f"/lists/{listed.number}/").content.decode()
    assert "Вигаданенко" in page
    assert desk.client(Role.LIAISON, other).get(f"/lists/{listed.number}/").status_code == 404
    assert "Вигаданенко" in desk.client(Role.SECRETARY, NEUTRAL).get(f"/lists/{listed.number}/").content.decode()


def test_it_is_handed_in_once_however_often_it_is_asked_for(desk: Desk) -> None:
    client = desk.client(Role.LIAISON, "UA")
    draft = upload(client, GOOD)
    for _time in range(3):
        client.post(f"/lists/drafts/{draft}/hand-in/")
    run_waiting()
    client.post(f"/lists/drafts/{draft}/hand-in/")
    run_waiting()
    assert Submission.objects.count() == 1
    assert client.get(f"/lists/drafts/{draft}/")["Location"].startswith("/lists/SB-")


def test_faults_are_shown_in_the_readers_language_and_come_back_in_a_workbook(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA", Language.UK)
    draft = upload(client, FAULTY)
    page = client.get(f"/lists/drafts/{draft}/faults/").content.decode()
    assert "31.02.1980" in page
    assert client.post(f"/lists/drafts/{draft}/hand-in/")["Location"].endswith(f"/lists/drafts/{draft}/")
    book = load_workbook(io.BytesIO(client.get(f"/lists/drafts/{draft}/to-correct.xlsx").content))
    sheet = book.worksheets[0]
    assert sheet.row_dimensions[1].hidden
    assert [cell.value for cell in sheet[2]][1:] == HEADINGS
    wrong = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.comment]
    assert {cell.value for cell in wrong} >= {"31.02.1980"}
    assert "A-4" in [cell.value for cell in sheet[6]]
    assert sheet["A6"].value
    assert sheet["A3"].value is None


def test_a_returned_workbook_is_corrected_and_handed_in(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    draft = upload(client, FAULTY)
    book = load_workbook(io.BytesIO(client.get(f"/lists/drafts/{draft}/to-correct.xlsx").content))
    sheet = book.worksheets[0]
    sheet["C6"], sheet["D6"], sheet["G6"] = "Взірець", "Роман", "28.02.1980"
    out = io.BytesIO()
    book.save(out)
    file = SimpleUploadedFile("виправлено.xlsx", out.getvalue())
    answer = client.post("/lists/new/", {"file": file, "kind": "held"})
    run_waiting()
    client.post(f"{answer['Location']}hand-in/")
    run_waiting()
    listed = Submission.objects.get()
    assert listed.counted_rows == 4
    assert listed.headings == HEADINGS
    assert ListedEntry.objects.get(submission=listed.number, row=6).known["birth_date_read"] == "1980-02-28"


def test_a_column_nobody_knows_is_given_its_meaning_which_is_remembered(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "RU")
    text = "Кто,Когда родился вообще\r\nВзорцев Пётр,1990\r\n"
    draft = upload(client, text)
    assert Draft.objects.get(pk=draft).state == "faulty"
    assert client.post(f"/lists/drafts/{draft}/columns/", {"column-0": "", "column-1": "birth_date"}).status_code == 422
    doubled = {"column-0": "full_name", "column-1": "full_name"}
    assert client.post(f"/lists/drafts/{draft}/columns/", doubled).status_code == 422
    client.post(f"/lists/drafts/{draft}/columns/", {"column-0": "full_name", "column-1": "birth_date"})
    run_waiting()
    assert Draft.objects.get(pk=draft).state == "ready"
    assert Draft.objects.get(pk=upload(client, text)).state == "ready"
    assert Draft.objects.get(pk=upload(quick_desk.client(Role.LIAISON, "UA"), text)).state == "faulty"


def test_other_numbers_than_declared_need_words(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    draft = upload(client, GOOD, declared_rows="5")
    assert client.post(f"/lists/drafts/{draft}/hand-in/").status_code == 422
    assert not Submission.objects.exists()
    client.post(f"/lists/drafts/{draft}/hand-in/", {"why_other": "Двох вивезли до лікарні"})
    run_waiting()
    assert Submission.objects.get().declared_rows == 5


def test_a_new_version_says_what_changed_and_keeps_who_is_who(desk: Desk) -> None:
    client = desk.client(Role.LIAISON, "UA")
    first = hand_in(client, GOOD)
    aliases = dict(ListedEntry.objects.filter(submission=first.number).values_list("row", "alias"))
    changed = [["A-1", "Вигаданенко", "Остап", "Тестович", "ч", "14.06.1973", "10.02.2023", "солдат"], ROWS[2]]
    second = hand_in(
        client, csv_text([*changed, ["A-9", "Новенко", "Ліна", "", "ж", "1991", "", ""]]), supersedes=first.number
    )
    assert (second.series, second.version) == (first.series, 2)
    assert second.counts == {"changed": 1, "gone": 1, "new": 1}
    rows = ListedEntry.objects.filter(submission=second.number).order_by("row")
    assert [row.alias for row in rows][:2] == [aliases[2], aliases[4]]
    assert not ListedEntry.objects.filter(submission=first.number, is_current=True).exists()
    first.refresh_from_db()
    assert not first.is_newest
    page = client.get(f"/lists/{second.number}/?only=changed").content.decode()
    assert "Вигаданенко" in page
    assert "Новенко" not in page
    assert "13.06.1973" in client.get(f"/lists/{second.number}/rows/2/").content.decode()
    assert "Приміренко" in client.get(f"/lists/{second.number}/?only=gone").content.decode()


def test_a_version_of_a_list_that_has_a_newer_one_is_refused(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    first = hand_in(client, GOOD)
    late = upload(client, GOOD, supersedes=first.number)
    hand_in(client, GOOD, supersedes=first.number)
    client.post(f"/lists/drafts/{late}/hand-in/")
    run_waiting()
    assert Draft.objects.get(pk=late).submission == ""
    assert Submission.objects.count() == 2


def test_what_is_withdrawn_stays_readable_with_its_reason(desk: Desk) -> None:
    client = desk.client(Role.LIAISON, "UA")
    listed = hand_in(client, GOOD)
    by = desk.viewer(Role.LIAISON, "UA")
    assert client.post(f"/lists/{listed.number}/rows/3/withdraw/", {"reason": "", "request": "r1"}).status_code == 422
    for _time in range(2):
        client.post(f"/lists/{listed.number}/rows/3/withdraw/", {"reason": "записано двічі", "request": "r1"})
    assert gate.count_withdrawn(listed) == 1
    assert not ListedEntry.objects.get(submission=listed.number, row=3).is_current
    page = client.get(f"/lists/{listed.number}/rows/3/").content.decode()
    assert "Приміренко" in page
    assert "записано двічі" in page
    actions.withdraw_list(by=by, submission=listed.number, reason="неправильний список")
    assert not ListedEntry.objects.filter(is_current=True).exists()
    assert "неправильний список" in client.get(f"/lists/{listed.number}/").content.decode()
    with pytest.raises(NotThere):
        actions.withdraw_list(by=desk.viewer(Role.LIAISON, "RU"), submission=listed.number, reason="чужий")


def test_uploads_are_seen_by_their_own_party_alone(desk: Desk) -> None:
    draft = upload(desk.client(Role.LIAISON, "UA"), FAULTY)
    for role, party in ((Role.LIAISON, "RU"), (Role.SECRETARY, NEUTRAL)):
        client = desk.client(role, party)
        for page in ("", "columns/", "faults/", "hand-in/", "to-correct.xlsx"):
            assert client.get(f"/lists/drafts/{draft}/{page}").status_code == 404
        assert not gate.waiting_for(desk.viewer(role, party))
    assert [line.count for line in gate.waiting_for(desk.viewer(Role.LIAISON, "UA"))] == [1]
    assert desk.client(Role.OBSERVER, "UA").get("/lists/new/").status_code == 403


def test_a_name_is_found_in_its_list_in_any_script(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    listed = hand_in(client, GOOD)
    page = client.get(f"/lists/{listed.number}/?q=Vyhadanenko").content.decode()
    assert "Вигаданенко" in page
    assert "Приміренко" not in page


def test_notes_on_health_are_shown_to_whoever_may_read_them(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    listed = hand_in(client, "Прізвище,Ім'я,Стан здоров'я\r\nВигадько,Олег,канарка-діагноз\r\n")
    export = f"/lists/{listed.number}/export.csv"
    assert "канарка" in client.get(export).content.decode()
    for role, party in ((Role.FAMILY_LIAISON, "UA"), (Role.SECRETARY, NEUTRAL)):
        reader = quick_desk.client(role, party)
        for page in (f"/lists/{listed.number}/", f"/lists/{listed.number}/rows/2/"):
            shown = reader.get(page).content.decode()
            assert "Вигадько" in shown
            assert "канарка" not in shown
        assert reader.get(export).status_code in (403, 404)


def test_names_shown_are_readings_in_the_record(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.SECRETARY, NEUTRAL)
    listed = hand_in(quick_desk.client(Role.LIAISON, "UA"), GOOD)
    before = Entry.objects.count()
    client.get(f"/lists/{listed.number}/")
    last = read_entry(bytes(Entry.objects.order_by("-sequence").first().body))
    assert Entry.objects.count() == before + 1
    assert (last.action, last.actor.side) == ("ledger.read_names", NEUTRAL)


def test_old_uploads_are_forgotten(quick_desk: Desk, tmp_path: Path) -> None:
    from django.utils import timezone

    client = quick_desk.client(Role.LIAISON, "UA")
    draft = upload(client, GOOD)
    Draft.objects.filter(pk=draft).update(ends_at=timezone.now())
    assert client.get(f"/lists/drafts/{draft}/").status_code == 404
    assert actions.end_old_drafts() == 1


def test_a_hand_in_that_breaks_off_leaves_nothing_and_can_be_done_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = desk.client(Role.LIAISON, "UA")
    draft = upload(client, GOOD)
    prepared_rows = []

    def break_off(act: object, **_said: object) -> int:
        prepared_rows.append(Submission.objects.count())
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("homeward.intake.actions.handing_in.list_entries", break_off)
        client.post(f"/lists/drafts/{draft}/hand-in/")
        with pytest.raises(KeyboardInterrupt):
            run_waiting()
    assert prepared_rows == [1]  # inside the transaction the list stood already
    assert not Submission.objects.exists()
    assert Draft.objects.get(pk=draft).state == "ready"
    by = desk.viewer(Role.LIAISON, "UA")
    kept = Draft.objects.get(pk=draft)
    with gate.draft_file(kept) as path:
        _reading, prepared = read_draft(path, kept.chosen, {}, None, lambda _lines: [])
    assert prepared is not None
    actions.hand_in_draft(by=by, number=draft, prepared=prepared)
    assert Submission.objects.get().counted_rows == 3
    assert ListedEntry.objects.count() == 3


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_taken_home_and_handed_in_again_is_unchanged(quick_desk: Desk, form: str) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    first = hand_in(client, csv_text([*ROWS, ["A-4", "Ім'я=", "'=Олег", "+", "ч", "1990", "", ""]]))
    taken = client.get(f"/lists/{first.number}/export.{form}").content
    answer = client.post(
        "/lists/new/",
        {"file": SimpleUploadedFile(f"list.{form}", taken), "kind": "held", "supersedes": first.number},
    )
    run_waiting()
    client.post(f"{answer['Location']}hand-in/")
    run_waiting()
    second = Submission.objects.get(version=2)
    assert second.counts == {}
    assert (second.headings, second.columns) == (first.headings, first.columns)
    cells = [
        list(ListedEntry.objects.filter(submission=one.number).order_by("row").values_list("alias", "cells"))
        for one in (first, second)
    ]
    assert cells[0] == cells[1]
