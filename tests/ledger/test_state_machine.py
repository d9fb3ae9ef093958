"""Whatever is done, in whatever order, the record holds for everybody; whatever is altered afterwards, it does not."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import shutil
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TypeVar

import pytest
from commission import PARTIES, RU, SECRETARY, UA, Commission, decide, hand_in_list
from databases import point_at, with_tables
from django.db import IntegrityError, connection, connections
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from told_record import acting

from homeward.errors import InputRefused
from homeward.intake.models import Submission, SubmittedRow
from homeward.ledger import verify_record
from homeward.ledger.actions import Reading, record_readings
from homeward.ledger.coverage import covers
from homeward.ledger.custody import make_checkpoint
from homeward.ledger.findings import RecordBroken
from homeward.ledger.gate import export_bundle
from homeward.ledger.live import check
from homeward.ledger.models import Content, Entry, Head, Node, Seal
from homeward.ledger.terms import NEUTRAL, Actor, Purpose

SIDES = st.sampled_from([UA, RU])
WITNESSES = st.sets(st.sampled_from(PARTIES))

Row = TypeVar("Row")

#: Numbers of the database's own, which nothing points to, and the salts of rows: of those that stand no longer as they
#: stood, nothing is left that a salt would open.
OUTSIDE = ("ledger.Content.id", "ledger.Seal.id", "ledger.Seal.salt")

#: What a bundle holds beside the record: how to check it, and the program that does.
BESIDE = ("README.txt", "verify_record.py")


@cache
def empty() -> Path:
    """A database with tables and nothing in them."""
    path = Path(mkdtemp()) / "empty.sqlite3"
    with_tables(f"sqlite:///{path}")
    return path


class Record(RuleBasedStateMachine):
    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.kept = TemporaryDirectory()
        self.folder = Path(self.kept.name)
        shutil.copyfile(empty(), self.folder / "homeward.sqlite3")
        point_at(f"sqlite:///{self.folder / 'homeward.sqlite3'}")
        self.commission = Commission(self.folder)
        self.commission.begin()

    @rule(by=SIDES, rows=st.integers(0, 4))
    def hand_in(self, by: Actor, rows: int) -> None:
        hand_in_list(by, self.folder, rows)

    @rule(by=SIDES, pairs=st.integers(0, 3))
    def decide(self, by: Actor, pairs: int) -> None:
        decide(by, pairs)

    @rule(by=SIDES, subjects=st.lists(st.lists(st.text(max_size=3), max_size=2), max_size=4))
    def read_names(self, by: Actor, subjects: list[list[str]]) -> None:
        record_readings([Reading(by, Purpose.TRACING, some, [by.side, NEUTRAL]) for some in subjects])

    @precondition(lambda _record: Submission.objects.exists())
    @rule(label=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5))
    def change_a_row(self, label: str) -> None:
        row = self._any(Submission.objects.order_by("number"))
        with acting(UA, "intake.relabel") as act:
            row.label = label
            row.save()
            act.changed(row)

    @precondition(lambda _record: SubmittedRow.objects.exists())
    @rule(for_good=st.booleans())
    def take_a_row_away(self, for_good: bool) -> None:
        row = self._any(SubmittedRow.objects.order_by("number"))
        with acting(UA, "intake.withdraw") as act:
            (act.erased if for_good else act.removed)(row)
            row.delete()

    @precondition(lambda _record: Content.objects.filter(salt__isnull=False).exclude(name="policy").exists())
    @rule()
    def erase_what_was_said(self) -> None:
        part = self._any(Content.objects.filter(salt__isnull=False).exclude(name="policy").order_by("entry_id", "name"))
        with acting(UA, "retention.dispose") as act:
            act.erases_content(part.entry_id, part.name)

    @rule()
    def fail_in_the_middle(self) -> None:
        before = Head.objects.get().size
        with pytest.raises(RuntimeError):
            self._delete_all_and_fail()
        assert Head.objects.get().size == before

    @rule()
    def restart(self) -> None:
        connections.close_all()

    @rule(witnesses=WITNESSES)
    def make_a_checkpoint(self, witnesses: set[str]) -> None:
        make_checkpoint(by=SECRETARY, keys=self.commission.log)
        self.commission.cosign(*sorted(witnesses))

    @rule()
    def rotate_the_key(self) -> None:
        self.commission.rotate_log_key()

    @rule(witnesses=WITNESSES.filter(lambda some: len(some) > 1))
    def everybody_takes_a_bundle_and_checks_it(self, witnesses: set[str]) -> None:
        self.make_a_checkpoint(witnesses)
        found = {party: verify_record.verify_bundle(str(self._bundle(party))) for party in PARTIES}
        assert [finding.sentence for finding in found.values()] == [""] * len(PARTIES)
        assert len({(finding.size, finding.root) for finding in found.values()}) == 1

    @rule()
    def everybody_takes_a_bundle_as_it_stands(self) -> None:
        """It holds, or is refused because a checkpoint must come first, or says which witnesses are missing."""
        for party in PARTIES:
            with contextlib.suppress(InputRefused):
                found = verify_record.verify_bundle(str(self._bundle(party)))
                assert found.holds or "cosigned" in found.sentence

    @invariant()
    def it_holds(self) -> None:
        assert check().entries == Head.objects.get().size

    def teardown(self) -> None:
        if not hasattr(self, "commission"):
            return
        self.everybody_takes_a_bundle_and_checks_it(set(PARTIES))
        bundle = self._bundle(self.draw.choice(PARTIES))
        altered = alter_bundle(bundle, self.draw)
        assert not verify_record.verify_bundle(str(bundle)).holds, altered
        altered = alter_database(self.draw)
        with pytest.raises(RecordBroken):
            raise AssertionError(f"altered: {altered}; found: {check()}")
        connections.close_all()
        self.kept.cleanup()

    def _delete_all_and_fail(self) -> None:
        with acting(UA, "intake.try"):
            SubmittedRow.objects.all().delete()
            raise RuntimeError("in the middle")

    def _any(self, rows: Iterable[Row]) -> Row:
        return self.draw.choice(list(rows))

    def _bundle(self, party: str) -> Path:
        path = self.folder / f"{party}.zip"
        export_bundle(party, path)
        return path


def bent(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one bit of them changed."""
    place = draw.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << draw.randrange(8)]) + data[place + 1 :]


