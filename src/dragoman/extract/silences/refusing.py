"""Speech that somebody would not give: declined to comment, was unwilling to say, his refusal to discuss."""

from __future__ import annotations

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child
from dragoman.model import Token

_LEFT = frozenset({"fail", "neglect", "omit", "forget", "avoid", "stop"})
"""Verbs of will after which a topic is left out rather than refused."""
_BELOW = frozenset({"xcomp", "pcomp", "ccomp", "dobj", "acl", "advcl", "conj"})
_COMMENT = ("comment", "interview")


class Refusing(Phrases):
    """Reads verbs of speaking that hang on a word of will."""

    def of_verb(self, verb: Token) -> Finding | None:
        """The silence of a verb of speaking under a verb, adjective or noun of will."""
        above = self.doc.tokens[verb.head]
        seen = verb.dep == "relcl" and verb.tag == "VB" and above.dep == "dobj" and is_one(above, "willing-words")
        if not (seen or verb.dep in _BELOW) or verb.tag in {"VBD", "VBZ"}:
            return None
        if verb.tag == "VBP" and verb.dep != "xcomp":
            return None
        if verb.dep == "advcl" and verb.tag != "VB":
            # "Refused to register him, citing invalid signatures".
            return None
        short = self._is_short(verb)
        if not (short or self._speaks(verb)):
            return None
        outer = self._unwilling(verb, short)
        if outer is None or self._is_act(verb, outer):
            return None
        chosen = outer.lemma in _LEFT or is_one(outer, "choosing-verbs", "careful-words")
        rule = "left-unmentioned" if chosen and is_one(verb, "mention-verbs", "using-verbs") else "declined-comment"
        speaker = self.owner(outer) if outer.pos == "NOUN" else self.subject(outer)
        return Finding(rule, outer.i, speaker, self._told(verb, outer), verb.i)

    def of_comment(self, verb: Token) -> Finding | None:
        """ "Could not be reached for comment", "declined requests for comment", "referred questions to the army"."""
        subject = child(self.doc, verb.i, "nsubjpass") or child(self.doc, verb.i, "nsubj")
        if verb.lemma in {"reach", "contact"} and child(self.doc, verb.i, "auxpass") and self.negated(verb):
            about = self.asked(verb)
            wanted = self.links(verb, "for")
            if subject is not None and (about or any(self.doc.tokens[i].lemma in _COMMENT for i in wanted)):
                return Finding("declined-comment", verb.i, subject.i, about, wanted[0] if wanted else None)
        if verb.lemma in {"reach", "contact"} and (failed := self._not_reached(verb)) is not None:
            return failed
        answered = self._unanswered(verb)
        if answered is not None:
            return answered
        thing = child(self.doc, verb.i, "dobj")
        sent_on = thing is not None and is_one(thing, "askers") and is_one(verb, "passing-on-verbs")
        if sent_on and self.object_of(verb, "to") is not None and (about := self.asked(verb)):
            # "Asked about the coup, referred reporters to the army".
            return Finding("declined-comment", verb.i, self.subject(verb), about)
        if thing is None or not self.is_question(thing) or self.negated(verb) or self.only_thought(verb):
            return None
        if verb.lemma == "turn" and not self.doc.dependents(verb.i, "prt"):
            return None
        passed_on = is_one(verb, "passing-on-verbs") and any(
            t.text.lower() == "to" and t.dep in {"prep", "dative"} and t.i > thing.i
            for t in self.doc.words(self.doc.sentences[verb.sent])
        )
        if passed_on or is_one(verb, "withholding-verbs", "rebuffing-verbs"):
            about = self.links(thing, *ON, "of", "as") or self.asked(verb)
            return Finding("declined-comment", verb.i, self.subject(verb), about, thing.i)
        return None

    def _not_reached(self, verb: Token) -> Finding | None:
        """ "Attempts to reach the ministry for comment on the raid were unsuccessful"."""
        attempt = self.doc.tokens[verb.head]
        whom = child(self.doc, verb.i, "dobj")
        above = self.doc.tokens[attempt.head]
        failed = is_one(above, "failing-words") or any(
            is_one(c, "failing-words") for c in self.doc.dependents(above.i, "acomp", "prep")
        )
        if whom is None or attempt.lemma not in {"attempt", "effort"} or not failed:
            return None
        about = self.asked(verb) or self.near(whom, *ON)
        return Finding("declined-comment", above.i, whom.i, about, attempt.i)

    def _unanswered(self, verb: Token) -> Finding | None:
        """ "A request for comment drew no reply", "questions about the raid were ignored"."""
        subject = child(self.doc, verb.i, "nsubj", "nsubjpass")
        if subject is None or not self.is_question(subject):
            return None
        thing = child(self.doc, verb.i, "dobj", "attr")
        none = thing is not None and self.has_no(thing) and is_one(thing, "withheld", "mention-nouns")
        drew = none and is_one(verb, "drawing-verbs", "earning-verbs")
        passive = child(self.doc, verb.i, "auxpass") is not None and not self.negated(verb)
        ignored = passive and is_one(verb, "dodging-verbs", "withholding-verbs", "rebuffing-verbs")
        left = any(is_one(c, "unsaid") for c in self.doc.dependents(verb.i, "acomp", "oprd", "advcl", "advmod"))
        if not (drew or ignored or (left and verb.lemma != "be")):
            return None
        by = child(self.doc, verb.i, "agent")
        speaker = child(self.doc, by.i, "pobj") if by is not None else None
        put = self.put_to(subject)
        about = self.links(subject, *ON, "for") or self.asked(verb)
        about = tuple(i for i in about if self.doc.tokens[i].lemma not in _COMMENT) or self.asked(verb)
        about = about or self.near(subject, *ON)
        if not about and not is_one(subject, "messages"):
            return None
        return Finding("declined-comment", verb.i, speaker.i if speaker is not None else put, about, subject.i)

    def put_to(self, question: Token) -> int | None:
        """To whom calls and questions went."""
        for link in self.doc.dependents(question.i, "prep", "dative"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() in {"to", "for"} else None
            if inner is not None and inner.lemma not in _COMMENT:
                return inner.i
        return None

    def of_availability(self, word: Token) -> Finding | None:
        """ "Was not available for comment", "was unreachable for comment"."""
        above = self.doc.tokens[word.head]
        if word.text.lower() in {"available", "reachable"} and not self.negated(above):
            return None
        for link in self.doc.dependents(word.i, "prep") + self.doc.dependents(above.i, "prep"):
            inner = child(self.doc, link.i, "pobj") if link.lemma.lower() == "for" else None
            if inner is not None and inner.lemma in _COMMENT:
                about = self.topics.asked_about(above) or self.near(inner, *ON) or self.asked(word)
                return Finding("declined-comment", word.i, self.subject(above), about, inner.i)
        return None

    # What would have been said

    def _is_short(self, verb: Token) -> bool:
        above = self.doc.tokens[verb.head]
        return above.text.lower() == "of" and self.doc.tokens[above.head].text.lower() == "short"

    def _speaks(self, verb: Token) -> bool:
        helped = child(self.doc, verb.i, "auxpass") is not None
        if helped or verb.tag == "VBN":
            # "Declined to be named"; but "refused to be drawn".
            return helped and is_one(verb, "drawn-verbs")
        thing = child(self.doc, verb.i, "dobj")
        if is_one(verb, "raising-verbs"):
            return thing is not None and self.is_raised(verb, thing)
        if is_one(verb, "answer-verbs", "mention-verbs", "mention-verbs-with-link", "disclosing-verbs"):
            return True
        word = thing is not None and (self.names_topic(thing) or is_one(thing, "scraps"))
        if word and is_one(verb, "using-verbs", "stating-verbs"):
            return True
        if thing is not None and is_one(verb, "giving-verbs", "taking-verbs", "light-verbs"):
            return is_one(thing, "withheld", "withheld-facts", "mention-nouns") or self.is_question(thing)
        if is_one(verb, "stating-verbs"):
            return child(self.doc, verb.i, "ccomp", "dobj") is not None
        if verb.lemma in {"go", "get", "enter"}:
            # "Declined to go into details"; "would not get into the deployment" has a modal.
            return any(is_one(self.doc.tokens[i], "withheld", "withheld-facts") for i in self.links(verb, "into"))
        if verb.lemma == "make" and any(t.text.lower() == "public" for t in self.doc.tokens[verb.i + 1 : verb.i + 3]):
            return True
        if verb.lemma == "be":
            return any(is_one(c, "open-adjectives") for c in self.doc.dependents(verb.i, "acomp"))
        called = child(self.doc, verb.i, "oprd", "ccomp") or self.object_of(verb, "as")
        return is_one(verb, "calling-verbs") and called is not None

    def is_named(self, thing: Token) -> bool:
        """Whether somebody is appointed or found rather than mentioned: "a successor", not "the coup leaders"."""
        known = any(c.text.lower() in {"the", "those", "these"} for c in self.doc.dependents(thing.i, "det"))
        return is_one(thing, "named-posts") and not known

    def is_raised(self, verb: Token, thing: Token) -> bool:
        """Whether a thing is raised as a topic: "raise the issue", "raise Tibet with Xi", "bring up the case"."""
        if any(c.text.lower() == "up" for c in self.doc.dependents(verb.i, "prt", "advmod", "prep")):
            return True
        if verb.lemma != "raise" or is_one(thing, "lifted-things", "raised-things"):
            return False
        face = any(p.lemma == "with" for w in (verb, thing) for p in self.doc.dependents(w.i, "prep"))
        subject = self.subject(verb)
        words = [t for t in self.doc.words(self.doc.sentences[verb.sent]) if t.i not in {verb.i, subject}]
        return face or self.names_topic(thing) or any(is_one(t, "occasions") and t.pos == "NOUN" for t in words)

    def _is_act(self, verb: Token, outer: Token) -> bool:
        """Whether more than words was refused: talks with a rival, an answer to an attack, a post."""
        thing = child(self.doc, verb.i, "dobj")
        if verb.lemma in {"name", "identify", "announce"} and thing is not None and self.is_named(thing):
            return True
        if verb.lemma == "address" and thing is not None and is_one(thing, "audience-nouns"):
            return True
        if verb.lemma == "invoke" and thing is not None and is_one(thing, "legal-things"):
            return True
        if verb.lemma == "be" and not self._told(verb, outer):
            return True
        given = [g for g in self.doc.dependents(verb.i, "dative") if g.pos != "ADP"]
        if any(not is_one(g, "askers") for g in given):
            # "Refused to give the officials information".
            return True
        partner = verb.lemma in {"speak", "talk", "discuss", "negotiate", "engage"}
        links = [p for p in self.doc.dependents(verb.i, "prep") if p.lemma.lower() in {"to", "with"}]
        others = [o for p in links for o in self.doc.dependents(p.i, "pobj")]
        if partner and any(not is_one(o, "askers") for o in others):
            return True
        if outer.lemma not in {"fail", "neglect", "failure", "inability", "unable"}:
            return False
        if not is_one(verb, "acting-speech"):
            return False
        speaker = self.owner(outer) if outer.pos == "NOUN" else self.subject(outer)
        return not (self.is_text(speaker) or self.on_occasion(verb) or (thing is not None and self.is_question(thing)))

    def on_occasion(self, verb: Token) -> bool:
        """Whether the sentence tells of a speech, a meeting, a text."""
        words = [t for t in self.doc.words(self.doc.sentences[verb.sent]) if t.i != verb.i and t.pos == "NOUN"]
        return any(is_one(t, "occasions", "documents") for t in words)

    # Whose will is against it

    def _unwilling(self, verb: Token, short: bool) -> Token | None:
        """The word of declining, failing, stopping short on which a verb of speaking hangs."""
        outer = self.doc.tokens[verb.head]
        first = verb
        if verb.dep == "conj":
            # "Declined to confirm or deny", "refused to name the ship or say where it was".
            if is_one(outer, "answer-verbs", "mention-verbs") and self._above(outer) is not None:
                return None
            first, outer = outer, self.doc.tokens[outer.head]
            if first.dep not in {"xcomp", "pcomp"} or verb.tag != first.tag:
                return None
        against, away = False, False
        while (
            outer.pos in {"ADP", "ADV", "PART", "SCONJ"} and outer.head != outer.i and outer.text.lower() != "without"
        ):
            against = against or outer.text.lower() == "against"
            away = away or outer.text.lower() == "from"
            outer = self.doc.tokens[outer.head]
        if is_one(outer, "holding-back-verbs") and not away:
            return None
        denied = against or any(c.dep == "neg" for c in self.doc.dependents(first.i))
        return outer if self._is_against(outer, denied, short, verb) else None

    def _above(self, verb: Token) -> Token | None:
        above = self.doc.tokens[verb.head]
        return above if verb.dep in _BELOW and is_one(above, "unwilling-verbs", "unwilling-words") else None

    def _is_against(self, outer: Token, denied: bool, short: bool, verb: Token) -> bool:
        above = self.doc.tokens[outer.head]
        if outer.pos in {"VERB", "AUX"}:
            return self._is_against_verb(outer, denied, short, verb)
        if outer.pos in {"ADJ", "ADV"} or outer.dep in {"acomp", "oprd"}:
            below = above if above.pos in {"VERB", "AUX"} else outer
            if is_one(outer, "unwilling-words"):
                return not self.negated(below) and not denied and not self.only_thought(below)
            if is_one(outer, "careful-words"):
                return denied and not self.negated(below)
            return is_one(outer, "willing-words") and self.negated(below) and not denied
        if outer.pos == "NOUN":
            if is_one(outer, "unwilling-words"):
                return not denied
            if is_one(outer, "careful-words"):
                return denied
            none = self.has_no(outer) or (above.pos in {"VERB", "AUX"} and self.negated(above))
            return is_one(outer, "willing-words") and none and not denied
        return False

    def _is_against_verb(self, outer: Token, denied: bool, short: bool, verb: Token) -> bool:
        if self.only_thought(outer):
            return False
        negated = self.negated(outer)
        parts = self.doc.dependents(outer.i, "dobj", "acomp", "oprd", "xcomp")
        if outer.lemma == "go" and (outer.tag != "VBG" or verb.dep != "xcomp"):
            return False
        if is_one(outer, "unwilling-verbs") and not negated:
            if outer.lemma == "stop" and not (short or is_one(verb, "mention-verbs")):
                # "Stopped saying yes".
                return False
            return denied if is_one(outer, "choosing-verbs") else not denied
        if any(is_one(p, "careful-words") for p in parts):
            return denied and not negated
        if negated and not denied:
            fit = any(is_one(p, "willing-words") for p in parts)
            itself = outer.lemma == "bring" and any(p.text.lower().endswith(("self", "selves")) for p in parts)
            return fit or itself or is_one(outer, "willing-verbs")
        return False

    def _told(self, verb: Token, outer: Token) -> tuple[int, ...]:
        called = child(self.doc, verb.i, "oprd") or self.object_of(verb, "as")
        called = called if is_one(verb, "calling-verbs") else None
        if called is not None:
            return (called.i,)
        if is_one(verb, "drawn-verbs"):
            return self.links(verb, *ON, "into") or self.asked(verb)
        thing = child(self.doc, verb.i, "dobj")
        if thing is not None and is_one(thing, "dated-facts"):
            return self.topics.joined(thing)
        if thing is not None and is_one(thing, "withheld", "mention-nouns", "questions", "scraps"):
            about = self.about(thing) or self.links(verb, *ON) or self.asked(verb)
            return about or ((thing.i,) if is_one(thing, "withheld") else ())
        if verb.lemma in {"respond", "reply", "react", "answer"}:
            about = self.asked(verb) or self.links(verb, *ON, "to") or self.topics.of_verb(verb)
            return tuple(i for i in about if not is_one(self.doc.tokens[i], "questions", "mention-nouns"))
        if verb.lemma in {"go", "get", "enter"}:
            inner = self.links(verb, "into")
            return next((found for i in inner if (found := self.about(self.doc.tokens[i]))), inner)
        if verb.lemma == "make":
            known = child(self.doc, verb.i, "dobj", "ccomp")
            return self.named(known) if known is not None else ()
        if verb.lemma == "be":
            return next((f for c in self.doc.dependents(verb.i, "acomp") if (f := self.links(c, *ON))), ())
        found = self.topics.asked_about(verb) or self.topics.of_verb(verb) or self.topics.of_links(outer)
        return found or self.links(verb, *ON) or self.asked(verb)
