"""Which letters the bytes of a text file stand for.

Read are UTF-8 (with or without a byte order mark), UTF-16 with its mark, and Windows-1251. Windows-1251 has no mark and
hardly any byte that is wrong in it, so it is believed only when the text it gives looks like Ukrainian or Russian
more than under any other Cyrillic code page. Other code pages are named, not read: whoever made the file should see
that its letters arrive.
"""

from __future__ import annotations

import codecs
import hashlib
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from homeward.intake import limits
from homeward.intake.faults import FaultLog
from homeward.words import _

_CHUNK: Final = 1 << 20

#: Code pages in which Ukrainian or Russian text may arrive, and what people call them.
_CYRILLIC_PAGES: Final = {
    "cp1251": "Windows-1251",
    "koi8-u": "KOI8",
    "cp866": "CP866 (DOS)",
    "iso8859-5": "ISO 8859-5",
    "mac-cyrillic": "Mac Cyrillic",
}

#: Share of each letter, in thousandths, in Russian and Ukrainian running text taken together (rounded).
_FREQUENCY: Final = {
    "о": 98, "а": 82, "и": 67, "н": 66, "е": 62, "т": 56, "р": 47, "с": 48, "в": 48, "л": 42, "к": 37, "м": 32, "д": 31,
    "п": 29, "у": 31, "я": 23, "і": 30, "ь": 17, "з": 20, "г": 17, "б": 17, "ч": 14, "й": 12, "ж": 9, "х": 11, "ш": 8,
    "ю": 8, "ц": 7, "щ": 5, "є": 4, "ї": 5, "ф": 3, "ґ": 1, "ы": 10, "э": 2, "ъ": 1, "ё": 1,
}  # fmt: skip
_UNNATURAL: Final = math.log(0.0001)
_LETTER_WEIGHT: Final = {letter: math.log(share / 1000) for letter, share in _FREQUENCY.items()}
_NOT_ASCII_WORD: Final = re.compile(r"[^\x00-\x7f]+")
_MIXED_WORD: Final = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")

SAVE_AS_UTF8: Final = _("Save the list again as “CSV UTF-8” or as an Excel workbook (XLSX).")
NOT_TEXT: Final = _("The file holds bytes that are no text. Save the list as CSV UTF-8 or as an Excel workbook (XLSX).")
DAMAGED_UTF8: Final = _(
    "The text is UTF-8, but some letters in this line are damaged. Save the list again from its source."
)
OTHER_PAGE: Final = _("The letters are written in this code page, which is not read. Save the list as CSV UTF-8.")
LATIN_PAGE: Final = _(
    "The letters look like those of a Western, Central European or Turkish code page, which is not read. "
    "Save the list as CSV UTF-8."
)
UNKNOWN_PAGE: Final = _("It cannot be told how the letters of this file are written. Save the list as CSV UTF-8.")
EMPTY_FILE: Final = _("The file is empty. Hand in a list with a row of headings and a row for each person.")
TOO_LARGE: Final = _("The file is too large for one list. Hand it in in parts.")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text file that was looked through once.

    Attributes:
        encoding: a codec of Python that reads all of it.
        sha256: digest of its bytes, hex.
    """

    encoding: str
    sha256: str


def recognise(path: Path, log: FaultLog) -> TextFile:
    """Tell how the text of ``path`` is encoded; reads the whole file once, a chunk at a time.

    Raises:
        InputRefused: the file is empty, holds no text, or text in an encoding that is not read.
    """
    if path.stat().st_size > limits.TEXT_BYTES:
        raise log.refuse(f"{path.stat().st_size} B", TOO_LARGE)
    with path.open("rb") as file:
        head = file.read(4)
    if not head:
        raise log.refuse("", EMPTY_FILE)
    if head in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        raise log.refuse("UTF-32", SAVE_AS_UTF8)
    marked = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder(marked)("strict")
    broken_line, lines, sample, text_seen = 0, 1, b"", False
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            digest.update(chunk)
            sample = sample or chunk
            if not broken_line:
                try:
                    text = decoder.decode(chunk, final=not chunk)
                    if "\0" in text:
                        raise log.refuse("", NOT_TEXT)
                    text_seen = text_seen or bool(text.strip("\ufeff \t\r\n"))
                    lines += text.count("\n")
                except UnicodeDecodeError as trouble:
                    broken_line = lines + bytes(trouble.object[: trouble.start]).count(b"\n")
                    text_seen = True
            elif b"\0" in chunk:
                raise log.refuse("", NOT_TEXT)
            if not chunk:
                break
    if not text_seen:
        raise log.refuse("", EMPTY_FILE)
    if not broken_line:
        return TextFile(marked, digest.hexdigest())
    if marked == "utf-16":
        raise log.refuse("UTF-16", NOT_TEXT, row=broken_line)
    _believe_windows_1251(path, sample, broken_line, log)
    return TextFile("cp1251", digest.hexdigest())


def _believe_windows_1251(path: Path, sample: bytes, broken_line: int, log: FaultLog) -> None:
    """Pass when ``sample`` is Windows-1251 text; refuse with what it is, as far as that can be told."""
    if b"\0" in sample or sum(byte < 32 and byte not in b"\t\r\n\x0b\x0c\x1a" for byte in sample):
        raise log.refuse("", NOT_TEXT)
    high = sum(byte > 127 for byte in sample)
    if high:
        readable = sum(len(letter.encode()) for letter in sample.decode("utf-8", "ignore") if letter > "\x7f")
        if readable >= 0.8 * high and readable > 3:
            raise log.refuse("", DAMAGED_UTF8, row=broken_line)
        if len(_MIXED_WORD.findall(sample)) > 0.3 * high:
            raise log.refuse("", LATIN_PAGE)
        weights = {page: _naturalness(sample, page) for page in _CYRILLIC_PAGES}
        best = max(weights, key=lambda page: weights[page])
        if weights[best] < 0.75 * _UNNATURAL:
            raise log.refuse("", UNKNOWN_PAGE)
        if best != "cp1251" and weights["cp1251"] < weights[best]:
            raise log.refuse(_CYRILLIC_PAGES[best], OTHER_PAGE)
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            if b"\x98" in chunk:  # the one byte that stands for nothing in Windows-1251
                raise log.refuse("", UNKNOWN_PAGE)


def _naturalness(sample: bytes, page: str) -> float:
    """Mean log-frequency of the letters above ASCII; marks and misplaced capitals count as very rare letters."""
    total, letters = 0.0, 0
    for word in _NOT_ASCII_WORD.findall(sample.decode(page, "replace")):
        letters += len(word)
        if word in ("№", "«", "»", "–", "—", "’", "…"):
            total += _LETTER_WEIGHT["р"] * len(word)
            continue
        well_cased = word[1:].islower() or word.isupper() or len(word) == 1
        for letter in word:
            weight = _LETTER_WEIGHT.get(letter.lower(), _UNNATURAL)
            total += weight if well_cased else min(weight, 0.6 * _UNNATURAL)
    return total / letters if letters else _UNNATURAL
