"""What the reader can say and do stands in docs/inputs.md."""

import re
from pathlib import Path

from dragoman.ingest import limits
from dragoman.ingest.locate import suffix_formats

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
CODE = re.compile(r'(?:RefusedInputError|issue|doubt|BrokenRow)\(\s*(?:[\w.]+,\s*)*"([a-z]+(?:-[a-z0-9]+)*)"')
OTHER_CODES = {"encoding-guessed", "encoding-damaged", "no-such-file", "no-known-files", "broken-row", "too-large"}


def test_every_code_is_explained() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src/dragoman/ingest").glob("*.py"))
    codes = {code for source in sources for code in CODE.findall(source)} | OTHER_CODES
    assert len(codes) > 20
    assert sorted(code for code in codes if f"`{code}`" not in GUIDE) == []


def test_every_suffix_and_limit_is_named() -> None:
    assert [suffix for suffix in suffix_formats() if f"`{suffix}`" not in GUIDE] == []
    assert f"{limits.MAX_CHARS:,} characters" in GUIDE
    assert f"{limits.MAX_PAGE_TAGS:,} tags" in GUIDE
    assert f"deeper than {limits.MAX_PAGE_DEPTH} " in GUIDE
    assert f"{limits.MAX_ROW_BYTES >> 20} MiB" in GUIDE
    assert f"first {limits.HOPELESS_ROWS} rows" in GUIDE
    assert f"Up to {limits.MAX_NULS} NUL" in GUIDE
