"""The paper of a comparison, read back from the PDF as a reader or a screen reader would, and its command."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from typer.testing import CliRunner

from homeward.cli.main import app
from homeward.kinship.evidence import Observed
from homeward.kinship.files.case_files import read_cases, read_event
from homeward.kinship.files.case_words import read_words
from homeward.kinship.papers.comparisons import Comparison, compared, compared_pair
from homeward.kinship.papers.report import hypothesis_picture, report_pdf
from homeward.kinship.papers.report_words import finding, number_text, probability_text, reading_text
from homeward.kinship.together.identification import ratios

DAY = dt.date(2026, 5, 31)
A4 = (595.28, 841.89)


def person(id_: str, sex: str, father: str | None = None, mother: str | None = None) -> dict[str, Any]:
    return {"id": id_, "father": father, "mother": mother, "sex": sex}


def marker(name: str, mutation: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "alleles": ["12", "13", "14", "15"],
        "frequencies": [0.1, 0.25, 0.4, 0.25],
        "chromosome": "autosomal",
        "mutation": mutation,
    }


def paternity(**other: Any) -> dict[str, Any]:
    """A duo whose ratio at L1 is 1 / p12 = 10 and at L2 is 1 / (4 p12) = 2.5."""
    case = {
        "name": "duo",
        "theta": 0,
        "source": {"frequencies": "an invented population"},
        "hypotheses": {
            "H1": {"pedigrees": [[person("AF", "M"), person("MO", "F"), person("CH", "M", "AF", "MO")]]},
            "H2": {
                "pedigrees": [
                    [person("NN", "M"), person("MO", "F"), person("CH", "M", "NN", "MO")],
                    [person("AF", "M")],
                ]
            },
        },
        "markers": [marker("L1"), marker("L2")],
        "genotypes": {
            "AF": {"L1": ["12", "12"], "L2": ["12", "14"]},
            "CH": {"L1": ["12", "12"], "L2": ["12", "15"]},
        },
    }
    return {**case, **other}


def written(folder: Path, *cases: dict[str, Any], **other: Any) -> Path:
    path = folder / "cases.json"
    path.write_text(json.dumps({"format": "kinship-cases/1", "cases": cases, **other}), encoding="utf-8")
    return path


def comparison(folder: Path, case: dict[str, Any] | None = None) -> Comparison:
    path = written(folder, case or paternity())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return compared(read_cases(path)[0], read_words(path)[0], digest)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, white space made single."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text(folder: Path, case: dict[str, Any] | None = None, language: str = "en", **more: Any) -> str:
    return " ".join(pages(report_pdf(comparison(folder, case), language, DAY, **more)))


@pytest.mark.parametrize(
    ("language", "ratio", "hypothesis", "fallacy", "scale"),
    [
        (
            "en",
            "25.0 times as probable if H1 is true as if H2",
            "AF and MO are the parents of: CH.",
            "prosecutor's fallacy",
            "moderate support",
        ),
        (
            "uk",
            "відношення цих імовірностей дорівнює 25,0",
            "AF і MO є батьками: CH.",
            "помилки прокурора",
            "помірна підтримка",
        ),
        (
            "ru",
            "отношение этих вероятностей равно 25,0",
            "AF и MO — родители: CH.",
            "ошибку прокурора",
            "умеренная поддержка",
        ),
        (
            "tr",
            "25,0 kat olasıdır",
            "AF ve MO, şu kişilerin ebeveynidir: CH.",
            "savcı yanılgısıdır",
            "orta derecede destek",
        ),
    ],
)
def test_the_paper_says_ratio_hypotheses_and_what_the_ratio_is_not(
    tmp_path: Path, language: str, ratio: str, hypothesis: str, fallacy: str, scale: str
) -> None:
    told = text(tmp_path, language=language)
    for words in (ratio, hypothesis, fallacy, scale):
        assert words in told.replace("’", "'")


def test_every_marker_has_its_alleles_both_likelihoods_and_the_ratio(tmp_path: Path) -> None:
    told = text(tmp_path)
    assert "L1 12, 12 12, 12" in told
    assert "L2 12, 14 12, 15" in told
    # P(AF 12/12) P(12 | population) = 0.01 · 0.1 under H1, and 0.01 · 0.01 under H2.
    assert "L1 0.00100 0.000100 10.0 +1.000" in told
    # 2 · 0.1 · 0.4 · (1/2 · 0.25) under H1; 2 · 0.1 · 0.4 · 2 · 0.1 · 0.25 under H2.
    assert "L2 0.0100 0.00400 2.50 +0.398" in told
    assert "25.0 +1.398" in told


def test_the_paper_names_what_it_was_computed_from(tmp_path: Path) -> None:
    case = paternity(
        description="Is AF the father of CH?", markers=[marker("L1"), marker("L2", {"model": "equal", "rate": 0.002})]
    )
    case["hypotheses"]["H1"]["description"] = "AF is the father of CH."
    told = text(tmp_path, case)
    for words in (
        "Is AF the father of CH?",
        "31.05.2026",
        "an invented population",
        "L1: no mutation.",
        "L2: every other allele equally likely, rate 0.002.",
        "H1: AF is the father of CH.",
        "Homeward ",
        "ENFSI Guideline",
    ):
        assert words in told
    digest = hashlib.sha256((tmp_path / "cases.json").read_bytes()).hexdigest()
    document = pages(report_pdf(comparison(tmp_path, case), "en", DAY))
    for number, page in enumerate(document, start=1):
        assert digest in page
        assert f"Page {number} of {len(document)}" in page


def test_mutation_models_of_mothers_and_fathers_are_told_with_their_parameters(tmp_path: Path) -> None:
    stepwise = {"model": "stepwise", "rate": 0.001, "rate2": 1e-6, "range": 0.1}
    both = {"female": stepwise, "male": {**stepwise, "rate": 0.002}}
    told = text(tmp_path, paternity(markers=[marker("L1", both), marker("L2", both)]))
    assert "all markers: mothers: stepwise, rate 0.001; each further repeat 0.1 times as likely" in told
    assert "fathers: stepwise, rate 0.002" in told


def test_a_posterior_stands_beside_its_prior(tmp_path: Path) -> None:
    told = text(tmp_path, database=(20, 30))
    # Odds 25 · 1/1: 96.2 %; 25 · 1/9: 73.5 %; of 30 missing persons and one more 25 · 1/30: 45.5 %.
    assert "50.0 % 2 96.2 %" in told
    assert "10.0 % 10 73.5 %" in told
    assert "3.2 % from the size of the database 31 45.5 %" in told
    # 600 pairs of strangers, of whom at most one in 25 reaches 25.
    assert "among 600 comparisons of unrelated persons at most 24.0 are expected" in told


def test_drop_out_and_partial_readings_are_told(tmp_path: Path) -> None:
    lost = [{"person": "AF", "marker": "L1", "d": 0.1, "observed": ["12"]}]
    case = paternity(dropout=lost)
    case["genotypes"]["CH"]["L2"] = ["12", None]
    told = text(tmp_path, case)
    assert "L1 12 (d = 0.1) 12, 12" in told
    assert "L2 12, 14 12, ?" in told
    assert reading_text(Observed((), 0.2), "uk") == "– (d = 0,2)"


def test_exclusions_are_counted_where_nothing_mutates(tmp_path: Path) -> None:
    case = paternity(markers=[marker("L1", {"model": "equal", "rate": 0.002}), marker("L2")])
    case["genotypes"]["AF"]["L1"] = ["13", "13"]
    assert "Markers that exclude H1 and not H2 if nothing mutates: 1 of 2." in text(tmp_path, case)


def test_what_cannot_be_under_one_hypothesis_is_said_in_words(tmp_path: Path) -> None:
    case = paternity()
    case["genotypes"]["AF"]["L1"] = ["13", "13"]
    told = text(tmp_path, case)
    assert (
        "The profiles cannot be under H1 with the models used, and can be under H2: the likelihood ratio is 0." in told
    )
    assert "−∞" in told


@pytest.mark.parametrize("language", ["uk", "ru", "en", "tr"])
def test_what_cannot_be_under_either_is_said_in_words(tmp_path: Path, language: str) -> None:
    case = paternity()
    case["genotypes"]["MO"] = {"L1": ["14", "14"]}  # no mother of a 12, 12
    told = text(tmp_path, case, language)
    assert not re.search(r"\bnan\b", told, re.IGNORECASE)
    assert finding(math.nan, "H1", "H2", language) in told
    english = "The likelihood is zero under both hypotheses at: L1."
    assert (english in told) == (language == "en")


@pytest.mark.parametrize(
    ("log10", "strength"),
    [
        (0.2, "neither"),
        (math.log10(2), "weak support for H1"),
        (1.0, "moderate support for H1"),
        (2.5, "moderately strong support for H1"),
        (3.0, "This is strong support for H1"),
        (5.99, "very strong support for H1"),
        (6.0, "extremely strong support for H1"),
        (-3.5, "strong support for H2"),
    ],
)
def test_the_strength_is_said_by_the_scale_of_enfsi(log10: float, strength: str) -> None:
    assert strength in finding(log10, "H1", "H2", "en")


def test_swapping_the_hypotheses_swaps_their_names_and_nothing_else() -> None:
    assert finding(3.2, "H1", "H2", "en") == finding(-3.2, "H2", "H1", "en")


@pytest.mark.parametrize(
    ("log10", "words"),
    [
        (0.0, "1.00"),
        (1.5, "31.6"),
        (2.9996, "999"),
        (3.34, "2\u202f190"),
        (5.9999, "1.00\u00a0·\u00a010⁶"),
        (12.3, "2.00\u00a0·\u00a010¹²"),
        (-2.0, "0.0100"),
        (-7.0, "1.00\u00a0·\u00a010⁻⁷"),
        (-math.inf, "0"),
        (400.0, "1.00\u00a0·\u00a010⁴⁰⁰"),
    ],
)
def test_numbers_have_three_figures(log10: float, words: str) -> None:
    assert number_text(log10, "en") == words


def test_a_probability_is_never_told_as_certain() -> None:
    told = [probability_text(value, "en") for value in (0.5, 0.999, 1 - 1e-9, 1.0, 1e-12)]
    assert told == ["50.0 %", "99.90 %", "99.99999990 %", "> 99.99999999 %", "< 0.00000001 %"]


def test_the_same_comparison_gives_the_same_bytes_and_another_day_others(tmp_path: Path) -> None:
    one = comparison(tmp_path)
    assert report_pdf(one, "uk", DAY) == report_pdf(one, "uk", DAY)
    assert report_pdf(one, "uk", DAY) != report_pdf(one, "uk", dt.date(2026, 6, 1))


def test_the_file_may_bring_the_date_and_the_paper_leaves_it_open_otherwise(tmp_path: Path) -> None:
    dated = comparison(tmp_path, paternity(date="2026-02-03"))
    assert "03.02.2026" in pages(report_pdf(dated, "en"))[0]
    assert "Date ……" in pages(report_pdf(comparison(tmp_path), "en"))[0]


def test_the_paper_is_an_accessible_archive_pdf(tmp_path: Path) -> None:
    pdf = report_pdf(comparison(tmp_path), "tr", DAY)
    for mark in (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A", b"<pdfuaid:part>1", b"/StructTreeRoot"):
        assert mark in pdf


def ink_beyond_the_margins(pdf: bytes) -> list[int]:
    """Pages on which anything stands in the outer 5 mm."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), start=1):
        assert page.get_size() == pytest.approx(A4, abs=0.1)
        shown = page.render(scale=1, grayscale=True).to_numpy()
        edge = 14
        if min(shown[:edge].min(), shown[-edge:].min(), shown[:, :edge].min(), shown[:, -edge:].min()) < 200:
            found.append(number)
    return found


