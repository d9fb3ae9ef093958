"""A name or a place is found in any script, a number leads to its room, and nobody finds what is another's."""

import secrets

import pytest
from desk import Desk
from django.test import Client

from homeward.access.terms import Role
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.models import Entry
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.register.actions import list_entries
from homeward.register.lines import Line
from homeward.register.models import ListedEntry
from homeward.web.search import address_of


@pytest.fixture
def listed(quick_desk: Desk) -> Desk:
    """Each side has one person on a list."""
    for party, surname, given in (("UA", "Сичов", "Вадим"), ("RU", "Сычёва", "Дарья")):
        by = quick_desk.viewer(Role.LIAISON, party)
        known = {"surname": surname, "given_name": given, "birth_date": "12.06.1999"}
        submission = opaque_id("SB", secrets.token_hex(16))
        with record(
            by=by.actor,
            action="intake.hand_in",
            purpose=Purpose.EXCHANGE,
            subject=submission,
            shown_to=[party, NEUTRAL],
        ) as act:
            list_entries(act, party=party, submission=submission, lines=[Line(2, known, known, "")], kind="held")
    return quick_desk


def found(client: Client, text: str, **headers: str) -> str:
    answer = client.get("/search/", {"q": text}, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("typed", ["Сичов", "Сычев", "Sychov", "sychev vadim", "ВАДИМ СИЧОВ"])
def test_a_name_is_found_in_any_script(listed: Desk, typed: str) -> None:
    page = found(listed.client(Role.LIAISON, "UA"), typed)
    assert "Сичов Вадим" in page
    assert f"/entries/{ListedEntry.objects.get(party='UA').alias}/" in page


def test_why_it_is_found_is_said_where_it_does_not_show(listed: Desk) -> None:
    client = listed.client(Role.LIAISON, "UA")
    assert "Сычев → Сичов Вадим" in found(client, "Сычев")
    assert "→ Сичов Вадим" not in found(client, "Сичов")


def test_the_other_sides_entries_are_not_found(listed: Desk) -> None:
    for party, other, canary in (("UA", "RU", "Сычёва"), ("RU", "UA", "Сичов")):
        entry = ListedEntry.objects.get(party=other)
        client = listed.client(Role.LIAISON, party)
        for text in (canary, "Дарья Сычёва", "Вадим Сичов", "12.06.1999"):
            page = found(client, text).split("<main", 1)[1]
            assert entry.alias not in page
            assert entry.number not in page


def test_the_neutral_finds_both_under_the_names_of_their_parties(listed: Desk) -> None:
    page = found(listed.client(Role.SECRETARY, NEUTRAL), "Сычев")
    assert "Сичов Вадим" in page
    assert "Сычёва Дарья" in page
    assert "Ukrainian side" in page
    assert "Russian side" in page


def test_an_office_without_rows_finds_no_names(listed: Desk) -> None:
    page = found(listed.client(Role.AUDITOR, NEUTRAL), "Сичов").split("<main", 1)[1]
    assert "Вадим" not in page


def test_reading_what_was_found_is_recorded_once(listed: Desk) -> None:
    client = listed.client(Role.LIAISON, "UA")

    def readings() -> int:
        return sum(b"ledger.read_names" in bytes(body) for body in Entry.objects.values_list("body", flat=True))

    before = readings()
    found(client, "Сичов")
    assert readings() == before + 1
    found(client, "Сичов")
    found(client, "nobody-of-that-name")
    assert readings() == before + 1


def test_a_place_is_found_by_any_of_its_names(listed: Desk) -> None:
    page = found(listed.client(Role.LIAISON, "UA"), "Aleshki")
    assert "Олешки" in page or "Oleshky" in page
    assert "Aleshki" in page


def test_for_htmx_only_the_results_come(listed: Desk) -> None:
    part = found(listed.client(Role.LIAISON, "UA"), "Сичов", **{"HX-Request": "true"})
    assert "<html" not in part
    assert "Сичов Вадим" in part


def test_few_letters_find_nothing_and_say_so(listed: Desk) -> None:
    page = found(listed.client(Role.LIAISON, "UA"), "Си")
    assert "Write at least 3 letters." in page
    assert "Вадим" not in page


def test_what_is_typed_is_text(listed: Desk) -> None:
    page = found(listed.client(Role.LIAISON, "UA"), "<script>alert(1)</script>")
    assert "<script>alert" not in page


PERSON = opaque_id("PE", "1")
SUBMISSION = opaque_id("SB", "1")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (PERSON, f"/persons/{PERSON}/"),
        (f" {PERSON.lower()} ", f"/persons/{PERSON}/"),
        (f"{SUBMISSION}/17", f"/lists/{SUBMISSION}/rows/17/"),
        ("18402", "/record/entries/18402/"),
        (PERSON[:-1] + ("0" if PERSON[-1] != "0" else "1"), ""),
        (opaque_id("ZZ", "1"), ""),
        ("1" * 40, ""),
        (f"{SUBMISSION}/x", ""),
        (f"{PERSON}/3", ""),
        ("Сичов", ""),
        ("", ""),
    ],
)
def test_a_number_leads_to_its_room(typed: str, address: str) -> None:
    assert address_of(typed) == address


def test_a_number_that_is_not_there_and_one_that_is_not_yours_answer_alike(listed: Desk) -> None:
    client = listed.client(Role.LIAISON, "UA")
    theirs = ListedEntry.objects.get(party="RU")
    answers = [
        client.get("/search/", {"q": number}, follow=True) for number in (theirs.alias, opaque_id("EN", "nobody"))
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    told = [answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0] for answer in answers]
    assert told[0] == told[1]
