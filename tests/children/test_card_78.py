"""The card of AP I 78(3): the nineteen particulars, and none where it may harm the child."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdfium2
import pytest
from cases_of_children import DAY, READY

from homeward.children.card_78 import LETTERS, PARTICULARS, card, card_pdf, particular_text
from homeward.children.terms import Particular
from homeward.words import Language

#: AP I 78(3), first words of each particular, as the article has them.
ARTICLE = {
    "a": "surname(s)", "b": "first name", "c": "sex", "d": "place and date of birth", "e": "father's full name",
    "f": "mother's full name and her maiden name", "g": "next", "h": "nationality", "i": "native language",
    "j": "address",
    "k": "identification number", "l": "state of health", "m": "blood group", "n": "distinguishing features",
    "o": "found", "p": "left the country", "q": "religion", "r": "present address", "s": "interment",
}  # fmt: skip


def test_the_card_names_exactly_the_nineteen_particulars() -> None:
    assert "".join(LETTERS) == "abcdefghijklmnopqrs"
    assert all(words in PARTICULARS[letter] for letter, words in ARTICLE.items())
    lines = card(READY, DAY, Language.EN)["lines"]
    assert [line["letter"] for line in lines] == [f"({letter})" for letter in LETTERS]


@pytest.mark.parametrize("letter", [letter for letter in LETTERS if letter != "s"])
def test_a_particular_is_printed_only_where_somebody_found_it_harmless(letter: str) -> None:
    def shown(particular: Particular) -> tuple[str, bool]:
        return particular_text(letter, replace(READY, card={letter: particular}), Language.EN)

    assert shown(Particular("secret", harmless=True)) == ("secret", True)
    assert shown(Particular("secret", harmless=False)) == ("withheld: may harm the child", False)
    assert shown(Particular("secret")) == ("withheld: not yet examined for harm to the child", False)
    assert shown(Particular("", harmless=False)) == ("withheld: may harm the child", False), "as if it were known"
    assert shown(Particular()) == ("not known", False)


def test_no_line_of_the_card_looks_empty() -> None:
    for language in Language:
        assert all(line["text"].strip() for line in card(READY, DAY, language)["lines"])


def test_death_is_told_of_a_dead_child_only() -> None:
    told = {"s": Particular("02.02.2024", harmless=True)}
    assert particular_text("s", replace(READY, card=told), Language.EN) == ("does not apply", False)
    assert particular_text("s", replace(READY, card=told, dead=True), Language.EN) == ("02.02.2024", True)


def test_what_is_withheld_stands_nowhere_in_the_pdf() -> None:
    told = {
        "a": Particular("Сичова", harmless=True),
        "r": Particular("Zirkelgasse 9", harmless=False),
        "j": Particular("Nordufer 4"),
    }
    pdf = card_pdf(replace(READY, card=told), DAY, Language.UK)
    assert pdf == card_pdf(replace(READY, card=told), DAY, Language.UK)
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    assert "Сичова" in text
    assert "Zirkelgasse" not in text
    assert "Nordufer" not in text
