"""The one-file verifier: what holds is said, and every single thing that was bent is found and named."""

import ast
import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from bundles import JSON_FILES, files_of, lines_of, place_of, says, with_lines, with_object, zipped
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from records import (
    ALL,
    BEGIN,
    ORIGIN,
    PARTIES,
    ARecord,
    changed,
    made,
    removed,
)

from homeward.ledger import verify_record as verifier
from homeward.ledger.canonical import b64
from homeward.ledger.merkle import leaf_hash
from homeward.ledger.terms import NEUTRAL

# ---- What holds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("party", PARTIES)
def test_the_bundle_of_every_party_holds(the_round, tmp_path, party):
    finding = verifier.verify_bundle(str(the_round.bundle(party, tmp_path / "b.zip")))
    assert finding.sentence == ""
    assert finding.holds
    assert (finding.origin, finding.size, finding.root) == (ORIGIN, 6, the_round.tree.root())


def test_it_says_how_much_is_withheld_and_how_much_erased(the_round, tmp_path):
    finding = verifier.verify_bundle(str(the_round.bundle("RU", tmp_path / "b.zip")))
    assert any("Entries of others: 3." in line for line in finding.lines)
    finding = verifier.verify_bundle(str(the_round.bundle("UA", tmp_path / "b.zip")))
    assert any("6 parts are as they were recorded; of these 1 were erased" in line for line in finding.lines)
    assert any("Rows: 8 stand as they were recorded; 4 of them" in line for line in finding.lines)


def test_bundles_of_two_sides_kept_policy_and_kept_checkpoint_agree(the_round, tmp_path):
    ua, ru = (str(the_round.bundle(party, tmp_path / f"{party}.zip")) for party in ("UA", "RU"))
    policy, since = tmp_path / "policy", tmp_path / "since"
    policy.write_text(the_round.policies[0])
    since.write_text(the_round.notes[2])
    for one, other in ((ua, ru), (ru, ua)):
        finding = verifier.verify_bundle(one, policy=str(policy), since=str(since), other=other)
        assert finding.holds, finding.sentence


def test_without_a_policy_it_says_which_it_trusts(the_round, files, check):
    digest = hashlib.sha256(the_round.policies[0].encode()).hexdigest()
    assert any(digest in line for line in check(files).lines)


@pytest.mark.parametrize("language", ["en", "uk", "ru", "tr"])
def test_it_runs_alone_without_homeward_in_four_languages(the_round, tmp_path, language):
    bundle = the_round.bundle("UA", tmp_path / "ua.zip")
    command = [sys.executable, "-I", "-S", "-c", ALONE, str(bundle), "--language", language]
    with zipfile.ZipFile(bundle) as opened:
        (tmp_path / "verify_record.py").write_bytes(opened.read("verify_record.py"))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert verifier.say(language, verifier.VERDICT_HOLDS) in done.stdout


#: Runs the copy from the bundle where nothing but the standard library and ``cryptography`` can be imported.
ALONE = """
import importlib.util, runpy, sys, sysconfig
sys.path.append(sysconfig.get_paths()["purelib"])
class Refuses:
    def find_spec(self, name, path=None, target=None):
        known = name.partition(".")[0]
        if known not in sys.stdlib_module_names and known not in {"cryptography", "_cffi_backend", "cffi"}:
            raise ImportError(name)
sys.meta_path.insert(0, Refuses())
runpy.run_path("verify_record.py", run_name="__main__")
"""


def test_it_imports_the_standard_library_and_cryptography_alone():
    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names


def test_every_sentence_has_its_three_translations_with_the_same_fields():
    def fields(text):
        return set(text.replace("}", "{").split("{")[1::2])

    names = [
        name for name, value in vars(verifier).items() if name.isupper() and isinstance(value, str) and " " in value
    ]
    said = {vars(verifier)[name] for name in names if not name.startswith("_")}
    said -= {verifier.EMPTY_ROOT_TEXT}
    assert said == verifier.TRANSLATIONS.keys()
    for sentence, translations in verifier.TRANSLATIONS.items():
        assert len(set(translations)) == 3
        for translation in translations:
            assert fields(translation) == fields(sentence), sentence


# ---- Files -----------------------------------------------------------------------------------------------------------


