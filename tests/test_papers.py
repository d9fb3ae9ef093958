"""Papers: the same words give the same bytes, no character is lost, a QR code holds what it is told."""

import datetime as dt

import pypdfium2
import pytest

from homeward.papers import paper_pdf, qr_svg

DAY = dt.date(2026, 6, 2)
TEMPLATE = b"""
#let paper = json(bytes(sys.inputs.at("paper")))
#set document(title: paper.title)
#set text(font: "Libertinus Serif", lang: "uk")
= #paper.title
#paper.words
"""


def text_of(pdf):
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def a_paper(words, day=DAY):
    return paper_pdf(TEMPLATE, "paper", {"title": "A paper", "words": words}, day)


def test_the_same_words_on_the_same_day_give_the_same_bytes():
    assert a_paper("Ґанок") == a_paper("Ґанок")
    assert a_paper("Ґанок") != a_paper("Ґанок", dt.date(2026, 6, 3))


@pytest.mark.parametrize("words", ["Ґґ Єє Іі Її ʼ", "Ёё Ъъ Ыы", "Ğğ İı Şş Öö Çç Üü", "„“ – … №"])
def test_the_letters_of_the_four_languages_stand_as_they_are(words):
    assert words in text_of(a_paper(words))


@pytest.mark.parametrize(("lost", "told"), [("中", "⟨U+4E2D⟩"), ("𓀀", "⟨U+13000⟩"), ("\ue000", "⟨U+E000⟩")])
def test_a_character_that_no_font_has_is_told_by_its_number(lost, told):
    assert told in text_of(a_paper(f"before {lost} after"))


def test_what_looks_like_markup_is_text():
    assert '#panic("x") *b* \\' in text_of(a_paper('#panic("x") *b* \\'))


def test_a_qr_code_is_one_picture_and_another_text_gives_another():
    assert qr_svg("HW1:A").startswith("<svg")
    assert qr_svg("HW1:A") == qr_svg("HW1:A")
    assert qr_svg("HW1:A") != qr_svg("HW1:B")
