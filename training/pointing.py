"""Turn passages whose pronouns and descriptions are labelled into rows for the event model's head of whom words mean.

    python training/pointing.py OUT.pickle PASSAGES.jsonl…

A passage is ``{"i", "publisher", "date", "text", "m"}``; ``m`` lists ``[start, end, [code, …]]``, without codes where
the words stand for no state and no organisation. The rows tell nothing of acts.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from dragoman.extract.events.candidates import propose
from dragoman.extract.naming import namings
from dragoman.model import AnnotatedDocument
from dragoman.tables import packaged_actors
from prepare import label_pointing, row_of, write_rows


def rows_of(item: dict[str, Any], doc: AnnotatedDocument, lost: Counter[str]) -> list[dict[str, Any]]:
    """The rows of one passage: its sentences with a labelled word that names nobody by itself."""
    proposals = [propose(doc, s) for s in doc.sentences]
    named = namings(doc, packaged_actors())
    rows = [{**row_of(doc, p, named, item["i"], item.get("publisher")), "pointing": True} for p in proposals]
    for start, end, codes in item["m"]:
        label_pointing(doc, proposals, rows, (start, end), codes, lost)
    return [r for r in rows if r["codes"]]


if __name__ == "__main__":
    write_rows(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]], rows_of)
