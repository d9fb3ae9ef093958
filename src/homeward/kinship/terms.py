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


class Conclusion(StrEnum):
    """What a joint identification proposes of a missing person or of remains, in the words of dvir's tables."""

    UNDISPUTED = "Undisputed"
    MATCH = "Match (GLR)"
    SYMMETRIC = "Symmetric match"
    PROBABLE = "Probable"
    DISPUTED = "Disputed"
    INCONCLUSIVE = "Inconclusive"
    NO_MATCH = "No match"
    EXCLUDED = "Excluded"
