"""Words shown to people are there in all four languages, with the same fields."""

import importlib.util
import string
from pathlib import Path

import pytest

from homeward.words import Language, say

_TOOL = Path(__file__).parent.parent / "tools" / "words" / "catalogues.py"
_spec = importlib.util.spec_from_file_location("catalogues", _TOOL)
assert _spec is not None
assert _spec.loader is not None
catalogues = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(catalogues)


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("language", ["uk", "ru", "tr"])
def test_every_sentence_marked_in_the_code_is_translated(language: str) -> None:
    known = catalogues.known(language)
    marked = catalogues.marked()
    assert marked
    assert sorted(map(str, set(marked) - set(known))) == []
    assert sorted(map(str, set(known) - set(marked))) == []


@pytest.mark.parametrize("language", ["uk", "ru", "tr"])
def test_a_translation_has_the_fields_of_its_sentence(language: str) -> None:
    for text, told in catalogues.known(language).items():
        forms = (told,) if isinstance(told, str) else told
        wanted = fields(text if isinstance(text, str) else text[1])
        assert [form for form in forms if fields(form) != wanted] == []


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert say("surname", Language.EN) == "surname"
    assert say("surname", "uk") == "прізвище"
    assert say("surname", "ru") == "фамилия"
    assert say("surname", "tr") == "soyadı"


def test_a_sentence_unknown_to_the_catalogue_is_shown_in_english() -> None:
    assert say("{count} of nothing known", "uk", count=3) == "3 of nothing known"


def test_a_language_that_is_none_of_the_four_is_refused() -> None:
    with pytest.raises(ValueError, match="de"):
        say("surname", "de")
