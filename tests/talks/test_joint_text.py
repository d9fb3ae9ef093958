"""The joint text holds everything of both sides; without brackets stands only what both say."""

import io
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from docx import Document

sys.path.insert(0, str(Path(__file__).parent))
from memoranda import RU, UK

from homeward.talks.akoma_ntoso import akoma_ntoso
from homeward.talks.comparing import compare_texts, write_comparison
from homeward.talks.joint_docx import joint_docx
from homeward.talks.joint_text import Block, Side, joint_text
from homeward.talks.text_terms import Alignment, PairType
from homeward.words import Language

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture(scope="module")
def example() -> Alignment:
    return compare_texts(UK, RU)


@pytest.fixture(scope="module")
def blocks(example: Alignment) -> list[Block]:
    return joint_text(example)


def test_every_clause_of_both_stands_in_one_block(example: Alignment, blocks: list[Block]) -> None:
    assert sorted(one.id for block in blocks for one in block.left) == sorted(one.id for one in example.left.clauses)
    assert sorted(one.id for block in blocks for one in block.right) == sorted(one.id for one in example.right.clauses)
    assert [block.number for block in blocks] == list(range(1, len(blocks) + 1))


def test_without_brackets_stands_only_what_says_the_same_and_only_in_one_pair(blocks: list[Block]) -> None:
    for block in blocks:
        whole = any(piece.side is Side.BOTH for piece in block.pieces)
        alike = [pair.type for pair in block.pairs] == [PairType.SAME] and len(block.left) == len(block.right) == 1
        assert whole == alike
    assert any(block.is_agreed for block in blocks)


def test_silence_is_no_agreement(example: Alignment, blocks: list[Block]) -> None:
    alone = [block for block in blocks if not block.pairs]
    assert len(alone) == len(example.only_left) + len(example.only_right)
    assert all({piece.side for piece in block.pieces} <= {Side.A, Side.B} for block in alone)


def test_one_language_and_other_words_are_bracketed_word_by_word(tmp_path: Path) -> None:
    for name, day in (("l.txt", "prompt and full"), ("r.txt", "full and prompt")):
        text = f"1. The Sides shall give {day} answers to the commission about prisoners of war.\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    (block,) = joint_text(compare_texts(tmp_path / "l.txt", tmp_path / "r.txt"))
    assert block.is_agreed
    plain = " ".join(piece.text for piece in block.pieces if piece.side is Side.BOTH)
    assert "The Sides shall give" in plain
    for side, words in ((Side.A, "prompt and full"), (Side.B, "full and prompt")):
        assert words in " ".join(piece.text for piece in block.pieces if piece.side in (Side.BOTH, side))
    assert {piece.side for piece in block.pieces} == set(Side)


def test_the_document_opens_and_holds_all_words_and_where_they_come_from(
    example: Alignment, blocks: list[Block]
) -> None:
    document = Document(io.BytesIO(joint_docx(example, blocks, Language.EN)))
    text = "\n".join(one.text for one in document.paragraphs)
    for side in (example.left, example.right):
        assert all(clause.text in text for clause in side.clauses)
        assert all(title in text for _id, title in side.parts)
        assert " ".join(side.title) in text
        assert side.sha256 in text
    (table,) = document.tables
    assert len(table.rows) == len(blocks) + 1
    shown = {(row.cells[1].text, row.cells[2].text) for row in table.rows[1:]}
    assert ("III.1", "3.1") in shown
    assert ("III.10", "–") in shown
    bodies = next(one.text for one in document.paragraphs if "1 200 тіл" in one.text)
    assert re.fullmatch(r"\d+\. \[A: [^\]]+\] \[B: [^\]]+\]", bodies)


def test_akoma_ntoso_has_its_identification_body_and_ids(example: Alignment, blocks: list[Block]) -> None:
    root = ET.fromstring(akoma_ntoso(example, blocks, Language.EN))
    assert root.tag == f"{AKN}akomaNtoso"
    identification = root.find(f"{AKN}doc/{AKN}meta/{AKN}identification")
    assert identification is not None
    assert [one.tag.removeprefix(AKN) for one in identification] == ["FRBRWork", "FRBRExpression", "FRBRManifestation"]
    for one in identification:
        assert [child.tag.removeprefix(AKN) for child in one][:4] == ["FRBRthis", "FRBRuri", "FRBRdate", "FRBRauthor"]
    ids = [one.get("eId") for one in root.iter() if one.get("eId")]
    assert len(ids) == len(set(ids))
    paragraphs = root.findall(f"{AKN}doc/{AKN}mainBody/{AKN}section/{AKN}paragraph")
    assert len(paragraphs) == len(blocks)
    text = "".join(root.itertext())
    assert all(clause.text in text for side in (example.left, example.right) for clause in side.clauses)


@pytest.mark.parametrize("language", list(Language))
def test_the_same_texts_give_the_same_bytes(tmp_path: Path, example: Alignment, language: Language) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_comparison(example, tmp_path / name, language, akn=True)
        written.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert written[0] == written[1]
    assert set(written[0]) == {"alignment.json", "side_by_side.html", "joint.docx", "joint.xml"}


def test_a_text_cannot_act_on_the_page(tmp_path: Path) -> None:
    for name in ("l.txt", "r.txt"):
        (tmp_path / name).write_text("1. Bodies <script>alert(1)</script> shall be & returned.\n", encoding="utf-8")
    write_comparison(compare_texts(tmp_path / "l.txt", tmp_path / "r.txt"), tmp_path, Language.EN, akn=True)
    assert "<script>alert" not in (tmp_path / "side_by_side.html").read_text(encoding="utf-8")
    ET.fromstring((tmp_path / "joint.xml").read_text(encoding="utf-8"))
