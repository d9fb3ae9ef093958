"""Lists in, proposals out: the whole of a reconciliation, step by step.

Records are made (``features``), pairs worth weighing found (``linking``), the model adapted to the lists
(``estimation``), every pair weighed (``weighing``), rivals and third lists heard (``rivals``, ``third_lists``), and
what is proposed brought together (``clusters``). The same lists give the same proposals, whatever the order of
lists and rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from homeward.progress import Progress, silent
from homeward.reconciliation import rivals, weighing
from homeward.reconciliation.again import compared_again, recognised_records
from homeward.reconciliation.clusters import join
from homeward.reconciliation.compared import Compared, compare, in_order, level_bits
from homeward.reconciliation.engines import LOCAL, EngineName, open_engine
from homeward.reconciliation.estimation import Model, adapt, adapt_strangers, hopeful
from homeward.reconciliation.features import make_records
from homeward.reconciliation.kept import Kept
from homeward.reconciliation.likelihoods import PairsInColumns, total_log_likelihoods
from homeward.reconciliation.parameters import SAME, STRANGER, Array, Parameters, shipped, with_further
from homeward.reconciliation.portions import Portions
from homeward.reconciliation.records import Ints, Records
from homeward.reconciliation.third_lists import Support, against_bits, support_bits, supported
from homeward.reconciliation.weighing import Evidence
from homeward.register.entries import PersonList

#: A pair at least this probable is proposed; one at least this probable is shown to a person. Even odds would find a
#: few more, at the price of more brothers proposed: what is doubtful goes to a person.
MATCH = 0.7
REVIEW = 0.02

#: Pairs whose levels alone weigh less than this are not looked at again.
LEAST_BITS = 4.0

#: Pairs drawn at random to learn how often strangers agree.
STRANGERS = 200_000


@dataclass(frozen=True, slots=True)
class Weighed:
    """All pairs that were weighed, by columns; bits add up along a row.

    Attributes:
        evidence: the pairs and their levels.
        prior: log2 odds that an entry and an entry drawn at random from the lists given are one person.
        of_lists: bits by which this pair of lists, or being inside one list, differs from the prior.
        of_features: per feature its bits.
        of_relatives: bits taken by relatives and namesakes (at most 0).
        of_rivals: bits taken by entries that fit better, or given because no other entry fits.
        of_third_lists: bits given by an entry of a further list that fits both, or taken by one that fits one only.
        kinds: probability of each kind of pair by its levels alone, shape (pairs, kinds).
        single: how probably each record has no counterpart on each list, shape (records, lists).
    """

    evidence: Evidence
    prior: float
    of_lists: Array
    of_features: dict[str, Array]
    of_relatives: Array
    of_rivals: Array
    of_third_lists: Array
    kinds: Array
    single: Array

    @property
    def bits(self) -> Array:
        """log2 odds of one person."""
        features = np.sum(list(self.of_features.values()), axis=0)
        return np.asarray(
            self.prior + self.of_lists + features + self.of_relatives + self.of_rivals + self.of_third_lists
        )

    @property
    def probability(self) -> Array:
        """Probability of one person, shape (pairs,)."""
        return np.asarray(1.0 / (1.0 + np.exp2(-self.bits)))


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What is proposed.

    Attributes:
        lists: as given.
        records: every entry, understood.
        model: the shares and levels the pairs were weighed by, fitted to these lists.
        weighed: the pairs.
        proposed: per pair, whether it is proposed as one person.
        review: per pair, whether a person must look.
        cluster: per record the first record of its cluster.
        match, least: the probabilities at which pairs are proposed and shown.
    """

    lists: tuple[PersonList, ...]
    records: Records
    model: Model
    weighed: Weighed
    proposed: np.ndarray[tuple[int], np.dtype[np.bool_]]
    review: np.ndarray[tuple[int], np.dtype[np.bool_]]
    cluster: Ints
    match: float
    least: float


