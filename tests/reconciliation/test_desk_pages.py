"""The pages of reconciliation: everyone's own doors, nothing of the other side, forms that work without scripts."""

import re

import pytest
from desk import Desk
from django.test import Client
from paired import Paired, another

from homeward.access.terms import Role
from homeward.identifiers import opaque_id
from homeward.ledger.actions import record
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.reconciliation.actions import (
    Given,
    answer_queries,
    ask,
    find_pairs,
    question_about_entry,
    question_about_pair,
    second_findings,
)
from homeward.reconciliation.gate import line_for
from homeward.reconciliation.models import Finding, Pair, Query
from homeward.reconciliation.query_words import AnswerWord, QueryKind
from homeward.reconciliation.shared_columns import USUAL
from homeward.reconciliation.states import Ground, PairState, Said
from homeward.register.actions import list_entries, supersede_entries
from homeward.register.lines import Line
from homeward.register.models import ListedEntry
from homeward.words import Language

PAGES = ("/reconcile/", "/sharing/", "/queries/", "/statistics/")


@pytest.fixture
def paired(quick_desk: Desk) -> Paired:
    found = Paired(quick_desk)
    found.agree_on_sharing()
    return found


def neutral_found(paired: Paired, pair: str) -> None:
    find_pairs(by=paired.secretary, pairs=[pair], said=Said.SAME, grounds=[Ground.ENTRIES])
    second_findings(by=another(paired.secretary), pairs=[pair])


def secretary(paired: Paired, language: Language = Language.EN) -> Client:
    return paired.desk.client(Role.SECRETARY, NEUTRAL, language)


def liaison(paired: Paired, side: str) -> Client:
    return paired.desk.client(Role.LIAISON, side)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


def test_every_page_opens(paired: Paired) -> None:
    neutral_found(paired, paired.pairs[0])
    for language in Language:
        client = secretary(paired, language)
        more = (
            "/reconcile/comparisons/",
            "/reconcile/comparisons/new/",
            f"/reconcile/comparisons/{paired.comparison}/",
        )
        one = (f"/pairs/{paired.pairs[0]}/", f"/pairs/{paired.pairs[1]}/", "/reconcile/together/", "/sharing/propose/")
        for address in (*PAGES, *more, *one, "/reconcile/together/?step=second"):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert len(answer.content) < 100_000
    for side in paired.liaisons:
        for address in (
            *PAGES,
            f"/pairs/{paired.pairs[0]}/",
            "/queries/answer/",
            f"/queries/new/?pair={paired.pairs[0]}",
        ):
            assert liaison(paired, side).get(address).status_code == 200, address


def test_review_with_the_keys_of_a_form(paired: Paired) -> None:
    client = secretary(paired)
    first = client.get("/reconcile/review/?state=waiting", follow=True)
    address = first.redirect_chain[-1][0].partition("?")[0]
    page = first.content.decode()
    told = {"said": "same", "ground": "entries", "request": hidden(page, "request"), "state": "waiting"}
    second = client.post(f"{address}find/", told, follow=True)
    assert second.redirect_chain[-1][0].partition("?")[0] != address, "the next pair is shown"
    assert 'data-key="u"' in second.content.decode()
    number = address.split("/")[2]
    assert line_for(paired.secretary, number).state == PairState.SECOND
    client.post(f"{address}find/", told)
    assert Finding.objects.count() == 1, "a form sent twice decides once"
    client.post(f"{address}retract/", {"state": "waiting"})
    assert line_for(paired.secretary, number).state == PairState.WAITING


