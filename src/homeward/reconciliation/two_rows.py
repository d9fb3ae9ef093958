"""Two rows weighed by themselves, without lists around them: as somebody does who asks "could these two be one?".

The model is the shipped one, as nothing can be learnt from two rows. Nobody asks of two rows drawn at random, so the
prior is that of two lists of a thousand entries of whom every second stands on both; and as no list says how common a
name is, the tables of names do (``names``). The weights add up as they do in a list: prior and reasons are the log
odds. What the rows would be among others, their rivals and third entries, nobody can say here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from homeward.names.dictionary import given_names, surname_frequency
from homeward.names.keys import Part, part_keys
from homeward.names.parsing import parse_name
from homeward.reconciliation import weighing
from homeward.reconciliation.compared import compare
from homeward.reconciliation.comparing import MATCH, REVIEW, Reconciliation, Weighed
from homeward.reconciliation.estimation import Model
from homeward.reconciliation.features import make_records
from homeward.reconciliation.frequencies import RARE
from homeward.reconciliation.likelihoods import PairsInColumns, total_log_likelihoods
from homeward.reconciliation.parameters import KINDS, SAME, STRANGER, Array, shipped
from homeward.reconciliation.records import Ints
from homeward.reconciliation.weighing import Evidence
from homeward.register.entries import PersonList
from homeward.words import _

#: The lists that two rows are thought to come from: so many entries each, and half of them on both.
ENTRIES = 1_000

#: What is said of the prior.
BEFORE = _("any two entries of two lists of 1,000 that have half in common")

_NAME_COLUMNS = ("surname", "given_name", "patronymic", "full_name")


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
    evidence = weighing.gather(compare(records, np.array([0]), np.array([1])), records)
    evidence = _with_frequencies(evidence, table_frequencies([lists[number] for number in records.lists]))
    model = _model(evidence.groups, int(evidence.group[0]))
    weighed = _weighed(evidence, model)
    probability = weighed.probability
    proposed = probability >= MATCH
    review = (probability >= REVIEW) & ~proposed
    cluster = np.zeros(2, np.int64) if proposed[0] else np.arange(2, dtype=np.int64)
    return Reconciliation(lists, records, model, weighed, proposed, review, cluster, MATCH, REVIEW)


def _with_frequencies(evidence: Evidence, frequencies: dict[str, Array]) -> Evidence:
    """The evidence with the share of people who bear each name, as the tables of names have it."""
    rarity = {}
    for part, told in evidence.rarity.items():
        shares = frequencies[part]
        rarity[part] = np.where(np.isnan(told), told, np.max(np.where(shares < 1.0, shares, 0.0)))
    return replace(evidence, rarity=rarity)


def table_frequencies(rows: list[PersonList]) -> dict[str, Array]:
    """Per part of a name and row the share of people who bear the name, by the tables of names; 1 where it has none.

    Of the forms of a name the one that the tables have most often counts.
    """
    names = [parse_name(*(row.entries[column][0].as_py() for column in _NAME_COLUMNS)) for row in rows]
    given = given_names().frequency
    return {
        "surname": np.array([_share(name.surname, Part.SURNAME, surname_frequency()) for name in names]),
        "given": np.array([_share(name.given, Part.GIVEN, given) for name in names]),
        "patronymic": np.array([_share(name.patronymic, Part.PATRONYMIC, given) for name in names]),
        "aside": np.full(len(rows), RARE["aside"]),
        "tag": np.full(len(rows), RARE["tag"]),
    }


def _share(word: str, part: Part, shares: dict[str, float]) -> float:
    keys = part_keys(word, part)
    least = RARE["given" if part is Part.GIVEN else part.value]
    return max([least, *(shares.get(form, 0.0) for form in (*keys.lemmas, *keys.skeletons))]) if word else 1.0


def _model(lists: Ints, group: int) -> Model:
    """The shipped model for two lists of ``ENTRIES``; the pairs inside a list do not count."""
    parameters = shipped()
    groups = len(lists)
    share = np.array([parameters.shares.get(kind, 0.0) / ENTRIES for kind in KINDS])
    share[STRANGER] = 1.0 - share[:STRANGER].sum()
    pairs = np.zeros(groups)
    pairs[group] = float(ENTRIES**2)
    return Model([parameters.levels] * groups, np.tile(np.log2(share), (groups, 1)), pairs, lists)


def _weighed(evidence: Evidence, model: Model) -> Weighed:
    total = total_log_likelihoods(PairsInColumns.of(evidence), model.levels)
    shares = model.shares[evidence.group]
    nothing = np.zeros(len(evidence))
    return Weighed(
        evidence,
        float(shares[0, SAME] - shares[0, STRANGER]),
        nothing,
        weighing.feature_bits(evidence, model.levels),
        weighing.confusable(total, shares),
        nothing,
        nothing,
        weighing.posterior(total, shares),
        np.ones((2, 2)),
    )
