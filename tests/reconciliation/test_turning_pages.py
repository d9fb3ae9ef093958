"""What would settle a pair, where people meet it: kept by a comparison, shown to the neutral, told to no side."""

import json

import numpy as np
import pytest
from desk import Desk
from paired import Paired, another, listed
from people import ROUND

from homeward.access.terms import Role
from homeward.intake.reading import read_lists
from homeward.jobs.actions import enqueue
from homeward.jobs.worker import run_waiting
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.actions import find_pairs, second_findings
from homeward.reconciliation.comparing import reconcile
from homeward.reconciliation.models import Pair
from homeward.reconciliation.report import report
from homeward.reconciliation.states import Ground, Said
from homeward.reconciliation.terms import Decision
from homeward.words import Language

LEFT = {"surname": "Бондаренко", "given_name": "Юля", "unit": "12 омбр", "last_seen_place": "Маріуполь"}
RIGHT = {
    "surname": "Бондаренко",
    "given_name": "Юлия",
    "patronymic": "Петровна",
    "unit": "56 омбр",
    "last_seen_place": "Мелитополь",
}


def test_a_comparison_keeps_it_and_the_neutral_is_shown_it(quick_desk: Desk) -> None:
    lists = [listed(quick_desk, "UA", [LEFT]), listed(quick_desk, "RU", [RIGHT])]
    secretary = quick_desk.viewer(Role.SECRETARY, NEUTRAL)
    enqueue("reconciliation.compare", {"lists": lists}, party=NEUTRAL, person=secretary.person, key="form")
    run_waiting()
    pair = Pair.objects.get()
    assert pair.decision == Decision.REVIEW
    assert "patronymic" in {point["feature"] for point in pair.turning}
    client = quick_desk.client(Role.SECRETARY, NEUTRAL)
    page = client.get(f"/pairs/{pair.number}/").content.decode()
    section = page.partition('class="turning"')[2].partition("</section>")[0]
    assert "patronymic" in section
    assert "empty: Ukrainian side, row 2" in section
    told = json.loads(client.get(f"/api/pairs/{pair.number}").content)
    assert told["turning"] == pair.turning


def test_no_side_is_told(quick_desk: Desk) -> None:
    paired = Paired(quick_desk)
    paired.agree_on_sharing()
    number = paired.pairs[0]
    point = {"feature": "unit", "now": "", "lacking": [], "rival": [], "proposed_if": ["same"], "apart_if": []}
    Pair.objects.filter(pk=number).update(turning=[point | {"settles": 0.5}])
    find_pairs(by=paired.secretary, pairs=[number], said=Said.SAME, grounds=[Ground.ENTRIES])
    second_findings(by=another(paired.secretary), pairs=[number])
    assert 'class="turning"' in quick_desk.client(Role.SECRETARY, NEUTRAL).get(f"/pairs/{number}/").content.decode()
    for side in ("UA", "RU"):
        client = quick_desk.client(Role.LIAISON, side)
        assert 'class="turning"' not in client.get(f"/pairs/{number}/").content.decode()
        assert json.loads(client.get(f"/api/pairs/{number}").content)["turning"] == []


@pytest.mark.parametrize("language", list(Language))
def test_the_report_says_it_of_every_pair_to_be_looked_at(language: Language) -> None:
    result = reconcile(read_lists([ROUND / f"list_{name}.csv" for name in ("UA", "RU")]))
    page = report(result, language)
    assert page.count('class="turning small"') == int(np.sum(result.review)) > 0
