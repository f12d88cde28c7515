"""Documents and records as rows of the archive's tables, and back as the values they were.

The ``json`` and ``why`` of a row hold the record exactly; the other columns are there to be asked about.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dragoman.model import Cut, Document, Party, Record, Speaker, StoreError, When
from dragoman.model.interchange import record_from_dict, record_to_dict, why_to_dict

_CODE = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


class RefusedDocumentError(StoreError):
    """A document that cannot be stored as it is, while others can.

    Args:
        code: Short stable key of the reason, for its issue row.
        message: What, where, what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One actor, or one name without a code, in one place of a record.

    Attributes:
        side: ``source``, ``target``, ``member``, ``org``, ``speaker``, ``addressee``, ``about``, ``topic`` or ``via``.
        position: Its number on that side, from 0.
        actor: Code, or None.
        name: The words that name it, or None where the record has only a code.
        person: Full usual name of the person meant.
        role: Office or role.
        sector: Sector code.
        institution: What a speaker speaks for, where that has no code.
        start: First code point of the words.
        end: One past the last.
    """

    side: str
    position: int
    actor: str | None
    name: str | None = None
    person: str | None = None
    role: str | None = None
    sector: str | None = None
    institution: str | None = None
    start: int | None = None
    end: int | None = None


def clean(text: str | None) -> str | None:
    """Text as the archive's columns can hold it: lone surrogates, which are no characters, become U+FFFD.

    The number of code points stays, so offsets hold.
    """
    return text if text is None else _SURROGATE.sub("\ufffd", text)


def dump_json(value: Any) -> str:
    """JSON text that is valid Unicode: lone surrogates are written as escapes, and read back as they were."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace").decode("utf-8")


def bounds(value: str | None) -> tuple[date | None, date | None]:
    """First and last day of an ISO day, month or year; (None, None) for anything else.

    >>> bounds("2022-02")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    """
    found = _PARTIAL_DATE.match(value or "")
    if not found:
        return None, None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        assert year is not None
        first = date(year, month or 1, day or 1)
        last = first if day else date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None, None
    return first, last


def document_row(document: Document) -> dict[str, Any]:
    """The columns of ``documents`` that come from the document itself.

    Raises:
        RefusedDocumentError: If its date of publication is no date, or its id no text.
    """
    if document.id == "" or clean(document.id) != document.id:
        raise RefusedDocumentError(
            "bad-id", f"document {clean(document.id)!r}: its id is no readable text: give another one with --id"
        )
    published, last = bounds(document.published)
    if document.published is not None and (published is None or published != last):
        raise RefusedDocumentError(
            "bad-date",
            f"document {document.id}: its date of publication {document.published!r} is no date:"
            " give one as YYYY-MM-DD with --date, or none",
        )
    text = clean(document.text)
    exact = None if text == document.text else document.text.encode("utf-8", "surrogatepass")
    return {
        "id": document.id,
        "title": clean(document.title),
        "publisher": clean(document.publisher),
        "url": clean(document.url),
        "published": published,
        "language": document.language,
        "sha256": document.sha256,
        "chars": document.chars,
        "text": text,
        "text_bytes": exact,
        "cuts": dump_json([[c.start, c.end, c.reason, c.rule] for c in document.cuts]),
    }


def document_from_row(row: dict[str, Any]) -> Document:
    """A document as it was before it became a row of ``documents``."""
    exact = row["text_bytes"]
    return Document(
        id=row["id"],
        text=row["text"] if exact is None else bytes(exact).decode("utf-8", "surrogatepass"),
        title=row["title"],
        publisher=row["publisher"],
        url=row["url"],
        published=row["published"].isoformat() if row["published"] else None,
        language=row["language"],
        cuts=tuple(Cut(*cut) for cut in json.loads(row["cuts"])),
    )


