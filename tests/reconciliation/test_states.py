"""Where a pair stands, as a rule of what each party has found."""

from itertools import product

import pytest

from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.states import PairState, Said, Standing, Voice, standing, who_decides

A, B = "UA", "RU"
SWAP = {A: B, B: A, NEUTRAL: NEUTRAL}
VOICES = [None, *(Voice(said, is_seconded) for said in Said for is_seconded in (False, True))]
SAME = Voice(Said.SAME, True)


def voices(*three: Voice | None) -> dict[str, Voice]:
    return {party: voice for party, voice in zip((NEUTRAL, A, B), three, strict=True) if voice}


def test_whose_entries_they_are_decides() -> None:
    assert who_decides((A, B)) == (B, A)
    assert who_decides((A, A)) == (A,)
    assert who_decides((A, NEUTRAL)) == (A,)
    assert who_decides((NEUTRAL, NEUTRAL)) == ()


def test_a_side_has_no_line_before_the_pair_is_put() -> None:
    for three in product(VOICES, repeat=3):
        assert set(standing((A, B), voices(*three))) == {NEUTRAL}


def test_a_sides_line_says_nothing_of_the_other_before_it_has_spoken_itself() -> None:
    for own, other in product(VOICES, VOICES):
        if own is None or not own.is_seconded:
            lines = {
                standing((A, B), voices(SAME, own, any_other), is_put=True)[A] for any_other in (None, other, SAME)
            }
            assert len(lines) == 1


def test_nothing_is_settled_by_one_person_or_one_side() -> None:
    for own, other in product(VOICES, VOICES):
        state = standing((A, B), voices(SAME, own, other), is_put=True)[NEUTRAL].state
        both = own is not None and other is not None and own.is_seconded and other.is_seconded
        assert (state is PairState.PUT) is (not both)


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ((Said.SAME, Said.SAME), PairState.AGREED_SAME),
        ((Said.DIFFERENT, Said.DIFFERENT), PairState.AGREED_DIFFERENT),
        ((Said.SAME, Said.DIFFERENT), PairState.DIFFER),
        ((Said.UNSURE, Said.SAME), PairState.UNCLEAR),
        ((Said.UNSURE, Said.DIFFERENT), PairState.UNCLEAR),
        ((Said.UNSURE, Said.UNSURE), PairState.UNCLEAR),
    ],
)
def test_results(said: tuple[Said, Said], result: PairState) -> None:
    found = standing((A, B), voices(SAME, *(Voice(word, True) for word in said)), is_put=True)
    assert {line.state for line in found.values()} == {result}


def test_who_is_waited_for_is_known_to_the_neutral_only() -> None:
    found = standing((A, B), voices(SAME, SAME, None), is_put=True)
    assert found == {
        NEUTRAL: Standing(PairState.PUT, (B,)),
        A: Standing(PairState.DECIDED),
        B: Standing(PairState.WAITING),
    }


def test_inside_one_list_its_party_decides_alone_with_the_neutral() -> None:
    found = standing((A, A), voices(SAME, SAME, None), is_put=True)
    assert found == {NEUTRAL: Standing(PairState.AGREED_SAME), A: Standing(PairState.AGREED_SAME)}


def test_what_the_neutral_finds_different_is_not_put() -> None:
    assert standing((A, B), voices(Voice(Said.DIFFERENT, True), None, None))[NEUTRAL].state is (
        PairState.AGREED_DIFFERENT
    )


def test_the_mirror() -> None:
    """With the sides exchanged in all that was said, what comes of it is exchanged, and nothing else."""
    for neutral, own, other in product(VOICES, repeat=3):
        for is_put, asked in product((False, True), ((), (A,), (NEUTRAL, B))):
            here = standing((A, B), voices(neutral, own, other), is_put=is_put, asked=frozenset(asked))
            there = standing(
                (B, A),
                {SWAP[party]: voice for party, voice in voices(neutral, own, other).items()},
                is_put=is_put,
                asked=frozenset(SWAP[party] for party in asked),
            )
            mirrored = {
                SWAP[party]: Standing(line.state, tuple(sorted(SWAP[side] for side in line.waiting_for)))
                for party, line in here.items()
            }
            assert there == mirrored
