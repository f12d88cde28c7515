"""What a silence is about: the topics after a verb or noun, and their words or actor."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.extract.statements.clauses import child, subtree
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Mention, Token

_ON = frozenset({"on", "about", "over", "regarding", "concerning"})
_TOPIC_LINKS = ("prep", "prt")


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
        for c in self.doc.dependents(token.i, "conj"):
            found += self.joined(c)
        return tuple(found)

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
        clause = child(self.doc, verb.i, "ccomp")
        return (clause.i,) if clause is not None else ()

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
            if c.dep in {"conj", "relcl", "cc"} or (c.dep == "prep" and c.i > head and self._is_place_of_speech(c)):
                left_out |= subtree(self.doc, c.i)
        inside = sorted(subtree(self.doc, head) - left_out)
        while inside and self.doc.tokens[inside[-1]].pos in {"PUNCT", "CCONJ"}:
            inside.pop()
        while len(inside) > 1 and self.doc.tokens[inside[0]].pos in {"PUNCT", "DET", "CCONJ"}:
            inside.pop(0)
        start, end = self.doc.tokens[inside[0]].start, self.doc.tokens[inside[-1]].end
        if mention is not None and mention.form in {"name", "demonym", "pronoun"} and len(mention.parties) == 1:
            code = mention.parties[0].actor
            if code and code != avoid and token.pos in {"PRON", "PROPN"}:
                return code, start, end
        return self.doc.quote(start, end), start, end
