from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.store import Archive

HAND_BUILT = Path(__file__).with_name("hand_built.py")


def load(path: Path) -> ModuleType:
    """A module by its file: tests are no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def built() -> ModuleType:
    """The hand-built documents."""
    return load(HAND_BUILT)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive.open(tmp_path / "a.duckdb")


@pytest.fixture
def filled(archive: Archive, built: ModuleType) -> Archive:
    """An archive with one document."""
    archive.add(built.coded())
    return archive
