"""Names of markers and alleles as laboratories spell them, and what each says of where a marker lies.

``PENTA_E``, ``Penta E`` and ``PentaE`` are one marker, ``THO1`` and ``TP0X`` are slips that kits themselves print.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from homeward.kinship.terms import Chromosome, Sex

_SPELLINGS = {"tho1": "th01", "hth01": "th01", "tp0x": "tpox", "csf": "csf1po", "csf1p0": "csf1po", "actbp2": "se33"}
_NOT_A_LETTER = re.compile(r"[^0-9a-z]")
_STR = re.compile(r"\d{1,3}(?:\.\d)?")
#: X-chromosomal markers of forensic kits whose names do not begin with DX.
_ON_X = frozenset({"hprtb", "gata172d05", "gata31e08", "gata165b12"})
#: What stands for a reading that was not made.
_BLANK = frozenset({"", "0", "-", "?", "na", "n/a", "nan", "nr", "inc", "none", "null"})
_MALE = frozenset({"m", "male", "1", "ч", "м", "e", "erkek", "xy"})
_FEMALE = frozenset({"f", "female", "2", "ж", "k", "kadın", "xx"})


def key(marker: str) -> str:
    """What all spellings of a marker have in common."""
    found = _NOT_A_LETTER.sub("", marker.casefold())
    return _SPELLINGS.get(found, found)


def by_key(markers: Iterable[str]) -> dict[str, str]:
    """Names of markers by what their spellings have in common."""
    return {key(marker): marker for marker in markers}


def tells_sex(marker: str) -> bool:
    """Whether it is amelogenin, which is read as the sex and never compared."""
    return key(marker).startswith("amel")


def is_lineage(marker: str) -> bool:
    """Whether it lies on the Y or is mitochondrial, where alleles are no pairs."""
    found = key(marker)
    return found.startswith(("dys", "yindel", "ygata", "dyf", "mt")) or found in ("m175", "sry")


def chromosome(marker: str) -> Chromosome:
    """Where a marker lies, by its name."""
    found = key(marker)
    return Chromosome.X if found.startswith("dx") or found in _ON_X else Chromosome.AUTOSOMAL


def is_blank(cell: str) -> bool:
    """Whether a cell says that nothing was seen."""
    return cell.casefold() in _BLANK


def allele(cell: str) -> str:
    """An allele in one spelling: ``12.0`` is ``12``, ``9,3`` is ``9.3``; what is no number of repeats stays."""
    text = cell.strip().replace(",", ".")
    if re.fullmatch(r"\d{1,3}\.\d+", text):
        text = f"{float(text):.6g}"
    return str(int(text)) if text.isdecimal() else text if _STR.fullmatch(text) else cell.strip()


def is_str_allele(text: str) -> bool:
    """Whether an allele is a number of repeats, with the bases of an incomplete one behind the point."""
    return _STR.fullmatch(text) is not None


def read_sex(cell: str) -> Sex | None:
    """The sex that a cell tells, in the four languages or PLINK's numbers; None where it is not understood."""
    word = cell.strip().casefold()
    if word in _MALE:
        return Sex.MALE
    if word in _FEMALE:
        return Sex.FEMALE
    return Sex.UNKNOWN if is_blank(word) or word in ("u", "unknown", "-9", "other") else None


def sex_of_amelogenin(alleles: Iterable[str]) -> Sex | None:
    """X alone is a woman, Y beside it or alone a man; None where it is neither."""
    seen = {one.casefold() for one in alleles if not is_blank(one)}
    if not seen:
        return Sex.UNKNOWN
    if not seen <= {"x", "y"}:
        return None
    return Sex.MALE if "y" in seen else Sex.FEMALE


def in_spelling_of(names: Mapping[str, str], marker: str) -> str:
    """The marker as ``names`` (from ``by_key``) writes it, "" where they lack it."""
    return names.get(key(marker), "")
