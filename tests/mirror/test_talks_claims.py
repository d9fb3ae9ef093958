"""The mirror for claims, communiqués and terms: swap the two sides, and they swap everywhere; nothing else changes."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from pathlib import Path

import pytest
from claimed import EXAMPLE

from homeward.talks import calendar_page, claims_page
from homeward.talks.agreed_terms_file import read_terms
from homeward.talks.calendar import calendar_document, calendar_ics, calendar_on
from homeward.talks.claims import assess, claims_document
from homeward.talks.claims_file import read_claims
from homeward.talks.communique import communique, communique_document, markdown
from homeward.talks.communique_file import read_figures
from homeward.talks.documents import read_acts
from homeward.words import Language

CODES = {"UA": "RU", "RU": "UA"}
NAMES = {
    "Україна": "Російська Федерація", "Украина": "Российская Федерация", "Ukraine": "Russian Federation",
    "Ukrayna": "Rusya Federasyonu",
}  # fmt: skip


def swapped(text: str) -> str:
    """Every code and name of a side exchanged with the other's."""
    pairs = CODES | NAMES | {other: one for one, other in NAMES.items()}
    return re.sub(rf"\b(?:{'|'.join(pairs)})\b", lambda found: pairs[found[0]], text)


def mirrored(folder: Path) -> Path:
    for file in EXAMPLE.iterdir():
        if file.suffix in (".csv", ".toml"):
            (folder / file.name).write_text(swapped(file.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def without_digests(text: str) -> str:
    return re.sub(r"[0-9a-f]{10,64}", "#", text)


def claims(folder: Path) -> list[str]:
    said, signed = read_claims(folder / "claims.csv"), read_acts(folder / "acts.csv")
    found = assess(said.claims, signed.acts, (said.sha256, signed.sha256))
    pages = [claims_page.page(found, language) for language in Language]
    return [json.dumps(claims_document(found), ensure_ascii=False), *pages]


def communiques(folder: Path) -> list[str]:
    made = communique(read_figures(folder / "figures.toml"), file="f")
    texts = [markdown(made, language) for language in Language]
    return [json.dumps(communique_document(made), ensure_ascii=False), *texts]


def calendars(folder: Path) -> list[str]:
    calendar = calendar_on(read_terms(folder / "terms.toml"), dt.date(2025, 6, 18))
    pages = [calendar_page.page(calendar, language) for language in Language]
    files = [calendar_ics(calendar, language).replace("\r\n ", "") for language in Language]
    return [json.dumps(calendar_document(calendar), ensure_ascii=False), *pages, *files]


@pytest.mark.parametrize("made", [claims, communiques, calendars])
def test_swapping_the_sides_swaps_them_and_nothing_else(tmp_path: Path, made: object) -> None:
    assert callable(made)
    one, other = made(EXAMPLE), made(mirrored(tmp_path))
    for text, mirror in zip(one, other, strict=True):
        assert swapped(without_digests(text)) == without_digests(mirror)


def test_one_direction_is_treated_as_the_other(tmp_path: Path) -> None:
    """Every way turned round: what is found is the same, the other way."""
    with (EXAMPLE / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (tmp_path / "turned.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row | {"direction": swapped(row["direction"])} for row in rows)
    plain, turned = (
        claims_document(assess(read_claims(path).claims)) for path in (EXAMPLE / "claims.csv", tmp_path / "turned.csv")
    )
    for key in ("conflicts", "sums", "relations"):
        one, other = (json.dumps(document[key], ensure_ascii=False) for document in (plain, turned))
        assert swapped(one) == other
