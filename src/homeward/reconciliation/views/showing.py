"""What the pages of pairs share: a pair made ready for its viewer, the filters as chips, the form's key."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from homeward.access.gate import party_names
from homeward.access.readings import read_names
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.ledger.terms import NEUTRAL
from homeward.names.latin_names import latin_name_for
from homeward.pages import Html, picture
from homeward.reconciliation.gate import Counts, Filter, findings_for, put_pairs_of
from homeward.reconciliation.models import Pair, PutPair, QueueLine
from homeward.reconciliation.outcomes import reason_words
from homeward.reconciliation.shown_pairs import ShownPair, Side, shown_pair
from homeward.reconciliation.states import PairState, Said
from homeward.reconciliation.terms import EntryRef, Verdict
from homeward.reconciliation.turning_points import from_kept
from homeward.reconciliation.turning_words import TurningWords, turning_words
from homeward.register.entries import COLUMNS
from homeward.register.gate import entries_by_alias, entries_by_number
from homeward.register.models import ListedEntry
from homeward.words import Language, _, say

#: The shape beside a state; where none is named, a person is needed.
SHAPES: dict[PairState, str] = {
    PairState.AGREED_SAME: "settled",
    PairState.AGREED_DIFFERENT: "settled",
    PairState.DIFFER: "stop",
    PairState.APART: "quiet",
    PairState.DECIDED: "quiet",
    PairState.PUT: "quiet",
}
#: States in which an answer would still settle something.
_UNDECIDED = (PairState.WAITING, PairState.ASKED)
#: What a picture brings along for standing alone.
_OWN_STYLE = ' style="max-width:100%;height:auto"'
_HEALTH = "health_note"
_NAME_PARTS = ("surname", "given_name", "patronymic")


def form_key() -> str:
    """A key for one form: sent twice it acts once."""
    return secrets.token_hex(16)


def party_name(viewer: Viewer, code: str) -> str:
    """What a party is called in the viewer's language."""
    return party_names().get(code, {}).get(viewer.language, code)


def pair_for_page(viewer: Viewer, pair: Pair) -> ShownPair:
    """A pair fetched through the gate, ready for its viewer; that its names are read is recorded."""
    entries = entries_by_number([pair.left_entry, pair.right_entry])
    ends = [entries[pair.left_entry], entries[pair.right_entry]]
    read_names(viewer, {entry.alias: entry.party for entry in ends})
    put = put_pairs_of([pair.number]).get(pair.number)
    ends.sort(key=lambda entry: (_place_of(viewer, entry.party), entry.party, entry.row))
    newest = entries_by_alias(entry.alias for entry in ends)
    one, other = (
        replace(side, since=_corrected(side, entry, newest[entry.alias], viewer.language))
        for side, entry in ((_side(viewer, entry, put), entry) for entry in ends)
    )
    sides = (one, other)
    reasons = [(what, how, weight) for what, how, weight in pair.reasons]
    if not (viewer.is_neutral and all(viewer.may_on(Right.READ, Record.ROW, entry.party) for entry in ends)):
        return shown_pair(sides, reasons, language=viewer.language)
    return shown_pair(
        sides,
        reasons,
        language=viewer.language,
        prior=float(pair.comparison.parameters.get("prior", "0")),
        probability=pair.probability,
        decision=pair.decision,
        verdict=pair.verdict,
        turning=_turning(viewer, pair),
        match=float(pair.comparison.parameters.get("match", "1")),
    )


def _turning(viewer: Viewer, pair: Pair) -> list[TurningWords] | None:
    """What would settle a pair, in words; None where its comparison did not work it out."""
    if pair.turning is None:
        return None
    return turning_words([from_kept(told) for told in pair.turning], _called(viewer, pair), viewer.language)


def _called(viewer: Viewer, pair: Pair) -> Callable[[EntryRef], str]:
    """What the neutral calls an entry: its party and row."""
    owners = {end.partition("/")[0]: party for end, party in _ends(pair)}

    def called(ref: EntryRef) -> str:
        party = party_name(viewer, owners.get(ref.list_label, NEUTRAL))
        return say(_("{party}, row {row}"), viewer.language, party=party, row=ref.rec_id)

    return called


