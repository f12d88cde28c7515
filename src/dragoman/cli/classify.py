"""The command ``classify``: the act between two marked parties of a sentence."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from dragoman.cli import console, exits, options
from dragoman.cli.commands import READ, app
from dragoman.model import IssueRow, SettingsError

if TYPE_CHECKING:
    from dragoman.extract.events.classify import Verdict
    from dragoman.ingest.marked import MarkedSentence

_IDS = ("id", "sentence_id")
_COLUMNS = (
    "line", "id", "type", "quad", "mode", "status", "confidence", "runner_up", "runner_up_confidence", "plover",
    "trigger", "source", "target", "sentence",
)  # fmt: skip


class Form(StrEnum):
    """Forms of the answers."""

    tsv = "tsv"
    jsonl = "jsonl"


@app.command(rich_help_panel=READ)
def classify(
    input: Annotated[
        str,
        typer.Argument(
            help="TSV, CSV or JSON Lines with a column 'marked_sentence' (<s>source</s>, <t>target</t>), or with"
            " 'sentence', 'source' and 'target'; gzipped or not; - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[
        Form, typer.Option("--format", "-f", help="tsv: a table with a header; jsonl: one JSON object a line.")
    ] = Form.tsv,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write to.", show_default=False)] = None,
    encoding: options.Encoding = None,
    quiet: options.Quiet = False,
) -> None:
    """Tell what the source does to the target in each sentence: one type, always.

    Example: dragoman classify pairs.tsv > verdicts.tsv
    """
    from dragoman.ingest.marked import read_marked

    rows = list(read_marked(input, encoding))
    failed = [row for row in rows if isinstance(row, IssueRow)]
    sentences = [row for row in rows if not isinstance(row, IssueRow)]
    done = 0
    with _opened(out) as file:
        write = _writer(file, format)
        if sentences:
            from dragoman.pipeline.classifier import Classifier

            classifier = Classifier()
            # On a terminal the answers themselves show how far it is.
            silent = quiet or (out is None and sys.stdout.isatty())
            with console.steps("classifying", len(sentences), silent) as steps:
                for sentence in sentences:
                    verdict = classifier.classify(sentence)
                    if verdict is None:
                        failed.append(_wordless(input, sentence))
                    else:
                        write(_answer(sentence, verdict))
                        done += 1
                    steps.done(f"line {sentence.line}")
    console.complain_of(failed)
    if out is not None and not quiet:
        console.say(f"{done} verdicts written to {out}")
    raise typer.Exit(exits.of_documents(done, len(failed)))


@contextmanager
def _opened(out: Path | None) -> Iterator[TextIO | None]:
    if out is None:
        yield None
    else:
        try:
            file = out.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        except OSError as error:
            raise SettingsError(f"cannot write {out}: {error.strerror}; name another file with --out") from error
        with file:
            yield file


def _writer(file: TextIO | None, format: Form) -> Any:
    """What writes one answer, to the file or to standard output."""

    def put(text: str) -> None:
        if file is None:
            console.line(text)
        else:
            file.write(f"{text}\n")

    if format is Form.jsonl:
        return lambda answer: put(json.dumps(answer, ensure_ascii=False))
    put("\t".join(_COLUMNS))
    return lambda answer: put(_tabbed(answer.values()))


def _tabbed(cells: Any) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", lineterminator="").writerow(cells)
    return buffer.getvalue()


def _answer(sentence: MarkedSentence, verdict: Verdict) -> dict[str, Any]:
    given = next((sentence.row[name] for name in _IDS if sentence.row.get(name) not in (None, "")), None)
    known = {
        "line": sentence.line,
        "id": given,
        "trigger": verdict.trigger.text,
        "source": sentence.words(sentence.source),
        "target": sentence.words(sentence.target),
        "sentence": sentence.text,
    }
    return {name: known[name] if name in known else getattr(verdict, name) for name in _COLUMNS}


def _wordless(input: str, sentence: MarkedSentence) -> IssueRow:
    where = f"{input}:{sentence.line}"
    return IssueRow(where, "extract", "no-candidate", f"{where} has no word that could tell an act: check the sentence")
