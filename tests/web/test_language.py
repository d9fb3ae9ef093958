"""The language: asked for before signing in, a setting of the member's after."""

import pytest
from desk import Desk, browser

from homeward.access.models import Member
from homeward.access.terms import Role
from homeward.words import Language


@pytest.mark.parametrize("language", Language)
def test_before_signing_in_the_browser_keeps_it(quick_desk: Desk, language: Language) -> None:
    someone = browser()
    answer = someone.post("/language/", {"language": language.value, "next": "/sign-in/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
    assert f'<html lang="{language.value}"' in someone.get("/language/").content.decode()


def test_for_a_member_it_is_a_setting(quick_desk: Desk) -> None:
    client = quick_desk.client(Role.LIAISON, "UA", Language.EN)
    client.post("/language/", {"language": "tr", "next": "/help/"})
    assert Member.objects.get(pk=quick_desk.member(Role.LIAISON, "UA").pk).language == "tr"
    assert '<html lang="tr"' in client.get("/help/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\x", ""])
def test_it_leads_nowhere_else(quick_desk: Desk, elsewhere: str) -> None:
    answer = browser().post("/language/", {"language": "uk", "next": elsewhere})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("wanted", ["xx", "", "uk;"])
def test_what_is_no_language_is_asked_for_again(quick_desk: Desk, wanted: str) -> None:
    answer = browser().post("/language/", {"language": wanted})
    assert answer.status_code == 200
    assert "Türkçe" in answer.content.decode()
