"""How much of anything is taken in at once.

A document is a text one person wrote for one occasion; what is far longer is a corpus in the wrong shape.
Reference: docs/inputs.md, section "Limits".
"""

from __future__ import annotations

MAX_CHARS = 5_000_000
"""Code points of one document's text: about eight hundred thousand words, longer than any book."""

MAX_BYTES = 4 * MAX_CHARS + 4
"""Bytes of a file holding one document: what `MAX_CHARS` can take in UTF-8, with a byte order mark."""

MAX_ROW_BYTES = 32 * 1024 * 1024
"""Bytes of one line of a corpus: a text of `MAX_CHARS` with every sixth letter escaped as ``\\uXXXX``."""

MAX_PAGE_DEPTH = 120
"""Elements nested in a page: the HTML parser silently drops what lies deeper than about 250."""

MAX_PAGE_TAGS = 100_000
"""Tags of a page: the longest news pages have some 20,000."""

MAX_NULS = 8
"""NUL characters kept, and cut, in a text; more of them mean that it is no text."""

HOPELESS_ROWS = 20
"""Rows that fail from the start of a corpus before the file is given up as a whole."""
