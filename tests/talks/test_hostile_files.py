"""Bad, protected, active and hostile files are refused in words; nothing is fetched, run or unpacked without bound."""

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from homeward.cli.main import app
from homeward.errors import InputRefused
from homeward.talks import docx_safety, pdf_reading, reading
from homeward.talks.docx_writing import docx, paragraph, run
from homeward.talks.reading import read_memorandum
from homeward.words import Language

GOOD = docx("t", [paragraph(run("1. Lists shall be exchanged."))], Language.EN)


def changed(part: str, content: bytes, good: bytes = GOOD) -> bytes:
    """A good document with one part replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != part:
                target.writestr(name, source.read(name))
        target.writestr(part, content)
    return out.getvalue()


def inside(part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source:
        return source.read(part)


def advice(tmp_path: Path, name: str, data: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputRefused) as refused:
        read_memorandum(path)
    (fault,) = refused.value.faults
    assert fault.file == name
    return fault.advice


def test_the_good_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "good.docx"
    path.write_bytes(GOOD)
    assert [one.id for one in read_memorandum(path).clauses] == ["1"]


def test_a_zip_bomb(tmp_path: Path) -> None:
    data = changed("word/document.xml", b"<w>" + b" " * (64 << 20) + b"</w>")
    assert len(data) < 200_000
    assert advice(tmp_path, "bomb.docx", data) == docx_safety.TOO_LARGE


def test_entities(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    document = inside("word/document.xml").replace(b"<w:document", laughs + b"<w:document", 1)
    assert advice(tmp_path, "laughs.docx", changed("word/document.xml", document)) == docx_safety.TRICKS


def test_a_template_from_elsewhere(tmp_path: Path) -> None:
    relations = inside("word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
        b' Target="http://example.org/t.dotm" TargetMode="External"/></Relationships>',
    )
    assert advice(tmp_path, "fetch.docx", changed("word/_rels/document.xml.rels", relations)) == docx_safety.FETCHED


def test_macros_and_embedded_objects(tmp_path: Path) -> None:
    assert advice(tmp_path, "macro.docx", changed("word/vbaProject.bin", b"x")) == docx_safety.ACTIVE
    assert advice(tmp_path, "object.docx", changed("word/embeddings/a.bin", b"x")) == docx_safety.ACTIVE


def test_tracked_changes_leave_open_what_the_text_is(tmp_path: Path) -> None:
    tracked = docx("t", [paragraph('<w:ins w:id="1" w:author="x">' + run("1. Text.") + "</w:ins>")], Language.EN)
    assert advice(tmp_path, "tracked.docx", tracked) == docx_safety.TRACKED


def test_passwords_old_files_and_damage(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert advice(tmp_path, "old.docx", ole) == docx_safety.OLD_WORD
    assert advice(tmp_path, "locked.docx", ole + "EncryptedPackage".encode("utf-16-le")) == docx_safety.PASSWORD
    assert advice(tmp_path, "cut.docx", GOOD[: len(GOOD) // 2]) == docx_safety.BROKEN
    assert advice(tmp_path, "flipped.docx", GOOD.replace(GOOD[60:90], b"\0" * 30, 1)) == docx_safety.BROKEN
    assert advice(tmp_path, "other.docx", changed("word/document.xml", b"<not closed")) == docx_safety.BROKEN
    assert (
        advice(tmp_path, "sheet.zip", _zip({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}))
        == docx_safety.NOT_DOCX
    )


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_pdf_damaged_active_and_without_text(tmp_path: Path) -> None:
    assert advice(tmp_path, "cut.pdf", b"%PDF-1.7\n1 0 obj\n<<") == pdf_reading.BROKEN_PDF
    assert advice(tmp_path, "script.pdf", b"%PDF-1.7\n<< /S /JavaScript /JS (app.alert) >>") == pdf_reading.ACTIVE_PDF
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    blank = io.BytesIO()
    document.save(blank)
    assert advice(tmp_path, "scan.pdf", blank.getvalue()) == pdf_reading.NO_TEXT


def test_what_is_no_text(tmp_path: Path) -> None:
    assert advice(tmp_path, "picture.txt", b"\x89PNG\0\0\0") != ""
    assert advice(tmp_path, "empty.txt", b" \n") == reading.EMPTY


def test_both_files_are_told_of_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(GOOD[:100])
    (tmp_path / "b.txt").write_bytes(b"\0")
    done = CliRunner().invoke(
        app,
        [
            "talks",
            "compare",
            str(tmp_path / "a.docx"),
            str(tmp_path / "b.txt"),
            "--out",
            str(tmp_path / "out"),
            "--quiet",
        ],
    )
    assert isinstance(done.exception, InputRefused)
    assert [fault.file for fault in done.exception.faults] == ["a.docx", "b.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "b.txt"]
