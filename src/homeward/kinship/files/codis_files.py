"""Profiles from CODIS: Common Message Format, as laboratories export it (3.2) and as rapid instruments do (1.0).

Source: CODIS Rapid Import Common Message Format 1.0, revision 17; CODIS CMF 3.2, appendix B. A file with a document
type is refused, and with it entities, which such files never need.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from homeward.kinship.files.profile_tables import Gathering, Profiles
from homeward.kinship.files.sheets import Faults, read_bytes

_ROOTS = ("CODISImportFile", "CODISRapidImportFile")


class _NoDocumentType(TreeBuilder):
    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise ParseError("a document type")


def read_codis(path: Path, markers: Collection[str]) -> Profiles:
    """Read the profiles of all specimens.

    Args:
        path: of the XML file.
        markers: that have frequencies; readings are given in their spelling.

    Raises:
        InputRefused: everything wrong with it: no such XML, a document type, and what ``read_profiles`` refuses.
    """
    faults = Faults(path.name)
    root = _root(read_bytes(path), faults)
    gathering = Gathering(faults, markers)
    for place, specimen in enumerate((one for one in root if _name(one) == "SPECIMEN"), 1):
        id_ = _text(specimen, "SPECIMENID")
        if not gathering.person(place, id_, once=True):
            continue
        for locus in (one for one in specimen if _name(one) == "LOCUS"):
            marker = _text(locus, "LOCUSNAME")
            if gathering.knows(marker):
                alleles = [_text(allele, "ALLELEVALUE") for allele in locus if _name(allele) == "ALLELE"]
                gathering.add(place, id_, marker, alleles)
    return gathering.end()


def _root(data: bytes, faults: Faults) -> Element:
    parser = XMLParser(target=_NoDocumentType())
    try:
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        found = "has a document type." if "document type" in str(error) else f"is no XML: {error}"
        faults.add(0, "", found, "Export it anew from CODIS.")
    except (LookupError, ValueError):
        faults.add(0, "", "has an unknown encoding.", "Export it anew from CODIS in UTF-8.")
    else:
        if _name(root) not in _ROOTS:
            faults.add(0, "", f"{_name(root)}: no CODIS import.", f"The first element must be {' or '.join(_ROOTS)}.")
    faults.refuse_if_any()
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(element: Element, name: str) -> str:
    return next(((one.text or "").strip() for one in element if _name(one) == name), "")
