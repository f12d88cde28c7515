"""What tests of several packages share: builders to import, and the parser and coder, loaded once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # tests are no package: this lets them `import _build`

if TYPE_CHECKING:
    from dragoman.annotate import Parser
    from dragoman.pipeline.coder import Coder


@pytest.fixture(scope="session")
def real_coder() -> Coder:
    """The coder with the packaged parser, tables and event model."""
    from dragoman.pipeline.coder import Coder

    return Coder()


@pytest.fixture(scope="session")
def parser(real_coder: Coder) -> Parser:
    """The packaged parser."""
    return real_coder.parser
