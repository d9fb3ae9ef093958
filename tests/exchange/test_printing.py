"""Transfer lists on paper, read back from the PDF as a reader or a screen reader would."""

import datetime as dt
import re

import pypdfium2
import pytest

from homeward.exchange.manifests import Manifest, ManifestLine, ManifestStage
from homeward.exchange.printing import transfer_list_pdf
from homeward.words import Language

HASH = "0123456789abcdef" * 4
A4_IN_POINTS = (595.28, 841.89)


def line(number, name="Ткач Іван", **known):
    usual = {
        "person_id": f"PE-{number:04d}",
        "other_form": "",
        "latin": "Tkach Ivan",
        "born": "17.05.1999",
        "family": "",
    }
    needs = {"stretcher": False, "escort": False}
    return ManifestLine(number=number, name=name, **{**usual, **needs, **known})


def a_manifest(*sizes, side="UA", other_side="RU", names=(), rehearsal=False, plan_sha256=HASH):
    """A manifest with so many persons in each stage, the first of them under these names."""
    stages, number = [], 0
    for stage, size in enumerate(sizes, start=1):
        lines = []
        for _ in range(size):
            number += 1
            lines.append(line(number, names[number - 1]) if number <= len(names) else line(number))
        stages.append(ManifestStage(stage, tuple(lines), {"ill": 0, "young": size}))
    return Manifest(
        side=side,
        other_side=other_side,
        agreement_id="A-1",
        agreement_title="Understandings of 2 June",
        signed=dt.date(2025, 6, 2),
        round_date=dt.date(2025, 6, 14),
        terms={"ill": "Seriously ill", "young": "Under 25"},
        stages=tuple(stages),
        plan_sha256=plan_sha256,
        is_rehearsal=rehearsal,
    )


