"""Two rows weighed by themselves, without lists around them: as somebody does who asks "could these two be one?".

The model is the shipped one, as nothing can be learnt from two rows. Nobody asks of two rows drawn at random, so the
prior is that of two lists of a thousand entries of whom every second stands on both; and as no list says how common a
name is, the tables of names do (``names``). The weights add up as they do in a list: prior and reasons are the log
odds. What the rows would be among others, their rivals and third entries, nobody can say here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from homeward.names.dictionary import given_names, surname_frequency
from homeward.reconciliation import weighing
from homeward.reconciliation.comparing import MATCH, REVIEW, Reconciliation, Weighed
from homeward.reconciliation.comparisons import COMPARISONS
from homeward.reconciliation.engines import EngineName, open_engine
from homeward.reconciliation.estimation import Model
from homeward.reconciliation.features import make_records
from homeward.reconciliation.frequencies import RARE
from homeward.reconciliation.parameters import KINDS, SAME, STRANGER, Array, shipped
from homeward.reconciliation.weighing import Evidence
from homeward.register.entries import PersonList
from homeward.words import _

#: The lists that two rows are thought to come from: so many entries each, and half of them on both.
ENTRIES = 1_000

#: What is said of the prior.
BEFORE = _("any two entries of two lists of 1,000 that have half in common")


def weigh_rows(left: PersonList, right: PersonList) -> Reconciliation:
    """Weigh the two rows, given as lists of one entry each with different labels.

    Returns:
        A reconciliation whose only pair, at position 0, is the two rows. No row is read twice, and nothing is kept.

    Raises:
        ValueError: not one entry each, or one label for both.
    """
    if len(left) != 1 or len(right) != 1 or left.label == right.label:
        raise ValueError("two lists of one entry each, with a label each, are weighed")
    lists = tuple(sorted((left, right), key=lambda one: one.label))
    records = make_records(lists)
    evidence = _with_frequencies(weighing.gather(_levels(records), records), records)
    model = _model(len(evidence.groups), int(evidence.group[0]))
    weighed = _weighed(evidence, model)
    probability = weighed.probability
    proposed = probability >= MATCH
    review = (probability >= REVIEW) & ~proposed
    cluster = np.zeros(2, np.int64) if proposed[0] else np.arange(2, dtype=np.int64)
    return Reconciliation(lists, records, model, weighed, proposed, review, cluster, MATCH, REVIEW)


def _levels(records: pa.Table) -> pa.Table:
    """How the two records compare, as ``linking.compare`` says it; asked straight, which takes a tenth of the time."""
    columns = ", ".join(
        f"CASE WHEN {one.absent} THEN -1 "
        + " ".join(f"WHEN {level.condition} THEN {place}" for place, level in enumerate(one.levels) if level.condition)
        + f" ELSE {len(one.levels) - 1} END AS {one.feature}"
        for one in COMPARISONS
    )
    sides = []
    for uid, end in enumerate("lr"):
        renamed = ", ".join(f"{name} AS {name}_{end}" for name in records.column_names)
        sides.append(f"(SELECT {renamed} FROM records WHERE uid = {uid})")
    with open_engine(EngineName.DUCKDB) as engine:
        engine.put("records", records)
        return engine.fetch(f"SELECT uid_l, uid_r, {columns} FROM {', '.join(sides)}")


def _with_frequencies(evidence: Evidence, records: pa.Table) -> Evidence:
    """The evidence with the share of people who bear each name, as ``name_frequencies`` has it."""
    frequency = name_frequencies(records)
    rarity = {
        part: np.where(np.isnan(told), told, np.max(np.where(frequency[part] < 1.0, frequency[part], 0.0)))
        for part, told in evidence.rarity.items()
    }
    return replace(evidence, rarity=rarity)


def name_frequencies(records: pa.Table) -> dict[str, Array]:
    """Per part of a name and record the share of people who bear the name, by the tables of names; 1 where it has none.

    Of the forms of a name the one that the tables have most often counts.
    """
    given = given_names().frequency
    known = {"surname": surname_frequency(), "given": given, "patronymic": given}
    found = {}
    for part, shares in known.items():
        forms = (records[f"{part}_{kind}"].to_pylist() for kind in ("lemmas", "skeletons"))
        names = [{*(lemmas or ()), *(skeletons or ())} for lemmas, skeletons in zip(*forms, strict=True)]
        found[part] = np.array(
            [max([RARE[part], *(shares.get(name, 0.0) for name in some)]) if some else 1.0 for some in names]
        )
    return found


def _model(groups: int, group: int) -> Model:
    """The shipped model for two lists of ``ENTRIES``; the pairs inside a list do not count."""
    parameters = shipped()
    share = np.array([parameters.shares.get(kind, 0.0) / ENTRIES for kind in KINDS])
    share[STRANGER] = 1.0 - share[:STRANGER].sum()
    pairs = np.zeros(groups)
    pairs[group] = float(ENTRIES**2)
    return Model([parameters.levels] * groups, np.tile(np.log2(share), (groups, 1)), pairs)


def _weighed(evidence: Evidence, model: Model) -> Weighed:
    likelihoods = weighing.log_likelihoods(evidence, model.levels)
    total: Array = np.sum(list(likelihoods.values()), axis=0)
    shares = model.shares[evidence.group]
    nothing = np.zeros(len(evidence))
    return Weighed(
        evidence,
        float(shares[0, SAME] - shares[0, STRANGER]),
        nothing,
        {feature: logs[:, SAME] - logs[:, STRANGER] for feature, logs in likelihoods.items()},
        weighing.confusable(total, shares),
        nothing,
        nothing,
        weighing.posterior(total, shares),
    )
