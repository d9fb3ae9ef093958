"""What people of a party find of pairs: a first person, a second, taken back; and what then follows.

What two persons of the neutral find to be one person is put to the sides (``put_pairs``); what all sides have said
goes into the register (``settle_pairs``). Each is an entry of its own, for others may see it; what is still to be done
stands in ``Unfinished`` from the moment it is decided, so that nothing is half there.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone

from homeward.access.doors import need
from homeward.access.terms import Record, Right
from homeward.access.viewer import Viewer
from homeward.identifiers import opaque_id
from homeward.ledger.actions import Act, record
from homeward.ledger.canonical import Json
from homeward.ledger.terms import NEUTRAL
from homeward.reconciliation.actions.ordering import order_anew
from homeward.reconciliation.actions.queue import place_pairs
from homeward.reconciliation.actions.refusing import refuse_unless
from homeward.reconciliation.gate import queue_for, rule_in_force
from homeward.reconciliation.models import Finding, Pair, PutPair, QueueLine, Unfinished
from homeward.reconciliation.states import Ground, PairState, Said, who_decides
from homeward.register import actions as register
from homeward.register.gate import entries_by_number, parties_told
from homeward.register.gate.judgements import judgement_for
from homeward.register.models import ListedEntry
from homeward.register.terms import Verdict
from homeward.words import _

#: Pairs that one person decides in one step at most: more than a person can look through is no decision.
MOST_AT_ONCE = 200

_OPEN_TO_A_FIRST = (PairState.WAITING, PairState.ASKED, PairState.APART)


def find_pairs(
    *, by: Viewer, pairs: Sequence[str], said: Said, grounds: Sequence[Ground], reason: str = "", request: str = ""
) -> list[Finding]:
    """A first person of a party says of pairs that they are one person, or two, or that it cannot be told.

    It counts once a second person of the same party has joined. The party and the neutral see it.

    Args:
        by: who decides.
        pairs: numbers of pairs in the viewer's queue, at most ``MOST_AT_ONCE``.
        said: what is said of each.
        grounds: why, at least one.
        reason: in the decider's own words, may be "".
        request: idempotency key.

    Raises:
        InputRefused: no ground given, too many pairs, or a pair that is decided already or not in the queue.
        PermissionDenied: the viewer may not decide pairs.
    """
    need(by, Record.PAIR, Right.DECIDE)
    refuse_unless(bool(grounds), _("Say what the decision rests on: choose at least one ground."))
    now = timezone.now()
    with record(
        by=by.actor,
        action="reconciliation.find_pairs",
        purpose=by.purpose,
        subject=pairs[0] if len(pairs) == 1 else "",
        shown_to={by.party, NEUTRAL},
        request=request,
    ) as act:
        lines = _lines(by, pairs)
        for line in lines:
            refuse_unless(
                line.state in _OPEN_TO_A_FIRST,
                _("Somebody of your party has decided this pair in the meantime. Look at it again."),
                line.pair_id,
            )
        found = [
            Finding(
                number=opaque_id("FI", secrets.token_hex(16)),
                pair=line.pair_id,
                left=line.pair.left,
                right=line.pair.right,
                party=by.party,
                said=said.value,
                grounds=[ground.value for ground in grounds],
                reason=reason.strip(),
                basis=_basis(line.pair),
                first_by=by.person,
                first_at=now,
            )
            for line in lines
        ]
        Finding.objects.bulk_create(found)
        act.made(*found)
        place_pairs(act, [line.pair for line in lines])
        if by.is_neutral:
            order_anew(act, [line.pair for line in lines])
    return found


def second_findings(*, by: Viewer, pairs: Sequence[str], request: str = "") -> None:
    """A second person of a party joins what a first one found; what follows from it is done at once.

    Args:
        by: who joins; never who found it.
        pairs: numbers of pairs that need a second person, at most ``MOST_AT_ONCE``.
        request: idempotency key.

    Raises:
        InputRefused: a pair that was found by the viewer, or that needs no second person.
        PermissionDenied: the viewer may not be the second person.
    """
    need(by, Record.PAIR, Right.SECOND)
    with record(
        by=by.actor,
        action="reconciliation.second_findings",
        purpose=by.purpose,
        subject=pairs[0] if len(pairs) == 1 else "",
        shown_to={by.party, NEUTRAL},
        request=request,
    ) as act:
        lines = _lines(by, pairs)
        live = {
            finding.pair: finding
            for finding in Finding.objects.filter(
                pair__in=[line.pair_id for line in lines], party=by.party, retracted_at__isnull=True
            )
        }
        for line in lines:
            finding = live.get(line.pair_id)
            refuse_unless(
                finding is not None and not finding.second_by,
                _("This pair needs no second person now. Look at it again."),
                line.pair_id,
            )
            assert finding is not None
            refuse_unless(
                finding.first_by != by.person,
                _("You decided this pair yourself: somebody else of your party is the second person."),
                line.pair_id,
            )
        entries = _entries(line.pair for line in lines)
        now = timezone.now()
        for line in lines:
            finding = live[line.pair_id]
            finding.second_by, finding.second_at = by.person, now
            finding.judgement = _judge(act, by, finding, line.pair, entries)
        Finding.objects.bulk_update(live.values(), ["second_by", "second_at", "judgement"])
        act.changed(*live.values())
        place_pairs(act, [line.pair for line in lines])
        order_anew(act, [line.pair for line in lines])
        _note_what_follows(by, [line.pair for line in lines], live)
    finish(by=by, pairs=pairs)


def retract_finding(*, by: Viewer, pair: str, because: str = "", request: str = "") -> None:
    """Somebody of a party takes back what the party found of a pair; nothing of it is deleted.

    Before a second person has joined, it is taken back without a reason. Afterwards a reason is needed, and a
    finding of the neutral stands once its pair has been put to the sides.

    Raises:
        InputRefused: there is nothing to take back, or no reason for it.
        PermissionDenied: the viewer may not decide pairs.
    """
    need(by, Record.PAIR, Right.DECIDE)
    with record(
        by=by.actor,
        action="reconciliation.retract_finding",
        purpose=by.purpose,
        subject=pair,
        shown_to={by.party, NEUTRAL},
        request=request,
    ) as act:
        (line,) = _lines(by, [pair])
        found = Finding.objects.filter(pair=pair, party=by.party, retracted_at__isnull=True).first()
        refuse_unless(found is not None, _("There is nothing to take back for this pair."), pair)
        assert found is not None
        if found.second_by:
            refuse_unless(
                len(because.strip()) >= 10,
                _("Two persons have decided this pair: say in a few words why it is taken back."),
                pair,
            )
            refuse_unless(
                not (by.is_neutral and PutPair.objects.filter(pk=pair).exists()),
                _("This pair has been put to the sides: it is theirs to decide now."),
                pair,
            )
        if found.judgement:
            register.retract(act, by=by, judgement=judgement_for(by, found.judgement), reason=because)
        found.retracted_by, found.retracted_at, found.retracted_because = by.person, timezone.now(), because.strip()
        found.save()
        act.changed(found)
        Unfinished.objects.filter(pair=line.pair).delete()
        place_pairs(act, [line.pair])
        order_anew(act, [line.pair])
        if found.judgement:
            _note(by, [line.pair], "settle")
    finish(by=by, pairs=[pair])


def finish(*, by: Viewer, pairs: Sequence[str]) -> None:
    """Put to the sides and settle in the register what two persons have decided of ``pairs``, as far as it can be."""
    put_pairs(by=by, pairs=pairs)
    settle_pairs(by=by, pairs=pairs)


def put_pairs(*, by: Viewer, pairs: Sequence[str] | None = None) -> int:
    """Put to the sides what two persons of the neutral found to be one person; gives how many pairs were put.

    Both sides see from then on what both agreed to share of these entries. A pair between the sides waits until a
    rule of both is in force.

    Args:
        by: the person of the neutral whose act completes it.
        pairs: numbers of pairs; all that wait to be put where None.
    """
    waiting = Unfinished.objects.filter(step="put").select_related("pair").order_by("pair")
    if pairs is not None:
        waiting = waiting.filter(pair__in=pairs)
    by_sides: dict[tuple[str, ...], list[Pair]] = {}
    for one in waiting[:MOST_AT_ONCE]:
        by_sides.setdefault(who_decides((one.pair.left_party, one.pair.right_party)), []).append(one.pair)
    return sum(_put(by, sides, some) for sides, some in sorted(by_sides.items()))


def _put(by: Viewer, sides: tuple[str, ...], pairs: Sequence[Pair]) -> int:
    rule = rule_in_force(sides) if len(sides) > 1 else None
    if not by.is_neutral or (len(sides) > 1 and rule is None):
        return 0
    now = timezone.now()
    with record(
        by=by.actor,
        action="reconciliation.put_pairs",
        purpose=by.purpose,
        subject=pairs[0].number if len(pairs) == 1 else "",
        shown_to={*sides, NEUTRAL},
    ) as act:
        waiting = set(
            Unfinished.objects.filter(step="put", pair__in=[pair.number for pair in pairs]).values_list(
                "pair_id", flat=True
            )
        )
        some = [pair for pair in pairs if pair.number in waiting]
        rule = rule_in_force(sides) if len(sides) > 1 else None
        if len(sides) > 1 and rule is None:
            some = []
        entries = _entries(some)
        put = [
            PutPair(
                number=pair.number,
                left=pair.left,
                right=pair.right,
                columns=rule.columns if rule else [],
                rule=rule.number if rule else "",
                put_by=by.person,
                put_at=now,
            )
            for pair in some
        ]
        PutPair.objects.bulk_create(put)
        act.made(*put)
        if rule:
            for pair in some:
                shown = [entries[pair.left_entry], entries[pair.right_entry]]
                register.disclose(act, entries=shown, columns=rule.columns, basis=pair.number)
        act.tells("put", len(put))
        Unfinished.objects.filter(step="put", pair__in=some).delete()
        place_pairs(act, some)
    return len(put)


def settle_pairs(*, by: Viewer, pairs: Sequence[str]) -> None:
    """Bring into the register what all sides of ``pairs`` have said, or no longer say; all of them see it."""
    waiting = Unfinished.objects.filter(step="settle", pair__in=pairs).select_related("pair").order_by("pair")
    by_parties: dict[tuple[str, ...], list[Pair]] = {}
    for one in waiting:
        told = {*parties_told((one.pair.left, one.pair.right)), one.pair.left_party, one.pair.right_party, NEUTRAL}
        by_parties.setdefault(tuple(sorted(told)), []).append(one.pair)
    for shown_to, some in sorted(by_parties.items()):
        with record(
            by=by.actor,
            action="reconciliation.settle_pairs",
            purpose=by.purpose,
            subject=some[0].number if len(some) == 1 else "",
            shown_to=shown_to,
        ) as act:
            register.settle_persons(act, sorted({end for pair in some for end in (pair.left, pair.right)}))
            act.tells("settled", sorted(pair.number for pair in some))
            Unfinished.objects.filter(step="settle", pair__in=some).delete()


def _judge(act: Act, by: Viewer, finding: Finding, pair: Pair, entries: dict[str, ListedEntry]) -> str:
    """The register's judgement that a seconded finding becomes.

    The neutral's counts only where no two sides are asked: for an entry of the neutral, and inside one list.
    """
    if by.is_neutral and len(who_decides((pair.left_party, pair.right_party))) > 1:
        return ""
    judgement = register.judge(
        act,
        by=replace(by, person=finding.first_by),
        left=entries[pair.left_entry],
        right=entries[pair.right_entry],
        verdict=Verdict(finding.said),
        reason=finding.reason or ", ".join(finding.grounds),
        seconded_by=by.person,
        basis=pair.number,
    )
    return judgement.number


def _note_what_follows(by: Viewer, pairs: Sequence[Pair], live: dict[str, Finding]) -> None:
    """Note what is still to be done: to put, where the neutral found one person; to settle, where all were heard."""
    if by.is_neutral:
        same = [pair for pair in pairs if live[pair.number].said == Said.SAME]
        _note(by, [pair for pair in same if who_decides((pair.left_party, pair.right_party))], "put")
    heard = (PairState.AGREED_SAME, PairState.AGREED_DIFFERENT, PairState.DIFFER, PairState.UNCLEAR)
    settled = set(
        QueueLine.objects.filter(
            pair__in=[pair.number for pair in pairs], party=NEUTRAL, state__in=[state.value for state in heard]
        ).values_list("pair_id", flat=True)
    )
    _note(by, [pair for pair in pairs if pair.number in settled], "settle")


def _note(by: Viewer, pairs: Sequence[Pair], step: str) -> None:
    rows = [Unfinished(pair=pair, step=step, person=by.person, role=by.role.value, party=by.party) for pair in pairs]
    Unfinished.objects.bulk_create(rows, ignore_conflicts=True)


def _lines(by: Viewer, pairs: Sequence[str]) -> list[QueueLine]:
    """The viewer's lines of these pairs, in their order."""
    refuse_unless(bool(pairs), _("No pair was chosen."))
    refuse_unless(len(pairs) <= MOST_AT_ONCE, _("So many pairs cannot be looked at in one step: choose at most 200."))
    lines = {line.pair_id: line for line in queue_for(by).filter(pair__in=pairs).select_related("pair")}
    for pair in pairs:
        refuse_unless(pair in lines, _("This pair is not in your queue any more."), pair)
    return [lines[pair] for pair in dict.fromkeys(pairs)]


def _entries(pairs: Iterable[Pair]) -> dict[str, ListedEntry]:
    return dict(entries_by_number({end for pair in pairs for end in (pair.left_entry, pair.right_entry)}))


def _basis(pair: Pair) -> dict[str, Json]:
    """What a decision was made on: the comparison, and a digest of the reasons as they were shown."""
    shown = json.dumps([f"{pair.probability:.9f}", pair.verdict, pair.reasons], ensure_ascii=False)
    return {"comparison": pair.comparison_id, "shown": hashlib.sha256(shown.encode()).hexdigest()}
