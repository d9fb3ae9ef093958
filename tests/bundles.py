"""Bundles taken apart and put together again with something bent, for tests of what checks them."""

import json
import zipfile

from homeward.ledger import verify_record as verifier
from homeward.ledger.canonical import canonical

JSON_FILES = ("entries.jsonl", "content.jsonl", "rows.jsonl")


def files_of(path):
    with zipfile.ZipFile(path) as bundle:
        return {info.filename: bundle.read(info) for info in bundle.infolist()}


def zipped(files, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def lines_of(files, name):
    return files[name].splitlines(keepends=True)


def with_lines(files, name, lines):
    return {**files, name: b"".join(lines)}


def with_object(files, name, place, **fields):
    """The files with one line of one of them rewritten canonically; a field set to ... is taken out."""
    lines = lines_of(files, name)
    told = {**json.loads(lines[place]), **fields}
    lines[place] = canonical({key: value for key, value in told.items() if value is not ...}) + b"\n"
    return with_lines(files, name, lines)


def place_of(files, name, /, **fields):
    """The place of the first line that has these fields."""
    told = [json.loads(line) for line in lines_of(files, name)]
    return next(at for at, each in enumerate(told) if fields.items() <= each.items())


def says(finding, sentence, **values):
    assert finding.status == verifier.DOES_NOT_HOLD
    assert finding.sentence == sentence.format(**values)
    assert finding.advice