def test_with_htmx_only_the_pair_is_sent(paired: Paired) -> None:
    client = secretary(paired)
    part = client.get(f"/pairs/{paired.pairs[0]}/", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<article")
    told = {"said": "different", "ground": "birth", "request": "key-1"}
    answer = client.post(f"/pairs/{paired.pairs[0]}/find/", told, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith("<article")
    assert answer["HX-Push-Url"].startswith(f"/pairs/{paired.pairs[1]}/")


def test_a_decision_without_a_ground_is_refused_on_the_page(paired: Paired) -> None:
    answer = secretary(paired).post(f"/pairs/{paired.pairs[0]}/find/", {"said": "same", "request": "key"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_the_second_person_opens_the_list(paired: Paired) -> None:
    find_pairs(by=another(paired.secretary), pairs=paired.pairs[:2], said=Said.SAME, grounds=[Ground.ENTRIES])
    client = secretary(paired)
    page = client.get("/reconcile/together/?step=second").content.decode()
    for pair in paired.pairs[:2]:
        assert pair in page
    told = {"step": "second", "pair": paired.pairs[:2], "request": hidden(page, "request")}
    client.post("/reconcile/together/", told)
    assert {line_for(paired.secretary, pair).state for pair in paired.pairs[:2]} == {PairState.PUT}
    find_pairs(by=paired.secretary, pairs=[paired.pairs[2]], said=Said.SAME, grounds=[Ground.ENTRIES])
    assert paired.pairs[2] not in client.get("/reconcile/together/?step=second").content.decode()


def test_a_side_sees_of_the_other_what_was_agreed_and_no_more(paired: Paired) -> None:
    """Its own row whole; the other's under its alias, without row, list, weights or sum."""
    pair = paired.pairs[0]
    line = line_for(paired.secretary, pair)
    ListedEntry.objects.filter(number=line.pair.left_entry).update(
        known={"surname": "Сичов", "birth_place": "Олешки", "unit": "CANARY-UNIT", "rec_id": "CANARY-ID"}
    )
    neutral_found(paired, pair)
    owner = line.pair.left_party
    reader = next(side for side in paired.liaisons if side != owner)
    page = liaison(paired, reader).get(f"/pairs/{pair}/").content.decode()
    assert line.pair.left in page
    assert "Олешки" in page
    for secret in ("CANARY-UNIT", "CANARY-ID", line.pair.left_entry, paired.lists[owner], "0.5", "%"):
        assert secret not in page.partition("<main")[2].partition("</main>")[0], secret
    own = liaison(paired, owner).get(f"/pairs/{pair}/").content.decode()
    assert "CANARY-UNIT" in own


def test_a_side_does_not_learn_what_the_other_said_before_it_has_spoken(paired: Paired) -> None:
    pair = paired.pairs[0]
    neutral_found(paired, pair)
    client = liaison(paired, "RU")  # one session: the order of the sides is drawn for each

    def main() -> str:
        page = client.get(f"/pairs/{pair}/").content.decode()
        return re.sub(r'(name="(request|csrfmiddlewaretoken)" value=)"[^"]*"', r"\1", page.partition("<main")[2])

    before = main()
    by = paired.liaisons["UA"]
    find_pairs(by=by, pairs=[pair], said=Said.DIFFERENT, grounds=[Ground.BIRTH], reason="CANARY")
    assert main() == before
    second_findings(by=another(by), pairs=[pair])
    assert main() == before


def test_pairs_that_are_not_and_pairs_not_yours_look_alike(paired: Paired) -> None:
    client = liaison(paired, "UA")
    pages = [client.get(f"/pairs/{number}/") for number in (paired.pairs[0], "PA-00000000-0")]
    assert {page.status_code for page in pages} == {404}


def test_offices_without_the_right_find_the_door_shut(paired: Paired) -> None:
    for role, party in ((Role.OBSERVER, "UA"), (Role.MEDICAL_MEMBER, NEUTRAL), (Role.KEY_CUSTODIAN, NEUTRAL)):
        assert paired.desk.client(role, party).get("/reconcile/").status_code == 403
    assert liaison(paired, "UA").get("/reconcile/comparisons/").status_code == 403
    assert paired.desk.client(Role.AUDITOR, NEUTRAL).post(f"/pairs/{paired.pairs[0]}/find/").status_code == 403


def test_the_neutral_auditor_sees_only_what_was_put_to_both(paired: Paired) -> None:
    client = paired.desk.client(Role.AUDITOR, NEUTRAL)
    assert client.get(f"/pairs/{paired.pairs[0]}/").status_code == 404
    neutral_found(paired, paired.pairs[0])
    assert client.get(f"/pairs/{paired.pairs[0]}/").status_code == 200
    assert client.get(f"/pairs/{paired.pairs[1]}/").status_code == 404
    page = client.get("/reconcile/").content.decode()
    assert paired.pairs[1] not in page


def test_queries_on_the_desk(paired: Paired) -> None:
    own = ListedEntry.objects.filter(party="UA").order_by("row")[0]
    client = liaison(paired, "UA")
    page = client.get(f"/queries/new/?entry={own.alias}").content.decode()
    assert own.number not in page.partition("<form")[0].partition("<section")[2]
    told = {"entry": own.alias, "kind": "held", "text": "", "due_on": "", "request": hidden(page, "request")}
    assert client.post("/queries/new/", told).status_code == 302
    asked = Query.objects.get()
    answering = liaison(paired, "RU")
    assert asked.number in answering.get("/queries/answer/").content.decode()
    answering.post(
        "/queries/answer/",
        {"query": [asked.number], f"answer-{asked.number}": "not_held", "request": "key"},
    )
    asked.refresh_from_db()
    assert asked.answer == AnswerWord.NOT_HELD
    for side in ("UA", "RU"):
        assert "not held" in liaison(paired, side).get(f"/queries/{asked.number}/").content.decode()


def test_a_death_stands_behind_a_quiet_step(paired: Paired) -> None:
    own = ListedEntry.objects.filter(party="UA").order_by("row")[0]
    question = question_about_entry(by=paired.liaisons["UA"], alias=own.alias)
    asked = ask(by=paired.liaisons["UA"], question=question, kind=QueryKind.FATE)
    answer_queries(by=paired.liaisons["RU"], answers=[Given(asked.number, AnswerWord.DIED, "certificate 7")])
    page = liaison(paired, "UA").get(f"/queries/{asked.number}/").content.decode()
    before, _step, behind = page.partition('<details class="quiet-step">')
    assert "certificate 7" not in before
    assert "certificate 7" in behind


def test_the_neutral_asks_a_side_about_its_own_entry(paired: Paired) -> None:
    question = question_about_pair(by=paired.secretary, pair=paired.pairs[0], side="RU")
    assert question.disclosed == {}
    asked = ask(by=paired.secretary, question=question, kind=QueryKind.DETAIL)
    assert line_for(paired.secretary, paired.pairs[0]).state == PairState.ASKED
    assert liaison(paired, "UA").get(f"/queries/{asked.number}/").status_code == 404
    assert liaison(paired, "RU").get(f"/queries/{asked.number}/").status_code == 200
    answer_queries(by=paired.liaisons["RU"], answers=[Given(asked.number, AnswerWord.HELD)])
    assert line_for(paired.secretary, paired.pairs[0]).state == PairState.WAITING


def test_a_side_counts_its_own_entries_alone(paired: Paired) -> None:
    page = liaison(paired, "UA").get("/statistics/").content.decode()
    assert "Ukrainian side" in page
    assert "Russian side" not in page.partition("<main")[2].partition("</main>")[0]
    both = secretary(paired).get("/statistics/").content.decode()
    assert "Russian side" in both
    assert paired.desk.client(Role.SECRETARY, NEUTRAL).get("/statistics/export.xlsx").content[:2] == b"PK"


def test_what_was_corrected_since_the_comparison_shows_to_whoever_may_see_the_column(paired: Paired) -> None:
    pair = Pair.objects.get(number=paired.pairs[0])
    neutral_found(paired, pair.number)
    owner = pair.left_party
    (other,) = set(paired.liaisons) - {owner}
    entry = ListedEntry.objects.get(number=pair.left_entry)
    corrected = entry.known | {"birth_date": "09.09.1999", "unit": "hidden unit"}
    number = opaque_id("SB", "corrected")
    line = Line(entry.row, corrected, corrected, entry.alias)
    with record(
        by=paired.liaisons[owner].actor,
        action="intake.hand_in",
        purpose=Purpose.EXCHANGE,
        subject=number,
        shown_to=[owner, NEUTRAL],
    ) as act:
        supersede_entries(act, submission=entry.submission)
        list_entries(act, party=owner, submission=number, lines=[line], kind="held")
    address = f"/pairs/{pair.number}/"
    assert "unit" not in USUAL
    for client, sees_unit in (
        (secretary(paired), True),
        (liaison(paired, owner), True),
        (liaison(paired, other), False),
    ):
        page = client.get(address).content.decode()
        assert "corrected since the comparison</span> date of birth: 09.09.1999" in page
        assert ("hidden unit" in page) is sees_unit
        assert page.count("corrected since the comparison") == (2 if sees_unit else 1)
    assert "corrected since" not in secretary(paired).get(f"/pairs/{paired.pairs[1]}/").content.decode()
