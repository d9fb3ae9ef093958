"""The check of a live database: whatever somebody alters behind the application's back by SQL is found and named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from databases import copy_of, point_at
from django.db import connection, connections
from told_record import DECISION, LAST, RU_LIST, UA_LIST, rows_of, tell

from homeward.ledger.findings import RecordBroken
from homeward.ledger.live import Checked, check
from homeward.ledger.merkle import Edge, leaf_hash
from homeward.ledger.models import Checkpoint, Entry, Node

Sql = Callable[..., int]


@pytest.fixture(scope="module")
def told_sqlite(empty_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("told")
    path = folder / "told.sqlite3"
    shutil.copyfile(empty_sqlite, path)
    point_at(f"sqlite:///{path}")
    tell(folder)
    connections.close_all()
    return path


@pytest.fixture(scope="module")
def told_postgres(postgresql_socket: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    point_at(copy_of(postgresql_socket, "empty", "told"))
    tell(tmp_path_factory.mktemp("told"))
    connections.close_all()
    return postgresql_socket


@pytest.fixture(params=["sqlite", "postgres"])
def sql(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sql]:
    """The record that ``tell`` makes; what is called with SQL does it and gives how many rows it did it to."""
    if request.param == "sqlite":
        shutil.copyfile(request.getfixturevalue("told_sqlite"), tmp_path / "test.sqlite3")
        point_at(f"sqlite:///{tmp_path / 'test.sqlite3'}")
        unguarded = "PRAGMA foreign_keys=OFF"
    else:
        point_at(copy_of(request.getfixturevalue("told_postgres"), "told", "test"))
        unguarded = "SET session_replication_role = replica"

    def run(statement: str, *values: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute(unguarded)
            cursor.execute(statement, values or None)
            return int(cursor.rowcount)

    yield run
    connections.close_all()


def found(sql: Sql, sentence: str, *statements: str) -> None:
    """Each statement alone has to do something, and the check names what it did."""
    assert sum(sql(statement) for statement in statements) > 0
    with pytest.raises(RecordBroken, match=sentence):
        check()


@pytest.mark.usefixtures("sql")
def test_what_nobody_touched_is_whole() -> None:
    whole = check()
    standing = 1 + 2 + 2 + (1 + 3) + (2 + 2)  # policy, checkpoints, lists, their rows, decisions
    assert whole == Checked(entries=LAST + 1, rows=standing, checkpoints=2, root=whole.root)
    assert len(rows_of(UA_LIST)) == 1
    assert len(rows_of(RU_LIST)) == 3


#: Sentences about rows, each with what makes the check say it.
ROWS = r"""
A row of “policies” \(0\) was altered behind the application's back
    UPDATE ledger_policy SET text = text || ' '
A row of “policies” \(0\) was deleted behind the application's back
    DELETE FROM ledger_policy
A row of “policies” \(9\) was added behind the application's back: no entry knows it
    INSERT INTO ledger_policy (adopted_in, text) VALUES (9, 'quorum none')
A row of “submissions” \(SB-.*\) was altered behind the application's back
    UPDATE intake_submission SET declared_rows = 4
A row of “submissions” \(SB-.*\) was altered behind the application's back
    UPDATE intake_submission SET declared_rows = NULL
A row of “submissions” \(SB-.*\) was altered behind the application's back
    UPDATE intake_submission SET file_name = 'other.csv'
A row of “submissions” \(SB-.*\) was deleted behind the application's back
    DELETE FROM intake_submission WHERE party = 'UA'
A row of “submissions” \(SB-.*\) was deleted behind the application's back
    UPDATE intake_submission SET number = 'SB-1' WHERE party = 'RU'
A row of “submissions” \(SB-NEW\) was added behind the application's back: no entry knows it
    CREATE TEMPORARY TABLE another AS SELECT * FROM intake_submission WHERE party = 'UA'
    UPDATE another SET number = 'SB-NEW', series = 'LS-NEW'
    INSERT INTO intake_submission SELECT * FROM another
A row of “lists handed in” \(SB-.*/\d\) was altered behind the application's back
    UPDATE intake_submittedrow SET cells = '{}'
A row of “lists handed in” \(SB-.*/4\) was altered behind the application's back
    UPDATE intake_submittedrow SET submission_id = (SELECT min(number) FROM intake_submission WHERE number
        <> submission_id) WHERE number LIKE '%/4'
A row of “lists handed in” \(SB-.*/4\) was deleted behind the application's back
    DELETE FROM intake_submittedrow WHERE number LIKE '%/4'