def test_a_bundle_with_any_file_missing_is_refused_and_the_file_named(files, check):
    for name in files:
        finding = check({other: data for other, data in files.items() if other != name})
        if name == "bundle.json":
            assert finding.status == verifier.NOT_OURS
        elif name == "checkpoints/000000000002":
            assert finding.holds  # a checkpoint that was not handed over takes nothing from the newest
        else:
            says(finding, verifier.FILE_MISSING, name=name)


@pytest.mark.parametrize(
    "name", ["more.txt", "../x", "/etc/x", "tile/0/001", "checkpoints/1", "C:\\x", "entries.jsonl/"]
)
def test_a_file_that_does_not_belong_there_is_refused(files, check, name):
    finding = check({**files, name: b"x"})
    assert finding.status == verifier.DOES_NOT_HOLD
    assert finding.sentence.startswith(verifier.STRANGE_FILE.partition("{")[0])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_twice_is_refused(files, tmp_path):
    path = zipped(files, tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as bundle:
        bundle.writestr("policy", files["policy"])
    says(verifier.verify_bundle(str(path)), verifier.FILE_TWICE, name="policy")


def test_a_comment_or_another_packing_in_the_archive_is_refused(files, tmp_path):
    path = zipped(files, tmp_path / "b.zip")
    with zipfile.ZipFile(path, "a") as bundle:
        bundle.comment = b"something of the other side"
    assert verifier.verify_bundle(str(path)).status == verifier.DOES_NOT_HOLD
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    assert verifier.verify_bundle(str(path)).status == verifier.DOES_NOT_HOLD


def test_a_bomb_is_refused_before_it_goes_off(files, check, monkeypatch):
    monkeypatch.setattr(verifier, "ALL_CHECKPOINTS", 1 << 20)
    many = {f"checkpoints/{size:012d}": bytes(1 << 10) for size in range(2000)}
    says(check({**files, **many}), verifier.TOO_LARGE, name="checkpoints")
    says(check({**files, "policy": bytes(50 << 20)}), verifier.TOO_LARGE, name="policy")
    says(check({**files, "entries.jsonl": bytes(65 << 20)}), verifier.TOO_LARGE, name="entries.jsonl")
    says(
        check({**files, "content.jsonl": b"[" * 100_000 + b"\n"}),
        verifier.ILL_FORMED_LINE,
        name="content.jsonl",
        line=1,
    )


@pytest.mark.parametrize("size", [0, -1, 5, 7, 2**53 - 1, 2**53, 10**400, "6", True, None, 1.5])
def test_a_size_that_is_not_that_of_the_files_is_refused(files, check, size):
    head = json.dumps({"for": NEUTRAL, "format": "homeward-bundle/1", "origin": ORIGIN, "size": size})
    assert not check({**files, "bundle.json": head.replace(" ", "").encode()}).holds


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + bytes(100), b"c2sp.org/tlog-proof@v1\n", b"\0" * 1000])
def test_what_is_no_bundle_at_all_is_said_to_be_none(tmp_path, capsys, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert verifier.main([str(path)]) == verifier.NOT_OURS
    assert verifier.VERDICT_NOT_OURS in capsys.readouterr().out
    assert verifier.main([str(tmp_path / "nothing.zip")]) == verifier.NOT_OURS


def test_every_flipped_byte_of_the_archive_is_refused_or_touches_nothing_that_is_read(the_round, tmp_path):
    path = the_round.bundle("UA", tmp_path / "ua.zip")
    good, read = path.read_bytes(), files_of(path)
    for at in range(0, len(good), 97):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1 :])
        if verifier.verify_bundle(str(path)).holds:
            assert files_of(path) == read


def test_a_bundle_with_another_checking_program_is_told_apart(files, check):
    sentence = verifier.TOLD_OTHER_PROGRAM
    assert not any(sentence in line for line in check(files).lines)
    finding = check({**files, "verify_record.py": b"print('ALL THAT WAS CHECKED HOLDS.')\n"})
    assert any(line == f"  !  {sentence}" for line in finding.lines)