def record_row(record: Record, position: int) -> dict[str, Any]:
    """A record as a row of ``records``.

    Args:
        record: The record.
        position: Its number in the document, from 0.
    """
    row: dict[str, Any] = {
        "id": record.id,
        "doc": record.doc,
        "position": position,
        "kind": record.kind,
        "status": record.status,
        "via": [clean(v.text) for v in record.via],
        "confidence": float(record.confidence),
        "evidence_start": record.evidence.start,
        "evidence_end": record.evidence.end,
        "evidence": clean(record.evidence.text),
        "rule": clean(record.why.rule),
        "model": clean(record.why.model),
        "json": dump_json(record_to_dict(record)),
        "why": dump_json(why_to_dict(record.why)),
    }
    row.update(_particulars(record))
    return row


def _particulars(record: Record) -> dict[str, Any]:
    if record.kind == "event":
        place = record.place
        return {
            "type": record.type, "mode": record.mode, "quad": record.quad,
            "intensity": float(record.intensity), "words": clean(record.trigger.text),
            "place": clean(place.name) if place else None, "country": place.country if place else None,
            "lat": place.lat if place else None, "lon": place.lon if place else None,
            **_period(record.date),
        }  # fmt: skip
    if record.kind == "statement":
        content = " … ".join(part.text for part in record.content)
        return {"type": record.stance, "direct": record.direct, "words": clean(content), **_period(record.date)}
    if record.kind == "membership":
        span = When(record.start, record.end, "range" if record.start or record.end else None)
        return {"type": record.role, **_period(span)}
    if record.kind == "tie":
        return {"type": record.tie, "polarity": record.polarity, "trend": record.trend}
    if record.kind == "measure":
        number = float(record.value) if isinstance(record.value, int | float) else None
        return {
            "type": clean(record.indicator), "value": number,
            "value_text": clean(record.value) if isinstance(record.value, str) else None,
            "unit": clean(record.unit), "comparator": record.comparator, **_period(record.period),
        }  # fmt: skip
    return {"words": clean(record.topic)}


def _period(when: When | None) -> dict[str, Any]:
    if when is None:
        return {}
    return {
        "date_start": bounds(when.start)[0],
        "date_end": bounds(when.end)[1],
        "date_precision": when.precision,
        "date_text": clean(when.text),
    }


def party_rows(record: Record) -> Iterator[PartyRow]:
    """Everyone a record names, one row each."""
    if record.kind == "event" or record.kind == "tie":
        yield from _sided("source", record.source)
        yield from _sided("target", record.target)
    elif record.kind == "statement":
        yield _speaking(record.speaker, record.side.actor, record.side.name)
        if record.addressee:
            yield from _sided("addressee", (record.addressee,))
        yield from _named("about", record.about)
    elif record.kind == "membership":
        yield from _sided("member", record.member)
        yield from _sided("org", (record.org,))
    elif record.kind == "measure":
        yield from _named("about", record.about)
    else:
        yield _speaking(record.speaker, record.side.actor, record.side.name)
        yield from _named("topic", (record.topic,))
    for i, via in enumerate(record.via):
        yield PartyRow("via", i, via.actor, via.text, start=via.start, end=via.end)


def _sided(side: str, parties: tuple[Party, ...]) -> Iterator[PartyRow]:
    for i, p in enumerate(parties):
        yield PartyRow(side, i, p.actor, p.text, p.person, p.role, p.sector, None, p.start, p.end)


def _speaking(speaker: Speaker | None, actor: str | None, institution: str | None) -> PartyRow:
    if speaker is None:
        return PartyRow("speaker", 0, actor, institution=institution)
    return PartyRow(
        "speaker", 0, actor, speaker.text, speaker.person, speaker.role, None, institution, speaker.start, speaker.end
    )


def _named(side: str, names: tuple[str, ...]) -> Iterator[PartyRow]:
    for i, name in enumerate(names):
        yield PartyRow(side, i, name) if _CODE.match(name) else PartyRow(side, i, None, name)


def record_from_row(text: str, why: str) -> Record:
    """A record from the ``json`` and ``why`` columns of its row."""
    return record_from_dict(json.loads(text), json.loads(why))
