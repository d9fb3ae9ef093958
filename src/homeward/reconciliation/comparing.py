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
import pyarrow as pa

from homeward.progress import Progress, silent
from homeward.reconciliation import linking, rivals, weighing
from homeward.reconciliation.clusters import join
from homeward.reconciliation.engines import Engine, EngineName, open_engine
from homeward.reconciliation.estimation import Model, adapt, adapt_strangers
from homeward.reconciliation.features import make_records
from homeward.reconciliation.parameters import SAME, STRANGER, Array, Parameters, shipped
from homeward.reconciliation.third_lists import Support, support_bits, supported
from homeward.reconciliation.weighing import Evidence, Ints
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
        of_third_lists: bits given by an entry of a further list that fits both (at least 0).
        kinds: probability of each kind of pair by its levels alone, shape (pairs, kinds).
    """

    evidence: Evidence
    prior: float
    of_lists: Array
    of_features: dict[str, Array]
    of_relatives: Array
    of_rivals: Array
    of_third_lists: Array
    kinds: Array

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
        records: schema ``features.RECORD``.
        model: the shares and levels the pairs were weighed by, fitted to these lists.
        weighed: the pairs.
        proposed: per pair, whether it is proposed as one person.
        review: per pair, whether a person must look.
        cluster: per record the first record of its cluster.
        match, least: the probabilities at which pairs are proposed and shown.
    """

    lists: tuple[PersonList, ...]
    records: pa.Table
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
    match: float = MATCH,
    review: float = REVIEW,
    parameters: Parameters | None = None,
    progress: Progress = silent,
) -> Reconciliation:
    """Find out which entries of the lists describe one person.

    Args:
        lists: two or more, with different labels; one list alone is searched for duplicates.
        engine: where it is computed; the result does not depend on it.
        match, review: probabilities in (0, 1), ``review`` at most ``match``.
        parameters: the model to start from; as shipped if not given.
        progress: told of each step.

    Raises:
        ValueError: labels that are not different, or probabilities out of range.
    """
    if len({one.label for one in lists}) < len(lists):
        raise ValueError("every list needs a label of its own")
    if not 0 < review <= match < 1:
        raise ValueError("0 < review <= match < 1 must hold")
    model = parameters or shipped()
    ordered = tuple(sorted(lists, key=lambda one: one.label))
    records = make_records(ordered, progress)
    sizes = [len(one) for one in ordered]
    with open_engine(engine) as database:
        found = linking.candidates(records, model, database, LEAST_BITS, progress)
        fitted, model = _fitted(found, records, sizes, model, database, progress)
        weighed = _weighed(weighing.gather(found, records), fitted, records)
        support = supported(weighed.evidence.left, weighed.evidence.right, weighed.probability)
        found = _with_supported(found, support, records, model, database)
    weighed = _weighed(weighing.gather(found, records), fitted, records)
    weighed = _hear_third_lists(weighed, support, fitted)
    probability = weighed.probability
    evidence = weighed.evidence
    above = np.flatnonzero(probability >= match)
    list_of = records["list"].to_numpy().astype(np.int64)
    cluster, refused = join(evidence.left[above], evidence.right[above], probability[above], list_of)
    proposed = np.zeros(len(probability), dtype=bool)
    proposed[above] = True
    proposed[above[refused]] = False
    shown = (probability >= review) & ~proposed
    return Reconciliation(ordered, records, fitted, weighed, proposed, shown, cluster, match, review)


def _fitted(
    found: pa.Table,
    records: pa.Table,
    sizes: list[int],
    parameters: Parameters,
    database: Engine,
    progress: Progress,
) -> tuple[Model, Parameters]:
    """The model fitted to the lists, and the parameters with the lists' own strangers."""
    evidence = weighing.gather(found, records)
    model = adapt(evidence, sizes, parameters, progress)
    drawn = _drawn(records.num_rows, evidence, model)
    strangers = weighing.gather(linking.compare(records, drawn, parameters, database), records)
    parameters = adapt_strangers(parameters, strangers)
    return adapt(evidence, sizes, parameters, progress), parameters