A row of “lists handed in” \(SB-X/1\) was added behind the application's back: no entry knows it
    INSERT INTO intake_submittedrow (number, submission_id, cells) SELECT 'SB-X/1', number, '{}' FROM
        intake_submission WHERE party = 'UA'
A row of “decisions about pairs” \(DE-.*/1\) was altered behind the application's back
    UPDATE reconciliation_finding SET said = 'different'
A row of “decisions about pairs” \(DE-.*/1\) was altered behind the application's back
    UPDATE reconciliation_finding SET first_at = '2025-06-06 00:00:00'
A row of “decisions about pairs” \(DE-.*/2\) was deleted behind the application's back
    DELETE FROM reconciliation_finding WHERE number LIKE '%/2'
A row of “comparisons of lists” \(CO-1\) was added behind the application's back: no entry knows it
    INSERT INTO reconciliation_comparison (number, lists, pairs_sha256, counts, submissions, parameters,
        started_by) VALUES ('CO-1', '{}', '', '{}', '{}', '{}', '')
A row of “agreements” \(x\) was added behind the application's back: no entry knows it
    INSERT INTO exchange_adoptedagreement (sha256, agreement_id, text) VALUES ('x', '', '')
A row of “checkpoints” \(\d+\) was altered behind the application's back
    UPDATE ledger_checkpoint SET note = replace(note, '— homeward.example/UA', '— homeward.example/XX')
"""

#: The same about the record itself.
RECORD = r"""
Entry 3 of the record is missing
    DELETE FROM ledger_entry WHERE sequence = 3
Entry 0 of the record is missing
    DELETE FROM ledger_entry WHERE sequence = 0
says that it has 15 entries, but 14 are there
    DELETE FROM ledger_entry WHERE sequence = 14
    DELETE FROM ledger_content WHERE entry_id = 14
    DELETE FROM ledger_seal WHERE entry_id = 14
says that it has 15 entries, but 0 are there
    DELETE FROM ledger_content
    DELETE FROM ledger_seal
    DELETE FROM ledger_entry
Entry 3 of the record was altered
    UPDATE ledger_entry SET leaf_hash = (SELECT leaf_hash FROM ledger_entry WHERE sequence = 2) WHERE
        sequence = 3
Entry 3 stands in the place of another
    UPDATE ledger_entry SET sequence = sequence + 100 WHERE sequence IN (3, 10)
    UPDATE ledger_entry SET sequence = 113 - sequence WHERE sequence > 100
Entry 4 of the record is missing
    UPDATE ledger_entry SET sequence = sequence + 100 WHERE sequence > 3
index of entry 3 was altered
    UPDATE ledger_entry SET subject = '' WHERE sequence = 3
index of entry 3 was altered
    UPDATE ledger_entry SET request = 'x' WHERE sequence = 3
tree was altered
    UPDATE ledger_node SET hash = (SELECT hash FROM ledger_node WHERE position = 1) WHERE position = 3
tree was altered
    DELETE FROM ledger_node WHERE position = 5
tree was altered
    DELETE FROM ledger_node
tree was altered
    INSERT INTO ledger_node (position, hash) SELECT 1000, hash FROM ledger_node WHERE position = 1
tree was altered
    INSERT INTO ledger_node (position, hash) SELECT -1, hash FROM ledger_node WHERE position = 1
tree was altered
    INSERT INTO ledger_node (position, hash) SELECT 0, hash FROM ledger_node WHERE position = 1
What entry 2 says was altered
    UPDATE ledger_content SET value = (SELECT value FROM ledger_content WHERE entry_id = 3) WHERE entry_id =
        2 AND name = 'file'
What entry 2 says was altered
    UPDATE ledger_content SET salt = (SELECT salt FROM ledger_content WHERE entry_id = 3) WHERE entry_id = 2
        AND name = 'file'
What entry 2 says was altered
    UPDATE ledger_content SET value = NULL WHERE entry_id = 2 AND name = 'rows'
What entry 2 says was altered
    UPDATE ledger_content SET salt = NULL WHERE entry_id = 2 AND name = 'rows'
What entry 2 recorded was destroyed, and no entry says that it was erased
    UPDATE ledger_content SET salt = NULL, value = NULL WHERE entry_id = 2 AND name = 'rows'
What entry 2 recorded was destroyed, and no entry says that it was erased
    UPDATE ledger_seal SET salt = NULL WHERE entry_id = 2 AND place = 1
Something that entry 2 says was removed or added
    DELETE FROM ledger_content WHERE entry_id = 2 AND name = 'file'
Something that entry 2 says was removed or added
    UPDATE ledger_content SET name = 'files' WHERE entry_id = 2 AND name = 'file'
