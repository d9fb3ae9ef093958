"""The look: the colours of the pictures, legible in light and dark; nothing from elsewhere, nothing that runs."""

import re
from pathlib import Path

import pytest

import homeward
from homeward.drawing import COLOURS, Ink

PACKAGE = Path(homeward.__file__).parent
STATIC = PACKAGE / "desk" / "static" / "desk"
LOOK = (STATIC / "look.css").read_text(encoding="utf-8")
SHEETS = sorted(STATIC.glob("*.css"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
#: What templates take as markup: pictures, whose words are escaped where they are drawn.
DRAWN_BY_US = {"picture|safe", "row.bar|safe", "receipt.qr.svg|safe"}
#: Letters of the four languages, in both cases, and the marks that pages write.
LETTERS = (
    "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяabcçdefgğhıijklmnoöprsştuüvyzwxqАБВГҐДЕЄЁЖЗИІЇЙЯABCÇGĞIİÖŞÜ№ʼ’«»“”—–…×·→"
)


def settings_of_colour() -> list[dict[str, str]]:
    """Every block of the sheet that sets colours: light, dark by choice, dark by the device."""
    blocks = re.findall(r"color-scheme: (?:light|dark);(.*?)}", LOOK, re.S)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block)) for block in blocks]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_pages_have_the_colours_of_pictures() -> None:
    light, dark, dark_by_device = settings_of_colour()
    assert dark == dark_by_device
    for ink, (in_light, in_dark) in COLOURS.items():
        assert (light[ink.value], dark[ink.value]) == (in_light, in_dark)


@pytest.mark.parametrize("colours", settings_of_colour()[:2], ids=["light", "dark"])
def test_every_text_is_legible_on_every_ground(colours: dict[str, str]) -> None:
    for text in (ink.value for ink in Ink if ink is not Ink.PAPER):
        for ground in ("paper", "sheet", "wash", "glow"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
    assert contrast(colours["on-accent"], colours["accent"]) >= 4.5
    for ground in ("paper", "sheet", "wash"):
        assert contrast(colours["edge"], colours[ground]) >= 3


def test_the_letters_of_all_languages_have_a_font() -> None:
    ranges: set[int] = set()
    for low, high in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (STATIC / "fonts.css").read_text(encoding="utf-8")):
        ranges |= set(range(int(low, 16), int(high or low, 16) + 1))
    assert [letter for letter in LETTERS if ord(letter) not in ranges] == ["→"]


def test_every_font_is_there_and_used() -> None:
    named = set(re.findall(r'url\("fonts/([^"]+)"\)', (STATIC / "fonts.css").read_text(encoding="utf-8")))
    assert named == {font.name for font in (STATIC / "fonts").glob("*.woff2")}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_sheets_ask_nobody_else(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert "//" not in text.replace("/*", "").replace("*/", "")
    assert "@import" not in text
    assert text.count("{") == text.count("}")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_templates_hold_no_style_no_script_and_no_outside_address(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|javascript:|\son[a-z]+=|hx-on|hx-vals=.js", text)
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//""", text)
    assert all("src=" in tag or 'type="application/json"' in tag for tag in re.findall(r"<script[^>]*>", text))
    assert set(re.findall(r"[\w.]+\|safe", text)) <= DRAWN_BY_US
