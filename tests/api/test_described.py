"""The API does what its description says: whatever the description allows is asked, by members of every kind."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import schemathesis
from desk import Desk
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from homeward.access.api_keys import make_key
from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL
from homeward.web.api import api

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "api.md"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 6


@pytest.mark.parametrize(
    ("role", "party"),
    [(Role.LIAISON, "UA"), (Role.SECRETARY, NEUTRAL), (Role.AUDITOR, "RU"), (Role.MEDICAL_MEMBER, NEUTRAL)],
)
def test_every_answer_is_as_described(quick_desk: Desk, role: Role, party: str) -> None:
    _key, secret = make_key(by=quick_desk.viewer(role, party), name="everything", days=1)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    asked = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        asked += 1

        @given(case=found.ok().as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def as_described(case: schemathesis.Case) -> None:
            case.call_and_validate(headers={"Authorization": f"Bearer {secret}"}, checks=CHECKS)

        as_described()
    assert asked == sum(len(operations) for operations in api.get_openapi_schema()["paths"].values())


def test_the_reference_names_exactly_the_operations_there_are() -> None:
    told = set(re.findall(r"^\| `([A-Z]+ /api/\S+)`", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))
    described = api.get_openapi_schema()["paths"]
    assert told == {f"{method.upper()} {path}" for path, operations in described.items() for method in operations}


def test_the_description_is_the_same_for_everybody_and_whole(quick_desk: Desk) -> None:
    from desk import browser

    nobody = browser().get("/api/openapi.json")
    assert nobody.status_code == 200
    assert nobody.content == quick_desk.client(Role.LIAISON, "UA").get("/api/openapi.json").content
    description = json.loads(nobody.content)
    for operations in description["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            assert {"401", "403", "404", "422"} <= set(operation["responses"])