def _ends(pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
    return (pair.left_entry, pair.left_party), (pair.right_entry, pair.right_party)


def _place_of(viewer: Viewer, party: str) -> int:
    """Sides stand in the order drawn for the viewer's session, the neutral last."""
    return viewer.parties.index(party) if party in viewer.parties else len(viewer.parties)


def _side(viewer: Viewer, entry: ListedEntry, put: PutPair | None) -> Side:
    is_full = viewer.may_on(Right.READ, Record.ROW, entry.party)
    columns: Collection[str] = COLUMNS if is_full else put.columns if put else ()
    cells = {column: entry.known[column] for column in COLUMNS if column in columns and entry.known.get(column)}
    note = cells.pop(_HEALTH, "")
    may_note = viewer.may_on(Right.READ, Record.HEALTH_NOTE, entry.party)
    title = name_of(cells) or entry.alias
    return Side(
        party=entry.party,
        alias=entry.alias,
        where=entry.row if is_full else 0,
        title=title,
        latin=latin_name_for(title, viewer.language),
        cells=cells,
        seen=columns,
        more=_more(entry) if is_full and may_note else (),
        health_note=note if may_note else "",
        has_health_note=bool(note),
    )


def _corrected(
    side: Side, compared: ListedEntry, newest: ListedEntry, language: Language
) -> tuple[tuple[str, str], ...]:
    """What the party has corrected of the cells that the viewer may see; a decision rests on what was compared."""
    return tuple(
        (say(COLUMNS[column], language), newest.known.get(column, ""))
        for column in COLUMNS
        if column in side.seen and column != _HEALTH and newest.known.get(column) != compared.known.get(column)
    )


def _more(entry: ListedEntry) -> tuple[tuple[str, str], ...]:
    """Cells under headings that are none of ours; only for whoever may read notes, for a heading may hide one."""
    known = set(entry.known.values())
    return tuple((heading, text) for heading, text in entry.cells.items() if text and text not in known)


def name_of(cells: dict[str, str]) -> str:
    """The whole name as written."""
    return " ".join(cells[part] for part in _NAME_PARTS if cells.get(part)) or cells.get("full_name", "")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as a link: its words, how many it shows, its address, whether it is the one in force."""

    words: str
    count: int
    address: str
    is_current: bool


#: The order of chips for the neutral and for a side.
_NEUTRAL_STATES = (
    PairState.WAITING,
    PairState.SECOND,
    PairState.ASKED,
    PairState.FOUND,
    PairState.PUT,
    PairState.AGREED_SAME,
    PairState.AGREED_DIFFERENT,
    PairState.DIFFER,
    PairState.UNCLEAR,
    PairState.APART,
)
_SIDE_STATES = (
    PairState.WAITING,
    PairState.SECOND,
    PairState.ASKED,
    PairState.DECIDED,
    PairState.AGREED_SAME,
    PairState.AGREED_DIFFERENT,
    PairState.DIFFER,
    PairState.UNCLEAR,
)


def state_chips(viewer: Viewer, asked: Filter, counts: Counts, parties: dict[str, str]) -> list[Chip]:
    """Chips of states, and of the sides waited for."""
    states = _NEUTRAL_STATES if viewer.is_neutral else _SIDE_STATES
    chips = [
        Chip(
            say(state.label, viewer.language),
            counts.states[state.value],
            asked.address(state=state.value, waiting_for="", against=""),
            asked.state == state and not asked.waiting_for,
        )
        for state in states
    ]
    if viewer.is_neutral:
        at = 1 + list(states).index(PairState.PUT)
        chips[at:at] = [
            Chip(
                say(_("waiting for: {side}"), viewer.language, side=parties[side]),
                counts.waiting_for[side],
                asked.address(state=PairState.PUT.value, waiting_for=side, against=""),
                asked.waiting_for == side,
            )
            for side in viewer.sides
        ]
    return chips


def more_chips(viewer: Viewer, asked: Filter, counts: Counts) -> list[Chip]:
    """Chips within the state: pairs inside one list, what weighs most against."""
    chips = []
    if counts.inside or asked.inside:
        words = say(_("duplicates inside a list"), viewer.language)
        chips.append(
            Chip(words, counts.inside, asked.address(inside="" if asked.inside else "yes"), bool(asked.inside))
        )
    for against, count in sorted(counts.against.items(), key=lambda item: (-item[1], item[0]))[:8]:
        chips.append(
            Chip(
                against_words(against, viewer.language),
                count,
                asked.address(against="" if asked.against == against else against),
                asked.against == against,
            )
        )
    return chips


def against_words(against: str, language: Language) -> str:
    """What weighs most against a pair, in words."""
    feature, _colon, outcome = against.partition(":")
    what, how = reason_words(feature, outcome)
    return f"{say(what, language)}: {say(how, language)}"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the queue as a table shows it: the two names, each under the party whose it is.

    ``settles`` is how many other pairs an answer settles; 0 for a side, which sees nothing of what was weighed.
    """

    number: str
    sides: tuple[Side, Side]
    state: PairState
    shape: str
    waiting_for: tuple[str, ...]
    against: str
    kind: str
    settles: int = 0
    said: Said | None = None


def lines_for_page(viewer: Viewer, lines: Iterable[QueueLine]) -> list[ShownLine]:
    """Lines with the names of their entries; that they are read is recorded once for all."""
    lines = list(lines)
    pairs = [line.pair for line in lines]
    entries = entries_by_number({end for pair in pairs for end in (pair.left_entry, pair.right_entry)})
    put = put_pairs_of(pair.number for pair in pairs)
    read_names(viewer, {entry.alias: entry.party for entry in entries.values()})
    live = findings_for(viewer, [line.pair_id for line in lines]).filter(retracted_at=None, party=viewer.party)
    said = {finding.pair: Said(finding.said) for finding in live}
    shown = []
    for line in lines:
        ends = [entries[line.pair.left_entry], entries[line.pair.right_entry]]
        ends.sort(key=lambda entry: (_place_of(viewer, entry.party), entry.party, entry.row))
        told = put.get(line.pair.number)
        shown.append(
            ShownLine(
                number=line.pair.number,
                sides=(_side(viewer, ends[0], told), _side(viewer, ends[1], told)),
                state=PairState(line.state),
                shape=SHAPES.get(PairState(line.state), "person"),
                waiting_for=tuple(line.waiting_for.split()),
                against=against_words(line.against, viewer.language) if line.against else "",
                kind=_kind(line.pair, viewer),
                settles=line.pair.settles if viewer.is_neutral and PairState(line.state) in _UNDECIDED else 0,
                said=said.get(line.pair_id),
            )
        )
    return shown


def _kind(pair: Pair, viewer: Viewer) -> str:
    """Whom the two most probably are where they are kept apart; for the neutral, which sees what was weighed."""
    return say(Verdict(pair.verdict).label, viewer.language) if viewer.is_neutral and not pair.decision else ""


def figure(svg: str) -> Html:
    """A picture for a page of the desk, which takes its colours from the page and allows no style of its own."""
    return Html(picture(svg).replace(_OWN_STYLE, "").replace("<figure>", '<figure class="picture">', 1))
