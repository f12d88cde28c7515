"""Records as plain dictionaries and back: the interchange form, one JSON object a line.

Reference: docs/records.md, section "Interchange".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dragoman.model.coded import CodedDocument
from dragoman.model.document import Document
from dragoman.model.records import (
    Event,
    Measure,
    Membership,
    Party,
    Place,
    Quote,
    Record,
    Side,
    Silence,
    Speaker,
    Statement,
    Tie,
    Via,
    When,
    Why,
)

_NO_INTERCHANGE = {"why"}


def plain(value: Any) -> Any:
    """A dataclass value as dictionaries, lists and scalars (``why`` left out)."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name not in _NO_INTERCHANGE}
    if isinstance(value, tuple):
        return [plain(v) for v in value]
    return value


def document_to_dict(document: Document) -> dict[str, Any]:
    """A document's line of the interchange form: what is known about it, not its text."""
    return {
        "kind": "document",
        "id": document.id,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "sha256": document.sha256,
        "chars": document.chars,
    }


def record_to_dict(record: Record) -> dict[str, Any]:
    """A record's line of the interchange form, ``kind`` first."""
    found: dict[str, Any] = plain(record)
    for name in ("trigger", "cue"):
        if found.get(name):
            found[name] = {key: found[name][key] for key in ("text", "start", "end")}
    return {"kind": found.pop("kind"), **found}


def why_to_dict(why: Why) -> dict[str, Any]:
    """Why a record was coded so, for the archive and the pages."""
    return {"rule": why.rule, "model": why.model, "notes": [list(n) for n in why.notes]}


def _quote(d: Mapping[str, Any]) -> Quote:
    return Quote(d["start"], d["end"], d["text"])


def _via(ds: list[Mapping[str, Any]]) -> tuple[Via, ...]:
    return tuple(Via(**d) for d in ds)


def _parties(ds: list[Mapping[str, Any]]) -> tuple[Party, ...]:
    return tuple(Party(**d) for d in ds)


def record_from_dict(d: Mapping[str, Any], why: Mapping[str, Any] | None = None) -> Record:
    """A record from its line of the interchange form.

    Args:
        d: The object of one line.
        why: What `why_to_dict` gave, where it was kept.

    Returns:
        The record.

    Raises:
        KeyError: If a field of its kind is missing.
        ValueError: If ``kind`` is none of the six.
    """
    reason = (
        Why("imported")
        if why is None
        else Why(why["rule"], why["model"], tuple((str(a), str(b)) for a, b in why["notes"]))
    )
    kind = d["kind"]
    common: dict[str, Any] = {
        "id": d["id"], "doc": d["doc"], "status": d["status"], "via": _via(d["via"]),
        "confidence": d["confidence"], "evidence": _quote(d["evidence"]), "why": reason,
    }  # fmt: skip
    if kind == "event":
        return Event(
            type=d["type"], mode=d["mode"], quad=d["quad"], contexts=tuple(d["contexts"]),
            source=_parties(d["source"]), target=_parties(d["target"]), trigger=_quote(d["trigger"]),
            date=When(**d["date"]), place=Place(**d["place"]) if d["place"] else None,
            intensity=d["intensity"], mentions=tuple(_quote(m) for m in d["mentions"]), **common,
        )  # fmt: skip
    if kind == "statement":
        return Statement(
            speaker=Speaker(**d["speaker"]), side=Side(**d["side"]),
            addressee=Party(**d["addressee"]) if d["addressee"] else None, direct=d["direct"],
            cue=_quote(d["cue"]) if d["cue"] else None, content=tuple(_quote(c) for c in d["content"]),
            about=tuple(d["about"]), stance=d["stance"],
            date=When(**d["date"]) if d["date"] else None, **common,
        )  # fmt: skip
    if kind == "membership":
        return Membership(
            member=_parties(d["member"]), org=Party(**d["org"]), role=d["role"],
            start=d["start"], end=d["end"], **common,
        )  # fmt: skip
    if kind == "tie":
        return Tie(
            source=_parties(d["source"]), target=_parties(d["target"]), tie=d["tie"],
            polarity=d["polarity"], trend=d["trend"], **common,
        )  # fmt: skip
    if kind == "measure":
        return Measure(
            about=tuple(d["about"]), indicator=d["indicator"], value=d["value"], unit=d["unit"],
            comparator=d["comparator"], period=When(**d["period"]) if d["period"] else None, **common,
        )  # fmt: skip
    if kind == "silence":
        return Silence(
            speaker=Speaker(**d["speaker"]) if d["speaker"] else None, side=Side(**d["side"]),
            topic=d["topic"], **common,
        )  # fmt: skip
    raise ValueError(f"unknown kind of record: {kind!r}")


def json_lines(coded: CodedDocument) -> Iterator[str]:
    """The interchange form of one coded document: its own line, then its records by ``evidence.start``."""
    yield json.dumps(document_to_dict(coded.document), ensure_ascii=False)
    for record in coded.records:
        yield json.dumps(record_to_dict(record), ensure_ascii=False)


def content_id(*parts: object) -> str:
    """A short stable id from what a thing is: 16 hexadecimal digits of a SHA-256."""
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
