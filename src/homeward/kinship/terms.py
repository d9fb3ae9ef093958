"""The field's words for profiles and pedigrees; values as they stand in files."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """Sex of a member of a pedigree, as far as it decides what is inherited."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class Chromosome(StrEnum):
    """Where a marker lies."""

    AUTOSOMAL = "autosomal"
    X = "X"


class MutationModel(StrEnum):
    """How the mutation matrix of a marker is made from its rate."""

    EQUAL = "equal"
    PROPORTIONAL = "proportional"
    ONESTEP = "onestep"
    STEPWISE = "stepwise"
    CUSTOM = "custom"
