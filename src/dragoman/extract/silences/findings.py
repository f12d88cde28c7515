"""Silences before they are records, and what the readers of verbs and nouns share."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.silences.words import is_one, silence_words
from dragoman.extract.statements.clauses import child, subject_of, subtree
from dragoman.extract.statements.topics import Topics
from dragoman.model import AnnotatedDocument, Mention, Token
from dragoman.tables.nouns import role_nouns

_NEGATING = frozenset({"advmod", "preconj", "nsubj", "nsubjpass"})
_SPEAKING_KINDS = frozenset({"leader", "official", "institution", "group"})
_SUBJECTS = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Finding:
    """A silence before it is a record.

    Attributes:
        rule: Id of the rule.
        cue: Index of the word that tells it.
        speaker: Index of the head of the one who is silent, or None.
        topics: Indices of the heads of what is left out; empty where the text does not say.
        reach: Index of a further word the evidence must hold ("comment" after "declined"), or None.
        chance: How sure the model is of it, 0 to 1; None for a rule.
        model: The model's name.
    """

    rule: str
    cue: int
    speaker: int | None
    topics: tuple[int, ...]
    reach: int | None = None
    chance: float | None = None
    model: str | None = None


class Reading:
    """What all readers of silences ask of one document."""

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self.no = silence_words("negations")
        self.by_head: dict[int, Mention] = {m.head: m for m in doc.mentions}
        self.topics = Topics(doc, self.by_head)

    # Whether it is denied, or only thought of

    def negated(self, token: Token) -> bool:
        """Whether a verb is negated, by "not", by its subject ("neither leader", "nothing") or by "without"."""
        if any(self._denies(c, token) for c in self.doc.dependents(token.i)) or self._is_after_nor(token):
            return True
        for helper in self.doc.dependents(token.i, "auxpass"):
            # "In neither speech was Togo mentioned": the phrase hangs on "was" to some parses.
            first = child(self.doc, helper.i, "prep")
            inner = child(self.doc, first.i, "pobj") if first is not None and first.i < helper.i else None
            if inner is not None and self.has_no(inner):
                return True
        above = self.doc.tokens[token.head]
        if token.dep == "ccomp" and above.lemma == "be" and token.tag == "VBN" and above.i < token.i:
            # "In neither speech was Myanmar mentioned": the "was" is a verb to some parses.
            first = child(self.doc, above.i, "prep")
            inner = child(self.doc, first.i, "pobj") if first is not None and first.i < above.i else None
            if inner is not None and self.has_no(inner) and child(self.doc, above.i, "nsubj") is None:
                return True
        own = child(self.doc, token.i, "nsubj")
        if own is not None and any(c.text.lower() == "nowhere" for c in self.doc.dependents(own.i, "advmod")):
            return True
        if token.dep == "pcomp":
            return above.lemma.lower() == "without"
        if token.dep == "conj" and above.dep == "pcomp" and self.doc.tokens[above.head].lemma.lower() == "without":
            # "Without naming or identifying".
            return True
        return token.dep == "xcomp" and any(c.text.lower() == "yet" for c in self.doc.dependents(above.i, "advmod"))

    def _is_after_nor(self, verb: Token) -> bool:
        """ "…, nor did it name Chad"."""
        helper = child(self.doc, verb.i, "aux", "auxpass")
        if verb.pos == "AUX" and helper is None:
            helper = verb
        before = self.doc.tokens[helper.i - 1].text.lower() if helper is not None and helper.i else ""
        return before in {"nor", "neither"} and self._is_inverted(verb)

    def _denies(self, part: Token, token: Token) -> bool:
        text = part.text.lower()
        if part.dep == "neg":
            return not self._is_no_denial(part)
        if text in self.no and part.dep in _NEGATING and not self._is_no_denial(part):
            return True
        if text in {"nor", "neither"} and part.dep == "cc" and part.i < token.i and token.dep != "conj":
            # "Nor was there any mention".
            return True
        if part.dep == "advmod" and part.lemma != "matter" and any(d.dep == "neg" for d in self.doc.dependents(part.i)):
            # "Not once did he utter".
            return True
        if part.dep == "prep" and part.i < token.i and self._is_inverted(token):
            # "At no point did she mention", "in none of his speeches did he".
            inner = child(self.doc, part.i, "pobj")
            return inner is not None and (inner.text.lower() == "none" or self.has_no(inner))
        return part.dep in _SUBJECTS and any(
            d.text.lower() in self.no for d in self.doc.dependents(part.i, "det", "preconj", "neg")
        )

    def _is_no_denial(self, part: Token) -> bool:
        """ "Whether or not", "not only", "no matter what"."""
        before, after = self.doc.tokens[part.i - 1 : part.i], self.doc.tokens[part.i + 1 : part.i + 2]
        return any(t.text.lower() == "or" for t in before) or any(
            t.text.lower() in {"only", "just", "merely", "simply", "matter", "doubt"} for t in after
        )

    def _is_inverted(self, verb: Token) -> bool:
        helper, subject = child(self.doc, verb.i, "aux", "auxpass"), child(self.doc, verb.i, *_SUBJECTS)
        if helper is None and verb.pos == "AUX":
            helper = verb
        return helper is not None and subject is not None and helper.i < subject.i

    def has_no(self, noun: Token) -> bool:
        """Whether a noun has "no", "not any", "neither" before it."""
        return any(c.text.lower() in self.no for c in self.doc.dependents(noun.i) if c.i < noun.i)

    def only_thought(self, verb: Token) -> bool:
        """Whether a silence is only wished for, allowed or supposed: "should not mention", "if he does not mention"."""
        helpers = {c.text.lower() for c in self.doc.dependents(verb.i, "aux")}
        if helpers & silence_words("wishing-helpers"):
            return True
        if any(c.text.lower() in {"if", "unless", "lest"} for c in self.doc.dependents(verb.i, "mark")):
            return verb.dep not in {"ccomp", "xcomp"}
        bare = (
            verb.tag in {"VB", "VBP"} and verb.dep in {"ROOT", "ccomp"} and child(self.doc, verb.i, *_SUBJECTS) is None
        )
        if bare and any(c.text.lower() == "do" for c in self.doc.dependents(verb.i, "aux")):
            # "Do not mention the war."
            return True
        if self._is_inverted(verb) and self._asks(verb):
            return True
        above = self.doc.tokens[verb.head]
        return verb.dep in {"xcomp", "ccomp"} and verb.tag == "VB" and is_one(above, "urging-verbs")

    def _asks(self, verb: Token) -> bool:
        """Whether the sentence is a direct question."""
        words = self.doc.words(self.doc.sentences[verb.sent])
        return any(t.text == "?" for t in words)

    # Who is silent

    def subject(self, verb: Token) -> int | None:
        """Whose silence a verb tells."""
        found = subject_of(self.doc, verb.i)
        if found is None:
            return None
        token = self.doc.tokens[found]
        blamed = self._blamed(verb)
        if blamed is not None:
            return blamed
        if is_one(token, "will-nouns") and token.i < verb.i:
            # "Was at pains not to mention", "his refusal to say".
            return self.owner(token)
        if token.text.lower() in self.no | {"there"}:
            return self._of_none(token)
        return found

    def _blamed(self, verb: Token) -> int | None:
        """Of "condemned the bank for remaining silent" the bank."""
        link = self.doc.tokens[verb.head]
        if verb.dep != "pcomp" or link.lemma.lower() not in {"for", "of", "over"}:
            return None
        thing = child(self.doc, link.head, "dobj", "nsubjpass")
        return thing.i if thing is not None and is_one(self.doc.tokens[link.head], "blaming-verbs") else None

    def _of_none(self, word: Token) -> int | None:
        """Of "none of the leaders" the leaders."""
        for link in self.doc.dependents(word.i, "prep"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in {"of", "among", "in"} else None
            if inner is not None and self.can_speak(inner.i):
                return inner.i
        return None

    def owner(self, noun: Token) -> int | None:
        """Whose refusal, failure, pains a noun tells."""
        found = child(self.doc, noun.i, "poss")
        for link in self.doc.dependents(noun.i, "prep"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in {"of", "by", "from"} else None
            if found is None and inner is not None and self.can_speak(inner.i):
                # "The refusal of the president's office".
                found = inner
        at = found.i if found is not None else subject_of(self.doc, noun.i)
        if at is not None and self.doc.tokens[at].text.lower() in self.no | {"there"}:
            return None
        return at

    def can_speak(self, i: int) -> bool:
        """Whether a word means somebody, or a text, that could have spoken."""
        token = self.doc.tokens[i]
        if any(is_one(c, "unspeaking") for c in (token, *self.doc.dependents(i, "compound", "amod"))):
            return False
        if (token.pos == "PRON" and token.tag not in {"WDT", "WP"}) or is_one(
            token, "documents", "speakers", "media", "text-media"
        ):
            return True
        if token.ent in {"PERSON", "ORG", "GPE", "NORP"}:
            return True
        mention = self.by_head.get(i)
        if mention is not None and mention.form in {"name", "person"} and any(p.actor for p in mention.parties):
            return True
        row = role_nouns().get(token.lemma.lower())
        return row is not None and bool(row.kinds & _SPEAKING_KINDS)

    def is_text(self, i: int | None) -> bool:
        """Whether a word means a text, or "it" and "one" that may."""
        if i is None:
            return False
        token = self.doc.tokens[i]
        if token.text.lower() == "accounts":
            # Where money is missing.
            return False
        return is_one(token, "documents", "text-media") or (token.text.lower() == "one" and token.dep != "nsubj")

    def is_media(self, i: int | None) -> bool:
        """Whether a word means those who report: newspapers, broadcasters, an agency."""
        if i is None:
            return False
        mention = self.by_head.get(i)
        known = mention is not None and any(p.sector == "MED" for p in mention.parties)
        return known or is_one(self.doc.tokens[i], "media", "text-media")

    def text_of(self, word: Token) -> Token | None:
        """The text that a phrase on a word or below it names ("in the final document")."""
        for i in sorted(subtree(self.doc, word.i)):
            token = self.doc.tokens[i]
            link = self.doc.tokens[token.head]
            while token.dep in {"nmod", "poss"} and link.dep == "pobj":
                # "In the agreement's chapter on climate", and what some parses make of "in the pact dismayed …".
                link = self.doc.tokens[link.head]
            if (
                not is_one(token, "documents", "text-media")
                or not self.is_text(i)
                or link.pos not in {"ADP", "ADV", "SCONJ"}
            ):
                continue
            out = link.lemma.lower() == "of" and self.doc.tokens[link.head].text.lower() == "out"
            if link.lemma.lower() in {"in", "from", "into", "within", "throughout"} or out:
                return token
        return None

    def text_told(self, word: Token) -> Token | None:
        """The text that the clause or sentence before is about."""
        first = self.doc.sentences[max(0, word.sent - 1)].first
        # A subject, or what some parses make of it where they take its verb for a participle.
        told = [
            t for t in self.doc.tokens[first : word.i] if t.dep in _SUBJECTS or (t.dep == "ROOT" and t.pos == "NOUN")
        ]
        return next((t for t in reversed(told) if is_one(t, "documents", "text-media")), None)

    def speaker_from(self, word: Token) -> int | None:
        """From whom a word, an answer, a comment did not come."""
        for link in self.doc.dependents(word.i, "prep", "agent"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in {"from", "by"} else None
            if inner is not None and self.can_speak(inner.i):
                return inner.i
        return None
