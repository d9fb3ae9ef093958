"""Clauses are called by their numbers as printed, whether typed or counted by Word."""

from pathlib import Path

import pytest

from homeward.talks.docx_writing import docx, paragraph, run
from homeward.talks.printed_numbers import number_in, read_label, roman_value
from homeward.talks.reading import read_memorandum
from homeward.words import Language


def ids(path: Path) -> list[str]:
    return [clause.id for clause in read_memorandum(path).clauses]


def written(tmp_path: Path, text: str, name: str = "text.txt") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("style", "number", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 4, "iv"),
        ("lowerLetter", 2, "b"),
        ("upperLetter", 27, "AA"),
        ("russianLower", 2, "б"),
        ("russianLower", 10, "к"),
        ("russianUpper", 1, "А"),
    ],
)
def test_words_formats_are_written_as_word_prints_them(style: str, number: int, printed: str) -> None:
    assert number_in(style, number) == printed


def test_roman_numerals_typed_with_cyrillic_letters_are_roman_numerals() -> None:
    found = read_label("ІІІ. Діти")
    assert found is not None
    assert found[0].number == "III"
    assert roman_value("ХІІ") == 12


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("IV.Діти", "IV"),
        ("2.3.Порядок", "2.3"),
        ("а)списки", "а"),
        ("В.О. Мельник", None),
        ("2025 рік", None),
        ("І що", None),
    ],
)
def test_a_number_may_stand_close_to_its_text_and_an_initial_is_none(line: str, number: str | None) -> None:
    found = read_label(line)
    assert (found[0].number if found else None) == number


def test_a_part_a_number_and_a_letter_make_one_id(tmp_path: Path) -> None:
    text = "I. Lists\n1. Lists shall be exchanged.\nII. Bodies\n3. The Sides shall transfer:\na) bodies;\nb) effects.\n"
    assert ids(written(tmp_path, text)) == ["I.1", "II.3", "II.3.a", "II.3.b"]


def test_a_number_with_stops_is_an_id_by_itself_and_letters_hang_on_it(tmp_path: Path) -> None:
    text = (
        "2. Обмен\n2.3. Порядок\n2.3.1. Стороны передают:\nа) списки;\nб) акты.\n2.4. Расходы несёт каждая сторона.\n"
    )
    assert ids(written(tmp_path, text)) == ["2.3.1", "2.3.1.а", "2.3.1.б", "2.4"]


def test_the_letter_i_goes_on_after_h_and_is_one_where_it_begins(tmp_path: Path) -> None:
    letters = "".join(f"{letter}) clause of it;\n" for letter in "abcdefghi")
    assert ids(written(tmp_path, f"1. The list is:\n{letters}"))[-1] == "1.i"
    nested = "1. The list is:\na) first, that is:\ni) one part;\nii) another part;\nb) second.\n"
    assert ids(written(tmp_path, nested)) == ["1", "1.a", "1.a.i", "1.a.ii", "1.b"]


def test_articles_are_numbered_through_all_parts(tmp_path: Path) -> None:
    text = "Частина I. Обмін\nСтаття 1. Сторони обмінюються списками.\nЧастина II. Тіла\nСтаття 2. Тіла передаються.\n"
    assert ids(written(tmp_path, text)) == ["1", "2"]
    turkish = "1. Bölüm: Esirler\n\nMadde 1. Listeler sunulur.\n\nMadde 2. Esirler iade edilir.\n"
    assert ids(written(tmp_path, turkish)) == ["1", "2"]


def test_options_and_packages_are_told_apart(tmp_path: Path) -> None:
    text = (
        "I. Порядок\nВаріант 1\n1. Спочатку передаються тіла.\nВаріант 2, пакетний\n1. Усе починається одночасно.\n"
        "2. Призупинення одного призупиняє решту.\n"
    )
    found = read_memorandum(written(tmp_path, text)).clauses
    assert [(one.id, one.option, one.package) for one in found] == [
        ("I.Варіант 1.1", "I.Варіант 1", ""),
        ("I.Варіант 2.1", "I.Варіант 2", "I.Варіант 2"),
        ("I.Варіант 2.2", "I.Варіант 2", "I.Варіант 2"),
    ]


def test_brackets_and_strokes_are_wordings_left_open(tmp_path: Path) -> None:
    text = "1. The list [shall/should] be answered within [30] [45] days.\n"
    assert read_memorandum(written(tmp_path, text)).clauses[0].alternatives == (("shall", "should"), ("30", "45"))


def test_what_has_no_number_is_a_clause_under_its_title_and_goes_on_under_a_number(tmp_path: Path) -> None:
    text = (
        "# Memorandum\n\nThe Sides, meeting in a third city, agreed on this text.\n\n## Bodies\n\n"
        "Bodies shall be returned.\n\n1. Lists go first.\n\nThey are signed.\n"
    )
    found = read_memorandum(written(tmp_path, text, "text.md"))
    assert found.title == ("Memorandum",)
    assert [(one.id, one.text) for one in found.clauses] == [
        ("¶1", "The Sides, meeting in a third city, agreed on this text."),
        ("¶2", "Bodies shall be returned."),
        ("1", "Lists go first. They are signed."),
    ]


def test_a_number_printed_twice_is_told_apart(tmp_path: Path) -> None:
    assert ids(written(tmp_path, "1. One thing is agreed.\n\n1. Another thing is agreed.\n")) == ["1", "1#2"]


LEVELS = (
    '<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%3)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="3"/></w:lvlOverride></w:num>'
)


def test_words_automatic_numbers_begin_go_on_and_begin_anew_as_word_counts(tmp_path: Path) -> None:
    lines = [
        ("Обмен пленными", 1, 0), ("Стороны передают:", 1, 1), ("списки пленных;", 1, 2), ("списки раненых.", 1, 2),
        ("Стороны отвечают:", 1, 1), ("на запросы семей;", 1, 2), ("на запросы комиссии;", 2, 2),
        ("на прочие запросы.", 2, 2),
        ("Передача тел", 1, 0), ("Тела передаются по акту.", 1, 1),
    ]  # fmt: skip
    body = [paragraph(run(text), numbering=(number, level)) for text, number, level in lines]
    path = tmp_path / "numbered.docx"
    path.write_bytes(docx("t", body, Language.RU, LEVELS))
    assert ids(path) == ["2.1", "2.1.а", "2.1.б", "2.2", "2.2.а", "2.2.в", "2.2.г", "3.1"]


def test_rows_of_a_table_are_clauses(tmp_path: Path) -> None:
    from homeward.talks.docx_writing import table

    path = tmp_path / "table.docx"
    rows = [("1", "Bodies", "6,000"), ("2", "Children", "339")]
    path.write_bytes(docx("t", [table(["No.", "what", "number"], rows, (900, 3000, 3000))], Language.EN))
    found = read_memorandum(path).clauses
    assert [(one.id, one.text) for one in found][-2:] == [("1", "Bodies – 6,000"), ("2", "Children – 339")]