Something that entry 1 says was removed or added
    UPDATE ledger_content SET entry_id = 1, name = 'x' WHERE entry_id = 2 AND name = 'file'
belongs to entry 99, which is not there
    UPDATE ledger_content SET entry_id = 99 WHERE entry_id = 14
    INSERT INTO ledger_content (entry_id, name) VALUES (99, 'x')
belongs to entry -1, which is not there
    INSERT INTO ledger_content (entry_id, name) VALUES (-1, 'x')
belongs to entry 99, which is not there
    INSERT INTO ledger_seal (entry_id, place, "table", key, change) VALUES (99, 0, 'x', 'y', 'removed')
list of rows that entry 3 covers
    UPDATE ledger_seal SET digest = (SELECT digest FROM ledger_seal WHERE entry_id = 2 AND place = 0) WHERE
        entry_id = 3 AND place = 0
list of rows that entry 3 covers
    UPDATE ledger_seal SET key = 'DE-1/1' WHERE entry_id = 3 AND place = 0
list of rows that entry 3 covers
    UPDATE ledger_seal SET "table" = 'intake.submission' WHERE entry_id = 3
list of rows that entry 3 covers
    UPDATE ledger_seal SET change = 'changed' WHERE entry_id = 3 AND place = 0
list of rows that entry 3 covers
    UPDATE ledger_seal SET change = 'lost' WHERE entry_id = 3 AND place = 0
list of rows that entry 3 covers
    UPDATE ledger_seal SET digest = NULL WHERE entry_id = 3 AND place = 0
list of rows that entry 3 covers
    UPDATE ledger_seal SET place = 5 WHERE entry_id = 3 AND place = 1
list of rows that entry 3 covers
    DELETE FROM ledger_seal WHERE entry_id = 3 AND place = 1
list of rows that entry 3 covers
    DELETE FROM ledger_seal WHERE entry_id = 3
list of rows that entry 3 covers
    INSERT INTO ledger_seal (entry_id, place, "table", key, change, salt, digest) SELECT entry_id, 2,
        "table", key, change, salt, digest FROM ledger_seal WHERE entry_id = 3 AND place = 1
“decisions about pairs” .* was altered behind the application's back
    UPDATE ledger_seal SET salt = (SELECT salt FROM ledger_seal WHERE entry_id = 2 AND place = 0) WHERE
        entry_id = 3 AND place = 0
says that it has 14 entries, but 15 are there
    UPDATE ledger_head SET size = 14
says that it has 16 entries, but 15 are there
    UPDATE ledger_head SET size = 16
name of the record was altered
    UPDATE ledger_head SET origin = 'other.example'
time of the last entry was altered
    UPDATE ledger_head SET instant = '2020-01-01 00:00:00'
how far the record goes was removed or doubled
    DELETE FROM ledger_head
how far the record goes was removed or doubled
    INSERT INTO ledger_head (origin, size, instant) SELECT 'other', size, instant FROM ledger_head
A row of “checkpoints” \(4\) was deleted
    DELETE FROM ledger_checkpoint WHERE size = 4
A row of “checkpoints” \(11\) was deleted
    DELETE FROM ledger_checkpoint WHERE size = 11
checkpoint over 5 entries was altered
    INSERT INTO ledger_checkpoint (size, note) SELECT 5, note FROM ledger_checkpoint WHERE size = 4
checkpoint over 10 entries was altered
    UPDATE ledger_checkpoint SET size = 10 WHERE size = 11
checkpoint over 11 entries was altered
    UPDATE ledger_checkpoint SET note = replace(note, '/test', '/tast') WHERE size = 11
checkpoint or a policy was altered and cannot be read
    UPDATE ledger_checkpoint SET note = '' WHERE size = 11
