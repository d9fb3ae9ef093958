"""Signed notes as C2SP signed-note writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.ledger.checkpoints import signed_by
from homeward.ledger.keys import Verifier
from homeward.ledger.notes import NoteSignature, SignedNote, parse_note, parse_signatures

#: Examples of the Go package golang.org/x/mod/sumdb/note and of C2SP signed-note.
NEUMANN = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
QUASIMODO = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
KEY = Verifier.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")


def test_the_published_note_verifies_with_its_published_key() -> None:
    assert signed_by(parse_note(NEUMANN), [KEY]) == {KEY}


def test_the_text_may_have_empty_lines_the_last_one_divides() -> None:
    note = parse_note(QUASIMODO)
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert [(line.name, line.key_id.hex()) for line in note.signatures] == [("quasimodo.example/salvatore", "367ba04b")]


@pytest.mark.parametrize("note", [NEUMANN, QUASIMODO])
def test_a_note_is_written_as_it_was_read(note: str) -> None:
    assert parse_note(note).format() == parse_note(note.encode()).format() == note


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        NEUMANN[:-1],
        NEUMANN.replace("\n\n", "\n"),
        NEUMANN.replace("—", "-"),
        NEUMANN.replace("— ", "—  "),
        NEUMANN.replace("PeterNeumann ", "Peter+Neumann "),
        NEUMANN.replace("PeterNeumann ", "Peter\u2003Neumann "),
        NEUMANN.replace("PeterNeumann ", ""),
        NEUMANN.replace("AM=\n", "AN=\n"),
        NEUMANN.replace("If", "I\tf"),
        NEUMANN.replace("If", "I\rf"),
        NEUMANN.replace("If", "I\ud800"),
        NEUMANN + "\n",
        NEUMANN + NEUMANN.split("\n\n")[1] * 200,
        "x" * 1_000_001 + NEUMANN,
        "text\n\n— short AAAAAA==\n",
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match=r"note|line|name|signature|base 64"):
        parse_note(note)


def test_bytes_that_are_not_utf8_are_refused() -> None:
    with pytest.raises(ValueError, match="UTF-8"):
        parse_note(NEUMANN.encode() + b"\xff")


def test_signatures_are_added_once() -> None:
    note = parse_note(QUASIMODO)
    line = NEUMANN.split("\n\n")[1]
    more = note.with_signatures(line + line)
    assert [signature.name for signature in more.signatures] == ["quasimodo.example/salvatore", "PeterNeumann"]
    assert more.with_signatures(line) == more
    assert more.text == note.text


NAMES = st.text(min_size=1, max_size=20).filter(
    lambda name: not any(sign == "+" or sign.isspace() or sign < " " or "\ud800" <= sign <= "\udfff" for sign in name)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=50)


@given(TEXTS, st.lists(st.builds(NoteSignature, NAMES, st.binary(min_size=4, max_size=4), st.binary(min_size=1))))
def test_any_note_reads_back(text: str, lines: list[NoteSignature]) -> None:
    note = SignedNote(f"{text}\n", tuple(lines))
    if lines and len(lines) <= 200:
        assert parse_note(note.format()) == note


@given(st.text() | st.text("— \nAa=+/Q"))
def test_no_text_breaks_the_reading(text: str) -> None:
    for read in (parse_note, parse_signatures):
        try:
            read(text)
        except ValueError:
            continue
