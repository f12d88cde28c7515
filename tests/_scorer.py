"""A small scorer of events for tests: what `dragoman.evaluate.scorer` asks for, with rules of its own."""

from __future__ import annotations

import itertools
import re
from typing import Any

QUAD = {
    "AGREE": "verbal cooperation", "CONSULT": "verbal cooperation", "SUPPORT": "verbal cooperation",
    "COOPERATE": "material cooperation", "AID": "material cooperation", "ACCUSE": "verbal conflict",
    "REQUEST": "verbal conflict", "SANCTION": "material conflict", "ASSAULT": "material conflict",
}  # fmt: skip
MUTUAL = {"CONSULT", "COOPERATE", "AGREE"}


def norm(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def codes(side: Any) -> list[str]:
    found = []
    for party in side or []:
        if isinstance(party, dict):
            found.append(party.get("actor") or "name:" + norm(party["text"]))
        else:
            found.append(party if re.fullmatch(r"[A-Z_|]+", party) else "name:" + norm(party))
    return found


def same_actor(gold: str | None, predicted: str | None) -> bool:
    return gold == predicted or (gold is not None and predicted in gold.split("|"))


def pairs(record: dict[str, Any], mutual: bool) -> list[tuple[str | None, str | None]]:
    s, t = codes(record["source"]), codes(record["target"])
    if mutual:
        return [(s[0], None)] if len(s + t) == 1 else list(itertools.combinations(s + t, 2))
    return [(a, b) for a in s or [None] for b in t or [None]]  # type: ignore[list-item]


def same_pair(g: tuple[Any, Any], p: tuple[Any, Any], ordered: bool) -> bool:
    return (same_actor(g[0], p[0]) and same_actor(g[1], p[1])) or (
        not ordered and same_actor(g[0], p[1]) and same_actor(g[1], p[0])
    )


def spans(value: Any) -> list[tuple[int, int]]:
    if isinstance(value, dict):
        return [(value["start"], value["end"])]
    if value and isinstance(value[0], int):
        return [(value[0], value[1])]
    return [span for v in value for span in spans(v)]


def overlaps(a: Any, b: Any) -> bool:
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def gold(types: str, source: str, target: str = "", at: tuple[int, int] = (0, 10), **more: Any) -> dict[str, Any]:
    """A gold event: types and parties parted by blanks."""
    sides = {"source": source.split(), "target": target.split()}
    return {"kind": "event", "types": types.split(), **sides, "evidence": list(at), **more}


def told(
    type: str, source: str, target: str = "", at: tuple[int, int] = (0, 10), confidence: float = 0.5, **more: Any
) -> dict[str, Any]:
    """An event read; a party in capitals has a code."""

    def side(words: str) -> list[dict[str, Any]]:
        return [{"actor": w if w.isupper() else None, "text": w} for w in words.split()]

    record = {"kind": "event", "type": type, "source": side(source), "target": side(target), "mentions": []}
    return {**record, "evidence": {"start": at[0], "end": at[1]}, "confidence": confidence, **more}
