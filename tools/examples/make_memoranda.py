"""Make the two memoranda of the example round as DOCX, with Word's own automatic numbers.

    python tools/examples/make_memoranda.py examples/talks

The texts stand in ``memoranda/`` beside this program, with their numbers typed. They are invented: nobody has handed
them over. Here the numbers are taken off and left to automatic numbering, as in the documents that sides hand in; a
test reads both forms and finds the same clauses. ``memorandum_uk_draft.docx`` is an earlier version of the first:
clauses of it were edited, moved, deleted and added. ``labels.json`` says which clauses are about one subject and how
they stand, as a person labelled them before any program had read the texts.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from homeward.talks.docx_writing import docx, paragraph, run
from homeward.words import Language

SOURCE = Path(__file__).parent / "memoranda"
LABELS = Path(__file__).parents[2] / "benchmarks" / "talks" / "labels_uk_ru.json"
#: Instance, and per level: number format and text. The lists of a level begin anew under each number above it.
ROMAN = [("upperRoman", "%1."), ("decimal", "%2."), ("russianLower", "%3)")]
FIGURES = [("decimal", "%1."), ("decimal", "%1.%2."), ("decimal", "%1.%2.%3."), ("russianLower", "%4)")]
LOOKS = {
    "roman": ((r"[IVX]+\. ", 0), (r"\d+\. ", 1), (r"[а-я]\) ", 2)),
    "figures": ((r"\d+\. ", 0), (r"\d+\.\d+\. ", 1), (r"\d+\.\d+\.\d+\. ", 2), (r"[а-я]\) ", 3)),
}


def numbering(levels: list[tuple[str, str]], lists: int) -> str:
    """One abstract numbering; instance 1 for all, and one more for each list that begins anew by itself."""
    shown = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{420 * (level + 1)}" w:hanging="420"/></w:pPr></w:lvl>'
        for level, (style, text) in enumerate(levels)
    )
    last = len(levels) - 1
    more = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="{last}">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for number in range(2, lists + 2)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{shown}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def document(text: str, language: Language) -> bytes:
    """A memorandum whose typed numbers are left to Word."""
    looks = LOOKS["roman" if re.search(r"^II\. ", text, re.MULTILINE) else "figures"]
    levels = ROMAN if looks is LOOKS["roman"] else FIGURES
    lines = [line for line in text.splitlines() if line.strip()]
    body = [paragraph(run(line), style="Title") for line in lines[:2]]
    lists = 0
    for line in lines[2:]:
        found = next(((level, match.end()) for look, level in looks if (match := re.match(look, line))), None)
        if found is None:
            body.append(paragraph(run(line, bold=True)))
            continue
        level, end = found
        if line.startswith("а) "):
            lists += 1
        instance = lists + 1 if level == len(levels) - 1 else 1
        body.append(paragraph(run(line[end:]), style="Heading1" if level == 0 else "", numbering=(instance, level)))
    return docx(" ".join(lines[:2]), body, language, numbering(levels, lists))


def earlier(text: str) -> str:
    """A version before the last one: two clauses in other words, one elsewhere, one missing, one deleted since."""
    text = text.replace("протягом 10 днів з дня підписання", "протягом 14 днів з дня підписання")
    text = text.replace(
        "Кожна Сторона допускає представників МКЧХ", "Кожна Сторона допускає представників МКЧХ та лікарів"
    )
    lines = text.splitlines()
    moved = next(line for line in lines if "Братів і сестер не розлучають" in line)
    lines.remove(moved)
    place = next(number for number, line in enumerate(lines) if "Фотографії та імена дітей" in line)
    lines.insert(place + 1, moved)
    lines = [line for line in lines if "Змішані рештки" not in line]
    end = next(number for number, line in enumerate(lines) if "Туреччина як приймаюча" in line)
    lines.insert(end, "0. Засідання комісії можуть проводитися за допомогою відеозв'язку.")
    return "\n".join(lines)


def main() -> None:
    """Make the files."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    left, right = ((SOURCE / name).read_text(encoding="utf-8") for name in ("left_uk.txt", "right_ru.txt"))
    (out / "memorandum_uk.docx").write_bytes(document(left, Language.UK))
    (out / "memorandum_ru.docx").write_bytes(document(right, Language.RU))
    (out / "memorandum_uk_draft.docx").write_bytes(document(earlier(left), Language.UK))
    shutil.copyfile(LABELS, out / "labels.json")


if __name__ == "__main__":
    main()
