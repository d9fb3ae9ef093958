"""A program does for each side what its people do at the desk: from two lists to one person, and apart again."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pytest
from desk import Desk, browser

from homeward.access.actions import NewMember, admit_member
from homeward.access.api_keys import make_key
from homeward.access.terms import Role
from homeward.access.viewer import Viewer
from homeward.jobs.worker import run_waiting
from homeward.ledger.receipts import parse_receipt
from homeward.ledger.terms import NEUTRAL, Purpose
from homeward.reconciliation.shared_columns import USUAL
from homeward.words import Language

GROUNDS = ["entries"]


class Program:
    """Asks the API with the key of one member."""

    def __init__(self, viewer: Viewer) -> None:
        _key, secret = make_key(by=viewer, name="round", days=1)
        self.party = viewer.party
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._browser = browser()

    def get(self, path: str) -> Any:
        answer = self._browser.get(f"/api/{path}", headers=self._headers)
        assert answer.status_code == 200, (path, answer.content)
        return answer.json()

    def post(self, path: str, said: Mapping[str, Any] | None = None, status: int = 200) -> Any:
        answer = self._browser.post(f"/api/{path}", said or {}, content_type="application/json", headers=self._headers)
        assert answer.status_code == status, (path, answer.content)
        return answer.json()

    def hands_in(self, rows: str) -> str:
        """Upload a list, have it read, hand it in; gives its number."""
        file = io.BytesIO(rows.encode())
        file.name = "list.csv"
        said = {"kind": "held", "declared_rows": rows.count("\n") - 1, "file": file}
        draft = self._browser.post("/api/uploads", said, headers=self._headers).json()
        run_waiting()
        assert self.get(f"uploads/{draft['number']}")["state"] == "ready"
        self.post(f"uploads/{draft['number']}/hand-in", {"why_other": ""})
        run_waiting()
        return str(self.get(f"uploads/{draft['number']}")["submission"])


def second(desk: Desk, role: Role, party: str) -> Viewer:
    """Another member of the same office."""
    joining = NewMember(f"second-{role}-{party}".lower(), "Second", party, [role])
    by = desk.viewer(Role.SECRETARY, NEUTRAL).actor
    member = admit_member(by=by, joining=joining, proposed_by="US-OPERATOR-1", seconded_by="US-OPERATOR-2")
    return Viewer(member.number, member.name, role, party, ("UA", "RU"), Language.EN, Purpose.EXCHANGE)


@pytest.mark.parametrize(("one", "other"), [("UA", "RU"), ("RU", "UA")])
def test_from_two_lists_to_one_person_and_apart_again(desk: Desk, one: str, other: str) -> None:
    liaisons = {side: Program(desk.viewer(Role.LIAISON, side)) for side in (one, other)}
    seconds = {side: Program(second(desk, Role.LIAISON, side)) for side in (one, other)}
    secretary = Program(desk.viewer(Role.SECRETARY, NEUTRAL))
    another = Program(second(desk, Role.SECRETARY, NEUTRAL))

    heading = "surname,given_name,patronymic,birth_date\n"
    lists = {
        side: program.hands_in(f"{heading}Зразків,Вадим,Сергійович,02.06.1999\n") for side, program in liaisons.items()
    }
    rule = liaisons[one].post("sharing", {"columns": list(USUAL)})["number"]
    for liaison in liaisons.values():
        liaison.post(f"sharing/{rule}/consent")

    job = secretary.post("comparisons", {"lists": sorted(lists.values())})["number"]
    run_waiting()
    assert secretary.get(f"jobs/{job}")["state"] == "done"
    (line,) = secretary.get("pairs")["rows"]
    pair = line["pair"]
    assert liaisons[one].get("pairs")["rows"] == []
    assert liaisons[one].get("persons")["rows"] == []

    found = {"pairs": [pair], "said": "same", "grounds": GROUNDS}
    secretary.post("findings", found)
    secretary.post("findings/seconds", {"pairs": [pair]}, status=422)  # never the same person
    another.post("findings/seconds", {"pairs": [pair]})
    assert secretary.post("findings/put") == {"pairs": 0}  # it was put when the second person joined
    assert liaisons[one].post("findings/put") == {"pairs": 0}

    for side in (one, other):
        (seen,) = liaisons[side].get("pairs")["rows"]
        ends = liaisons[side].get(f"pairs/{seen['pair']}")["ends"]
        assert sorted(end["is_own"] for end in ends) == [False, True]
        liaisons[side].post("findings", found)
        seconds[side].post("findings/seconds", {"pairs": [pair]})
    (line,) = secretary.get("pairs?state=agreed_same")["rows"]
    assert line["pair"] == pair

    (person,) = liaisons[one].get("persons")["rows"]
    whole = liaisons[one].get(f"persons/{person['number']}")
    assert len(whole["entries"]) == 2
    (judgement,) = whole["judgements"]
    number = judgement["number"]
    liaisons[other].post(f"judgements/{number}/take-apart", {"reason": "not ours"}, status=404)
    liaisons[one].post(f"judgements/{number}/take-apart", {"reason": ""}, status=422)
    liaisons[one].post(f"judgements/{number}/take-apart", {"reason": "two brothers"})
    assert liaisons[other].get(f"persons/{person['number']}")["ended_at"]

    desk.commission.checkpoint()
    (entry,) = liaisons[one].get("record/entries?action=register.take_apart")["rows"]
    assert parse_receipt(liaisons[one].get(f"record/entries/{entry['sequence']}/receipt")["receipt"])


def test_a_question_asked_and_answered(desk: Desk) -> None:
    asks, answers = (Program(desk.viewer(Role.LIAISON, side)) for side in ("UA", "RU"))
    sought = asks.hands_in("surname,given_name,birth_date\nЗразків,Вадим,02.06.1999\n")
    (row,) = asks.get(f"lists/{sought}/rows")["rows"]
    rule = asks.post("sharing", {"columns": list(USUAL)})["number"]
    for side in (asks, answers):
        side.post(f"sharing/{rule}/consent")
    about = {"kind": "held", "entry": row["alias"]}
    assert asks.post("queries/preview", about)["disclosed"]["surname"] == "Зразків"
    assert answers.get("queries")["rows"] == []
    query = asks.post("queries", about)["number"]
    (seen,) = answers.get("queries")["rows"]
    assert (seen["number"], seen["disclosed"]["surname"]) == (query, "Зразків")
    said = {"answers": [{"query": query, "answer": "not_held", "as_of": "2025-06-02"}]}
    assert answers.post("queries/answers", said) == {"recorded": 1}
    assert asks.get(f"queries/{query}")["answers"][0]["answer"] == "not_held"
