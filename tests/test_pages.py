"""Pages: what enters is text, nothing from outside is loaded, nothing but the page's own script can run."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from homeward.drawing import COLOURS, Ink, Picture, bar
from homeward.pages import Html, document, joined, picture, table, tag
from homeward.words import Language


class Read(HTMLParser):
    """The tags and texts that a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, dict(attributes)))

    def handle_data(self, text: str) -> None:
        self.texts.append(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")))
def test_a_text_stays_a_text_in_content_and_in_attributes(text: str) -> None:
    read = Read(tag("td", text, title=text))
    assert [name for name, _ in read.tags] == ["td"]
    assert read.tags[0][1]["title"] == text
    assert "".join(read.texts) == text


def test_markup_is_put_in_as_it_stands() -> None:
    assert tag("p", tag("b", "1 < 2"), " & ") == "<p><b>1 &lt; 2</b> &amp; </p>"
    assert joined(["a", Html("<br>")], " < ") == "a &lt; <br>"


def test_attributes_that_do_not_hold_are_left_out() -> None:
    assert tag("div", hidden=True, open=False, id=None, class_="a", data_lists="b") == (
        '<div hidden class="a" data-lists="b"></div>'
    )


def test_a_table_names_its_rows_and_columns() -> None:
    read = Read(table("What", ["list", "entries"], [("A", "3")]))
    scopes = [attributes.get("scope") for name, attributes in read.tags if name == "th"]
    assert scopes == ["col", "col", "row"]
    assert read.texts[0] == "What"


def test_only_the_script_of_the_page_may_run_and_nothing_is_loaded() -> None:
    script = "let a = 1 < 2;"
    page = document("T", [tag("p", "<script>alert(1)</script>")], Language.EN, script=script)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    read = Read(page)
    policy = next(a["content"] for n, a in read.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert f"script-src 'sha256-{digest}'" in str(policy)
    assert "default-src 'none'" in str(policy)
    assert [name for name, _ in read.tags].count("script") == 1
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)


def test_a_page_without_a_script_allows_none() -> None:
    policy = next(a["content"] for _, a in Read(document("T", [], Language.EN)).tags if "http-equiv" in a)
    assert "script-src 'none'" in str(policy)


def test_a_page_says_its_language_and_carries_both_settings_of_every_colour() -> None:
    page = document("Звірка", [], Language.UK)
    assert '<html lang="uk">' in page
    assert "<title>Звірка</title>" in page
    for ink, (light, dark) in COLOURS.items():
        assert f"--{ink}:{light};" in page
        assert f"--{ink}:{dark};" in page


def test_the_foot_of_a_printed_page_cannot_leave_its_quotation() -> None:
    page = document("T", [], Language.EN, foot='"}</style><b>')
    assert "</style><b>" not in page
    assert "counter(page)" in page
    assert "counter(pages)" in page


def test_a_picture_takes_the_colours_of_the_page() -> None:
    svg = Picture(10, 10, "t", "d", [bar(0, 0, 5, 5, Ink.ACCENT)]).svg()
    assert "<style>" in svg
    shown = picture(svg)
    assert "<style>" not in shown
    assert " id=" not in shown
    assert "<title>t</title><desc>d</desc>" in re.sub(r' id="[^"]*"', "", shown)
    assert 'class="accent"' in shown
    assert ".picture .accent{fill:var(--accent)}" in document("T", [shown], Language.EN)
