"""Whoever has not signed in is led to the sign-in page."""

from desk import Desk, browser

from homeward.access.terms import Role


def test_home_is_shown_to_a_member_and_to_nobody_else(quick_desk: Desk) -> None:
    assert quick_desk.client(Role.LIAISON, "UA").get("/").status_code == 200
    answer = browser().get("/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=/"
