"""What a reader sees or hears of a page, and what of it is still English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files

from babel.messages.pofile import read_po

from homeward.words import Language

_UNSEEN = {"script", "style", "code", "template"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_HEARD = ("aria-label", "title", "placeholder", "alt")
#: Words of ours that are the same in every language, and what people wrote themselves in the tests.
_SAME_EVERYWHERE = re.compile(
    r"homeward(?: [\w-]+)+(?: [\w.-]+)*|python verify_record\.py(?: [\w.-]+)*"
    r"|Homeward|UTC|XLSX|CSV|PDF|TOTP|QR|SHA-256|EDTF|Enter|Esc|Tab|Shift|Ctrl|English|Türkçe|tlog-proof|verify_record\.py"
    r"|[\w-]+\.(?:csv|xlsx|zip|pdf|toml|py)|hw_\w*|(?:https?://)?localhost\S*"
)
#: Languages call themselves what they call themselves.
LANGUAGES = {"Українська", "Русский", "English", "Türkçe"}
_LATIN_WORDS = re.compile(r"\b[A-Za-z]{3,}(?:\s+[A-Za-z]{2,})+\b")
_ENGLISH_ALONE = re.compile(
    r"\b(?:the|and|this|that|with|your|you|are|not|has|have|been|from|which|cannot|please|enter|required|field|click|"
    r"submit|sign|password|search|next|previous|back|none|yes|waiting|handed|shown|row|rows|list|lists|entry|entries)\b",
    re.IGNORECASE,
)


class _Reader(HTMLParser):
    """Pieces of text with the language they are said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[tuple[str, str]] = []
        self._open: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        language = said.get("lang", self._language)
        unseen = self._unseen or tag in _UNSEEN or "data-as-written" in said
        self.pieces += [(said[name], language) for name in _HEARD if said.get(name) and not unseen]
        if tag == "input" and said.get("type") in ("submit", "button"):
            self.pieces.append((said.get("value", ""), language))
        if tag not in _VOID:
            self._open.append((tag, language, unseen))

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            if self._open.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._unseen:
            self.pieces.append((" ".join(data.split()), self._language))

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    @property
    def _unseen(self) -> bool:
        return bool(self._open) and self._open[-1][2]


def pieces(html: str) -> list[tuple[str, str]]:
    """Every text and label of a page, with the language it stands in."""
    reader = _Reader()
    reader.feed(html)
    return reader.pieces


def english_on(html: str, language: Language, as_written: frozenset[str]) -> Iterator[str]:
    """Texts of a page in ``language`` that are English.

    Args:
        html: the page.
        language: in which it was asked for.
        as_written: what people of the tests wrote themselves: names, reasons, cells.
    """
    for text, said_to_be in pieces(html):
        if said_to_be and said_to_be != language:
            continue
        rest = _SAME_EVERYWHERE.sub("·", text)
        for words in sorted(as_written, key=len, reverse=True):
            rest = rest.replace(words, "·")
        if text in as_written or text in LANGUAGES:
            continue
        if is_untranslated(text, language) or _is_english(rest, language):
            yield text


def _is_english(text: str, language: Language) -> bool:
    if language in (Language.UK, Language.RU):
        return bool(_LATIN_WORDS.search(text))
    return bool(_ENGLISH_ALONE.search(text)) and text.isascii()


def is_untranslated(text: str, language: Language) -> bool:
    """Whether it is a sentence of the catalogue in English, where the language has another."""
    said = _catalogue(language)
    return said.get(text, text) != text


@cache
def _catalogue(language: Language) -> dict[str, str]:
    source = files("homeward") / "locale" / language.value / "LC_MESSAGES" / "homeward.po"
    with source.open("rb") as po_file:
        catalogue = read_po(po_file, locale=language.value)
    return {message.id: str(message.string) for message in catalogue if isinstance(message.id, str) and message.string}
