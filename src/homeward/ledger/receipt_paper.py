"""A receipt on paper: one page that says what was recorded, with the fingerprint by which it is found again.

The paper proves nothing: the file beside it does, and the paper says so. It shows what the file says, not whether that
holds (``receipts.check_receipt``): a paper can be printed before anyone has checked. It carries no name of a person.
``templates/receipt.typ`` sets the page, by ``papers``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from importlib.resources import files

from homeward.drawing import count_text
from homeward.ledger.action_words import action_name, role_name
from homeward.ledger.checkpoints import Checkpoint, parse_checkpoint
from homeward.ledger.entries import EntryView
from homeward.ledger.notes import SignedNote, parse_note
from homeward.ledger.receipts import Receipt, parse_receipt
from homeward.ledger.terms import NEUTRAL
from homeward.papers import paper_pdf, qr_svg
from homeward.words import Language, _, say

#: The host's clock, beside UTC: Türkiye has kept UTC+3 the whole year since 2016.
_ISTANBUL = dt.timezone(dt.timedelta(hours=3))

_COMMANDS = (
    "homeward ledger check receipt-{sequence}.tlog-proof --policy policy",
    "python verify_record.py receipt-{sequence}.tlog-proof --policy policy",
)
_PROVES = (
    _("The file of this receipt proves that this entry stood in the record when the checkpoint was signed."),
    _("Whoever keeps the file can show at any time if the entry was later altered or taken out."),
    _("What is opened in the file is, to the letter, what was recorded."),
)
_PROVES_NOT = (
    _("It does not prove that what was recorded is true, but that it was recorded, when, and by which party."),
    _("The paper alone proves nothing: keep the file with it, and the policy that says who is trusted."),
)


def receipt_pdf(receipt_text: str, language: Language | str) -> bytes:
    """Set the text of a receipt as a PDF in ``language``: A4, the same text gives the same bytes.

    The QR code holds ``HW1:<origin>:<sequence>:<fingerprint>`` and nothing else.

    Raises:
        ValueError: the text is no receipt.
    """
    receipt = parse_receipt(receipt_text)
    template = (files("homeward.ledger") / "templates" / "receipt.typ").read_bytes()
    return paper_pdf(template, "receipt", receipt_words(receipt, language), receipt.entry.instant.date())


def receipt_words(receipt: Receipt, language: Language | str) -> dict[str, object]:
    """All that the paper shows, in words; a page shows the same."""
    language = Language(language)
    note = parse_note(receipt.proof.checkpoint_note)
    return _paper(receipt, note, parse_checkpoint(note.text), language)


def _paper(receipt: Receipt, note: SignedNote, checkpoint: Checkpoint, language: Language) -> dict[str, object]:
    """All that the template shows, in words."""
    entry, leaf = receipt.entry, receipt.leaf.hex()
    day = entry.instant
    return {
        "language": language.value,
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "title": say(_("Receipt of the record"), language),
        "subtitle": action_name(entry.action, language),
        "number": say(_("Entry {sequence}"), language, sequence=count_text(entry.sequence)),
        "facts": _facts(receipt, checkpoint, language),
        "fingerprints": [
            {"label": say(_("Fingerprint of the entry (SHA-256)"), language), "groups": _groups(leaf)},
            {
                "label": say(_("Root of the record at {size} entries"), language, size=count_text(checkpoint.size)),
                "groups": _groups(checkpoint.root.hex()),
            },
        ],
        "signatures": {
            "title": say(_("Signed, as the file says"), language),
            "head": [say(label, language) for label in (_("Key"), _("As"), _("When"))],
            "rows": _signatures(note, checkpoint, language),
        },
        "checking": {
            "title": say(_("How to check it, without a network"), language),
            "commands": [command.format(sequence=entry.sequence) for command in _COMMANDS],
            "says": say(
                _("The policy file is the one your own delegation keeps; do not take it from whoever gave you this."),
                language,
            ),
        },
        "proves": {
            "title": say(_("What it proves, and what it does not"), language),
            "lines": [say(line, language) for line in (*_PROVES, *_PROVES_NOT)],
        },
        "qr": {
            "svg": qr_svg(f"HW1:{checkpoint.origin}:{entry.sequence}:{leaf}"),
            "says": say(_("QR code: record, number and fingerprint of the entry"), language),
        },
        "page": say(_("Page {page} of {pages}"), language, page="{page}", pages="{pages}"),
    }


def _facts(receipt: Receipt, checkpoint: Checkpoint, language: Language) -> list[tuple[str, str]]:
    """Label and value, one a line."""
    entry = receipt.entry
    opened = say(
        _("{opened} of {parts} opened in the file"),
        language,
        opened=count_text(len(receipt.content)),
        parts=count_text(len(entry.content)),
    )
    facts = [
        (_("Record"), checkpoint.origin),
        (_("Recorded at"), _instant(entry.instant, language)),
        (_("Acted"), f"{_party(entry.actor.side, language)}, {role_name(entry.actor.role, language)}"),
        (_("For"), say(entry.purpose.label, language)),
        (_("Concerning"), entry.subject or "–"),
        *_handed_in(receipt, language),
        (_("Rows of tables under this entry"), _rows(receipt, language)),
        (_("Parts of the content"), opened),
        (_("Shown to"), ", ".join(_party(party, language) for party in entry.shown_to)),
    ]
    return [(say(label, language), value) for label, value in facts]


def _handed_in(receipt: Receipt, language: Language) -> list[tuple[str, str]]:
    """What a party compares first: how many rows its file had, and the file's digest."""
    said = {part.name: part.value for part in receipt.content}
    facts: list[tuple[str, str]] = []
    rows, file = said.get("rows"), said.get("file")
    if isinstance(rows, Mapping) and isinstance(rows.get("counted"), int):
        declared = rows.get("declared")
        counted = _("{counted} counted, {declared} declared") if isinstance(declared, int) else _("{counted} counted")
        facts.append((_("Rows in the file"), say(counted, language, counted=rows["counted"], declared=declared)))
    if isinstance(file, Mapping) and isinstance(file.get("sha256"), str):
        facts.append((_("File, SHA-256"), str(file["sha256"])))
    return facts


