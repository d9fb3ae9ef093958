"""What cannot be done is said in a sentence: what, why, what to do; never whose record it was."""

import logging
from collections.abc import Callable

import pytest
from desk import Desk, browser
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client

from homeward.access.terms import Role
from homeward.errors import Fault, InputRefused, OwnFailure
from homeward.ledger.actions import AlreadyRecorded, NotWritten
from homeward.ledger.terms import NEUTRAL
from homeward.web import errors, home


@pytest.fixture
def client(quick_desk: Desk) -> Client:
    found = quick_desk.client(Role.LIAISON, "UA")
    found.raise_request_exception = False
    return found


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """The home page fails in a way of the test's choosing."""

    def fail_with(exception: Exception) -> None:
        def broken(viewer: object) -> list[object]:
            raise exception

        monkeypatch.setattr(home, "waiting_everywhere", broken)

    return fail_with


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_what_is_not_there_and_what_is_not_yours_are_answered_alike(client: Client, quick_desk: Desk) -> None:
    theirs = quick_desk.member(Role.FAMILY_LIAISON, "RU").number
    answers = [client.get(path) for path in ("/nothing/", "/members/US-00000000-0/", f"/members/{theirs}/")]
    assert {answer.status_code for answer in answers} == {404}
    told = {page(answer).split("<main", 1)[1].split("</main>", 1)[0] for answer in answers}
    assert len(told) == 1
    assert "There is nothing here for you" in told.pop()


def test_a_shut_door_names_the_offices_that_may(client: Client) -> None:
    answer = client.get("/health/")
    assert answer.status_code == 403
    assert "keeper of the keys" in page(answer)
    assert "secretary of the commission" in page(answer)
    assert "auditor" not in page(answer).split("<main", 1)[1]


def test_a_refusal_lists_everything_wrong(client: Client, failing: Callable[[Exception], None]) -> None:
    failing(
        InputRefused(
            [
                Fault("list.xlsx", "Sheet 1", 3, "born", "is “31.02.1999”.", "Write a day that exists."),
                Fault("", "", 0, "", "<script>", "Write words."),
            ]
        )
    )
    answer = client.get("/")
    assert answer.status_code == 422
    said = "list.xlsx, sheet Sheet 1, row 3, column born: is “31.02.1999”. Write a day that exists."
    assert said in page(answer)
    assert "<li>&lt;script&gt; Write words.</li>" in page(answer)


def test_for_htmx_it_is_a_part_of_a_page(client: Client, failing: Callable[[Exception], None]) -> None:
    failing(InputRefused([Fault("a", "", 0, "", "b", "c")]))
    answer = client.get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "<html" not in page(answer)
    assert "<h1>" in page(answer)


@pytest.mark.parametrize(
    ("exception", "status", "said"),
    [
        (AlreadyRecorded(3, "SB-1"), 409, "This was done before"),
        (NotWritten("database or disk is full"), 503, "The record cannot be written now"),
        (RequestDataTooBig("3"), 413, "This is too large"),
    ],
)
def test_what_rooms_raise_on_purpose_has_a_page(
    client: Client, failing: Callable[[Exception], None], exception: Exception, status: int, said: str
) -> None:
    failing(exception)
    answer = client.get("/")
    assert answer.status_code == status
    assert said in page(answer)
    assert "disk is full" not in page(answer)


@pytest.mark.parametrize("exception", [RuntimeError("Сичов"), OwnFailure("Сичов")])
def test_a_fault_of_ours_has_a_number_and_tells_nothing(
    client: Client, failing: Callable[[Exception], None], caplog: pytest.LogCaptureFixture, exception: Exception
) -> None:
    failing(exception)
    with caplog.at_level(logging.ERROR, "homeward.web"):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "Сичов" not in page(answer)
    assert "Traceback" not in page(answer)
    number = next(record.args[0] for record in caplog.records if record.name == "homeward.web" and record.args)
    assert str(number) in page(answer)


def test_a_form_from_elsewhere_is_refused_with_a_sentence(quick_desk: Desk) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    answer = strict.post("/language/", {"language": "uk"})
    assert answer.status_code == 403
    assert "This form is too old" in page(answer)


def test_a_request_nobody_can_read_is_refused_with_a_sentence(quick_desk: Desk) -> None:
    request = HttpRequest()
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    answer = errors.bad_request(request, ValueError())
    assert answer.status_code == 400
    assert "This request cannot be read" in page(answer)


def test_every_refusal_is_worded_for_the_viewer_without_a_frame(quick_desk: Desk) -> None:
    stranger = browser()
    answer = stranger.get("/static/nothing.css")
    assert answer.status_code == 404
    assert NEUTRAL not in page(answer)