def test_long_ids_many_markers_and_large_families_stay_on_the_page(tmp_path: Path) -> None:
    def long(id_: str) -> str:
        return f"reference-family-0041-{id_}-of-the-second-collection"

    family = [person(long(f"founder{n}"), "MF"[n % 2]) for n in range(2)]
    family += [person(long(f"child{n}"), "MF"[n % 2], long("founder0"), long("founder1")) for n in range(9)]
    for n in range(0, 8, 2):
        family += [
            person(long(f"spouse{n}"), "F"),
            person(long(f"grandchild{n}"), "M", long(f"child{n}"), long(f"spouse{n}")),
        ]
    body = person(long("remains"), "M")
    related = [*family, {**body, "father": long("child0"), "mother": long("spouse0")}]
    markers = [marker(f"A_MARKER_WITH_A_LONG_NAME_{n:02d}") for n in range(24)]
    typed = [long("remains"), *(long(f"child{n}") for n in range(1, 9)), long("grandchild0")]
    case = paternity(
        name="case-" + "x" * 120,
        markers=markers,
        hypotheses={"H1": {"pedigrees": [related]}, "H2": {"pedigrees": [family, [body]]}},
        genotypes={id_: {one["name"]: ["12", "13"] for one in markers} for id_ in typed},
    )
    pdf = report_pdf(comparison(tmp_path, case), "ru", DAY)
    assert ink_beyond_the_margins(pdf) == []
    told = "".join(pages(pdf)).replace(" ", "").replace("\u200b", "")
    for one in markers:
        assert one["name"] in told
    for id_ in typed:
        assert id_ in told.replace("\ufffe", "").replace("\u00ad", "")


