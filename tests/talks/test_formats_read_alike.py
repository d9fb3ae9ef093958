"""A text is the same text as DOCX with automatic numbers, as PDF, as Markdown and as plain text."""

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from memoranda import RU, RU_TEXT, UK, UK_TEXT, as_markdown, as_typst

from homeward.papers import paper_pdf
from homeward.talks.reading import read_memorandum
from homeward.talks.text_terms import Memorandum

TEXTS = pytest.mark.parametrize(("typed", "word"), [(UK_TEXT, UK), (RU_TEXT, RU)], ids=["uk", "ru"])


def told(text: Memorandum) -> list[tuple[str, str, str, tuple[str, ...], str]]:
    return [(one.id, one.text, one.obliged.value, one.heading, one.package) for one in text.clauses]


@TEXTS
def test_word_with_automatic_numbers(typed: Path, word: Path) -> None:
    assert told(read_memorandum(word)) == told(read_memorandum(typed))


@TEXTS
def test_markdown(typed: Path, word: Path, tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(as_markdown(typed.read_text(encoding="utf-8")), encoding="utf-8")
    assert told(read_memorandum(path)) == told(read_memorandum(typed))


@TEXTS
def test_pdf_of_several_pages_with_head_foot_and_hyphenation(typed: Path, word: Path, tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(paper_pdf(as_typst(typed.read_text(encoding="utf-8")), "m", {}, dt.date(2025, 6, 2)))
    assert told(read_memorandum(path)) == told(read_memorandum(typed))


def test_windows_1251_and_a_byte_order_mark(tmp_path: Path) -> None:
    text = RU_TEXT.read_text(encoding="utf-8")
    for coding in ("cp1251", "utf-8-sig", "utf-16"):
        path = tmp_path / f"{coding}.txt"
        path.write_bytes(text.encode(coding))
        assert told(read_memorandum(path)) == told(read_memorandum(RU_TEXT))
