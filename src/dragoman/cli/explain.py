"""Why a record was coded so, for human eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.console import one_line
from dragoman.cli.summary import headline, when
from dragoman.model import Record
from dragoman.store.rows import party_rows

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.store import StoredDocument

_AROUND = 160  # characters shown on each side of the evidence


def print_explanation(console: Console, record: Record, stored: StoredDocument) -> None:
    """Print a record with its words in their place and everything that led to it.

    Args:
        console: Where to.
        record: The record.
        stored: Its document.
    """
    from rich.table import Table
    from rich.text import Text

    document, evidence = stored.document, record.evidence
    console.print(Text(f"{record.kind}: {headline(record)}", style="bold"))
    console.print(Text(f"{one_line(document.title or document.id)} ({record.doc}#{record.id})", style="dim"))
    start, end = max(0, evidence.start - _AROUND), min(document.chars, evidence.end + _AROUND)
    before, after = document.text[start : evidence.start], document.text[evidence.end : end]
    words = Text("…" if start else "", style="dim")
    words.append(one_line(f"{before}|")[:-1], style="dim")
    words.append(f"«{one_line(evidence.text)}»", style="bold")
    words.append(one_line(f"|{after}")[1:], style="dim")
    words.append("…" if end < document.chars else "", style="dim")
    console.print(words)
    facts = Table.grid(padding=(0, 2))
    facts.add_column(style="dim")
    facts.add_column(overflow="fold")
    for name, value in _facts(record, stored):
        facts.add_row(Text(name), Text(one_line(value)))
    console.print(facts)


def _facts(record: Record, stored: StoredDocument) -> list[tuple[str, str]]:
    facts = [
        ("words", f"characters {record.evidence.start} to {record.evidence.end} of the document"),
        ("status", record.status),
        ("confidence", f"{record.confidence:.2f}"),
    ]
    if record.kind == "event":
        facts.append(("trigger", f"“{record.trigger.text}” at {record.trigger.start}"))
        facts.append(("intensity", f"{record.intensity:+.1f} ({record.quad})"))
    if record.kind == "statement":
        facts += [("said", f"“{part.text}”") for part in record.content]
        facts.append(("quoted", "in quotation marks" if record.direct else "reported, not in quotation marks"))
        facts += [("cue", f"“{record.cue.text}” at {record.cue.start}")] if record.cue else []
        facts += [("stance", record.stance)] if record.stance else []
    time = getattr(record, "date", None) or getattr(record, "period", None)
    if time is not None and when(time):
        written = f", written “{time.text}”" if time.text else ""
        facts.append(
            ("time", f"{when(time)}{written}; the document is of {stored.document.published or 'no known day'}")
        )
    for party in party_rows(record):
        known = (party.person, party.role, party.sector, party.institution)
        meant = ", ".join(part for part in dict.fromkeys(known) if part and part != party.name)
        words = f"“{party.name}” → " if party.name else ""
        code = party.actor or "no code known"
        facts.append((party.side, f"{words}{code}{f' ({meant})' if meant else ''}"))
    if not record.via:
        facts.append(("via", "the publisher's own voice"))
    facts.append(("rule", record.why.rule))
    facts.append(("model", record.why.model or "none: the rule alone"))
    facts.extend(record.why.notes)
    facts.append(("coded by", f"Dragoman {stored.row.coder}, {stored.row.added}"))
    return facts
