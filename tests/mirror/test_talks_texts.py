"""Two texts the other way round: the same pairs the other way round, and nothing else changes."""

from pathlib import Path

import pytest

from homeward.talks.comparing import compare_texts
from homeward.talks.joint_text import Side, joint_text
from homeward.talks.text_terms import Alignment, Effect, PairType

ROOT = Path(__file__).parents[2]
TEXTS = [
    (ROOT / "examples/talks/memorandum_uk.docx", ROOT / "examples/talks/memorandum_ru.docx"),
    (ROOT / "benchmarks/talks/left_en.md", ROOT / "benchmarks/talks/right_tr.md"),
    (ROOT / "benchmarks/talks/fresh_ru.txt", ROOT / "benchmarks/talks/fresh_en.md"),
]
TYPES = {PairType.BROADER_LEFT: PairType.BROADER_RIGHT, PairType.BROADER_RIGHT: PairType.BROADER_LEFT}
EFFECTS = {
    Effect.LEFT_COVERS_MORE: Effect.RIGHT_COVERS_MORE,
    Effect.RIGHT_COVERS_MORE: Effect.LEFT_COVERS_MORE,
}


@pytest.fixture(scope="module", params=TEXTS, ids=["uk-ru", "en-tr", "ru-en"])
def both(request: pytest.FixtureRequest) -> tuple[Alignment, Alignment]:
    left, right = request.param
    return compare_texts(left, right), compare_texts(right, left)


def test_pairs_types_and_reasons_swap(both: tuple[Alignment, Alignment]) -> None:
    there, back = both
    told = {
        (one.left, one.right): (
            one.type,
            one.closeness,
            sorted((r.kind, r.effect, r.left, r.right) for r in one.reasons),
        )
        for one in there.pairs
    }
    turned = {
        (one.right, one.left): (
            TYPES.get(one.type, one.type),
            one.closeness,
            sorted((r.kind, EFFECTS.get(r.effect, r.effect), r.right, r.left) for r in one.reasons),
        )
        for one in back.pairs
    }
    assert told == turned
    assert (there.only_left, there.only_right) == (back.only_right, back.only_left)


def test_the_joint_text_brackets_the_same_words_for_the_other_side(both: tuple[Alignment, Alignment]) -> None:
    swapped = {Side.A: Side.B, Side.B: Side.A, Side.BOTH: Side.BOTH}
    there, back = (joint_text(one) for one in both)
    assert sorted(sorted((p.side.value, p.text) for p in block.pieces) for block in there) == sorted(
        sorted((swapped[p.side].value, p.text) for p in block.pieces) for block in back
    )
