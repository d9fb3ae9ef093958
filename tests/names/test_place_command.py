"""``homeward names place``: what it prints, in whose language, and how it ends."""

import pytest
from typer.testing import CliRunner

from homeward.cli.names import app
from homeward.errors import InputRefused


def place(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["place", *words])
    return done.exit_code, done.stdout


def test_both_forms_the_code_and_the_reasons_are_printed() -> None:
    code, shown = place("смт Новгородське, Бахмутський р-н")
    assert code == 0
    for told in (
        "Нью-Йорк",
        "UA14020110050044480",
        "Donetsk Oblast",
        "Новгородське",
        "in the district that is written",
    ):
        assert told in shown


def test_regions_are_named_in_the_language_asked_for() -> None:
    assert "Донецкая область" in place("м. Бахмут", "--language", "ru")[1]
    assert "Донецька область" in place("м. Бахмут", "--language", "uk")[1]


def test_so_many_are_shown_and_the_rest_counted() -> None:
    code, shown = place("Іванівка", "--most", "2")
    assert (code, shown.count("UA")) == (0, 2)
    assert shown.splitlines()[-1].startswith("and 1")


def test_nothing_known_ends_with_one() -> None:
    code, shown = place("Жщкцв")
    assert (code, shown.count("\n")) == (1, 1)


def test_nothing_written_is_refused() -> None:
    with pytest.raises(InputRefused):
        CliRunner().invoke(app, ["place", " "], catch_exceptions=False)
