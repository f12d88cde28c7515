"""On what somebody is silent: the phrases and clauses on a word that name the topic."""

from __future__ import annotations

from dragoman.extract.silences.findings import Reading
from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subtree
from dragoman.model import AnnotatedDocument, Token

ON = frozenset({"on", "about", "over", "regarding", "concerning"})
_SUBJECTS = ("nsubj", "nsubjpass")
_BETWEEN = 12
"""Tokens that may stand between a word and the phrase that tells its topic."""


class Phrases(Reading):
    """Reads the topics of silences of one document."""

    def links(self, word: Token, *prepositions: str) -> tuple[int, ...]:
        """The topics under some prepositions of a word (any, if none is given), each list opened."""
        for link in self.doc.dependents(word.i, "prep", "prt", "advmod", "dative", "agent"):
            known = {link.lemma.lower(), link.text.lower()}
            if known & set(prepositions) or (not prepositions and link.pos == "ADP"):
                inner = child(self.doc, link.i, "pobj", "pcomp", "dobj")
                if inner is None or inner.lemma.lower() == "silence" or (link.lemma == "on" and inner.ent == "DATE"):
                    continue
                # "No reference to Syria, nor to the truce".
                more = [o for c in self.doc.dependents(link.i, "conj") for o in self.doc.dependents(c.i, "pobj")]
                return (*self.named(inner), *(j for o in more for j in self.named(o)))
        return ()

    def object_of(self, word: Token, preposition: str) -> Token | None:
        """The noun in a phrase with a preposition on a word."""
        links = [p for p in self.doc.dependents(word.i, "prep") if p.lemma.lower() == preposition]
        return next((o for p in links for o in self.doc.dependents(p.i, "pobj")), None)

    def near(self, word: Token, *prepositions: str) -> tuple[int, ...]:
        """The topic under the first such preposition after a word, wherever the parser hung it."""
        for link in self.doc.tokens[word.i + 1 : word.i + _BETWEEN]:
            if link.sent != word.sent or link.pos in {"VERB", "AUX"} or link.text in {";", ":", "."}:
                break
            inner = child(self.doc, link.i, "pobj", "pcomp") if link.text.lower() in prepositions else None
            if inner is not None and inner.ent not in {"DATE", "TIME"} and not self.is_text(inner.i):
                return self.named(inner)
        return ()

    def names_topic(self, thing: Token) -> bool:
        """Whether a noun is "the word", "the name", or stands behind one ("the word “war”")."""
        parts = self.doc.dependents(thing.i, "compound", "nmod")
        return is_one(thing, "topic-nouns") or any(is_one(c, "topic-nouns") for c in parts)

    def fronted(self, verb: Token) -> tuple[int, ...]:
        """What stands before the subject: "Hungary he passed over", "of Kashmir he said not a word"."""
        subject = child(self.doc, verb.i, *_SUBJECTS, "expl")
        last = subject.i if subject is not None else verb.i
        for part in self.doc.dependents(verb.i, "npadvmod", "dobj", "dep", "prep", "advcl", "ccomp"):
            if part.i >= last:
                break
            if part.dep in {"advcl", "ccomp"}:
                if opens_question(self.doc, part):
                    return (part.i,)
            elif part.pos in {"NOUN", "PROPN"} and part.ent not in {"DATE", "TIME"}:
                return self.named(part)
            elif part.pos in {"ADP", "SCONJ"}:
                below = child(self.doc, part.i, "prep") if part.lemma.lower() == "as" else None
                inner = child(self.doc, (below or part).i, "pobj", "pcomp")
                fits = below is not None or part.lemma.lower() in ON | {"of"}
                if fits and inner is not None and inner.ent not in {"DATE", "TIME"} and not self.is_text(inner.i):
                    return self.named(inner)
        return ()

    def named(self, noun: Token) -> tuple[int, ...]:
        """A noun as a topic; of "the question of gas" the gas."""
        return self.topics.of_noun(noun) if is_one(noun, "topic-nouns") else self.topics.joined(noun)

    def about(self, noun: Token) -> tuple[int, ...]:
        """What a mention, a question, a detail is of; nothing where the noun has no such phrase."""
        found = self.topics.of_noun(noun)
        if found and found[0] != noun.i and not self.doc.dependents(self.doc.tokens[found[0]].head, "conj"):
            return found
        return self.links(noun, *ON, "of", "to", "for", "as", "behind")

    def asked(self, word: Token) -> tuple[int, ...]:
        """What the silent were asked: "questions about the drone", "when asked about the coup"."""
        found = self.topics.asked_about(word)
        if found:
            return found
        for token in self.doc.words(self.doc.sentences[word.sent]):
            if token.pos == "VERB" and is_one(token, "asking-verbs"):
                about = self.links(token, "about", "regarding", "concerning") or self.near(token, "about")
                about = about or self.links(token, *ON, "for", "why")
                clause = child(self.doc, token.i, "ccomp")
                if about and self.doc.tokens[about[0]].lemma not in {"comment", "time"}:
                    return about
                if clause is not None and opens_question(self.doc, clause):
                    return (clause.i,)
        return ()

    def is_question(self, noun: Token) -> bool:
        """Whether a noun means what is put to a speaker: a question; a call or request only for comment."""
        if not is_one(noun, "questions"):
            return False
        if not is_one(noun, "messages"):
            return True
        below = subtree(self.doc, noun.i)
        told = {self.doc.tokens[i].lemma.lower() for i in below}
        return bool(told & silence_words("asked-for")) or bool(self.links(noun, "about", "on", "regarding"))

    def after(self, verb: Token) -> tuple[int, ...]:
        """The clause after "without specifying", "did not specify as to", "has not acknowledged receiving"."""
        deed = child(self.doc, verb.i, "xcomp")
        if deed is not None and deed.tag == "VBG" and deed.i > verb.i and is_one(verb, "mention-verbs"):
            return (deed.i,)
        clause = child(self.doc, verb.i, "ccomp", "advcl")
        if clause is not None and clause.i > verb.i and opens_question(self.doc, clause):
            return (clause.i,)
        for link in self.doc.dependents(verb.i, "prep", "advmod"):
            # "Did not specify as to which", "without saying when".
            inner = self.doc.dependents(link.i, "prep")
            below = [c for i in (link, *inner) for c in self.doc.dependents(i.i, "pcomp", "pobj")]
            asked = next((c for c in below if opens_question(self.doc, c)), None)
            if link.lemma.lower() == "as" and asked is not None:
                return (asked.i,)
            if link.tag == "WRB" and link.i > verb.i:
                return (link.i,)
        return ()

    def of_question(self, verb: Token, thing: Token) -> tuple[int, ...]:
        """What a question that was not answered is about, or the question."""
        return self.links(thing, *ON, "of", "as") or self.links(verb, *ON) or self.asked(verb) or (thing.i,)

    def nothing_told(self, verb: Token) -> tuple[int, ...]:
        """What viewers were told nothing about."""
        thing = child(self.doc, verb.i, "dobj")
        if thing is None or not (thing.text.lower() == "nothing" or is_one(thing, "scraps")):
            return ()
        return self.links(thing, *ON, "of") or self.links(verb, *ON, "of")

    def left(self, thing: Token) -> tuple[int, ...]:
        """A noun as what is absent; of "any reference to gas" the gas."""
        return self.about(thing) if is_one(thing, "mention-nouns") else self.named(thing)


def opens_question(doc: AnnotatedDocument, clause: Token) -> bool:
    """Whether a clause asks: "whether …", "how many …", "what …"."""
    first = [doc.tokens[i] for i in sorted(subtree(doc, clause.i))[:3]]
    return any(t.tag in {"WP", "WRB", "WDT", "WP$"} or t.text.lower() in {"whether", "if"} for t in first)