def reconcile(
    lists: Sequence[PersonList],
    *,
    engine: EngineName = EngineName.DUCKDB,
    master: str = LOCAL,
    match: float = MATCH,
    review: float = REVIEW,
    parameters: Parameters | None = None,
    portions: Portions | None = None,
    also: Sequence[str] = (),
    kept: Kept | None = None,
    progress: Progress = silent,
) -> Reconciliation:
    """Find out which entries of the lists describe one person.

    Args:
        lists: two or more, with different labels; one list alone is searched for duplicates.
        engine, master: where it is computed, as ``engines.open_engine``; the result does not depend on it.
        match, review: probabilities in (0, 1), ``review`` at most ``match``.
        parameters: the model to start from; as shipped if not given.
        portions: where what is compared is kept, so that a run that was stopped goes on; nowhere if not given.
        also: headings of further columns to compare (``PersonList.unknown``).
        kept: what a run before kept, and where this one keeps what the next will need; with the engine in this process
            and the shipped parameters alone.
        progress: told of each step.

    Raises:
        ValueError: labels that are not different, or probabilities out of range.
        InputRefused: the engine asked for cannot be started.
    """
    if len({one.label for one in lists}) < len(lists):
        raise ValueError("every list needs a label of its own")
    if not 0 < review <= match < 1:
        raise ValueError("0 < review <= match < 1 must hold")
    if kept is not None and (parameters is not None or engine is not EngineName.DUCKDB):
        raise ValueError("what is kept holds for the shipped parameters, and is compared in this process")
    ordered = tuple(sorted(lists, key=lambda one: one.label))
    sizes = [len(one) for one in ordered]
    if kept is not None:
        records, which = recognised_records(ordered, kept, progress, also)
    else:
        records = make_records(ordered, progress, also)
    model = with_further(parameters or shipped(), records.comparisons)
    told = level_bits(model, records.comparisons), LEAST_BITS, portions or Portions(), progress
    if kept is not None:
        found = compared_again(records, which, kept, *told)
    else:
        with open_engine(engine, master) as database:
            found = database.candidates(records, *told)
    found = found.at(np.flatnonzero(hopeful(weighing.gather(found, records), sizes, model)))
    fitted = _fitted(found, records, sizes, model, progress)
    weighed = _weighed(weighing.gather(found, records), fitted, records)
    support = supported(weighed.evidence.left, weighed.evidence.right, weighed.probability, records.lists)
    found = _with_supported(found, support, records)
    weighed = _weighed(weighing.gather(found, records), fitted, records)
    weighed = _hear_third_lists(weighed, support, fitted, records.lists)
    probability = weighed.probability
    evidence = weighed.evidence
    above = np.flatnonzero(probability >= match)
    unsure = np.flatnonzero((probability >= review) & (probability < match))
    cluster, refused = join(
        *(evidence.left[above], evidence.right[above], probability[above], records.lists),
        in_doubt=(evidence.left[unsure], evidence.right[unsure]),
    )
    proposed = np.zeros(len(probability), dtype=bool)
    proposed[above] = True
    proposed[above[refused]] = False
    shown = (probability >= review) & ~proposed
    return Reconciliation(ordered, records, fitted, weighed, proposed, shown, cluster, match, review)


def _fitted(found: Compared, records: Records, sizes: list[int], parameters: Parameters, progress: Progress) -> Model:
    """The model fitted to the lists, with the lists' own strangers."""
    evidence = weighing.gather(found, records)
    model = adapt(evidence, sizes, parameters, progress)
    strangers = weighing.gather(compare(records, *_drawn(len(records), evidence, model)), records)
    return adapt(evidence, sizes, adapt_strangers(parameters, strangers), progress)


def _with_supported(found: Compared, support: Support, records: Records) -> Compared:
    """The candidates, and with them the pairs that only a third entry speaks for."""
    known, asked = (pairs.left * len(records) + pairs.right for pairs in (found, support))
    place = np.searchsorted(known, asked)
    new = np.append(known, -1)[place] != asked
    if not new.any():
        return found
    return in_order([found, compare(records, support.left[new], support.right[new])])


def _drawn(records: int, evidence: Evidence, model: Model) -> tuple[Ints, Ints]:
    """Pairs spread evenly over all pairs of records, without those that are probably one person.

    They are drawn with a fixed seed over the numbering of records, so that the draw is the same each time.
    """
    if records < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    count = min(STRANGERS, records * (records - 1) // 2)
    rng = np.random.Generator(np.random.PCG64(records))
    left = rng.integers(0, records, count)
    right = (left + rng.integers(1, records, count)) % records
    total = total_log_likelihoods(PairsInColumns.of(evidence), model.levels)
    likely = weighing.posterior(total, model.shares[evidence.group])[:, STRANGER] < 0.5
    known = evidence.left[likely] * records + evidence.right[likely]
    keep = ~np.isin(np.minimum(left, right) * records + np.maximum(left, right), known)
    return left[keep], right[keep]


def _weighed(evidence: Evidence, model: Model, records: Records) -> Weighed:
    features = weighing.feature_bits(evidence, model.levels)
    total = total_log_likelihoods(PairsInColumns.of(evidence), model.levels)
    shares = model.shares[evidence.group]
    of_group = shares[:, SAME] - shares[:, STRANGER]
    prior = model.prior
    relatives = weighing.confusable(total, shares)
    alone = of_group + np.sum(list(features.values()), axis=0) + relatives
    inside = records.lists[evidence.left] == records.lists[evidence.right]
    even = np.zeros_like(shares)
    even[:, STRANGER] = -40.0
    alike = weighing.posterior(total[inside], even[inside])[:, SAME]
    taken = np.zeros(len(evidence))
    share = model.single(np.bincount(records.lists, minlength=int(evidence.groups.max(initial=0)) + 1))
    claims = (
        evidence.left[~inside],
        evidence.right[~inside],
        alone[~inside],
        records.lists,
        (evidence.left[inside], evidence.right[inside], alike),
    )
    single = rivals.singles(*claims, share)
    taken[~inside] = rivals.rival_bits(*claims, single)
    return Weighed(
        evidence,
        prior,
        of_group - prior,
        features,
        relatives,
        taken,
        np.zeros(len(evidence)),
        weighing.posterior(total, shares),
        single,
    )


def _hear_third_lists(weighed: Weighed, support: Support, model: Model, lists: Ints) -> Weighed:
    """Add what an entry of a further list says of two entries that both fit it."""
    evidence = weighed.evidence
    total = total_log_likelihoods(PairsInColumns.of(evidence), model.levels)
    given = support_bits(support.bits_for(evidence.left, evidence.right), total)
    speaks_for = np.maximum(given - (weighed.bits - weighed.of_rivals), 0.0)
    heard = replace(weighed, of_third_lists=speaks_for)
    pairs = (evidence.left, evidence.right, heard.probability, weighed.kinds[:, SAME])
    return replace(weighed, of_third_lists=speaks_for + against_bits(pairs, lists))
