"""Two witnesses compare what they were shown: one record, or two.

Two signed checkpoints of one size with different roots prove, to anybody, that the log showed two records. Of
different sizes the smaller must be the beginning of the larger, which the leaf hashes of a bundle decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from homeward.ledger.checkpoints import BadSignature, Checkpoint, parse_checkpoint
from homeward.ledger.merkle import Tree
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.policy import Policy
from homeward.ledger.sentences import Sentence
from homeward.words import _

NOT_A_CHECKPOINT = _("A note is not a checkpoint: {why}")
OTHER_RECORDS = _("The notes are of two records, {left} and {right}: there is nothing to compare.")
NOT_BY_THE_LOG = _("A note is not signed by the log, so the log need not answer for it.")
SAME = _("Both show the same record of {size} entries.")
GREW = _("The record of {larger} entries begins with the one of {smaller}: nothing was changed, it only grew.")
SPLIT_SAME_SIZE = _("The log showed two different records of {size} entries. Keep both notes: together they prove it.")
SPLIT_GREW = _(
    "The record of {larger} entries does not begin with the one of {smaller}: something earlier was changed. Keep "
    "both notes and the bundle: together they prove it."
)
NEEDS_HASHES = _("The notes are of {smaller} and {larger} entries: give a bundle of at least {larger} to compare them.")
OTHER_HASHES = _("The bundle is not of the record of {larger} entries, so it decides nothing.")
UNCHECKED = _("Who signed was not checked: give the policy that your side keeps.")


class View(StrEnum):
    """What two notes show."""

    SAME = "same"
    GREW = "grew"
    SPLIT = "split"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing found; ``is_proved`` when the log's signature on both notes was checked."""

    view: View
    is_proved: bool
    sentences: tuple[Sentence, ...]


def compare_notes(left: str, right: str, tree: Tree | None, policy: Policy | None) -> Comparison:
    """Compare two signed checkpoints; which is given first changes nothing.

    Args:
        tree: the leaf hashes of the record as one of the two parties holds it; needed for different sizes.
        policy: whose signature is the log's; None leaves signatures unchecked and proves nothing.
    """
    try:
        notes = parse_note(left), parse_note(right)
        smaller, larger = sorted((parse_checkpoint(note.text) for note in notes), key=lambda found: found.size)
    except ValueError as error:
        return Comparison(View.UNDECIDED, False, (Sentence(NOT_A_CHECKPOINT, {"why": error}),))
    if smaller.origin != larger.origin:
        first, second = sorted((smaller.origin, larger.origin))
        return Comparison(View.UNDECIDED, False, (Sentence(OTHER_RECORDS, {"left": first, "right": second}),))
    if policy and not all(_by_the_log(note, policy) for note in notes):
        return Comparison(View.UNDECIDED, False, (Sentence(NOT_BY_THE_LOG),))
    view, sentence = _compare(smaller, larger, tree)
    return Comparison(view, bool(policy), (sentence,) if policy else (sentence, Sentence(UNCHECKED)))


def _by_the_log(note: SignedNote, policy: Policy) -> bool:
    try:
        return policy.log_signed(note)
    except BadSignature:
        return False


def _compare(smaller: Checkpoint, larger: Checkpoint, tree: Tree | None) -> tuple[View, Sentence]:
    told = {"smaller": smaller.size, "larger": larger.size}
    if smaller.size == larger.size:
        is_same = smaller.root == larger.root
        said = Sentence(SAME if is_same else SPLIT_SAME_SIZE, {"size": smaller.size})
        return View.SAME if is_same else View.SPLIT, said
    if tree is None or len(tree) < larger.size:
        return View.UNDECIDED, Sentence(NEEDS_HASHES, told)
    if tree.root(larger.size) != larger.root:
        return View.UNDECIDED, Sentence(OTHER_HASHES, {"larger": larger.size})
    if tree.root(smaller.size) != smaller.root:
        return View.SPLIT, Sentence(SPLIT_GREW, told)
    return View.GREW, Sentence(GREW, told)
