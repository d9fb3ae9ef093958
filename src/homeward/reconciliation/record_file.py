"""Records in one file that every process of a machine reads in place: no process holds a copy of its own."""

from __future__ import annotations

import mmap
import pickle
from functools import cache
from pathlib import Path

from homeward.reconciliation.records import Records

#: Arrays begin at multiples of this, as compiled code wants them.
_ALIGNED = 64


def write_records(records: Records, path: Path) -> None:
    """Write the file: how the arrays belong together, then the arrays as they lie in memory."""
    buffers: list[pickle.PickleBuffer] = []
    form = pickle.dumps(records, protocol=5, buffer_callback=buffers.append)
    arrays = [buffer.raw() for buffer in buffers]
    head = pickle.dumps((form, [array.nbytes for array in arrays]))
    with path.open("wb") as file:
        parts: tuple[bytes | memoryview, ...] = (len(head).to_bytes(_ALIGNED, "little"), head, *arrays)
        for part in parts:
            file.write(part)
            file.write(bytes(-file.tell() % _ALIGNED))


@cache
def mapped_records(path: str) -> Records:
    """The records of a file that ``write_records`` wrote, once for each process."""
    with Path(path).open("rb") as file:
        # Private, so that arrays look as writable to compiled code as those it was compiled for; nothing is written.
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    length = int.from_bytes(whole[:_ALIGNED], "little")
    form, sizes = pickle.loads(whole[_ALIGNED : _ALIGNED + length])
    begin = _next(_ALIGNED + length)
    arrays = []
    for size in sizes:
        arrays.append(whole[begin : begin + size])
        begin = _next(begin + size)
    records = pickle.loads(form, buffers=arrays)
    assert isinstance(records, Records)
    return records


def _next(end: int) -> int:
    return end + -end % _ALIGNED