def _rows(receipt: Receipt, language: Language) -> str:
    entry: EntryView = receipt.entry
    counted = count_text(entry.rows_count)
    if receipt.row is None:
        return counted
    place = count_text(receipt.row.place + 1)
    return f"{counted}; {say(_('number {place} is opened in the file'), language, place=place)}"


def _party(code: str, language: Language) -> str:
    return say(_("neutral intermediary"), language) if code == NEUTRAL else say(_("side {side}"), language, side=code)


def _instant(instant: dt.datetime, language: Language) -> str:
    """An instant in UTC and at the host's clock, each named."""
    there = instant.astimezone(_ISTANBUL)
    return say(
        _("{utc} UTC ({istanbul} in Istanbul, UTC+03:00)"),
        language,
        utc=f"{instant.astimezone(dt.UTC):%d.%m.%Y, %H:%M:%S}",
        istanbul=f"{there:%d.%m.%Y, %H:%M:%S}",
    )


def _signatures(note: SignedNote, checkpoint: Checkpoint, language: Language) -> list[list[str]]:
    """Who signed, each name once, the log first, with the time that a witness states; nothing is verified here."""
    rows: dict[str, list[str]] = {}
    for line in note.signatures:
        is_log = line.name == checkpoint.origin
        office = say(_("keeper of the record") if is_log else _("witness"), language)
        rows.setdefault(line.name, [line.name, office, "–" if is_log else _stated_time(line.signature)])
    return sorted(rows.values(), key=lambda row: (row[0] != checkpoint.origin, row[0]))


def _stated_time(signature: bytes) -> str:
    """The time in a cosignature, in UTC."""
    try:
        return f"{dt.datetime.fromtimestamp(int.from_bytes(signature[:8], 'big'), dt.UTC):%d.%m.%Y, %H:%M:%S} UTC"
    except (ValueError, OverflowError, OSError):
        return "–"


def _groups(digits: str) -> list[str]:
    """Hexadecimal digits in fours, to be read out and compared."""
    return [digits[at : at + 4] for at in range(0, len(digits), 4)]
