"""No page of the desk says anything in English to somebody who reads Ukrainian, Russian or Turkish."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from addresses import addresses
from databases import point_at, with_tables
from desk import NAMES, Desk
from django.contrib.auth.hashers import make_password
from django.db import connections
from things import CANARIES, COLUMNS, World
from visible import english_on, pieces
from walk import Walker, urls

from homeward.access.models import Member
from homeward.access.terms import Role
from homeward.ledger.terms import NEUTRAL
from homeward.words import Language

WHO = ((Role.LIAISON, "UA"), (Role.SECRETARY, NEUTRAL), (Role.KEY_CUSTODIAN, NEUTRAL), (Role.MEDICAL_MEMBER, NEUTRAL))
OTHERS = (Language.UK, Language.RU, Language.TR)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("words")
    with_tables(f"sqlite:///{folder / 'homeward.sqlite3'}")
    point_at(f"sqlite:///{folder / 'homeward.sqlite3'}")
    made = World(Desk(folder))
    for member in made.desk.members.values():
        member.password = make_password("a long and quiet sentence 7")
        member.save(update_fields=["password"])
    yield made
    connections.close_all()
    shutil.rmtree(folder)


def as_written(world: World) -> frozenset[str]:
    """What people of the tests wrote themselves, and what has no language."""
    members = {text for row in Member.objects.values_list("name", "sign_in_name", "number") for text in row}
    files = {f"CANARY{party}-{kind}" for party in NAMES for kind in ("list", "draft")}
    words = {word for party in CANARIES for word in CANARIES[party]}
    return frozenset(members | files | words | {thing.number for thing in world.things} | {*COLUMNS, "Please answer"})


@pytest.mark.parametrize("language", OTHERS)
def test_every_page_speaks_the_readers_language(world: World, language: Language) -> None:
    written = as_written(world)
    found: dict[str, str] = {}
    pages = 0
    for role, party in WHO:
        walker = Walker(world.desk.viewer(role, party, language), world.desk.client(role, party, language))
        for address in (one for one in addresses() if one.method == "GET" and not one.is_operation):
            for url, _thing in urls(address, world.things):
                answer = walker.asks(address, url)
                if not answer.get("Content-Type", "").startswith("text/html"):
                    continue
                pages += bool(answer.content)
                for text in english_on(answer.content.decode(), language, written):
                    found.setdefault(text, url)
    assert pages > 100
    assert found == {}


def test_english_is_found_where_it_stands() -> None:
    """The reader of pages does read: text, labels, and what a screen reader says."""
    page = '<html lang="uk"><p>Списки</p><p>This page is in English</p><button aria-label="Sign out"></button>'
    assert [text for text, _language in pieces(page)] == ["Списки", "This page is in English", "Sign out"]
    assert list(english_on(page, Language.UK, frozenset())) == ["This page is in English", "Sign out"]
    quoted = '<html lang="uk"><main><p lang="en">This page is in English</p><p>Aleshki → Олешки</p></main>'
    assert list(english_on(quoted, Language.UK, frozenset())) == []
