"""Silences before they are records, and what the readers of verbs and nouns share."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subject_of, subtree
from dragoman.extract.statements.topics import Topics
from dragoman.model import AnnotatedDocument, Mention, Token
from dragoman.tables.nouns import role_nouns

ON = frozenset({"on", "about", "over", "regarding", "concerning"})
_NEGATING = frozenset({"advmod", "preconj", "nsubj", "nsubjpass"})
_SPEAKING_KINDS = frozenset({"leader", "official", "institution", "group"})


@dataclass(frozen=True, slots=True)
class Finding:
    """A silence before it is a record.

    Attributes:
        rule: Id of the rule.
        cue: Index of the word that tells it.
        speaker: Index of the head of the one who is silent, or None.
        topics: Indices of the heads of what is left out; empty where the text does not say.
    """

    rule: str
    cue: int
    speaker: int | None
    topics: tuple[int, ...]


class Reading:
    """What all readers of silences ask of one document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.no = silence_words("negations")
        self.by_head: dict[int, Mention] = {m.head: m for m in doc.mentions}
        self.topics = Topics(doc, self.by_head)

    def negated(self, token: Token) -> bool:
        """Whether a verb is negated, by "not", by its subject ("neither leader", "nothing") or by "without"."""
        for c in self.doc.dependents(token.i):
            if c.dep == "neg" or (c.text.lower() in self.no and c.dep in _NEGATING):
                return True
            if c.dep == "advmod" and any(d.dep == "neg" for d in self.doc.dependents(c.i)):
                # "Not once did he utter".
                return True
            parts = self.doc.dependents(c.i, "det", "preconj", "neg") if c.dep in {"nsubj", "nsubjpass"} else []
            if any(d.text.lower() in self.no for d in parts):
                return True
        above = self.doc.tokens[token.head]
        if token.dep == "pcomp":
            return above.lemma.lower() == "without"
        return token.dep == "xcomp" and any(c.text.lower() == "yet" for c in self.doc.dependents(above.i, "advmod"))

    def subject(self, verb: Token) -> int | None:
        """Whose silence a verb tells."""
        found = subject_of(self.doc, verb.i)
        return None if found is not None and self.doc.tokens[found].text.lower() in self.no | {"there"} else found

    def can_speak(self, i: int) -> bool:
        """Whether a word means somebody, or a text, that could have spoken."""
        token = self.doc.tokens[i]
        if token.pos == "PRON" or is_one(token, "documents", "speakers"):
            return True
        if token.ent in {"PERSON", "ORG", "GPE", "NORP"}:
            return True
        mention = self.by_head.get(i)
        if mention is not None and mention.form in {"name", "person"} and any(p.actor for p in mention.parties):
            return True
        row = role_nouns().get(token.lemma.lower())
        return row is not None and bool(row.kinds & _SPEAKING_KINDS)

    def text_of(self, word: Token) -> Token | None:
        """The text that a phrase on a word or below it names ("in the final document")."""
        for i in sorted(subtree(self.doc, word.i)):
            token = self.doc.tokens[i]
            link = self.doc.tokens[token.head]
            if token.dep != "pobj" or not is_one(token, "documents"):
                continue
            out = link.lemma.lower() == "of" and self.doc.tokens[link.head].text.lower() == "out"
            if link.lemma.lower() in {"in", "from"} or out:
                return token
        return None

    def links(self, word: Token, *prepositions: str) -> tuple[int, ...]:
        """The topics under some prepositions of a word (any, if none is given), each list opened."""
        for link in self.doc.dependents(word.i, "prep", "prt", "advmod"):
            if link.lemma.lower() in prepositions or (not prepositions and link.pos == "ADP"):
                inner = child(self.doc, link.i, "pobj", "pcomp")
                if inner is not None:
                    return self.named(inner)
        return ()

    def named(self, noun: Token) -> tuple[int, ...]:
        """A noun as a topic; of "the question of gas" the gas."""
        return self.topics.of_noun(noun) if is_one(noun, "topic-nouns") else self.topics.joined(noun)

    def asked(self, word: Token) -> tuple[int, ...]:
        """What the silent were asked: "questions about the drone", "when asked about the coup"."""
        found = self.topics.asked_about(word)
        if found:
            return found
        for token in self.doc.words(self.doc.sentences[word.sent]):
            if token.pos == "VERB" and is_one(token, "asking-verbs"):
                about = self.links(token, *ON)
                clause = child(self.doc, token.i, "ccomp")
                if about:
                    return about
                if clause is not None and opens_question(self.doc, clause):
                    return (clause.i,)
        return ()


def opens_question(doc: AnnotatedDocument, clause: Token) -> bool:
    """Whether a clause asks: "whether …", "how many …", "what …"."""
    first = [doc.tokens[i] for i in sorted(subtree(doc, clause.i))[:2]]
    return any(t.tag in {"WP", "WRB", "WDT", "WP$"} or t.text.lower() in {"whether", "if"} for t in first)
