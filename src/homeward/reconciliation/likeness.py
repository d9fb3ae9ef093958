"""How alike two words are in letters: what a slip of the pen does to a word, counted.

Words are the skeletons of ``names.skeleton``, one letter for each sound, as bytes: ``text`` holds all words one after
the other, and a word is where it begins and how long it is. Of two words of two texts each is told with its own.
Sources: V. I. Levenshtein (1966), counted by columns of bits as G. Myers (1999) does; M. A. Jaro (1989) and W. E.
Winkler (1990) for the likeness that forgives exchanged letters and prefers equal beginnings.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.compiled import compiled

Text = npt.NDArray[np.uint8]

#: Letters beyond this say nothing more of a name.
LONGEST = 48


@compiled
def slips_apart(text: Text, a: int, m: int, b: int, n: int, most: int) -> bool:
    """Whether at most ``most`` letters are wrong, missing or added; two that change places count as one.

    Args:
        text: all words.
        a, m: where the one word begins, and its length, at most ``LONGEST``.
        b, n: the other word.
        most: slips.
    """
    if abs(m - n) > most:
        return False
    while m > 0 and n > 0 and text[a + m - 1] == text[b + n - 1]:
        m, n = m - 1, n - 1
    while m > 0 and n > 0 and text[a] == text[b]:
        a, b, m, n = a + 1, b + 1, m - 1, n - 1
    if m == 0 or n == 0:
        return max(m, n) <= most
    edits = edits_between(text, a, m, b, n)
    return edits <= most or (edits == most + 1 and m == n and _same_letters(text, a, b, m))


@compiled
def edits_between(text: Text, a: int, m: int, b: int, n: int) -> int:
    """Levenshtein's distance of two words of at least one letter and at most ``LONGEST``."""
    plus, minus = (np.uint64(1) << np.uint64(m)) - np.uint64(1), np.uint64(0)
    last = np.uint64(1) << np.uint64(m - 1)
    edits = m
    for j in range(n):
        letter = text[b + j]
        equal = np.uint64(0)
        for i in range(m):
            if text[a + i] == letter:
                equal |= np.uint64(1) << np.uint64(i)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up, down = minus | ~(horizontal | plus), plus & horizontal
        if up & last:
            edits += 1
        if down & last:
            edits -= 1
        up = (up << np.uint64(1)) | np.uint64(1)
        plus, minus = (down << np.uint64(1)) | ~(vertical | up), up & vertical
    return edits


@compiled
def _same_letters(text: Text, a: int, b: int, size: int) -> bool:
    """Whether two words of one length are made of the same letters: by sums of squares, exact for words this short."""
    total = 0
    for at in range(size):
        one, other = 0, 0
        for against in range(size):
            one += text[a + against] == text[a + at]
            other += text[b + against] == text[a + at]
        total += one != other
    return total == 0


@compiled
def likeness(text: Text, a: int, m: int, b: int, n: int) -> float:
    """Jaro and Winkler's likeness of two words, 0 to 1: equal letters at the beginning, at most four, make up for a
    tenth each of what is missing.
    """
    window = max(max(m, n) // 2 - 1, 0)
    met_one, met_other = np.uint64(0), np.uint64(0)
    met = 0
    for i in range(m):
        for j in range(max(0, i - window), min(n, i + window + 1)):
            if text[a + i] == text[b + j] and not (met_other >> np.uint64(j)) & np.uint64(1):
                met_one |= np.uint64(1) << np.uint64(i)
                met_other |= np.uint64(1) << np.uint64(j)
                met += 1
                break
    if met == 0:
        return 0.0
    exchanged, j = 0, 0
    for i in range(m):
        if (met_one >> np.uint64(i)) & np.uint64(1):
            while not (met_other >> np.uint64(j)) & np.uint64(1):
                j += 1
            exchanged += text[a + i] != text[b + j]
            j += 1
    jaro = (met / m + met / n + (met - exchanged // 2) / met) / 3
    begin = 0
    while begin < min(4, m, n) and text[a + begin] == text[b + begin]:
        begin += 1
    return jaro + 0.1 * begin * (1 - jaro) if jaro >= 0.7 else jaro


@compiled
def within_one(text: Text, a: int, m: int, other_text: Text, b: int, n: int) -> bool:
    """Whether two words of two texts are at most one letter apart: wrong, missing or added."""
    if abs(m - n) > 1:
        return False
    while m > 0 and n > 0 and text[a] == other_text[b]:
        a, b, m, n = a + 1, b + 1, m - 1, n - 1
    while m > 0 and n > 0 and text[a + m - 1] == other_text[b + n - 1]:
        m, n = m - 1, n - 1
    return max(m, n) <= 1


@compiled
def begins_with(text: Text, a: int, m: int, b: int, n: int) -> bool:
    """Whether the word at ``a`` begins with the word at ``b``."""
    at = 0
    while at < min(m, n) and text[a + at] == text[b + at]:
        at += 1
    return at == n