@pytest.mark.parametrize("name", [*JSON_FILES, "tile/0/000.p/6", "checkpoint", "checkpoints/000000000006", "policy"])
def test_every_flipped_bit_inside_a_file_is_refused(files, check, name):
    data = files[name]
    for at in range(0, len(data), max(1, len(data) // 40)):
        assert not check({**files, name: data[:at] + bytes([data[at] ^ 1 << at % 7]) + data[at + 1 :]}).holds, at


@pytest.mark.parametrize("name", JSON_FILES)
def test_lines_taken_out_doubled_exchanged_or_put_in_are_refused(files, check, name):
    lines = lines_of(files, name)
    for at in range(len(lines)):
        assert not check(with_lines(files, name, lines[:at] + lines[at + 1 :])).holds
        assert not check(with_lines(files, name, [*lines[: at + 1], *lines[at:]])).holds
        assert not check(with_lines(files, name, [*lines[:at], b"\n", *lines[at:]])).holds
    for at in range(len(lines) - 1):
        assert not check(with_lines(files, name, [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])).holds
    says(check({**files, name: files[name][:-1]}), verifier.ILL_FORMED, name=name)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda line: line.replace(b":", b": ", 1),
        lambda line: line.replace(b'"sequence":0', b'"sequence":0.0'),
        lambda line: line.replace(b'"sequence":0', b'"sequence":-0'),
        lambda line: line.replace(b'"sequence":0', b'"sequence":0,"sequence":0'),
        lambda line: b" " + line,
        lambda line: b"\xef\xbb\xbf" + line,
        lambda line: line.replace(b"policy", b"polic\\u0079", 1),
    ],
)
def test_another_writing_of_the_same_is_refused(files, check, rewrite):
    for name in ("entries.jsonl", "content.jsonl"):
        first, *others = lines_of(files, name)
        says(check(with_lines(files, name, [rewrite(first), *others])), verifier.ILL_FORMED_LINE, name=name, line=1)


# ---- Entries, content, rows ------------------------------------------------------------------------------------------


def test_an_altered_entry_is_named(files, check):
    finding = check(with_object(files, "entries.jsonl", 3, actor="user-9"))
    says(finding, verifier.ANOTHER_ENTRY, sequence=3)


def test_two_entries_in_each_others_place_are_named(files, check):
    first = with_object(files, "entries.jsonl", 2, sequence=1)
    says(check(first), verifier.OUT_OF_ORDER, sequence=1)


def test_an_entry_altered_together_with_its_hash_is_found_by_the_signed_root(files, check):
    bent = with_object(files, "entries.jsonl", 3, actor="user-9")
    hashes = [leaf_hash(line[:-1]) for line in lines_of(bent, "entries.jsonl")]
    says(check({**bent, "tile/0/000.p/6": b"".join(hashes)}), verifier.ANOTHER_ROOT, size=6)


def test_altered_content_is_named(files, check):
    at = place_of(files, "content.jsonl", name="declaration", sequence=1)
    finding = check(with_object(files, "content.jsonl", at, value={"rows": 6}))
    says(finding, verifier.ANOTHER_PART, name="declaration", sequence=1)


def test_content_called_erased_without_an_entry_that_erased_it_is_named(files, check):
    at = place_of(files, "content.jsonl", name="declaration", sequence=1)
    finding = check(with_object(files, "content.jsonl", at, value=..., salt=..., erased=True))
    says(finding, verifier.PART_NOT_ERASED, name="1/declaration")


def test_an_altered_row_is_named(files, check):
    at = place_of(files, "rows.jsonl", key="P-3", sequence=1)
    values = {"name": "Коваль", "born": "17.05.1999", "note": None}
    finding = check(with_object(files, "rows.jsonl", at, values=values))
    says(finding, verifier.ANOTHER_ROW, table="register.person", key="P-3", sequence=1)


def test_a_row_whose_digest_was_made_to_fit_is_found_by_the_root_over_the_rows(files, check):
    row = made("register.person", "P-3", name="Коваль")
    at = place_of(files, "rows.jsonl", key="P-3", sequence=1)
    finding = check(with_object(files, "rows.jsonl", at, values=row.values, salt=b64(row.salt), digest=b64(row.digest)))
    says(finding, verifier.ANOTHER_ROWS, sequence=1)


def test_a_row_not_shown_although_it_stands_is_named(files, check):
    at = place_of(files, "rows.jsonl", key="P-3", sequence=1)
    finding = check(with_object(files, "rows.jsonl", at, values=..., salt=...))
    says(finding, verifier.ROW_NOT_EXPLAINED, table="register.person", key="P-3", sequence=1)


