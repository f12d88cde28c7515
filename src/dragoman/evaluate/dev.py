"""Codes the documents of a folder that has gold for them, and has the folder's own scorer judge the records.

The folder holds ``dev/text/NAME.txt``, ``dev/gold/NAME.jsonl``, ``dev/meta.jsonl`` (``id``, ``date``, ``publisher``,
``title``, ``url`` of each document) and the scorer ``eval/score_records.py``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dragoman.evaluate.spans import misread_spans
from dragoman.ingest import document_from_text
from dragoman.model import CodedDocument, Document, DragomanError, InputError
from dragoman.model.interchange import json_lines
from dragoman.pipeline.run import Coding

_PARTS = ("dev/text", "dev/gold", "dev/meta.jsonl", "eval/score_records.py")
_LONGEST = 3600  # seconds a scorer may take


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How the records of a folder's documents compare with its gold.

    Attributes:
        scores: What the scorer says, by its own names ("event strict", "membership" …).
        errors: Its list of what was missed or wrong, a line each; empty unless asked for.
        records: Number of records by kind.
        misread: Records that do not re-read from their text, a line each: there must be none.
    """

    scores: dict[str, Any]
    errors: tuple[str, ...]
    records: dict[str, int]
    misread: tuple[str, ...]


def gold_documents(folder: Path, scorer: Path | None = None) -> list[Document]:
    """The documents that have gold, with what is known of their publication.

    Args:
        folder: The folder with ``dev/`` and ``eval/``.
        scorer: A scorer that stands elsewhere, so that ``eval/`` is not asked for.

    Returns:
        The documents by name, each with its cuts.

    Raises:
        InputError: If a part of the folder is missing or broken.
    """
    parts = _PARTS if scorer is None else _PARTS[:-1]
    missing = [part for part in parts if not (folder / part).exists()]
    if missing:
        raise InputError(
            f"{folder} has no {' and no '.join(missing)}: name a folder with dev/text/NAME.txt, dev/gold/NAME.jsonl, "
            "dev/meta.jsonl and eval/score_records.py."
        )
    names = sorted(path.stem for path in (folder / "dev/gold").glob("*.jsonl"))
    if not names:
        raise InputError(f"{folder / 'dev/gold'} has no gold: put a NAME.jsonl for each document there.")
    known = dict(_publications(folder / "dev/meta.jsonl"))
    return [_document(folder, name, known.get(name, {})) for name in names]


def _publications(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield row["id"], row
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path}:{number}: each line is a JSON object with an id ({error!r}).") from None


def _document(folder: Path, name: str, known: dict[str, Any]) -> Document:
    return document_from_text(
        _text(folder / "dev/text" / f"{name}.txt"), id=name, title=known.get("title"),
        publisher=known.get("publisher"), url=known.get("url"), published=known.get("date"),
    )  # fmt: skip


def _text(path: Path) -> str:
    # Not read_text: it would make one character of a line's \r\n, and every offset behind it wrong.
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): each gold file needs its text.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 ({error.reason} at byte {error.start}): mend it.") from None


def evaluate_folder(
    folder: Path,
    coder: Coding,
    *,
    out: Path | None = None,
    errors: bool = False,
    done: Callable[[str], None] | None = None,
) -> Evaluation:
    """Code a folder's documents and score the records.

    Args:
        folder: The folder with ``dev/`` and ``eval/``; its scorer is run.
        coder: What codes.
        out: File to keep the records in, in the interchange form; else they are not kept.
        errors: Whether to list what was missed or wrong.
        done: Told the id of each document when it is coded.

    Returns:
        The scores.

    Raises:
        InputError: If the folder is not as it should be.
        DragomanError: If the scorer fails.
    """
    documents = gold_documents(folder)
    records: dict[str, int] = {}
    misread: list[str] = []
    with TemporaryDirectory(prefix="dragoman-") as temporary:
        predictions = out or Path(temporary) / "records.jsonl"
        with predictions.open("w", encoding="utf-8") as file:
            for document in documents:
                coded = coder.code(document)
                _write(file, coded)
                misread += misread_spans(coded)
                for record in coded.records:
                    records[record.kind] = records.get(record.kind, 0) + 1
                if done is not None:
                    done(document.id)
        scores, listed = score(folder, predictions, errors=errors)
    return Evaluation(scores, listed, dict(sorted(records.items())), tuple(misread))


def _write(file: Any, coded: CodedDocument) -> None:
    for line in json_lines(coded):
        file.write(f"{line}\n")


def score(folder: Path, predictions: Path, *, errors: bool = False) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the folder's scorer says of some records.

    Args:
        folder: The folder with ``dev/`` and ``eval/``.
        predictions: The records in the interchange form.
        errors: Whether to list what was missed or wrong.

    Returns:
        The scores, and the list.

    Raises:
        DragomanError: If the scorer fails or prints no JSON.
    """
    scorer = folder / "eval/score_records.py"
    wanted = ["--json", *(["--errors"] if errors else [])]
    try:
        run = subprocess.run(
            [sys.executable, str(scorer), str(folder / "dev/gold"), str(predictions), *wanted],
            capture_output=True, encoding="utf-8", timeout=_LONGEST, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise DragomanError(f"{scorer} did not end within {_LONGEST} seconds: run it by hand to see why.") from None
    if run.returncode != 0:
        said = (run.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise DragomanError(f"{scorer} failed with code {run.returncode}: {said}. Run it by hand on {predictions}.")
    try:
        found = json.loads(run.stdout)
        if not isinstance(found, dict):
            raise ValueError("not an object")
    except ValueError as error:
        raise DragomanError(f"{scorer} printed no JSON object of scores ({error}): it does not fit.") from None
    return found, tuple(run.stderr.splitlines()) if errors else ()