def event(folder: Path, **other: Any) -> Path:
    told = {
        "format": "dvi-large/1",
        "markers": [marker("L1"), marker("L2")],
        "pm": [{"id": "R1", "sex": "M", "genotypes": {"L1": ["12", "12"], "L2": ["12", "14"]}}],
        "am": [
            {
                "family": "F1",
                "pedigree": [person("M1", "M"), person("W", "F"), person("CH", "M", "M1", "W")],
                "genotypes": {"CH": {"L1": ["12", "12"], "L2": ["12", "15"]}},
            }
        ],
        "missing": ["M1"],
        **other,
    }
    path = folder / "event.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


@pytest.mark.parametrize("population", [None, [0.4, 0.1, 0.25, 0.25]])
def test_a_pair_of_an_event_has_the_ratio_that_the_search_gives_it(
    tmp_path: Path, population: list[float] | None
) -> None:
    other = {"pm_markers": [{**marker(name), "frequencies": population} for name in ("L1", "L2")]} if population else {}
    path = event(tmp_path, **other)
    told = read_event(path)
    pair = compared_pair(told, "R1", "M1", read_words(path)[0], "0" * 64)
    assert pair.total("H1") * math.log(10) == pytest.approx(ratios(told)[0, 0], abs=1e-10)
    svg = hypothesis_picture(pair, "H1", "en")
    assert ">M1</text>" in svg
    assert ">= R1</text>" in svg


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["kinship", "report", *map(str, words)])
    shown = str(done.exception) if done.exception else ""
    return done.exit_code, f"{done.output}{shown}"


