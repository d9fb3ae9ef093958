"""Words as 64-bit digests: equal words have equal digests, on every machine and in every run.

Two different words of one list meet in a digest with a chance of one in billions; such a pair would only be compared
or taken for alike in one part, and is nothing that a list of millions could notice.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from homeward.compiled import compiled

Ints = npt.NDArray[np.int64]
Starts = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

#: Words shorter than this have no digests of shorter words: one letter out of three is too much.
SHORTEST = 4


def digests(words: pa.Array) -> Ints:
    """Digest of each word of an Arrow array of strings, shape (words,); 0 for "" and null."""
    starts, letters = letters_of(words)
    return _digests(starts, letters)


def digest_of(word: str) -> int:
    """Digest of one word."""
    return int(digests(pa.array([word], pa.string()))[0])


def shorter_digests(words: pa.Array) -> tuple[Starts, Ints]:
    """For each word the digests of it and of the words that lack one of its letters.

    Two words one slip of the pen apart share one of these.

    Returns:
        where the digests of each word begin (one more than words), and the digests.
    """
    starts, letters = letters_of(words)
    return _shorter(starts, letters)


def letters_of(words: pa.Array) -> tuple[Starts, Bytes]:
    """The bytes of an Arrow array of strings, and where each word begins (one more than words); null is empty."""
    words = words.fill_null("").cast(pa.string())
    _, offsets, data = words.buffers()
    starts = np.frombuffer(offsets, np.int32)[words.offset : words.offset + len(words) + 1]
    return starts, np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)


@compiled
def _mixed(value: np.uint64) -> np.uint64:
    """The last step of splitmix64 (Steele, Lea & Flood 2014): every bit of the sum touches every bit of the digest."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def _digest(letters: Bytes, start: int, end: int, left_out: int) -> np.int64:
    """FNV-1a over the bytes (Fowler, Noll & Vo), mixed; the byte at ``left_out`` is passed over."""
    found = np.uint64(0xCBF29CE484222325)
    for at in range(start, end):
        if at != left_out:
            found = (found ^ np.uint64(letters[at])) * np.uint64(0x100000001B3)
    return np.int64(_mixed(found) >> np.uint64(1))  # positive, so that 0 and below stay free for "none"


@compiled
def _digests(starts: Starts, letters: Bytes) -> Ints:
    found = np.zeros(len(starts) - 1, np.int64)
    for word in range(len(found)):
        if starts[word] < starts[word + 1]:
            found[word] = _digest(letters, starts[word], starts[word + 1], -1)
    return found


@compiled
def _shorter(starts: Starts, letters: Bytes) -> tuple[Starts, Ints]:
    count = len(starts) - 1
    begins = np.zeros(count + 1, np.int32)
    for word in range(count):
        length = starts[word + 1] - starts[word]
        begins[word + 1] = begins[word] + (length + 1 if length >= SHORTEST else 0)
    found = np.zeros(begins[count], np.int64)
    for word in range(count):
        if begins[word] == begins[word + 1]:
            continue
        found[begins[word]] = _digest(letters, starts[word], starts[word + 1], -1)
        for at in range(starts[word], starts[word + 1]):
            found[begins[word] + 1 + at - starts[word]] = _digest(letters, starts[word], starts[word + 1], at)
    return begins, found
