"""Records for human eyes: a table a kind, each row with the words it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from dragoman.cli.console import one_line, printable
from dragoman.model import KINDS, CodedDocument, Document, Party, Record, Side, Speaker, When

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_EVIDENCE = 300  # characters of evidence shown at most
_WIDTHS = {"date": 10, "speaker": 24, "period": 10, "dates": 14, "indicator": 24}  # widest, in columns; others 16
_NARROW = 100  # columns below which a table would fold every word
_QUOTES = ("“", '"', "‘", "«", "„")
ID_SHOWN = 8
"""Characters of a record's id shown, enough to name it within its document."""

Cells = Callable[[Any], list[str]]


def parties(found: Sequence[Party]) -> str:
    """Who stands on one side: codes, or the words where there is none."""
    return ", ".join(p.actor or f"‘{one_line(p.text)}’" for p in found)


def when(found: When | None) -> str:
    """A time as resolved, or its words where it is not."""
    if found is None:
        return ""
    if found.start and found.end and found.start != found.end:
        figures = {"year": 4, "month": 7}.get(found.precision or "", 0)  # told as exactly as it is known
        if figures and found.start[:figures] == found.end[:figures]:
            return found.start[:figures]
        return f"{found.start} – {found.end}"
    if found.start:
        return f"since {found.start}" if found.precision == "range" and not found.end else found.start
    if found.end:
        return f"until {found.end}"
    return f"‘{one_line(found.text)}’" if found.text else ""


def _speaker(speaker: Speaker | None, side: Side) -> str:
    name = one_line(speaker.person or speaker.text) if speaker else "the document"
    of = side.actor or (one_line(side.name) if side.name else "")
    return f"{name} ({of})" if of and of != name else name


def _event(r: Any) -> list[str]:
    type = f"{r.type} {r.mode}" if r.mode else r.type
    return [type, parties(r.source), parties(r.target), when(r.date)]


def _statement(r: Any) -> list[str]:
    stance = " ".join(x for x in (r.stance or "", ", ".join(r.about)) if x)
    return [_speaker(r.speaker, r.side), stance]


def _membership(r: Any) -> list[str]:
    return [parties(r.member), parties([r.org]), r.role, when(When(r.start, r.end, "range"))]


def _tie(r: Any) -> list[str]:
    sign = {1: "+", -1: "−"}.get(r.polarity, "")
    return [r.tie, parties(r.source), parties(r.target), " ".join(x for x in (sign, r.trend or "") if x)]


def _measure(r: Any) -> list[str]:
    value = "" if r.value is None else str(r.value)
    comparator = "" if r.comparator == "=" else f"{r.comparator} "
    unit = "" if r.unit is None else r.unit if r.unit == "%" else f" {r.unit}"
    return [", ".join(r.about), one_line(r.indicator), one_line(f"{comparator}{value}{unit}"), when(r.period)]


def _silence(r: Any) -> list[str]:
    return [_speaker(r.speaker, r.side), one_line(r.topic)]


_TABLES: dict[str, tuple[str, tuple[str, ...], Cells]] = {
    "event": ("Events", ("type", "source", "target", "date"), _event),
    "statement": ("Statements", ("speaker", "about"), _statement),
    "membership": ("Memberships", ("member", "organisation", "role", "dates"), _membership),
    "tie": ("Ties", ("tie", "source", "target", "trend"), _tie),
    "measure": ("Measures", ("about", "indicator", "value", "period"), _measure),
    "silence": ("Silences", ("speaker", "silent about"), _silence),
}


def headline(record: Record) -> str:
    """A record in one line, without its evidence."""
    _, _, cells = _TABLES[record.kind]
    return " · ".join(cell for cell in cells(record) if cell)


def print_records(console: Console, records: Iterable[Record], with_doc: bool = False) -> None:
    """Print a table for each kind that occurs; on a narrow terminal, a list.

    Args:
        console: Where to.
        records: The records, in the order the rows are to have.
        with_doc: Whether the rows name their documents.
    """
    by_kind: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for record in records:
        by_kind[record.kind].append(record)
    for kind, rows in by_kind.items():
        if rows and console.width >= _NARROW:
            console.print(_table(kind, rows, with_doc))
        elif rows:
            _print_list(console, kind, rows, with_doc)


def _table(kind: str, rows: list[Record], with_doc: bool) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    title, headings, cells = _TABLES[kind]
    table = Table(title=f"{title} ({len(rows)})", title_justify="left", box=box.SIMPLE_HEAD, expand=True)
    table.add_column("record", max_width=28 if with_doc else ID_SHOWN, overflow="fold", style="dim")
    for heading in headings:
        table.add_column(heading, max_width=_WIDTHS.get(heading, 16), overflow="fold")
    table.add_column("status", width=len("historical"))
    table.add_column("evidence", ratio=1, min_width=24, overflow="fold")
    for record in rows:
        # The document's name and the record's stand on two lines: pasted together they name the record.
        name = f"{one_line(record.doc)}\n#{record.id[:ID_SHOWN]}" if with_doc else record.id[:ID_SHOWN]
        table.add_row(*(Text(cell) for cell in (name, *cells(record), record.status)), _evidence(record))
    return table


def _print_list(console: Console, kind: str, rows: list[Record], with_doc: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(f"{_TABLES[kind][0]} ({len(rows)})", style="italic"))
    for record in rows:
        name = f"{one_line(record.doc)}#{record.id[:ID_SHOWN]}" if with_doc else record.id[:ID_SHOWN]
        status = "" if record.status == "actual" else f" · {record.status}"
        console.print(Text.assemble((f"{headline(record)}{status}", "bold"), (f"  {name}", "dim")))
        console.print(Padding(_evidence(record), (0, 0, 0, 4)))
    console.print()


def _evidence(record: Record) -> Text:
    """The words, those that a speaker is quoted with in bold, and who vouches for them."""
    from rich.text import Text

    start = record.evidence.start
    words = Text("".join(" " if c.isspace() else c for c in printable(record.evidence.text)))
    for part in record.content if record.kind == "statement" else ():
        words.stylize("bold", max(0, part.start - start), max(0, part.end - start))
    if len(words) > _EVIDENCE:
        words.truncate(_EVIDENCE, overflow="ellipsis")
    quoted = words if words.plain.startswith(_QUOTES) else Text.assemble("“", words, "”")
    if record.via:
        quoted.append(f" via {', '.join(one_line(v.text) for v in record.via)}", style="italic")
    return quoted


def document_head(document: Document, records: int) -> RenderableType:
    """What is known about a document, in two or three lines."""
    from rich.text import Text

    head = Text()
    head.append(one_line(document.title or document.id), style="bold")
    known = [document.publisher, document.published or "no date: relative times stay open", document.url]
    head.append("\n" + " · ".join(one_line(part) for part in known if part), style="dim")
    cut = sum(c.end - c.start for c in document.cuts)
    debris = f", {cut} of them debris passed over" if cut else ""
    read = f"{records} {'record' if records == 1 else 'records'}"
    head.append(f"\n{document.id}: {document.chars} characters{debris}; {read}", style="dim")
    return head


def print_summary(console: Console, coded: CodedDocument) -> None:
    """Print a document and all its records."""
    console.print(document_head(coded.document, len(coded.records)))
    print_records(console, coded.records)
    if not coded.records:
        console.print("Nothing was read from it.\n")
