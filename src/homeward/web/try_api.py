"""The API of the page to try it: two names, two rows. Nothing of what is sent is kept.

See ``homeward.access.api`` for what all operations have in common.
"""

from typing import Annotated

from ninja import Field, Router, Schema

from homeward.access.api import FaultOut, faults_told
from homeward.access.doors import DeskRequest, every_member
from homeward.intake.typed_rows import read_typed_row
from homeward.names.comparison import compare
from homeward.names.taken_for import UnderstoodName, understood
from homeward.reconciliation.api.pairs import TurningOut
from homeward.reconciliation.outcomes import reason_words
from homeward.reconciliation.tried_rows import LABELS, try_rows
from homeward.reconciliation.turning_points import kept
from homeward.words import Language, say

router = Router(tags=["trying"])

_Cell = Annotated[str, Field("", max_length=200)]


class ReasonOut(Schema):
    """One reason: what was compared, how it came out, both cells, weight in bits, and the outcome in words."""

    feature: str
    outcome: str
    left: str
    right: str
    weight: float
    words: str


class WordOut(Schema):
    """One word of a name: what it is taken for, the names it is a form of, how it sounds in Latin letters."""

    part: str
    word: str
    forms: list[str]
    sounds: list[str]


class UnderstoodOut(Schema):
    """What a name was understood as; `latin` is empty where it is written in Latin letters."""

    latin: str
    words: list[WordOut]


class TwoNames(Schema):
    """Two names as written."""

    left: _Cell
    right: _Cell


class NamesOut(Schema):
    """How two names compare; the weights add up to the log odds of `score` to the base of two."""

    score: float
    same: bool
    reasons: list[ReasonOut]
    left: UnderstoodOut
    right: UnderstoodOut


class RowIn(Schema):
    """One row of a list by canonical column, as written; a name is needed."""

    surname: _Cell
    given_name: _Cell
    patronymic: _Cell
    full_name: _Cell
    sex: _Cell
    birth_date: _Cell
    birth_place: _Cell
    last_seen_place: _Cell
    event_date: _Cell
    unit: _Cell
    rank: _Cell


class TwoRows(Schema):
    """Two rows of lists."""

    left: RowIn
    right: RowIn


class RowsOut(Schema):
    """How two rows compare; `prior` and the weights add up to the log odds of `probability` to the base of two."""

    probability: float | None = Field(description="None while a row has no name")
    decision: str = Field(description="`match`, `review`, or empty")
    verdict: str
    prior: float | None
    reasons: list[ReasonOut]
    turning: list[TurningOut]
    faults: list[FaultOut] = Field(description="Cells that are not understood; each was left out. `file` is the row")


@router.post("/try/names", response=NamesOut, summary="Try two names")
@every_member
def try_names(request: DeskRequest, said: TwoNames) -> NamesOut:
    """How probably two names are one person's, and why; nothing is kept."""
    left, right = _text(said.left), _text(said.right)
    found = compare(left, right)
    language = request.viewer.language
    reasons = [
        ReasonOut(
            feature=reason.feature.value,
            outcome=reason.outcome.value,
            left=reason.left,
            right=reason.right,
            weight=reason.weight,
            words=f"{say(reason.feature.label, language)}: {say(reason.outcome.label, language)}",
        )
        for reason in found.reasons
    ]
    return NamesOut(
        score=found.score, same=found.same, reasons=reasons, left=_understood(left), right=_understood(right)
    )


@router.post("/try/rows", response=RowsOut, summary="Try two rows of lists")
@every_member
def try_two_rows(request: DeskRequest, said: TwoRows) -> RowsOut:
    """How probably two rows are one person, why, and what would settle it; nothing is kept."""
    language = request.viewer.language
    read = [read_typed_row(label, row.model_dump()) for label, row in zip(LABELS, (said.left, said.right), strict=True)]
    faults = faults_told([fault for row in read for fault in row.faults], language)
    first, second = (row.persons for row in read)
    if first is None or second is None:
        return RowsOut(probability=None, decision="", verdict="", prior=None, reasons=[], turning=[], faults=faults)
    tried = try_rows(first, second)
    pair = tried.pair
    return RowsOut(
        probability=pair.probability,
        decision=pair.decision or "",
        verdict=pair.verdict,
        prior=tried.prior,
        reasons=[
            ReasonOut(
                feature=reason.feature,
                outcome=reason.outcome,
                left=reason.left,
                right=reason.right,
                weight=reason.weight,
                words=_words(reason.feature, reason.outcome, language),
            )
            for reason in pair.reasons
        ],
        turning=[TurningOut(**kept(point)) for point in tried.turning],
        faults=faults,
    )


def _words(feature: str, outcome: str, language: Language) -> str:
    what, how = reason_words(feature, outcome)
    return f"{say(what, language)}: {say(how, language)}"


def _understood(name: str) -> UnderstoodOut:
    found: UnderstoodName = understood(name)
    words = [
        WordOut(part=word.part.value, word=word.word, forms=list(word.forms), sounds=list(word.sounds))
        for word in found.words
    ]
    return UnderstoodOut(latin=found.latin, words=words)


def _text(sent: str) -> str:
    """What was sent, without halves of characters."""
    return sent.encode("utf-8", "ignore").decode("utf-8")
