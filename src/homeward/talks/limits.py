"""How much one text may hold: bounds that keep a hostile or mistaken file from filling the machine."""

from __future__ import annotations

from typing import Final

#: Bytes of a file as it lies on disk.
FILE_BYTES: Final = 32 << 20
#: Bytes of all parts of a DOCX when unpacked, and how many parts it may have.
UNPACKED_BYTES: Final = 192 << 20
PARTS: Final = 2_000
#: Most times that one part may be larger unpacked than packed, once it is larger than a megabyte.
INFLATION: Final = 200
#: Depth of elements in a part.
DEPTH: Final = 256
#: Pages of a PDF.
PAGES: Final = 400
#: Characters and clauses of a text: a treaty of a hundred pages has 300,000 and 1,000.
CHARACTERS: Final = 2_000_000
CLAUSES: Final = 2_000