def pages(pdf):
    """The text of each page, white space made single."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_twenty_five_persons_stand_on_a_page_and_each_stage_begins_its_own():
    shown = pages(transfer_list_pdf(a_manifest(26, 25), "en"))
    ids = [re.findall(r"PE-\d{4}", text) for text in shown]
    on_pages = [len(found) for found in ids if found]
    assert on_pages == [25, 1, 25]
    assert [number for found in ids for number in found] == [f"PE-{number:04d}" for number in range(1, 52)]


def test_every_page_says_which_it_is_of_how_many_and_carries_the_digest_of_the_plan():
    shown = pages(transfer_list_pdf(a_manifest(60), "en"))
    for number, text in enumerate(shown, start=1):
        assert f"Page {number} of {len(shown)}" in text
        assert HASH in text


def test_every_page_of_persons_repeats_the_head_of_the_table_and_names_the_list():
    shown = pages(transfer_list_pdf(a_manifest(60), "en"))
    with_persons = [text for text in shown if "PE-" in text]
    assert len(with_persons) == 3
    for text in with_persons:
        for heading in ("Person number", "Name", "Born", "For the journey", "Family", "Remarks"):
            assert heading in text
        for heading in ("Identity check", "Boarding", "Hand-over"):
            assert heading.split()[0] in text
        assert "Persons who go home to side UA" in text


def test_the_cover_names_agreement_days_sides_and_totals():
    cover = pages(transfer_list_pdf(a_manifest(3, 4), "en"))[0]
    for text in ("Transfer list", "Understandings of 2 June (A-1)", "02.06.2025", "14.06.2025", "Seriously ill"):
        assert text in cover
    assert "Handed over by side RU Received by side UA" in cover
    assert "Stage 1 0 3 3 0 0 Stage 2 0 4 4 0 0 Total 0 7 7 0 0" in cover


def test_each_stage_closes_with_its_count_and_three_signatures():
    shown = " ".join(pages(transfer_list_pdf(a_manifest(3, 4), "en")))
    for stage, persons in ((1, 3), (2, 4)):
        assert f"Stage {stage}: {persons} persons, of these 0 on stretchers, 0 with an escort." in shown
    assert shown.count("Name and office") == 2 * 3
    for signature in ("Handed over by side RU", "Received by side UA", "In the presence of the neutral intermediary"):
        assert shown.count(signature) >= 2


def test_who_hands_over_signs_first_so_that_each_side_is_first_on_one_list():
    for side, other_side in (("UA", "RU"), ("RU", "UA")):
        text = pages(transfer_list_pdf(a_manifest(1, side=side, other_side=other_side), "en"))[1]
        assert text.index(f"Handed over by side {other_side}") < text.index(f"Received by side {side}")
        assert text.index(f"Received by side {side}") < text.index("In the presence of the neutral")


def test_swapping_the_sides_changes_their_codes_on_paper_and_nothing_else():
    one = pages(transfer_list_pdf(a_manifest(3), "en"))
    mirrored = pages(transfer_list_pdf(a_manifest(3, side="RU", other_side="UA"), "en"))
    swap = {"UA": "RU", "RU": "UA"}
    assert [re.sub("UA|RU", lambda code: swap[code[0]], text) for text in mirrored] == one


def test_needs_of_the_journey_and_family_marks_are_printed():
    needy = ManifestStage(1, (line(1, stretcher=True, escort=True, family="F1"),), {"ill": 1, "young": 0})
    made = a_manifest(1)
    paper = Manifest(**{name: getattr(made, name) for name in Manifest.__slots__ if name != "stages"}, stages=(needy,))
    text = pages(transfer_list_pdf(paper, "en"))[1]
    assert "stretcher, escort F1" in text
    assert "1 on stretchers, 1 with an escort" in text


@pytest.mark.parametrize(
    "name",
    [
        "Ґудзь Їжакевич Єва Ігорівна ґєії",
        "Щёкин Ъыэ Фёдор",
        "Мар'яненко Мар’яна Марʼяна",
        "Işık Yiğit Çağrı Öztürk Şükrü İnci",
        "Žižka Łukasz Ørsted Müller Ștefan",
        "გიორგი",
        "Αλέξης",
    ],
)
def test_names_of_every_script_the_lists_hold_are_set_as_written(name):
    assert name in pages(transfer_list_pdf(a_manifest(1, names=[name]), "en"))[1]


def test_a_character_that_no_font_has_is_shown_by_its_number():
    assert "Ткач ⟨U+4E2D⟩⟨U+6587⟩" in pages(transfer_list_pdf(a_manifest(1, names=["Ткач 中文"]), "en"))[1]


def test_a_name_is_text_and_never_an_instruction_to_the_typesetter():
    name = '#panic("x") *bold* $x$ @ref \\ "quoted" <label> //'
    assert name in pages(transfer_list_pdf(a_manifest(1, names=[name]), "en"))[1]


def test_a_very_long_name_is_not_cut():
    name = " ".join(["Александрович-Заславский"] * 8)
    shown = pages(transfer_list_pdf(a_manifest(25, names=[name] * 25), "en"))
    assert sum(text.replace("- ", "-").count("Заславский") for text in shown) == 25 * 8


def test_the_digest_is_all_that_the_code_holds():
    def code(manifest):
        """The picture on the cover where the code stands, as pixels."""
        page = pypdfium2.PdfDocument(transfer_list_pdf(manifest, "en"))[0]
        return page.render(scale=3, crop=(20, 5, 595 - 70, 842 - 60)).to_numpy().tobytes()

    assert code(a_manifest(2, names=["Ткач"])) == code(a_manifest(2, side="RU", other_side="UA"))
    assert code(a_manifest(2)) != code(a_manifest(2, plan_sha256="f" * 64))


def test_a_list_without_persons_is_one_page_that_says_so():
    shown = pages(transfer_list_pdf(a_manifest(0, 0), "en"))
    assert len(shown) == 1
    assert "No person of this side is planned in this round." in shown[0]
    assert "Page 1 of 1" in shown[0]
    assert "Name and office" not in shown[0]


def test_a_rehearsal_says_that_it_is_not_for_a_hand_over():
    assert "Rehearsal" in pages(transfer_list_pdf(a_manifest(1, rehearsal=True), "en"))[0]
    assert "Rehearsal" not in pages(transfer_list_pdf(a_manifest(1), "en"))[0]


@pytest.mark.parametrize(
    ("language", "title", "page"),
    [
        (Language.UK, "Поіменний список передачі", "Сторінка 2 з"),
        (Language.RU, "Поимённый список передачи", "Страница 2 из"),
        (Language.EN, "Transfer list", "Page 2 of"),
        (Language.TR, "Nakil listesi", "Sayfa 2 /"),
    ],
)
def test_the_list_speaks_the_language_asked_for(language, title, page):
    shown = pages(transfer_list_pdf(a_manifest(1), language))
    assert title in shown[0]
    assert page in shown[1]


def test_the_paper_is_a4_tagged_and_made_for_archives():
    pdf = transfer_list_pdf(a_manifest(1), "en")
    assert all(page.get_size() == pytest.approx(A4_IN_POINTS, abs=0.1) for page in pypdfium2.PdfDocument(pdf))
    for mark in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A", b"<pdfuaid:part>1", b"/StructTreeRoot"):
        assert mark in pdf


def test_the_same_manifest_gives_the_same_bytes_dated_with_the_round():
    pdf = transfer_list_pdf(a_manifest(30, 2), "en")
    assert pdf == transfer_list_pdf(a_manifest(30, 2), "en")
    assert set(re.findall(rb"\(D:(\d{8})", pdf)) == {b"20250614"}
