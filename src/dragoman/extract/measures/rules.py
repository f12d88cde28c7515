"""Rules of measures: which kinds of quantity are told, and what is passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.model import TableError
from dragoman.tables import data_folder, read_rows, read_yaml

KINDS = ("money", "percent", "part", "times", "duration", "size", "count", "vague", "change", "record")


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """What one kind of quantity needs to be a measure.

    Attributes:
        id: Name in records.
        kind: Kind of quantity.
        nouns: Lemmas of what is measured, where not any.
        skip: Lemmas that are never measured.
    """

    id: str
    kind: str
    nouns: frozenset[str]
    skip: frozenset[str]


def _rule(row: Mapping[str, Any]) -> MeasureRule:
    if row["kind"] not in KINDS:
        raise ValueError(f"{row['kind']!r} is no kind of quantity ({', '.join(KINDS)})")
    for key in ("reference", "examples", "counterexamples"):
        if not row.get(key):
            raise ValueError(f"{key} is missing")
    return MeasureRule(row["id"], row["kind"], frozenset(row.get("nouns", ())), frozenset(row.get("skip", ())))


@lru_cache(maxsize=1)
def measure_rules() -> Mapping[str, MeasureRule]:
    """The packaged rules by kind, loaded once a process.

    Raises:
        TableError: If a rule is broken.
    """
    path = data_folder() / "language" / "measure_rules.yaml"
    rules: dict[str, MeasureRule] = {}
    for row in read_yaml(path):
        try:
            rule = _rule(row)
        except (ValueError, KeyError, TypeError) as error:
            raise TableError(f"{path}:{row.get('id', '?')}: {error!r}. Mend the rule.") from error
        rules[rule.kind] = rule
    return rules


@lru_cache(maxsize=1)
def passed_over() -> Mapping[str, frozenset[str]]:
    """Words by the reason a quantity beside them is passed over (``disaster``, ``sport``, ``dated`` …)."""
    rows = read_rows(data_folder() / "language" / "measure_passed_over.csv", ("word", "class"), lambda r: r)
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["class"], set()).add(row["word"])
    return {k: frozenset(v) for k, v in found.items()}
