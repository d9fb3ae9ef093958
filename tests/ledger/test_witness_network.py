"""A witness over the network, and by files on a stick."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parties import ORIGIN, WITNESSES, cosigned, forked, grow, keys, note, policy_of, tree, witness

from homeward.ledger.keys import KeyKind
from homeward.ledger.notes import parse_note
from homeward.ledger.witness import SIZE, Answer, Witness
from homeward.ledger.witness_client import (
    NotCosigned,
    accept,
    ask,
    lines_in,
    make_request,
    read_answer,
    size_in,
    write_answer,
)
from homeward.ledger.witness_server import WitnessServer

RECORD = tree(30)
KNOWN = WITNESSES["UA"].verifiers


@pytest.fixture
def server(tmp_path: Path) -> Iterator[WitnessServer]:
    with WitnessServer(("127.0.0.1", 0), witness(tmp_path)) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def address(server: WitnessServer) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def speak(server: WitnessServer, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    reply = line.getresponse()
    result = reply.status, reply.read()
    line.close()
    return result


def test_the_log_asks_and_learns_the_size_that_the_witness_knows(server: WitnessServer) -> None:
    first = ask(address(server), note(RECORD, 8), lambda old: RECORD.consistency(old, 8))
    assert len(parse_note(accept(note(RECORD, 8), first, KNOWN)).signatures) == 4
    # It thinks the witness knows nothing, or another size: the second question fits.
    for known, size in ((0, 13), (5, 20)):
        lines = ask(address(server), note(RECORD, size), lambda old, n=size: RECORD.consistency(old, n), known)
        assert policy_of(parties=["UA"], at_least=1).quorum_met(parse_note(accept(note(RECORD, size), lines, KNOWN)))


def test_a_refusal_comes_back_with_what_the_witness_said(server: WitnessServer) -> None:
    ask(address(server), note(RECORD, 8), RECORD.consistency)
    fork = forked(13, at=3)
    with pytest.raises(
        NotCosigned, match="answered 422: The checkpoint is not proved to grow out of the one of size 8"
    ):
        ask(address(server), note(fork), fork.consistency)
    with pytest.raises(NotCosigned, match="8 entries and the checkpoint has 5: an old record was put back"):
        ask(address(server), note(RECORD, 5), lambda old: RECORD.consistency(old, 5))


def test_the_last_cosigned_note_is_there_for_everyone(server: WitnessServer) -> None:
    assert speak(server, "GET", f"/checkpoint/{ORIGIN}")[0] == 404
    ask(address(server), note(RECORD, 8), RECORD.consistency)
    status, body = speak(server, "GET", f"/checkpoint/{ORIGIN}")
    assert (status, body.decode()) == (200, server.witness.latest(ORIGIN))
    assert speak(server, "GET", "/")[0] == speak(server, "GET", "/checkpoint/other")[0] == 404


def test_what_is_no_request_is_refused_and_the_server_goes_on(server: WitnessServer) -> None:
    assert speak(server, "POST", "/add-checkpoint", b"nothing")[0] == 400
    assert speak(server, "POST", "/other", b"nothing")[0] == 404
    assert speak(server, "POST", "/add-checkpoint", b"", Content_Length="-1")[0] == 411
    assert speak(server, "POST", "/add-checkpoint", b"", Content_Length="9" * 11)[0] == 413
    assert speak(server, "PUT", "/add-checkpoint", b"")[0] == 501
    assert ask(address(server), note(RECORD, 8), RECORD.consistency)


def test_a_witness_that_is_not_there_is_named_in_a_sentence(server: WitnessServer) -> None:
    for url in ("file:///etc/hosts", "127.0.0.1:1", "http://127.0.0.1:1", f"{address(server)}/elsewhere", "http://[x"):
        with pytest.raises(NotCosigned, match="witness"):
            ask(url, note(RECORD, 8), RECORD.consistency, seconds=5)


def test_by_stick_the_same_bytes_are_carried(tmp_path: Path) -> None:
    to: Witness = witness(tmp_path)
    assert grow(to, RECORD, 0, 8).status == 200
    first = read_answer(write_answer(to.answer(make_request(note(RECORD, 13), RECORD.consistency))))
    assert (first.status, size_in(first)) == (409, 8)
    signed = note(RECORD, 13)
    second = read_answer(
        write_answer(to.answer(make_request(signed, lambda old: RECORD.consistency(old, 13), size_in(first))))
    )
    assert accept(signed, lines_in(second), KNOWN) == to.latest(ORIGIN)


def test_only_cosignatures_of_known_witnesses_are_accepted() -> None:
    signed = note(RECORD, 8)
    both = cosigned(signed, "UA", "RU")
    lines = "".join(line.format() for line in both.signatures[2:])
    assert parse_note(accept(signed, lines, KNOWN)).signatures == both.signatures[:4]
    for bad in ("", "nothing\n", cosigned(signed, "RU").format().split("\n\n")[1]):
        with pytest.raises(NotCosigned):
            accept(signed, bad, KNOWN)
    other = "".join(line.format() for line in cosigned(note(RECORD, 9), "UA").signatures[2:])
    with pytest.raises(NotCosigned, match="not valid"):
        accept(signed, other, KNOWN)
    with pytest.raises(NotCosigned, match="no signature of a key"):
        accept(signed, lines, keys("new.example", KeyKind.WITNESS).verifiers)


@pytest.mark.parametrize(
    "answer", [Answer(409, SIZE, b"x\n"), Answer(409, "text/plain", b"8\n"), Answer(200, SIZE, b"8")]
)
def test_an_answer_without_a_size_is_not_believed(answer: Answer) -> None:
    with pytest.raises(NotCosigned, match="without the size"):
        size_in(answer)


@given(st.binary())
def test_no_bytes_break_the_reading_of_an_answer(data: bytes) -> None:
    for answer in (data, b"homeward-witness-answer/1 " + data):
        try:
            assert write_answer(read_answer(answer)) in (answer, answer + b"\n")
        except ValueError:
            continue
