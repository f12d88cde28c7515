"""The rules of attribution: what each reads, with its reference, examples and counterexamples, and its word lists.

Reference: data/language/speech_rules.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.model import TableError
from dragoman.tables.files import data_folder, read_yaml


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what a rule must read in it.

    Attributes:
        text: The text.
        speaker: The speaker's words, or "" where nobody is named.
        content: Words the content must hold.
    """

    text: str
    speaker: str
    content: str


@dataclass(frozen=True, slots=True)
class SpeechRule:
    """One rule: its id stands in the records it made."""

    id: str
    reads: str
    reference: str
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpeechRules:
    """All rules by id, and the word lists they use by name."""

    rules: Mapping[str, SpeechRule]
    lists: Mapping[str, frozenset[str]]

    def words(self, name: str) -> frozenset[str]:
        """A word list.

        Raises:
            TableError: If there is no list of that name.
        """
        if name not in self.lists:
            raise TableError(f"speech_rules.yaml has no word list {name!r}. Add it under 'lists'.")
        return self.lists[name]


@lru_cache(maxsize=1)
def speech_rules() -> SpeechRules:
    """The packaged rules.

    Raises:
        TableError: If the file or a rule is broken.
    """
    path = data_folder() / "language" / "speech_rules.yaml"
    raw: dict[str, Any] = read_yaml(path)
    rules: dict[str, SpeechRule] = {}
    for row in raw.get("rules", ()):
        try:
            rule = SpeechRule(
                row["id"], row["reads"], row["reference"],
                tuple(Example(e["text"], e["speaker"], e["content"]) for e in row["examples"]),
                tuple(row["counterexamples"]),
            )  # fmt: skip
        except (KeyError, TypeError) as error:
            raise TableError(f"{path}: the rule {row!r} lacks {error}. Give every rule all its fields.") from error
        if rule.id in rules:
            raise TableError(f"{path}: the rule {rule.id!r} stands twice. Rename one.")
        rules[rule.id] = rule
    for name, words in raw.get("lists", {}).items():
        if not all(isinstance(w, str) for w in words):
            raise TableError(f"{path}: the list {name!r} holds a word YAML reads as yes or no. Quote it.")
    lists = {name: frozenset(words) for name, words in raw.get("lists", {}).items()}
    return SpeechRules(rules, lists)
