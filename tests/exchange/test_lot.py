"""The lot: nobody can steer it, change a number once sealed, or win by refusing."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.errors import InputRefused
from homeward.exchange.lot import (
    NEUTRAL,
    Draw,
    SealedNumber,
    commit,
    list_digest,
    open_draw,
    read_draw,
    read_sealed,
    reveal,
    seal_number,
    take_beacon,
    write_draw,
    write_sealed,
)

LIST = list_digest("a" * 64, "b" * 64)
PARTIES = ("X", "Y", NEUTRAL)


def committed(beacon: str = "") -> tuple[Draw, dict[str, SealedNumber]]:
    draw = open_draw(LIST, ("Y", "X"), beacon)
    sealed = {party: seal_number(draw, party) for party in PARTIES}
    for party in PARTIES:
        draw = commit(draw, party, sealed[party].commitment)
    return draw, sealed


def drawn(beacon: str = "") -> Draw:
    draw, sealed = committed(beacon)
    for one in sealed.values():
        draw = reveal(draw, one)
    return draw


def test_a_lot_is_drawn_when_all_have_revealed():
    draw, sealed = committed()
    for party in (NEUTRAL, "Y"):
        draw = reveal(draw, sealed[party])
        assert draw.lot is None
    lot = reveal(draw, sealed["X"]).lot
    assert lot is not None
    assert len(bytes.fromhex(lot)) == 32


def test_the_digests_are_those_written_down():
    def digest(*fields: str) -> str:
        content = b"".join(
            len(f.encode()).to_bytes(4, "big") + f.encode() for f in ("homeward exchange-lot 1", *fields)
        )
        return hashlib.sha256(content).hexdigest()

    draw, sealed = committed()
    x, y, neutral = (sealed[party] for party in PARTIES)
    assert list_digest("a" * 64, "b" * 64) == digest("list", "a" * 64, "b" * 64)
    assert x.commitment == digest("commitment", LIST, "X", x.nonce, x.number)
    for one in (y, neutral, x):  # in whatever order they reveal
        draw = reveal(draw, one)
    assert draw.lot == digest("lot", LIST, "X", x.number, "Y", y.number, NEUTRAL, neutral.number, "", "")


def test_every_number_moves_the_lot_and_so_does_the_list():
    draw = drawn()
    other_list = replace(draw, list_sha256=list_digest("a" * 64, "c" * 64))
    assert other_list.lot != draw.lot
    for party, one in draw.revealed.items():
        moved = replace(draw, revealed={**draw.revealed, party: replace(one, number="00" * 32)})
        assert moved.lot != draw.lot


def test_a_number_that_was_not_sealed_is_refused():
    draw, sealed = committed()
    for forged in (
        replace(sealed["X"], number="11" * 32),
        replace(sealed["X"], nonce="11" * 32),
        replace(sealed["Y"], party="X"),
    ):
        with pytest.raises(InputRefused, match="does not fit"):
            reveal(draw, forged)


def test_a_number_sealed_for_another_list_is_refused():
    draw, _ = committed()
    other = seal_number(open_draw(list_digest("c" * 64, "d" * 64), ("X", "Y")), "X")
    with pytest.raises(InputRefused):
        reveal(draw, other)


def test_nobody_reveals_before_all_have_committed():
    draw = open_draw(LIST, ("X", "Y"))
    sealed = seal_number(draw, "X")
    with pytest.raises(InputRefused, match="has not committed"):
        reveal(commit(draw, "X", sealed.commitment), sealed)


def test_a_commitment_is_not_changed_or_copied():
    draw = open_draw(LIST, ("X", "Y"))
    sealed = seal_number(draw, "X")
    draw = commit(draw, "X", sealed.commitment)
    with pytest.raises(InputRefused, match="already"):
        commit(draw, "X", seal_number(draw, "X").commitment)
    with pytest.raises(InputRefused, match="same commitment"):
        commit(draw, "Y", sealed.commitment)


@pytest.mark.parametrize("text", ["", "xyz", "A" * 64, "a" * 63])
def test_what_is_no_commitment_is_refused(text):
    with pytest.raises(InputRefused):
        commit(open_draw(LIST, ("X", "Y")), "X", text)


def test_only_parties_take_part_and_no_side_is_the_neutral():
    with pytest.raises(InputRefused):
        seal_number(open_draw(LIST, ("X", "Y")), "Z")
    with pytest.raises(InputRefused):
        open_draw(LIST, ("X", NEUTRAL))


def test_without_a_beacon_a_refused_draw_has_no_lot_and_shows_who_refused():
    draw, sealed = committed()
    draw = reveal(reveal(draw, sealed["X"]), sealed[NEUTRAL])
    assert (draw.lot, draw.refusing) == (None, ("Y",))


def test_with_a_beacon_a_refusal_gains_nothing():
    draw, sealed = committed("drand quicknet round 1000")
    for party in ("X", NEUTRAL):
        draw = reveal(draw, sealed[party])
    assert draw.lot is None  # nobody, the refusing party included, knows the lot before the beacon speaks
    ended = take_beacon(draw, "ab" * 32)
    assert ended.lot is not None
    assert ended.lot == take_beacon(committed("drand quicknet round 1000")[0], "ab" * 32).lot  # list and beacon alone
    with pytest.raises(InputRefused, match="beacon has spoken"):
        reveal(ended, sealed["Y"])


def test_the_beacon_enters_a_complete_draw_too():
    draw = drawn("a beacon")
    assert draw.lot is None
    assert take_beacon(draw, "00" * 32).lot != take_beacon(draw, "01" * 32).lot
    with pytest.raises(InputRefused):
        take_beacon(drawn(), "00" * 32)  # none was named


def test_a_draw_is_kept_and_read_again(tmp_path):
    for draw in (open_draw(LIST, ("X", "Y")), committed("b")[0], drawn(), take_beacon(drawn("b"), "0c" * 32)):
        write_draw(draw, tmp_path / "draw.json")
        assert read_draw(tmp_path / "draw.json") == draw


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(lot="00" * 32),
        lambda d: d["revealed"]["X"].update(number="00" * 32),
        lambda d: d["commitments"].pop("X"),
        lambda d: d.update(parties=["Y", "X", NEUTRAL]),
        lambda d: d.update(list_sha256="0" * 64),
        lambda d: d.pop("beacon"),
        lambda d: d.update(format="something else"),
    ],
)
def test_a_draw_altered_by_hand_is_refused(tmp_path, change):
    path = tmp_path / "draw.json"
    write_draw(drawn(), path)
    document = json.loads(path.read_bytes())
    change(document)
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputRefused):
        read_draw(path)


def test_a_sealed_number_is_for_its_party_s_eyes_and_never_overwritten(tmp_path):
    path = tmp_path / "sealed.json"
    sealed = seal_number(open_draw(LIST, ("X", "Y")), "X")
    write_sealed(sealed, path)
    assert read_sealed(path) == sealed
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(InputRefused):
        write_sealed(sealed, path)
    with pytest.raises(InputRefused):
        read_draw(path)


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    with pytest.raises(InputRefused):
        read_draw(path)
