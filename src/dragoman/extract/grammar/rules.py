"""Rule files: words that set a rule off, and rows checked as they are read.

Every rule carries ``id``, ``reference``, ``examples`` and ``counterexamples``; the tests run them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from dragoman.model import AnnotatedDocument, TableError, Token
from dragoman.tables import data_folder, read_yaml

_TRIGGER_POS = {"noun": {"NOUN", "PROPN"}, "verb": {"VERB", "AUX"}, "adjective": {"ADJ", "VERB", "NOUN"}}
_PASSED_OVER = frozenset({"“", "”", '"', "'", "‘", "’", "-", "–"})
_KEPT = frozenset({"id", "reference", "examples", "counterexamples"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that sets a rule off.

    Attributes:
        words: Lower-case lemmas, or words as written for phrases.
        pos: ``noun``, ``verb``, ``adjective`` or ``phrase``.
    """

    words: tuple[str, ...]
    pos: str


class Rule(Protocol):
    """What every kind of rule has."""

    @property
    def id(self) -> str:
        """The rule's name in records."""
        ...

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """The words that set it off."""
        ...


R = TypeVar("R", bound=Rule)


def read_triggers(row: Mapping[str, Any]) -> tuple[Trigger, ...]:
    """The triggers of a rule's row: lists under ``noun``, ``verb``, ``adjective`` and ``phrase``."""
    found = [
        Trigger(tuple(str(words).lower().split()), pos)
        for pos in ("noun", "verb", "adjective", "phrase")
        for words in row.get(pos, ())
    ]
    if not found:
        raise ValueError("a rule needs words under noun, verb, adjective or phrase")
    return tuple(found)


def read_rule_rows(name: str, make: Callable[[Mapping[str, Any]], R]) -> tuple[R, ...]:
    """The rules of a packaged file.

    Args:
        name: File name under ``data/language``.
        make: Turns one row into a rule; raises ValueError or KeyError with what is wrong.

    Raises:
        TableError: If a rule is broken or has no examples; the message names file and rule.
    """
    path = data_folder() / "language" / name
    rules: list[R] = []
    seen: set[str] = set()
    for number, row in enumerate(read_yaml(path), start=1):
        label = row.get("id", f"rule {number}")
        missing = sorted(_KEPT - set(row))
        if missing or label in seen:
            what = f"{', '.join(missing)} is missing" if missing else "the id stands twice"
            raise TableError(f"{path}:{label}: {what}. Mend the rule.")
        seen.add(label)
        try:
            rules.append(make(row))
        except (ValueError, KeyError, TypeError) as error:
            raise TableError(f"{path}:{label}: {error!r}. Mend the rule.") from error
    return tuple(rules)


class RuleIndex(Generic[R]):
    """Rules by the first word of their triggers, in file order.

    Args:
        rules: The rules.
    """

    def __init__(self, rules: Sequence[R]) -> None:
        self.rules = tuple(rules)
        self._by_word: dict[str, list[tuple[R, Trigger]]] = defaultdict(list)
        for rule in rules:
            for trigger in rule.triggers:
                self._by_word[trigger.words[0]].append((rule, trigger))

    def matches(self, doc: AnnotatedDocument) -> Iterator[tuple[R, int, int]]:
        """Every rule set off in a document, with the indices of its trigger's head word and first word."""
        for token in doc.tokens:
            lemma, word = token.lemma.lower(), token.text.lower()
            rows = self._by_word.get(lemma, []) + (self._by_word.get(word, []) if word != lemma else [])
            seen: set[str] = set()
            rows = sorted(rows, key=lambda r: -len(r[1].words)) if len(rows) > 1 else rows
            for rule, trigger in rows:
                last = _match(doc, token, trigger)
                if last is not None and rule.id not in seen:
                    seen.add(rule.id)
                    yield rule, last, token.i


def _match(doc: AnnotatedDocument, token: Token, trigger: Trigger) -> int | None:
    """The index of the trigger's head word, if its words stand at a token."""
    if len(trigger.words) == 1:
        fits = trigger.pos == "phrase" or token.pos in _TRIGGER_POS[trigger.pos]
        return token.i if fits else None
    # Quotation marks and hyphens inside a phrase are passed over: “observer” status, candidate-country.
    window = [t for t in doc.tokens[token.i : token.i + len(trigger.words) + 2] if t.text not in _PASSED_OVER]
    tokens = window[: len(trigger.words)]
    if len(tokens) < len(trigger.words) or tokens[-1].sent != token.sent:
        return None
    if any(w not in (t.lemma.lower(), t.text.lower()) for w, t in zip(trigger.words, tokens, strict=True)):
        return None
    if trigger.pos == "verb":
        return token.i
    # The head of a phrase is the word whose own head stands outside it.
    inside = {t.i for t in tokens}
    nouns = [t for t in tokens if t.pos != "ADP"] or tokens
    return next((t.i for t in nouns if t.head not in inside or t.head == t.i), nouns[-1].i)