def _with_supported(
    found: pa.Table, support: Support, records: pa.Table, parameters: Parameters, database: Engine
) -> pa.Table:
    """The candidates, and with them the pairs that only a third entry speaks for."""
    known = set(zip(found["uid_l"].to_pylist(), found["uid_r"].to_pylist(), strict=True))
    pairs = [pair for pair in zip(support.left.tolist(), support.right.tolist(), strict=True) if pair not in known]
    if not pairs:
        return found
    asked = pa.table({"uid_l": [a for a, _ in pairs], "uid_r": [b for _, b in pairs]})
    compared = linking.compare(records, asked, parameters, database)
    return pa.concat_tables([found, compared]).sort_by([("uid_l", "ascending"), ("uid_r", "ascending")])


def _drawn(records: int, evidence: Evidence, model: Model) -> pa.Table:
    """Pairs spread evenly over all pairs of records, without those that are probably one person.

    They are spread by a fixed multiplier over the numbering of records, so that the draw is the same each time.
    """
    if records < 2:
        return pa.table({"uid_l": pa.array([], pa.int64()), "uid_r": pa.array([], pa.int64())})
    count = min(STRANGERS, records * (records - 1) // 2)
    rng = np.random.Generator(np.random.PCG64(records))
    left = rng.integers(0, records, count)
    right = (left + rng.integers(1, records, count)) % records
    likelihoods = weighing.log_likelihoods(evidence, model.levels)
    total = weighing.totals(likelihoods)
    likely = weighing.posterior(total, model.shares[evidence.group])[:, STRANGER] < 0.5
    known = set((evidence.left[likely] * records + evidence.right[likely]).tolist())
    low, high = np.minimum(left, right), np.maximum(left, right)
    keep = np.array([pair not in known for pair in (low * records + high).tolist()], dtype=bool)
    return pa.table({"uid_l": low[keep], "uid_r": high[keep]})


def _weighed(evidence: Evidence, model: Model, records: pa.Table) -> Weighed:
    likelihoods = weighing.log_likelihoods(evidence, model.levels)
    features = {feature: logs[:, SAME] - logs[:, STRANGER] for feature, logs in likelihoods.items()}
    total = weighing.totals(likelihoods)
    shares = model.shares[evidence.group]
    of_group = shares[:, SAME] - shares[:, STRANGER]
    prior = model.prior
    relatives = weighing.confusable(total, shares)
    alone = of_group + np.sum(list(features.values()), axis=0) + relatives
    list_of = records["list"].to_numpy().astype(np.int64)
    inside = list_of[evidence.left] == list_of[evidence.right]
    even = np.zeros_like(shares)
    even[:, STRANGER] = -40.0
    alike = weighing.posterior(total[inside], even[inside])[:, SAME]
    taken = np.zeros(len(evidence))
    taken[~inside] = rivals.rival_bits(
        evidence.left[~inside],
        evidence.right[~inside],
        alone[~inside],
        list_of,
        (evidence.left[inside], evidence.right[inside], alike),
        model.single(np.bincount(list_of, minlength=int(evidence.groups.max(initial=0)) + 1)),
    )
    return Weighed(
        evidence,
        prior,
        of_group - prior,
        features,
        relatives,
        taken,
        np.zeros(len(evidence)),
        weighing.posterior(total, shares),
    )


def _hear_third_lists(weighed: Weighed, support: Support, model: Model) -> Weighed:
    """Add what an entry of a further list says of two entries that both fit it."""
    evidence = weighed.evidence
    total = weighing.totals(weighing.log_likelihoods(evidence, model.levels))
    given = support_bits(support.bits_for(evidence.left, evidence.right), total)
    return replace(weighed, of_third_lists=np.maximum(given - (weighed.bits - weighed.of_rivals), 0.0))
