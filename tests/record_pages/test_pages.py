"""The pages of the record: how it stands for all, entries for those who are shown them, receipts that prove."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from commission import RU, UA
from desk import Desk
from django.db import connection
from django.test import Client

from homeward.access.terms import Role
from homeward.jobs.models import Job
from homeward.jobs.worker import run_waiting
from homeward.ledger.actions import Reading, record_readings
from homeward.ledger.gate import entries_for, shown_to
from homeward.ledger.policy import parse_policy
from homeward.ledger.receipts import Verdict, check_receipt
from homeward.ledger.terms import NEUTRAL, Actor, Purpose
from homeward.words import Language

SIDES = ("UA", "RU")


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, settings_data: None) -> None: ...


@pytest.fixture
def settings_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "DATA", tmp_path / "data")


def read(actor: Actor) -> int:
    return record_readings([Reading(actor, Purpose.TRACING, [f"EN-OF-{actor.side}"], [actor.side, NEUTRAL])])[0]


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def alike(page: str, number: str) -> str:
    """A page without the tokens of its forms and without the number that was asked for."""
    return re.sub(r"[A-Za-z0-9]{64}", "", page).replace(f"/{number}/", "//").replace(f"%2F{number}%2F", "")


def test_the_page_of_the_record_is_the_same_for_everybody(quick_desk: Desk) -> None:
    quick_desk.commission.checkpoint("UA", "RU")
    for role, party in ((Role.LIAISON, "UA"), (Role.LIAISON, "RU"), (Role.AUDITOR, NEUTRAL), (Role.OBSERVER, "UA")):
        page = text(quick_desk.client(role, party), "/record/")
        assert page.count("mark settled") == 2
        assert page.count("mark person") == 1
        assert "All of it is signed" in page or "Signed as far as" in page


def test_before_the_first_checkpoint_it_says_so(quick_desk: Desk) -> None:
    assert "Nothing of it is signed yet" in text(quick_desk.client(Role.LIAISON, "UA"), "/record/")


def test_a_check_of_the_whole_record_is_asked_for_and_shown_to_all(desk: Desk) -> None:
    client = desk.client(Role.LIAISON, "UA")
    answer = client.post("/record/check/", {"request": "a"})
    again = client.post("/record/check/", {"request": "a"})
    assert answer.status_code == 302
    assert answer["Location"] == again["Location"]
    assert run_waiting() == 1
    assert client.get(answer["Location"])["Location"] == "/record/"
    assert "mark settled" in text(desk.client(Role.LIAISON, "RU"), "/record/")


def test_what_the_check_finds_is_said_in_the_readers_language(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "RU", Language.RU)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_party SET names = '{}' WHERE code = 'UA'")
    client.post("/record/check/", {"request": "a"})
    run_waiting()
    job = Job.objects.get()
    assert job.state == "done"
    assert "altered behind the application" in str(job.result["finding"])
    page = text(client, "/record/")
    assert "mark stop" in page
    assert "altered behind" not in page


def test_who_may_not_start_a_check_cannot(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.OBSERVER, "UA")
    assert "/record/check/" not in text(client, "/record/")
    assert client.post("/record/check/", {"request": "a"}).status_code == 403
    assert not Job.objects.exists()


@pytest.mark.parametrize("own", SIDES)
def test_a_side_is_shown_its_own_entries_and_no_others(desk: Desk, own: str) -> None:
    mine, theirs = (UA, RU) if own == "UA" else (RU, UA)
    shown, hidden = read(mine), read(theirs)
    client = desk.client(Role.LIAISON, own)
    page = text(client, "/record/entries/")
    assert f"/record/entries/{shown}/" in page
    assert f"/record/entries/{hidden}/" not in page
    assert f"EN-OF-{own}" in text(client, f"/record/entries/{shown}/")
    not_theirs = text(client, f"/record/entries/{hidden}/", 404)
    not_there = text(client, "/record/entries/99999/", 404)
    assert f"EN-OF-{theirs.side}" not in not_theirs
    assert alike(not_theirs, str(hidden)) == alike(not_there, "99999")
    for tail in ("standing/", "receipt/", "receipt/file", "receipt/paper"):
        assert client.get(f"/record/entries/{hidden}/{tail}").status_code == 404


def test_entries_are_filtered_by_what_was_done(quick_desk: Desk) -> None:
    sequence = read(UA)
    client = quick_desk.client(Role.AUDITOR, "UA")
    page = text(client, "/record/entries/?action=ledger.read_names")
    assert f"/record/entries/{sequence}/" in page
    assert "/record/entries/0/" not in page
    assert "/record/entries/0/" in text(client, "/record/entries/?action=no.such")
    assert "mark" not in text(client, "/record/entries/?action=exchange.open_lot").partition("<main")[2]


def test_pages_of_entries_go_to_the_first_without_a_gap(quick_desk: Desk) -> None:
    reading = Reading(UA, Purpose.TRACING, ["EN-1"], ["UA", NEUTRAL])
    record_readings([reading] * 120)
    client = quick_desk.client(Role.LIAISON, "UA")
    path, seen = "/record/entries/", []
    while path:
        page = text(client, path).partition("<main")[2]
        seen += [int(number) for number in re.findall(r'href="/record/entries/(\d+)/"', page)]
        path = unescape(next(iter(re.findall(r'rel="next" href="([^"]+)"', page)), ""))
    assert seen == sorted((view.sequence for view in entries_for("UA")), reverse=True)


def test_an_entry_waits_for_its_signature_and_then_gives_its_receipt(desk: Desk) -> None:
    sequence = read(UA)
    client = desk.client(Role.LIAISON, "UA")
    base = f"/record/entries/{sequence}/"
    assert "every 3s" in text(client, f"{base}standing/")
    assert "every 3s" in text(client, f"{base}receipt/")
    assert client.get(f"{base}receipt/file").status_code == 404
    desk.commission.checkpoint()
    assert "every 3s" not in text(client, f"{base}standing/")
    page = text(client, f"{base}receipt/")
    assert "<svg" in page
    receipt = text(client, f"{base}receipt/file")
    checked = check_receipt(receipt, parse_policy(desk.commission.policy))
    assert checked.verdict is Verdict.HOLDS
    assert client.get(f"{base}receipt/paper").content.startswith(b"%PDF")


def test_receipts_are_read_by_all_and_taken_home_by_few(quick_desk: Desk) -> None:
    sequence = read(UA)
    quick_desk.commission.checkpoint()
    client = quick_desk.client(Role.OBSERVER, "UA")
    assert "receipt/file" not in text(client, f"/record/entries/{sequence}/receipt/")
    assert client.get(f"/record/entries/{sequence}/receipt/file").status_code == 403


def test_the_bundle_checks_itself_and_its_taking_is_recorded(desk: Desk, tmp_path: Path) -> None:
    read(UA)
    client, other = desk.client(Role.AUDITOR, "UA"), desk.client(Role.AUDITOR, "RU")
    desk.commission.checkpoint()
    work = client.post("/record/bundle/", {"request": "b"})["Location"]
    run_waiting()
    ready = client.get(work)["Location"]
    number = Job.objects.get().number
    assert ready == f"/record/bundle/{number}/"
    assert "take/" in text(client, ready)
    for path in (work, ready):
        text(other, path, 404)
    assert other.post(f"{ready}take/").status_code == 404
    before = shown_to("UA").filter(action="ledger.take_bundle").count()
    data = b"".join(client.post(f"{ready}take/"))  # type: ignore[call-overload]  # a streamed answer
    assert shown_to("UA").filter(action="ledger.take_bundle").count() == before + 1
    (tmp_path / "b.zip").write_bytes(data)
    (tmp_path / "policy").write_text(desk.commission.policy, encoding="utf-8", newline="\n")
    with zipfile.ZipFile(BytesIO(data)) as bundle:
        bundle.extract("verify_record.py", tmp_path)
    words = ["-I", "verify_record.py", "b.zip", "--policy", "policy"]
    assert subprocess.run([sys.executable, *words], cwd=tmp_path, check=False, capture_output=True).returncode == 0


def test_the_policy_is_given_byte_for_byte(quick_desk: Desk) -> None:
    answer = quick_desk.client(Role.OBSERVER, "RU").get("/record/policy")
    assert answer.content.decode() == quick_desk.commission.policy


def test_work_is_seen_stopped_and_started_again_by_who_asked(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA")
    work = client.post("/record/check/", {"request": "w"})["Location"]
    assert "every 1s" in text(client, f"{work}part/")
    text(quick_desk.client(Role.LIAISON, "RU"), work, 404)
    colleague = quick_desk.client(Role.AUDITOR, "UA")
    assert "stop/" not in text(colleague, work)
    assert colleague.post(f"{work}stop/").status_code == 404
    client.post(f"{work}stop/")
    assert "every 1s" not in text(client, f"{work}part/")
    assert run_waiting() == 0
    client.post(f"{work}again/")
    assert run_waiting() == 1
    assert client.get(f"{work}part/")["HX-Redirect"] == "/record/"


def test_a_load_balancer_is_told_ok_and_nothing_else(quick_desk: Desk) -> None:
    answer = Client(SERVER_NAME="localhost").get("/alive")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_the_state_of_the_installation_is_for_those_who_operate_it(quick_desk: Desk) -> None:
    page = text(quick_desk.client(Role.KEY_CUSTODIAN, NEUTRAL), "/health/")
    assert "homeward serve" in page  # no worker is alive in a test
    assert "homeward backup" in page
    for role, party in ((Role.LIAISON, "UA"), (Role.AUDITOR, NEUTRAL)):
        text(quick_desk.client(role, party), "/health/", 403)


def test_results_of_jobs_hold_no_names(quick_desk: Desk) -> None:
    quick_desk.client(Role.LIAISON, "UA").post("/record/check/", {"request": "n"})
    run_waiting()
    assert set(json.loads(json.dumps(Job.objects.get().result))) == {"url", "entries", "rows", "checkpoints", "root"}
