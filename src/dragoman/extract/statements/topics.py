"""What a silence is about: the topics after a verb or noun, and their words or actor."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.statements.clauses import child, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Mention, Token
from dragoman.tables.places import packaged_places
from dragoman.tables.words import key_of

_ON = frozenset({"on", "about", "over", "regarding", "concerning"})
_TOPIC_LINKS = ("prep", "prt")
_CONTESTED = frozenset({"Jerusalem"})
"""Capitals that are themselves what is argued over."""


class Topics:
    """Reads topics off the tree.

    Args:
        doc: The annotated document.
        by_head: Its mentions by head token.
    """

    def __init__(self, doc: AnnotatedDocument, by_head: Mapping[int, Mention]) -> None:
        self.doc = doc
        self.by_head = by_head
        self._lists = speech_rules()

    def _is(self, token: Token, *names: str) -> bool:
        lemma = token.lemma.lower()
        return any(lemma in self._lists.words(n) for n in names)

    def joined(self, token: Token) -> tuple[int, ...]:
        """A topic's head with those joined to it ("Taiwan or Xinjiang")."""
        found = [token.i]
        for c in self.doc.dependents(token.i, "conj", "appos"):
            if c.dep == "conj" or self._is_listed(token, c):
                found += self.joined(c)
        return tuple(found)

    def _is_listed(self, token: Token, further: Token) -> bool:
        """Whether an apposition is the second of a list ("Xinjiang, the Uyghurs or China")."""
        return token.pos == "PROPN" and bool(self.doc.dependents(further.i, "conj"))

    def of_noun(self, noun: Token) -> tuple[int, ...]:
        """The topics after "mention of", "reference to", "question of"; a topic noun itself where none follows."""
        for link in self.doc.dependents(noun.i, "prep"):
            if link.lemma.lower() in self._lists.words("mention-links"):
                inner = child(self.doc, link.i, "pobj", "pcomp")
                if inner is not None:
                    return self.joined(inner)
        named = child(self.doc, noun.i, "appos")
        if named is not None and self._is(noun, "topic-nouns"):
            return (named.i,)
        return self.joined(noun) if self._is(noun, "topic-nouns") else ()

    def of_verb(self, verb: Token) -> tuple[int, ...]:
        """The topics a verb of speaking has: its object, a phrase with "on" or "about", a clause."""
        thing = child(self.doc, verb.i, "dobj")
        if thing is not None:
            if self._is(thing, "topic-nouns", "mention-nouns"):
                return self.of_noun(thing) or self.joined(thing)
            return self.joined(thing)
        found = self.of_links(verb)
        if found:
            return found
        # What stands before the verb may be a sentence of its own ("the list was long; the army did not say who").
        after = [c for c in self.doc.dependents(verb.i, "ccomp") if c.i > verb.i]
        return (after[0].i,) if after else ()

    def of_links(self, word: Token) -> tuple[int, ...]:
        """The topics in phrases that hang on a word."""
        links = self._lists.words("mention-links")
        if word.pos == "VERB" and not self._is(word, "pointing-verbs"):
            # "spoke to reporters" has no topic, "referred to the strike" has.
            links = links - {"to"}
        for link in self.doc.dependents(word.i, *_TOPIC_LINKS):
            if link.lemma.lower() not in links:
                continue
            inner = child(self.doc, link.i, "pobj", "pcomp")
            if inner is None:
                below = child(self.doc, link.i, "prep")
                inner = child(self.doc, below.i, "pobj") if below is not None else None
            if inner is not None:
                return self.of_noun(inner) if self._is(inner, "topic-nouns") else self.joined(inner)
        return ()

    def said_about(self, verb: Token) -> tuple[int, ...]:
        """The topics of "said nothing about"."""
        thing = child(self.doc, verb.i, "dobj")
        return self.of_links(verb) or (self.of_links(thing) if thing is not None else ())

    def asked_about(self, verb: Token) -> tuple[int, ...]:
        """The topic of the questions that were not answered ("questions about the drone")."""
        for i in sorted(subtree(self.doc, verb.i)):
            token = self.doc.tokens[i]
            if token.pos == "NOUN" and token.lemma.lower() in {"comment", "question", "query", "inquiry"}:
                for link in self.doc.dependents(i, "prep"):
                    inner = child(self.doc, link.i, "pobj")
                    if link.lemma.lower() in _ON and inner is not None:
                        return self.joined(inner)
        return ()

    def text_of(self, word: Token) -> Token | None:
        """The text that a phrase on a word or below it names ("in the final document")."""
        for i in sorted(subtree(self.doc, word.i)):
            token = self.doc.tokens[i]
            link = self.doc.tokens[token.head]
            if token.dep == "pobj" and link.lemma.lower() in {"in", "from"} and self._is(token, "documents"):
                return token
        return None

    def _is_place_of_speech(self, link: Token) -> bool:
        """Whether a phrase tells the text or the occasion ("in their public remarks"), not the topic."""
        inner = child(self.doc, link.i, "pobj")
        return (
            link.lemma.lower() in {"in", "at", "during"}
            and inner is not None
            and self._is(inner, "documents", "occasions")
        )

    def words(self, head: int, avoid: str | None) -> tuple[str, int, int]:
        """A topic's actor code or words, and its code points.

        Args:
            head: Index of the topic's head.
            avoid: Code of the silent side: nobody is silent on himself.
        """
        token = self.doc.tokens[head]
        mention = self.by_head.get(head)
        left_out: set[int] = set()
        for c in self.doc.dependents(head):
            listed = c.dep in {"conj", "relcl", "cc"} or (c.dep == "appos" and self._is_listed(token, c))
            told = c.dep == "acl" and c.tag == "VBN" and self._is(c, "mention-verbs")
            place = c.dep == "prep" and c.i > head and self._is_place_of_speech(c)
            if listed or told or place:
                left_out |= subtree(self.doc, c.i)
        inside = self._before_break(sorted(subtree(self.doc, head) - left_out), head)
        while inside and self.doc.tokens[inside[-1]].pos in {"PUNCT", "CCONJ"}:
            inside.pop()
        while len(inside) > 1 and self.doc.tokens[inside[0]].pos in {"PUNCT", "DET", "CCONJ"}:
            inside.pop(0)
        start, end = self.doc.tokens[inside[0]].start, self.doc.tokens[inside[-1]].end
        if mention is not None and mention.form in {"name", "demonym", "pronoun"} and len(mention.parties) == 1:
            code = mention.parties[0].actor
            # A people without a state ("the Uyghurs") is its own topic.
            people = mention.form == "demonym" and mention.parties[0].sector == "CVL"
            part = people or (mention.form == "name" and self._is_region(mention, code))
            if code and code != avoid and token.pos in {"PRON", "PROPN"} and not part:
                return code, start, end
        return self.doc.quote(start, end), start, end

    def _is_region(self, mention: Mention, code: str | None) -> bool:
        """Whether a name is that of a part of its state: silence on Crimea is not silence on Ukraine."""
        places = packaged_places().names.get(key_of(self.doc.quote(mention.start, mention.end)), ())
        contested = self.doc.tokens[mention.head].text in _CONTESTED
        return contested or any(p.kind == "region" and p.country == code for p in places)

    def _before_break(self, indices: list[int], head: int) -> list[int]:
        """The words of a topic up to a colon or semicolon, where another clause begins."""
        kept: list[int] = []
        for i in indices:
            if i > head and self.doc.tokens[i].text in {":", ";", "—", "–"}:
                break
            kept.append(i)
        return kept
