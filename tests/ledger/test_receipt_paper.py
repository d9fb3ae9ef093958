"""The receipt on paper, read back from the PDF."""

import hashlib
import re

import pypdfium2
import pytest
from records import ALL, ORIGIN, ARecord, a_round, made

from homeward.ledger import receipt_paper
from homeward.ledger.merkle import leaf_hash
from homeward.ledger.receipt_paper import receipt_pdf
from homeward.ledger.terms import NEUTRAL

LANGUAGES = ["uk", "ru", "en", "tr"]


@pytest.fixture(scope="module")
def the_round():
    return a_round()


def pages(pdf):
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_is_one_page_of_a4(the_round, language):
    document = pypdfium2.PdfDocument(receipt_pdf(the_round.receipt(1, 3), language))
    assert len(document) == 1
    assert [round(side, 1) for side in document[0].get_size()] == [595.3, 841.9]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_shows_number_fingerprint_root_and_who_signed(the_round, language):
    (text,) = pages(receipt_pdf(the_round.receipt(1, 3), language))
    together = text.replace(" ", "")
    assert leaf_hash(the_round.entries[1]).hex() in together
    assert the_round.tree.root().hex() in together
    for name in (ORIGIN, "witness.example/ua", "witness.example/ru", "witness.example/neutral"):
        assert name.replace(" ", "") in together
    assert "python verify_record.py receipt-1.tlog-proof" in text
    assert "homeward ledger check receipt-1.tlog-proof" in text


def test_it_says_in_words_what_was_recorded(the_round):
    (text,) = pages(receipt_pdf(the_round.receipt(1, 3), "en"))
    for said in (
        "A list was handed in",
        "Entry 1",
        "02.06.2026, 09:01:00 UTC (02.06.2026, 12:01:00 in Istanbul, UTC+03:00)",
        "side UA, liaison officer",
        "exchange of prisoners",
        "S-1",
        "5; number 4 is opened in the file",
        "2 of 2 opened in the file",
        "neutral intermediary, side UA",
        "Root of the record at 6 entries",
        "28.05.2026, 20:27:40 UTC",
    ):
        assert said in text


def test_it_carries_nothing_of_the_content(the_round):
    (text,) = pages(receipt_pdf(the_round.receipt(1, 3), "uk"))
    assert "Ткач" not in text
    assert "P-3" not in text
    assert "user-UA" not in text


def test_the_qr_code_holds_record_number_and_fingerprint_alone(the_round, monkeypatch):
    held = []
    real = receipt_paper.qr_svg
    monkeypatch.setattr(receipt_paper, "qr_svg", lambda text: held.append(text) or real(text))
    receipt_pdf(the_round.receipt(3), "en")
    fingerprint = hashlib.sha256(bytes(1) + the_round.entries[3]).hexdigest()
    assert held == [f"HW1:{ORIGIN}:3:{fingerprint}"]


def test_the_same_receipt_gives_the_same_bytes(the_round):
    text = the_round.receipt(1)
    assert receipt_pdf(text, "tr") == receipt_pdf(text, "tr")


def test_the_mirror_two_sides_receipts_differ_in_their_code_alone():
    def told(side):
        record = ARecord()
        record.add("intake.hand_in", side, [NEUTRAL, side], {"declaration": {"rows": 1}}, [made("a.b", "1", x=1)])
        record.checkpoint()
        return re.sub(r"\b([0-9a-f]{4} ?){16}", "", pages(receipt_pdf(record.receipt(1), "en"))[0])

    assert told("UA").replace("side UA", "side X") == told("RU").replace("side RU", "side X")


def test_long_names_and_many_witnesses_stay_on_the_paper():
    record = ARecord()
    record.add(
        "exchange.an_action_that_nobody_has_named_yet_and_that_is_long",
        NEUTRAL,
        [*ALL, *(f"Сторона-{n}" for n in range(9))],
    )
    record.checkpoint()
    shown = pages(receipt_pdf(record.receipt(1), "uk"))
    assert len(shown) <= 2
    assert "exchange.an_action_that_nobody_has_named_yet" in shown[0]
    assert "Сторона-8" in shown[0]


def test_what_is_no_receipt_is_refused(the_round):
    for text in ("", "c2sp.org/tlog-proof@v1\n", the_round.receipt(1)[:300]):
        with pytest.raises(ValueError, match=r".+"):
            receipt_pdf(text, "en")
