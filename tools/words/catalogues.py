r"""Keep the catalogues of words in step with the code.

    python tools/words/catalogues.py                 update homeward/locale from the words marked in the code
    python tools/words/catalogues.py FILE [FILE …]   besides, take translations from lines ``English|uk|ru|tr``

A sentence that counts has its forms in one cell, with `` ¦ `` between: ``{n} pair ¦ {n} pairs|{n} пара ¦ {n} пари ¦
{n} пар|…|{n} çift``. Words that no code marks any more are dropped. What lacks a translation stays empty, and a
test fails until a person has written it. In FILE a line break inside a sentence is written ``\n`` and a bar ``\|``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

#: A sentence, or the two English forms of one that counts.
Message = str | tuple[str, str]

_IN_TEMPLATES = re.compile(r"""{%\s*(?:say\s+(?:"([^"]+)"|'([^']+)')|counted\s+"([^"]+)"\s+"([^"]+)")""")
_BETWEEN_FORMS = " ¦ "
SOURCE = Path(__file__).resolve().parents[2] / "src" / "homeward"
LANGUAGES = ("uk", "ru", "tr")


def marked() -> dict[Message, list[str]]:
    """Every sentence marked in the code and in the templates, with the files that mark it."""
    found: dict[Message, list[str]] = {}
    for file, _line, message, _comments, _context in extract_from_dir(
        str(SOURCE), method_map=[("**.py", "python")], keywords={"_": None, "_n": (1, 2), "say_count": (1, 2)}
    ):
        found.setdefault(message if isinstance(message, tuple) else str(message), []).append(file)
    for path in sorted(SOURCE.glob("*/templates/**/*.html")):
        for plain, quoted, one, many in _IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            found.setdefault(plain or quoted or (one, many), []).append(str(path.relative_to(SOURCE)))
    return found


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language stands."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "homeward.po"


def known(language: str) -> dict[Message, str | tuple[str, ...]]:
    """The translations a catalogue holds: a sentence, or all its forms."""
    path = catalogue_path(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {m.id: m.string for m in catalogue if m.id and (m.string if isinstance(m.id, str) else all(m.string))}


def given(paths: list[str]) -> dict[str, dict[Message, str | tuple[str, ...]]]:
    """Translations from files of lines ``English|uk|ru|tr``, by language."""
    found: dict[str, dict[Message, str | tuple[str, ...]]] = {language: {} for language in LANGUAGES}
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            cells = [cell.replace("\\|", "|").replace("\\n", "\n") for cell in re.split(r"(?<!\\)\|", line)]
            if len(cells) == 1 + len(LANGUAGES):
                one, _, many = cells[0].partition(_BETWEEN_FORMS)
                for language, text in zip(LANGUAGES, cells[1:], strict=True):
                    if many:
                        found[language][(one, many)] = tuple(text.split(_BETWEEN_FORMS))
                    else:
                        found[language][one] = text
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
        for message in sorted(messages, key=str):
            files = [(file, 0) for file in sorted(set(messages[message]))]
            said = translations.get(message)
            if said and isinstance(message, tuple) and len(said) != catalogue.num_plurals:
                print(
                    f"{language}: {catalogue.num_plurals} forms are needed, not {len(said)}: {message[0]}",
                    file=sys.stderr,
                )
                said = None
            catalogue.add(message, said or ("" if isinstance(message, str) else ("", "")), locations=files)
            missing += not said
        path = catalogue_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
        print(f"{language}: {len(messages)} sentences, {missing} without translation")


if __name__ == "__main__":
    main()
