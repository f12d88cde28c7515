"""The notation of time patterns, compiled to regular expressions over word classes.

``m:MONTH d:DAYNUM COMMA? y:YEAR`` means a month, a day number, perhaps a comma and a year; ``name:`` keeps a
piece, ``A|B`` without spaces is either class, ``( … )`` groups, `` | `` between spaces is alternation, ``$NAME``
inserts a macro, and ``?``, ``*``, ``+`` follow what they repeat.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.model import TableError

_ITEM = re.compile(r"\s*(?:(?P<name>[a-z]\w*):)?(?P<body>\(|\)|\||\$[A-Z]+|[A-Z0-9]+(?:\|[A-Z0-9]+)*)(?P<times>[?*+]?)")


class Notation:
    """Compiles patterns against a set of classes.

    Args:
        chars: Character of each class.
        unions: Names that stand for several classes.
        macros: Sub-patterns by name.
    """

    def __init__(self, chars: Mapping[str, str], unions: Mapping[str, list[str]], macros: Mapping[str, str]) -> None:
        self._chars, self._unions, self._macros = chars, unions, macros

    def compile(self, pattern: str, where: str) -> re.Pattern[str]:
        """A pattern as a regular expression over class characters.

        Args:
            pattern: The pattern in the notation above.
            where: Rule id, for messages.

        Raises:
            TableError: If the pattern breaks the notation or names an unknown class.
        """
        try:
            return re.compile(self._translate(pattern, where))
        except re.error as error:
            raise TableError(f"{where}: {pattern!r} is no pattern ({error}): balance its groups.") from error

    def charset(self, names: str | list[str], where: str) -> str:
        """The characters of a list of classes or unions."""
        found = ""
        for name in [names] if isinstance(names, str) else names:
            if name in self._unions:
                found += self.charset(self._unions[name], where)
            elif name in self._chars:
                found += self._chars[name]
            else:
                raise TableError(f"{where}: no word class is called {name!r}: see times_words.csv.")
        return found

    def _translate(self, pattern: str, where: str) -> str:
        out, at = [], 0
        while at < len(pattern.rstrip()):
            item = _ITEM.match(pattern, at)
            if not item:
                raise TableError(f"{where}: cannot read {pattern[at:]!r}.")
            at = item.end()
            name, body, times = item.group("name"), item.group("body"), item.group("times")
            opened = f"(?P<{name}>" if name else "(?:"
            if body == "(":
                out.append(opened)
            elif body in (")", "|"):
                out.append(body + times)
            elif body.startswith("$"):
                if body[1:] not in self._macros:
                    raise TableError(f"{where}: no macro is called {body}.")
                out.append(f"{opened}{self._translate(self._macros[body[1:]], where)}){times}")
            else:
                chars = f"[{self.charset(body.split('|'), where)}]"
                out.append(f"{opened}{chars}){times}" if name else chars + times)
        return "".join(out)
