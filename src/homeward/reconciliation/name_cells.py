"""What stands in the cells of a name beside the name: a call sign, the tag of a bag, a word that says nobody knows.

Lists of the dead are full of these ("Петренко І. «Сокіл»", "Неизвестный, бирка № 214"). A call sign and a tag are told
apart from the name and compared by themselves; "unknown" is no surname. Call signs are words, so they are also
translated: ``data/call_signs.csv`` holds the forms of common ones in four languages, in one row each.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from homeward.names.scripts import clean_word, script_of
from homeward.names.skeleton import skeletons_of


@dataclass(frozen=True, slots=True)
class NameCells:
    """The cells of a name without what is no name, and the keys of what stood beside it.

    Attributes:
        cells: surname, given name, patronymic, full name.
        signs: keys of call signs, sorted.
        tag: figures of the first tag, "" if there is none.
    """

    cells: tuple[str, str, str, str]
    signs: tuple[str, ...] = ()
    tag: str = ""


#: A cheap look first: most cells hold nothing but a name.
_WORTH_A_LOOK = (
    r"[\d«»\"„“”]|по[зс][иы]вн|псевдо|клич|прізвиськ|прозв|sign|c/s|alias|nick|kod ad|lakab|не.?[вуо]"
    r"|неиз|не.?[іи]д|unk|unid|belirsiz|meçhul"
)
_TAG = re.compile(
    r"(?:\b(?:бирк\w*|бірк\w*|жетон\w*|міш(?:ок|ка)|меш(?:ок|ка)|пакет\w*|тіло|тело|труп|останки|body|bag|tag|label"
    r"|torba|etiket|künye)\b[\s.:]*(?:(?:№|#|\bno\b|\bn\b)[\s.:]*)?|(?:№|#|\bno\.)\s*|(?<![^\W\d_])(?=[^\W\d_]{1,3}[-/]\d))"
    r"(?:[^\W\d_]{1,3}[-/ ]?)?(\d[\d/-]*)",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"\b(?:по[зс][иы]вн\w+|псевдо\w*|кличк\w+|прізвиськ\w+|прозвищ\w+|call[\s-]*sign|c/s|alias|nick(?:name)?|kod ad\w*"
    r"|lakab\w*)[\s:–-]*[«\"„“('’]?([^\W\d_][^\W\d_'’ʼ-]*)[»\"”“)'’]?",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[«\"„“]\s*([^«»\"„“”]+?)\s*[»\"”“]")
_UNKNOWN = re.compile(
    r"\b(?:невідом(?:ий|а|ого|ої|о)|неизвест(?:ный|ная|ного|ной|но|ен)|неизв|невід"
    r"|не\s*(?:встановлен|установлен|опізнан|опознан|ідентифікован|идентифицирован)\w*|unknown|unkn|unidentified"
    r"|(?:kimliği\s+)?(?:belirsiz|meçhul)|(?:особа|лицо|person|тіло|тело|body|останки|remains|чоловік|мужчина|male"
    r"|жінка|женщина|female))\b\.?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")


def read_name_columns(columns: Sequence[pa.ChunkedArray | pa.Array]) -> tuple[list[pa.Array], pa.ListArray, pa.Array]:
    """Tell names from what stands beside them.

    Args:
        columns: surname, given name, patronymic, full name, "" where a cell is empty; shape (entries,).

    Returns:
        the columns without what is no name; keys of call signs of each entry; its tag, "" if it has none.
    """
    cells = [column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in columns]
    looks = [pc.match_substring_regex(column, _WORTH_A_LOOK, ignore_case=True) for column in cells]
    worth = np.logical_or.reduce([look.to_numpy(zero_copy_only=False) for look in looks])
    rows = np.flatnonzero(worth)
    told = [read_name_cells(*row) for row in zip(*(column.take(rows).to_pylist() for column in cells), strict=True)]
    bare = [
        pc.replace_with_mask(column, pa.array(worth), pa.array([one.cells[place] for one in told], pa.string()))
        for place, column in enumerate(cells)
    ]
    starts = np.append(0, np.cumsum(np.bincount(rows, [len(one.signs) for one in told], len(worth))))
    signs = pa.array([sign for one in told for sign in one.signs], pa.string())
    tags = np.full(len(worth), "", object)
    tags[rows] = [one.tag for one in told]
    return bare, pa.ListArray.from_arrays(pa.array(starts.astype(np.int32)), signs), pa.array(tags, pa.string())


@lru_cache(maxsize=1 << 16)
def read_name_cells(surname: str, given_name: str, patronymic: str, full_name: str) -> NameCells:
    """Tell one name from what stands beside it.

    >>> read_name_cells("", "", "", "Неизвестный «Сокол», бирка № 214")
    NameCells(cells=('', '', '', ''), signs=('sokil',), tag='214')
    """
    cells = (surname, given_name, patronymic, full_name)
    signs: set[str] = set()
    tags: list[str] = []
    left = []
    for cell in cells:
        tags += [_tag_key(found[1]) for found in _TAG.finditer(cell)]
        text = _TAG.sub(" ", cell)
        for pattern in (_SIGN, _QUOTED):
            signs.update(sign_key(word) for found in pattern.finditer(text) for word in found[1].split())
            text = pattern.sub(" ", text)
        left.append(text if _LETTERS.search(text) else "")
    if not any(left) and any(len(found[1].split()) > 1 for cell in cells for found in _QUOTED.finditer(cell)):
        return NameCells(cells)  # the whole name stands in quotation marks
    bare = [_UNKNOWN.sub(" ", text) for text in left]
    if not any(map(_LETTERS.search, bare)):  # "Неизвестный" is a surname too, of those whose given name is told
        left = [""] * len(left)
    a, b, c, d = left
    return NameCells((a, b, c, d), tuple(sorted(signs - {""})), tags[0] if tags else "")


def _tag_key(figures: str) -> str:
    """The figures of a tag without zeros in front; the letter before them is the site's and often left out."""
    return "-".join(part.lstrip("0") for part in re.findall(r"\d+", figures))


@lru_cache(maxsize=1 << 14)
def sign_key(word: str) -> str:
    """What a call sign is compared by: one key for all forms of a known word, else its sound; "" for no word."""
    clean = clean_word(word, script_of(word.lower()))
    skeletons = skeletons_of(clean) if clean else ()
    return next((_known_signs()[s] for s in skeletons if s in _known_signs()), skeletons[0] if skeletons else "")


@cache
def _known_signs() -> dict[str, str]:
    """Skeleton of each form -> skeleton of the first form of its row."""
    keys: dict[str, str] = {}
    with (files("homeward.reconciliation") / "data" / "call_signs.csv").open(encoding="utf-8") as file:
        for row in csv.reader(file):
            first = skeletons_of(row[0])[0]
            for form in row:
                keys.setdefault(skeletons_of(form.lower())[0], first)
    return keys