def alter_bundle(path: Path, draw: random.Random) -> str:
    """Change one bit in one file of a bundle that speaks of the record; gives what was changed.

    Of older checkpoints, what is signed: whoever cosigned them besides is not asked for, and unknown lines are passed
    over (C2SP signed-note).
    """
    with zipfile.ZipFile(path) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    name = draw.choice([name for name, data in files.items() if data and name not in BESIDE])
    data, signed = files[name], len(files[name])
    if name.startswith("checkpoints/") and data != files["checkpoint"]:
        signed = data.index(b"\n\n")
    files[name] = bent(data[:signed], draw) + data[signed:]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for each, written in files.items():
            bundle.writestr(each, written)
    place = next(at for at, (was, now) in enumerate(zip(data, files[name], strict=True)) if was != now)
    return f"{name}, byte {place}: {data[max(place - 40, 0) : place + 40]!r}"


def alter_database(draw: random.Random) -> str:
    """Change one bit in one cell of the record or of what it covers; gives what was changed."""
    left_out = {each.model: each.left_out for each in covers()}
    columns = [
        (model, field)
        for model in (Head, Entry, Node, Content, Seal, *left_out)
        for field in model._meta.concrete_fields
        if f"{model._meta.label}.{field.attname}" not in OUTSIDE and field.attname not in left_out.get(model, ())
        if model._default_manager.exists()
    ]
    while True:
        model, field = draw.choice(columns)
        key = model._meta.pk.column
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA foreign_keys=OFF")
            table, column = model._meta.db_table, field.column
            cursor.execute(f'SELECT "{key}", "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            filled = cursor.fetchall()
            if not filled:
                continue
            which, value = draw.choice(filled)
            try:
                other = altered(value, draw)
                cursor.execute(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', [other, which])
            except (IntegrityError, UnicodeError):
                continue
        return f"{table}.{column} of {which!r}: {value!r} became {other!r}"


def altered(value: object, draw: random.Random) -> int | str | bytes:
    if isinstance(value, int):
        return value ^ 1 << draw.randrange(40)
    if isinstance(value, str):
        return bent(value.encode(), draw).decode() if value else " "
    if isinstance(value, dt.date):  # a day or an instant
        return str(value + dt.timedelta(days=draw.choice([-1, 1])))
    assert isinstance(value, bytes)
    return bent(value, draw) if value else b" "


TestRecord = Record.TestCase
TestRecord.settings = settings(
    max_examples=20,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # keys and salts are new each time: nothing can be shrunk
    suppress_health_check=list(HealthCheck),
)