def test_a_row_that_an_entry_of_others_may_have_changed_is_counted_and_said(tmp_path):
    """UA cannot tell whether the entry that it may not see changed the row: it is told so."""
    record = ARecord()
    record.add("intake.hand_in", "UA", [NEUTRAL, "UA"], rows=[made("register.person", "P-1", name="Ткач")])
    record.add("register.correct", "RU", [NEUTRAL, "RU"], rows=[changed("register.person", "P-1", name="Ткачук")])
    record.checkpoint()
    finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip")))
    assert finding.holds
    assert any("Attention: 1 rows are not shown" in line for line in finding.lines)
    finding = verifier.verify_bundle(str(record.bundle(NEUTRAL, tmp_path / "n.zip")))
    assert finding.holds
    assert not any("Attention" in line for line in finding.lines)


def test_a_removed_row_need_not_be_shown(tmp_path):
    record = ARecord()
    record.add("intake.hand_in", "UA", ALL, rows=[made("a.b", "1", x=1), made("a.b", "2", x=2)])
    record.add("intake.withdraw", "UA", ALL, rows=[removed("a.b", "1")])
    record.checkpoint()
    assert verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip"))).holds


def test_content_of_the_other_side_in_a_bundle_is_named(the_round, tmp_path):
    everything = range(6)
    finding = verifier.verify_bundle(str(the_round.bundle("UA", tmp_path / "ua.zip", sequences=everything)))
    says(finding, verifier.NOT_FOR_PARTY, sequence=2, party="UA")


def test_content_and_rows_of_an_entry_that_is_withheld_are_refused(the_round, tmp_path, check):
    ua = files_of(the_round.bundle("UA", tmp_path / "ua.zip"))
    every = files_of(the_round.bundle(NEUTRAL, tmp_path / "n.zip"))
    for name in ("content.jsonl", "rows.jsonl"):
        finding = check({**ua, name: every[name]})
        assert not finding.holds


def test_a_clock_that_went_back_is_named_unless_the_record_says_so(tmp_path):
    for action, holds in (("exchange.decide", False), ("ledger.correct_clock", True)):
        record = ARecord()
        record.add("exchange.decide", NEUTRAL, ALL)
        record.add(action, NEUTRAL, ALL, instant=BEGIN)
        record.checkpoint()
        finding = verifier.verify_bundle(str(record.bundle("UA", tmp_path / "ua.zip")))
        assert finding.holds is holds
        if not holds:
            says(finding, verifier.CLOCK_WENT_BACK, sequence=2)


# ---- Small records of all kinds --------------------------------------------------------------------------------------

shown = st.sets(st.sampled_from(PARTIES), min_size=1)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
acts = st.lists(
    st.tuples(shown, st.dictionaries(st.sampled_from(["a", "b", "why"]), values), st.integers(0, 4)), max_size=9
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=acts, party=st.sampled_from(PARTIES), data=st.data())
def test_any_small_record_holds_for_each_party_and_bent_anywhere_does_not(tmp_path, acts, party, data):
    record = ARecord()
    for at, (shown_to, content, rows) in enumerate(acts):
        made_rows = [made("a.b", f"{at}-{row}", x=row, y="Ґ𐍈") for row in range(rows)]
        record.add("exchange.decide", "UA", shown_to, content, made_rows)
    record.checkpoint()
    path = record.bundle(party, tmp_path / "b.zip")
    finding = verifier.verify_bundle(str(path))
    assert finding.holds, finding.sentence
    files = files_of(path)
    name = data.draw(
        st.sampled_from([name for name in files if files[name] and name not in ("README.txt", "verify_record.py")])
    )
    at = data.draw(st.integers(0, len(files[name]) - 1))
    bit = data.draw(st.integers(0, 7))
    bent = files[name][:at] + bytes([files[name][at] ^ 1 << bit]) + files[name][at + 1 :]
    assert not verifier.verify_bundle(str(zipped({**files, name: bent}, path))).holds


@given(data=st.binary(max_size=300))
def test_nothing_that_stands_in_a_receipt_brings_it_to_fall(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("r") / "r.tlog-proof"
    path.write_bytes(verifier.RECEIPT_HEADING + data)
    assert not verifier.verify_receipt(str(path)).holds


def test_the_record_that_is_bent_above_has_all_that_can_be_bent(files):
    rows = [json.loads(line) for line in lines_of(files, "rows.jsonl")]
    assert {row["change"] for row in rows} == {"made", "changed", "erased"}
    assert {"values" in row for row in rows} == {True, False}
    assert b'"erased":true' in files["content.jsonl"]
