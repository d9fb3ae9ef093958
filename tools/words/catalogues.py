r"""Keep the catalogues of words in step with the code.

    python tools/words/catalogues.py                 update homeward/locale from the words marked in the code
    python tools/words/catalogues.py FILE [FILE …]   besides, take translations from lines ``English|uk|ru|tr``

Words that no code marks any more are dropped. What lacks a translation stays empty, and a test fails until a person
has written it. In FILE a line break inside a sentence is written ``\n`` and a bar ``\|``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[2] / "src" / "homeward"
LANGUAGES = ("uk", "ru", "tr")


def marked() -> dict[str, list[tuple[str, int]]]:
    """Every sentence marked in the code, with the files that mark it."""
    found: dict[str, list[tuple[str, int]]] = {}
    for file, line, message, _comments, _context in extract_from_dir(
        str(SOURCE), method_map=[("**.py", "python")], keywords={"_": None}
    ):
        found.setdefault(str(message), []).append((file, line))
    return found


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "homeward.po"


def known(language: str) -> dict[str, str]:
    """The translations a catalogue holds."""
    path = catalogue_path(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


def given(paths: list[str]) -> dict[str, dict[str, str]]:
    """Translations from files of lines ``English|uk|ru|tr``, by language."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            cells = [cell.replace("\\|", "|").replace("\\n", "\n") for cell in re.split(r"(?<!\\)\|", line)]
            if len(cells) == 1 + len(LANGUAGES):
                for language, text in zip(LANGUAGES, cells[1:], strict=True):
                    found[language][cells[0]] = text
            elif line.strip():
                print(f"{Path(path).name}: not four cells: {line[:60]}", file=sys.stderr)
    return found


def main() -> None:
    """Update the catalogues and say what is missing."""
    messages, brought = marked(), given(sys.argv[1:])
    for language in LANGUAGES:
        translations = known(language) | brought[language]
        catalogue = Catalog(
            locale=language, project="Homeward", version="", charset="utf-8", fuzzy=False, header_comment=""
        )
        missing = 0
        for message in sorted(messages):
            files = sorted({(file, 0) for file, _line in messages[message]})
            catalogue.add(message, translations.get(message, ""), locations=files)
            missing += not translations.get(message)
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
        print(f"{language}: {len(messages)} sentences, {missing} without translation")


if __name__ == "__main__":
    main()
