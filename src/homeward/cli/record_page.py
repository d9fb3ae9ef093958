"""``record/index.html``: the record of the example round as the neutral sees it, and how each party checks its own.

It tells who acted, as what, when and what for; no name of anyone, and nothing of what was handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from homeward.drawing import count_text
from homeward.ledger.action_words import action_name, role_name
from homeward.ledger.checkpoints import parse_checkpoint
from homeward.ledger.entries import EntryView
from homeward.ledger.notes import parse_note
from homeward.ledger.terms import NEUTRAL
from homeward.pages import Html, document, joined, table, tag
from homeward.words import Language, _, say

PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that was handed out: to which party, of which entry, and the two files."""

    party: str
    sequence: int
    proof: Path
    paper: Path


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """Everything the page shows.

    Attributes:
        entries: all that the neutral may see, by sequence.
        note: the newest checkpoint with its cosignatures.
        receipts: as they were handed out.
        bundles: the file of each party.
        database: name of the database's file, beside the page.
    """

    entries: Sequence[EntryView]
    note: str
    receipts: Sequence[Receipt]
    bundles: Mapping[str, Path]
    database: str


def write_record_page(folder: Path, shown: ShownRecord, language: Language = Language.EN) -> None:
    """Write the page into the folder of the record."""
    note = parse_note(shown.note)
    checkpoint = parse_checkpoint(note.text)
    title = say(
        _("{entries} entries, signed and cosigned by {witnesses} witnesses"),
        language,
        entries=count_text(checkpoint.size),
        witnesses=count_text(len({line.name for line in note.signatures} - {checkpoint.origin})),
    )
    told = say(
        _(
            "Every step of the round stands in the record, under who took it. Nobody can alter, remove or move an "
            "entry unseen: each party holds the same root and checks it on its own machine, without a network."
        ),
        language,
    )
    sections = (
        (_("What stands in the record"), _entries(shown, language)),
        (_("Check it yourself"), _checking(shown, checkpoint.root.hex(), language)),
        (_("Receipts"), _receipts(shown, language)),
        (_("The signed checkpoint"), tag("pre", tag("code", shown.note), class_="command")),
    )
    body = [
        tag("p", "Homeward · ", say(_("example of an exchange round"), language), class_="eyebrow"),
        tag("h1", title),
        tag("p", told),
        tag("p", tag("a", say(_("Back to the round"), language), href="../index.html")),
        *(tag("section", tag("h2", say(words, language)), content) for words, content in sections),
    ]
    foot = say(_("Root of the record: {root}"), language, root=checkpoint.root.hex())
    (folder / PAGE).write_text(document(title, body, language, foot=foot), encoding="utf-8")


def _party(code: str, language: Language) -> str:
    return say(_("the neutral"), language) if code == NEUTRAL else code


def _entries(shown: ShownRecord, language: Language) -> Html:
    told = say(
        _("A party sees the entries that name it; of every other it holds the hash alone, which tells nothing."),
        language,
    )
    rows = [
        (
            str(entry.sequence),
            f"{entry.instant:%d.%m.%Y %H:%M:%S}",
            action_name(entry.action, language),
            f"{_party(entry.actor.side, language)}, {role_name(entry.actor.role, language)}",
            count_text(entry.rows_count),
            ", ".join(_party(party, language) for party in entry.shown_to),
        )
        for entry in shown.entries
    ]
    heads = (_("number"), _("instant, UTC"), _("action"), _("who"), _("rows"), _("shown to"))
    caption = say(_("Entries, as the neutral sees them"), language)
    return joined((tag("p", told), table(caption, [say(head, language) for head in heads], rows, texts=(1, 2, 3, 5))))


def _checking(shown: ShownRecord, root: str, language: Language) -> Html:
    told = say(
        _(
            "Each party has its own file. It holds the program that checks it, which needs Python and its library "
            "“cryptography” and nothing of Homeward."
        ),
        language,
    )
    files = table(
        say(_("The record for each party: the same root, and only what is theirs to see"), language),
        [say(_("party"), language), say(_("file"), language), say(_("check"), language)],
        [
            (
                _party(party, language),
                tag("a", path.name, href=quote(path.name)),
                tag("code", f"python verify_record.py {path.name} --policy policy"),
            )
            for party, path in shown.bundles.items()
        ],
        texts=(1, 2),
    )
    same = tag("p", say(_("Root"), language), ": ", tag("code", root))
    live = tag("p", say(_("Whoever keeps the record checks its database, every row and every entry:"), language))
    command = tag(
        "pre", tag("code", f"DATABASE_URL=sqlite:///{shown.database} homeward ledger verify"), class_="command"
    )
    return joined((tag("p", told), files, same, live, command))


def _receipts(shown: ShownRecord, language: Language) -> Html:
    told = say(
        _("For each submission and decision a file that proves it anywhere, and a paper to keep with it."), language
    )
    actions = {entry.sequence: entry.action for entry in shown.entries}

    def link(path: Path, text: str) -> Html:
        return tag("a", text, href=quote("/".join(path.parts[-3:])))

    rows = [
        (
            f"{receipt.sequence}",
            action_name(actions[receipt.sequence], language),
            _party(receipt.party, language),
            joined((link(receipt.proof, "TLOG-PROOF"), link(receipt.paper, "PDF")), " · "),
        )
        for receipt in sorted(shown.receipts, key=lambda one: (one.sequence, one.party))
    ]
    heads = [say(head, language) for head in (_("number"), _("action"), _("party"), _("receipt"))]
    return joined((tag("p", told), table(say(_("Receipts handed out"), language), heads, rows, texts=(1, 2, 3))))