def test_the_command_writes_a_paper_and_pictures_for_every_case_and_a_page_that_links_them(tmp_path: Path) -> None:
    path = written(tmp_path, paternity(), paternity(name="../duo"), paternity(name="third"))
    out = tmp_path / "out"
    code, shown = run(path, "--out", out, "--case", "duo", "--case", "../duo", "--quiet")
    assert code == 0, shown
    assert sorted(one.name for one in out.iterdir()) == [
        "duo-2.pdf",
        "duo-2.pedigree-1.svg",
        "duo-2.pedigree-2.svg",
        "duo-2.ratio-1.svg",
        "duo.pdf",
        "duo.pedigree-1.svg",
        "duo.pedigree-2.svg",
        "duo.ratio-1.svg",
        "index.html",
        "run.json",
    ]
    page = (out / "index.html").read_text(encoding="utf-8")
    assert 'href="duo.pdf"' in page
    assert 'href="duo-2.pdf"' in page
    assert page.count("<svg") == 2 * 3


def test_the_command_reports_a_pair_of_an_event_with_the_size_of_the_event(tmp_path: Path) -> None:
    code, shown = run(event(tmp_path), "--out", tmp_path / "out", "--pair", "R1", "M1", "--date", "2026-05-31")
    assert code == 0, shown
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    told = " ".join(pages(pdf.read_bytes()))
    assert "Are the remains R1 the missing person M1" in told
    assert "1 remains and 1 missing persons" in told
    assert "H2: The remains R1 are of a person unrelated to the family of M1." in told


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (["--case", "none"], "none: no such case. Name a case as the file has it."),
        (["--pair", "R1", "M1"], "is no event. Leave out --pair, or give dvi-large/1."),
        (["--remains", "5"], "give both --remains and --missing"),
        (["--date", "31.05.2026"], "a date such as 2026-05-31"),
    ],
)
def test_what_cannot_be_reported_is_refused_with_the_mend(tmp_path: Path, words: list[str], mend: str) -> None:
    code, shown = run(written(tmp_path, paternity()), "--out", tmp_path / "out", *words)
    assert code != 0
    assert mend in " ".join(shown.replace("│", " ").split())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("pair", "mend"),
    [
        (("R9", "M1"), "R9: no such remains"),
        (("R1", "CH"), "CH: no such missing person"),
        ((), "Add --pair REMAINS MISSING"),
    ],
)
def test_an_event_needs_a_pair_that_it_holds(tmp_path: Path, pair: tuple[str, ...], mend: str) -> None:
    words = ["--pair", *pair] if pair else []
    code, shown = run(event(tmp_path), "--out", tmp_path / "out", *words)
    assert code != 0
    assert mend in shown


def test_a_case_with_one_hypothesis_or_words_in_another_form_is_refused(tmp_path: Path) -> None:
    one = paternity()
    del one["hypotheses"]["H2"]
    other = copy.deepcopy(paternity(name="dated", date="yesterday"))
    assert "fewer than two" in run(written(tmp_path, one), "--out", tmp_path / "out")[1]
    assert "dates as 2026-05-31" in run(written(tmp_path, other), "--out", tmp_path / "out")[1]