"""


def cases(text: str) -> list[tuple[str, list[str]]]:
    """A sentence stands at the margin, a statement behind four spaces, its going on behind eight."""
    joined = text.strip().replace("\n        ", " ")
    said = [line.split("\n    ") for line in re.split(r"\n(?! )", joined)]
    return [(sentence, statements) for sentence, *statements in said]


@pytest.mark.parametrize(("sentence", "statements"), cases(ROWS) + cases(RECORD))
def test_whatever_is_altered_is_named(sql: Sql, sentence: str, statements: list[str]) -> None:
    found(sql, sentence, *statements)


def test_a_row_that_was_removed_is_not_there_again(sql: Sql) -> None:
    removed = "(SELECT key FROM ledger_seal WHERE change = 'removed')"
    found(
        sql,
        r"A row of “lists handed in” \(SB-.*/3\) is there again that entry 9 removed",
        "INSERT INTO intake_submittedrow (number, submission_id, cells)"
        f" SELECT {removed}, number, '{{}}' FROM intake_submission WHERE party = 'UA'",
    )


def test_two_rows_that_changed_places_are_named(sql: Sql) -> None:
    first, second = rows_of(RU_LIST)[:2]
    assert first.cells != second.cells
    sql("UPDATE intake_submittedrow SET number = 'x' WHERE number = %s", first.number)
    sql("UPDATE intake_submittedrow SET number = %s WHERE number = %s", first.number, second.number)
    found(
        sql,
        "was altered behind the application",
        f"UPDATE intake_submittedrow SET number = '{second.number}' WHERE number = 'x'",
    )


@pytest.mark.usefixtures("sql")
def test_an_entry_with_other_words_is_named_by_its_hash() -> None:
    body = bytes(Entry.objects.get(sequence=DECISION).body)
    Entry.objects.filter(sequence=DECISION).update(body=body.replace(b"liaison-1", b"liaison-9"))
    with pytest.raises(RecordBroken, match="Entry 3 of the record was altered"):
        check()


@pytest.mark.usefixtures("sql")
def test_an_entry_rewritten_with_its_hash_is_named_by_the_tree() -> None:
    body = bytes(Entry.objects.get(sequence=DECISION).body).replace(b"liaison-1", b"liaison-9")
    Entry.objects.filter(sequence=DECISION).update(body=body, leaf_hash=leaf_hash(body))
    with pytest.raises(RecordBroken, match="tree was altered"):
        check()


@pytest.mark.usefixtures("sql")
def test_a_record_rewritten_with_its_whole_tree_is_named_by_what_was_signed() -> None:
    body = bytes(Entry.objects.get(sequence=DECISION).body).replace(b"liaison-1", b"liaison-9")
    Entry.objects.filter(sequence=DECISION).update(body=body, leaf_hash=leaf_hash(body))
    edge = Edge()
    for leaf in Entry.objects.order_by("sequence").values_list("leaf_hash", flat=True):
        for position, hashed in edge.append(bytes(leaf)):
            Node.objects.filter(position=position).update(hash=hashed)
    with pytest.raises(RecordBroken, match="no longer those that were signed: checkpoint over 4 entries"):
        check()


@pytest.mark.usefixtures("sql")
def test_an_entry_appended_by_hand_is_named() -> None:
    last = Entry.objects.get(sequence=LAST)
    Entry.objects.create(sequence=LAST + 1, leaf_hash=last.leaf_hash, body=last.body, subject=last.subject)
    with pytest.raises(RecordBroken, match="Entry 15 stands in the place of another"):
        check()
    body = bytes(last.body).replace(b'"sequence":14', b'"sequence":15')
    Entry.objects.filter(sequence=LAST + 1).update(body=body, leaf_hash=leaf_hash(body))
    with pytest.raises(
        RecordBroken, match=r"entry 15|Something that entry 15 says|list of rows that entry 15|15 entries"
    ):
        check()


@pytest.mark.usefixtures("sql")
def test_a_signature_of_the_log_that_is_not_its_own_is_named() -> None:
    checkpoint = Checkpoint.objects.get(size=11)
    lines = checkpoint.note.split("\n")
    signed = next(at for at, line in enumerate(lines) if line.startswith("— homeward.example/test "))
    dropped = "\n".join(line for line in lines if not line.startswith("— homeward.example/test "))
    Checkpoint.objects.filter(size=11).update(note=dropped)
    with pytest.raises(RecordBroken, match="checkpoint of size 11 is not signed by the log"):
        check()
    word, name, code = lines[signed].split(" ")
    other = code[:20] + ("A" if code[20] != "A" else "B") + code[21:]
    Checkpoint.objects.filter(size=11).update(note=checkpoint.note.replace(code, other))
    assert (word, name) == ("—", "homeward.example/test")
    with pytest.raises(RecordBroken, match=r"checkpoint of size 11: the signature .* is not valid"):
        check()


@pytest.mark.usefixtures("sql")
def test_a_cosignature_that_was_dropped_is_named() -> None:
    checkpoint = Checkpoint.objects.get(size=11)
    lines = checkpoint.note.split("\n")
    fewer = [line for line in lines if not line.startswith("— homeward.example/RU ")]
    assert len(fewer) == len(lines) - 2
    Checkpoint.objects.filter(size=11).update(note="\n".join(fewer))
    with pytest.raises(RecordBroken, match=r"A row of “checkpoints” \(11\) was altered"):
        check()
