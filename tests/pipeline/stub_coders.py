"""Coders for the tests of runs; importable by name, as processes need them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from dragoman.model import (
    CodedDocument,
    Document,
    InputError,
    ModelError,
    Quote,
    Record,
    Side,
    Silence,
    Why,
)
from dragoman.model.interchange import content_id


@dataclass
class StubCoder:
    """Reads one silence from each document; documents with certain words fail in their own ways."""

    coded: list[str] = field(default_factory=list)

    def code(self, document: Document) -> CodedDocument:
        self.coded.append(document.id)
        if "BOOM" in document.text:
            raise ZeroDivisionError("division by zero")
        if "UNREADABLE" in document.text:
            raise InputError(f"{document.id} is in no language")
        if "NO MODEL" in document.text:
            raise ModelError("the model is missing: reinstall it")
        if "DIE" in document.text:
            os._exit(9)
        if "STOP" in document.text:
            raise KeyboardInterrupt
        word = document.text.split()[0]
        start = document.text.index(word)
        record: Record = Silence(
            id=content_id(document.id, "silence"), doc=document.id, speaker=None, side=Side("CHN"), topic="UKR",
            status="actual", via=(), confidence=0.5, evidence=Quote(start, start + len(word), word), why=Why("stub"),
        )  # fmt: skip
        return CodedDocument(document, (record,), (), "stub-1")
