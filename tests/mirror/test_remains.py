"""The mirror for remains: exchange the sides in every input, and every result exchanges them; nothing else changes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from commands import EXAMPLES

from homeward.remains.case_files import read_case_files
from homeward.remains.consignment_files import read_counted
from homeward.remains.count_report import count_report
from homeward.remains.report import check_report
from homeward.remains.results import counts_document, findings_document, write_counts
from homeward.remains.review import review
from homeward.words import Language

REMAINS = EXAMPLES / "remains"


def exchanged(text: str) -> str:
    return re.sub(r"\b(UA|RU)\b", lambda found: {"UA": "RU", "RU": "UA"}[found[0]], text)


def mirrored(source: Path, folder: Path) -> Path:
    """Tables with the codes of the two sides exchanged."""
    shutil.copytree(source, folder)
    for path in folder.glob("*.csv"):
        path.write_text(exchanged(path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def swapped(value):
    """A document with the codes exchanged wherever they stand."""
    return json.loads(exchanged(json.dumps(value)))


def test_counts_differences_and_their_page(tmp_path):
    folder = mirrored(REMAINS, tmp_path / "mirror")
    one, other = (read_counted([path / "consignments.csv"]) for path in (REMAINS, folder))
    assert counts_document(other) == swapped(counts_document(one))
    for name, counted in (("one", one), ("other", other)):
        (tmp_path / name).mkdir()
        write_counts(counted, tmp_path / name)
    texts = [(tmp_path / name / "differences.csv").read_text(encoding="utf-8") for name in ("one", "other")]
    assert texts[1] == exchanged(texts[0])
    for language in Language:
        pages = [without_ids(count_report(counted, language)) for counted in (one, other)]
        assert pages[1] == exchanged(pages[0])


def without_ids(page: str) -> str:
    """A picture's id is made from its content and so differs where codes do."""
    return re.sub(r"\bp[0-9a-f]{10}\b", "p", page)


def test_identifications_do_not_ask_who_said_what(tmp_path):
    for name in ("given", "known_failure"):
        one, other = (read_case_files(path) for path in (REMAINS / name, mirrored(REMAINS / name, tmp_path / name)))
        assert one.facts != other.facts  # sides are named there
        found = review(one), review(other)
        documents = [
            findings_document(each, files.comparisons) for each, files in zip(found, (one, other), strict=True)
        ]
        assert documents[0] == documents[1]
        assert check_report(found[0], Language.EN) == check_report(found[1], Language.EN)
