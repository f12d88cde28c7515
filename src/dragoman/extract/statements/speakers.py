"""From a speaker's head word to who speaks and for whom."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.statements.antecedents import Antecedents
from dragoman.extract.statements.clauses import child, subtree
from dragoman.extract.statements.conversation import find_pair
from dragoman.extract.statements.introductions import Introduction
from dragoman.extract.statements.people import People
from dragoman.extract.statements.rules import speech_rules
from dragoman.model import AnnotatedDocument, Mention, Party, Side, Speaker, Token

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_LEFT_OUT = frozenset({"relcl", "acl", "appos", "advcl", "punct", "cc", "conj", "prep"})
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "both"})
_GUESS = "the passage is about"
_FIRST = frozenset({"i", "we", "our", "my", "us", "me"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks.

    Attributes:
        speaker: As the record keeps it.
        side: For whom.
        parties: Whom the words stand for, as resolved.
        note: How the speaker was found, in words.
    """

    speaker: Speaker
    side: Side
    parties: tuple[Party, ...]
    note: str


class Speakers:
    """Resolves the speakers of one document.

    Args:
        doc: The annotated document, mentions resolved.
    """

    def __init__(self, doc: AnnotatedDocument) -> None:
        self.doc = doc
        self._lists = speech_rules()
        self.by_head: dict[int, Mention] = {m.head: m for m in doc.mentions}
        self.people = People(doc, self.by_head)
        self.antecedents = Antecedents(doc, self.by_head, self.people)
        self.pair = find_pair(doc, self.by_head, self.people)

    def voice(self, head: int) -> Voice:
        """Who the words at a head token mean.

        Args:
            head: Index of the head of the speaker's words.
        """
        token = self.doc.tokens[head]
        if token.tag in _RELATIVE and token.dep in {"nsubj", "nsubjpass", "poss"}:
            above = self.doc.tokens[token.head]
            if above.dep == "relcl":
                token = self.doc.tokens[above.head]
        above = self.doc.tokens[token.head]
        if token.dep == "appos" and (above.ent == "PERSON" or self.people.is_name(above)):
            token = above
        if token.lemma.lower() in self._lists.words("documents"):
            issuer = self._issuer(token)
            if issuer is not None:
                token = issuer
        word = token.text.lower()
        if token.pos == "PRON" or token.tag == "PRP$":
            if word in _SINGULAR:
                return self._singular(token)
            if word in _PLURAL or word in _FIRST or word == "it":
                return self._pointer(token)
        return self._named(token)

    def _issuer(self, noun: Token) -> Token | None:
        """Who issued a statement: possessor, ``by`` or ``from``, or the subject of the verb it is the object of."""
        owner = child(self.doc, noun.i, "poss")
        if owner is not None:
            return owner
        for link in self.doc.dependents(noun.i, "prep", "agent", "acl"):
            for inner in [link, *self.doc.dependents(link.i, "agent")]:
                if inner.lemma in {"by", "from"}:
                    named = child(self.doc, inner.i, "pobj")
                    if named is not None:
                        return named
        above = self.doc.tokens[noun.head]
        if noun.dep == "dobj" and above.lemma in self._lists.words("issuing-verbs"):
            return child(self.doc, above.i, "nsubj")
        return None

    def text_span(self, token: Token) -> tuple[int, int]:
        """Code points of a speaker's words: the noun phrase, names joined to it, no clauses or asides."""
        words = {token.i}
        for c in self.doc.children[token.i]:
            part = self.doc.tokens[c]
            if part.dep not in _LEFT_OUT:
                words |= subtree(self.doc, c)
            elif part.dep == "prep" and part.lemma in {"of", "for", "from"} and c == max(words) + 1:
                words |= {i for i in subtree(self.doc, c) if self.doc.tokens[i].dep not in {"relcl", "acl"}}
            elif (part.dep == "appos" and part.pos == "PROPN" and min(subtree(self.doc, c)) == max(words) + 1) or (
                part.dep == "conj" and part.pos in {"PROPN", "NOUN", "PRON"}
            ):
                words |= subtree(self.doc, c) - self._asides(c)
        inner = sorted(words)
        first, last = inner[0], inner[-1]
        tokens = self.doc.tokens
        if last > first and tokens[last].tag == "POS":
            last -= 1
        while last > first and tokens[last].pos == "PUNCT" and tokens[last].text not in {")", "'s"}:
            last -= 1
        while first < last and tokens[first].pos in {"PUNCT", "CCONJ"}:
            first += 1
        return tokens[first].start, tokens[last].end

    def _asides(self, i: int) -> set[int]:
        found: set[int] = set()
        for c in self.doc.children[i]:
            if self.doc.tokens[c].dep in {"relcl", "acl", "appos", "advcl"}:
                found |= subtree(self.doc, c)
        return found

    def _named(self, token: Token) -> Voice:
        start, end = self.text_span(token)
        joined = [token, *self._joined(token)]
        mention = self.by_head.get(token.i)
        parties = list(mention.parties) if mention is not None else []
        people: list[str] = []
        actor = name = role = None
        known = self._introduction(token)
        for one in joined:
            person = self._person(one)
            if person:
                people.append(person)
        if len(parties) > 1:
            names = [p.person for p in parties if p.person]
            if len(names) == len(parties):
                people = [n for n in names if n]
            elif self.pair and {p.actor for p in self.pair if p.actor} <= {p.actor for p in parties}:
                people = [p.person for p in self.pair if p.person]
            actor = parties[0].actor
        elif self._is_pair_phrase(token) and self.pair:
            people = [p.person for p in self.pair if p.person]
            parties = list(self.pair)
            actor = parties[0].actor
        elif token.ent == "PERSON" and known is not None:
            trusted = mention is not None and mention.form in {"person", "title"} and bool(parties)
            actor = (parties[0].actor if trusted else None) or known.actor or (parties[0].actor if parties else None)
            role = (parties[0].role if trusted else None) or known.role
            name = known.institution if actor is None else None
        elif parties and mention is not None and not _is_guess(mention):
            actor, role = parties[0].actor, parties[0].role
        if not people and token.ent != "PERSON" and len(parties) == 1 and parties[0].actor:
            holder = self.people.holder(parties[0].actor, self.doc.quote(start, end))
            if holder is not None:
                people = [holder]
        if role is None and token.ent == "PERSON" and parties:
            role = parties[0].role
        if not people and actor is None and name is None and token.ent != "PERSON" and token.pos in {"PROPN", "NOUN"}:
            name = self._institution(token)
        speaker = Speaker(self.doc.quote(start, end), start, end, " and ".join(people) or None, role)
        return Voice(speaker, Side(actor, name), tuple(parties), "named in the sentence")

    def _is_pair_phrase(self, token: Token) -> bool:
        return token.tag in {"NNS", "NNPS"} and token.lemma.lower() in self._lists.words("side-nouns")

    def _institution(self, token: Token) -> str | None:
        """The institution a nameless speaker belongs to ("the leader of the White Helmets"), or its own name."""
        if token.pos == "PROPN":
            return self.people.introducer.phrase(token)
        for link in self.doc.dependents(token.i, "prep"):
            if link.lemma in {"of", "at", "for", "from", "with"}:
                for named in self.doc.dependents(link.i, "pobj"):
                    if named.pos == "PROPN":
                        return self.people.introducer.phrase(named)
        owner = child(self.doc, token.i, "poss", "compound")
        if owner is not None and owner.pos == "PROPN":
            return self.people.introducer.phrase(owner)
        return None

    def _joined(self, token: Token) -> list[Token]:
        found = self.doc.dependents(token.i, "conj")
        return found + [x for f in found for x in self._joined(f)]

    def _introduction(self, token: Token) -> Introduction | None:
        return self.people.known(token) if token.ent == "PERSON" or token.pos == "PROPN" else None

    def _person(self, token: Token) -> str | None:
        mention = self.by_head.get(token.i)
        if mention is not None and len(mention.parties) == 1 and mention.parties[0].person and mention.form == "person":
            return mention.parties[0].person
        known = self._introduction(token)
        if known is not None:
            return known.name
        appos = next((a for a in self.doc.dependents(token.i, "appos") if a.ent == "PERSON"), None)
        if appos is not None:
            return self._person(appos)
        forms = {"person", "title", "description"} if token.tag in {"NN", "NNP"} else {"person", "title"}
        human = mention is not None and mention.form in forms and len(mention.parties) == 1
        return mention.parties[0].person if human and mention is not None else None

    def _singular(self, token: Token) -> Voice:
        """``he`` and ``she``: the person the mention resolves to, else the last speaker or subject who is a person."""
        mention = self.by_head.get(token.i)
        party = mention.parties[0] if mention is not None and len(mention.parties) == 1 else None
        before = self.antecedents.singular(token)
        if before is not None:
            voice = self._named(before)
            if party is None or not party.person or self.people.known(before) is not None:
                spoken = Speaker(token.text, token.start, token.end, voice.speaker.person, voice.speaker.role)
                return Voice(spoken, voice.side, voice.parties, f"“{token.text}” points to {voice.speaker.text}")
        if party is not None:
            speaker = Speaker(token.text, token.start, token.end, party.person, party.role)
            return Voice(speaker, Side(party.actor), (party,), "; ".join(mention.reasons) if mention else "")
        return Voice(Speaker(token.text, token.start, token.end), Side(), (), "")

    def _pointer(self, token: Token) -> Voice:
        """``they``, ``it``, ``we``: what the mention resolves to; the pair of a readout by name."""
        mention = self.by_head.get(token.i)
        parties = mention.parties if mention is not None else ()
        people = [p.person for p in parties if p.person]
        before = self.antecedents.plural(token) if token.text.lower() in _PLURAL and not self.pair else None
        if before is not None:
            voice = self._named(before)
            whole = len((voice.speaker.person or "").split(" and ")) > len(self.doc.dependents(before.i, "conj"))
            meant = voice.speaker.person if whole and voice.speaker.person else voice.speaker.text
            spoken = Speaker(token.text, token.start, token.end, meant, voice.speaker.role)
            return Voice(spoken, voice.side, voice.parties, f"“{token.text}” points to {voice.speaker.text}")
        if token.text.lower() in _PLURAL and self.pair:
            actors = {p.actor for p in parties if p.actor}
            sides = {p.actor for p in self.pair}
            if not actors or (actors & sides and (len(parties) > 1 or actors <= sides)):
                people = [p.person for p in self.pair if p.person]
                parties = parties if len(parties) > 1 else self.pair
        speaker = Speaker(token.text, token.start, token.end, " and ".join(people) or None)
        actor = next((p.actor for p in parties if p.actor), None)
        return Voice(speaker, Side(actor), tuple(parties), "; ".join(mention.reasons) if mention is not None else "")


def _is_guess(mention: Mention) -> bool:
    """Whether a nameless mention was only given the state its passage is about: not enough to speak for it."""
    return mention.form == "description" and any(_GUESS in r for r in mention.reasons)
