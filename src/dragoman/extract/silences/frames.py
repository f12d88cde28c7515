"""Silences told by the order of words, where parses of news English often break: "X, Korea not among them"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.extract.silences.findings import Finding
from dragoman.extract.silences.phrases import ON, Phrases
from dragoman.extract.silences.words import is_one
from dragoman.extract.statements.clauses import child
from dragoman.model import Sentence, Token
from dragoman.tables import data_folder, read_yaml

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\t": " "})
_QUESTION_TAGS = frozenset({"WP", "WRB", "WDT", "WP$"})
_INSIDE = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod"})
_SUBJECTS = ("nsubj", "nsubjpass")
_TELLING = ("thanking-verbs", "mention-verbs", "covering-verbs", "listing-out-verbs")
_SPOKEN = ("mention-verbs", "mention-verbs-with-link", "covering-verbs", "raising-verbs", "bringing-up-verbs")


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern over the words of a sentence.

    Attributes:
        rule: Id of the rule.
        pattern: The pattern, with groups for topic, speaker and cue.
        needs: What must be told of around it: "text", "own" (its speaker is a text), "telling", or nothing.
        voice: Whose silence it is where no group says: "subject", "telling", or nothing.
        flags: What else is asked: "evaded" (no answer follows), "denied" (a denial within), "topic" (that of before).
    """

    rule: str
    pattern: re.Pattern[str]
    needs: str
    voice: str
    flags: frozenset[str]


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(read_yaml(data_folder() / "language" / "silence_frames.yaml")["lists"][name], re.IGNORECASE)


@cache
def frames() -> tuple[Frame, ...]:
    """The packaged frames."""
    table = read_yaml(data_folder() / "language" / "silence_frames.yaml")
    found = []
    for row in table["frames"]:
        pattern = row["pattern"].replace("(?P<cue>", r"(?P<cue>(?<!\w)")
        while any(f"{{{name}}}" in pattern for name in table["lists"]):
            for name, words in table["lists"].items():
                pattern = pattern.replace(f"{{{name}}}", words)
        flags = {f for f in ("evaded", "denied", "media") if row.get(f)} | (
            {"topic"} if row.get("fallback") == "topic" else set()
        )
        found.append(
            Frame(
                row["id"], re.compile(pattern, re.IGNORECASE), row.get("needs", ""), row.get("voice", ""),
                frozenset(flags),
            )
        )  # fmt: skip
    return tuple(found)


class Frames(Phrases):
    """Reads the silences that the word order of one document's sentences tells."""

    def of_sentence(self, sentence: Sentence) -> Iterator[tuple[Finding, int, int]]:
        """The silences of a sentence, each with the code points its words take."""
        words = self.doc.quote(sentence.start, sentence.end).translate(_STRAIGHT)
        if words.rstrip().endswith("?"):
            return
        for frame in frames():
            for match in frame.pattern.finditer(words):
                finding = self._finding(frame, match, sentence)
                if finding is not None:
                    at = match.start("cue") if "cue" in frame.pattern.groupindex else match.start()
                    yield finding, sentence.start + at, sentence.start + match.end()

    def _finding(self, frame: Frame, match: re.Match[str], sentence: Sentence) -> Finding | None:
        groups = {name: place for name in match.re.groupindex if (place := match.span(name))[0] >= 0}
        if "evaded" in frame.flags and _words("ANSWERED").search(match.groupdict().get("rest") or ""):
            return None
        if "denied" in frame.flags and not _words("NEGATIVE").search(match[0]):
            return None
        tokens = self.doc.words(sentence)
        at = sentence.start + (groups["cue"][0] if "cue" in groups else match.start())
        cue = next((t for t in tokens if t.end > at and t.pos != "PUNCT"), None)
        if cue is None or self._is_wished(cue):
            return None
        spoken = groups.get("speaker") or groups.get("speaker2")
        speaker = self._speaker(tokens, sentence.start, spoken, cue) if spoken and spoken[0] < spoken[1] else None
        if spoken is not None and spoken[0] < spoken[1] and speaker is None and frame.rule != "absent-from-text":
            return None
        if speaker is None and frame.voice == "subject":
            speaker = self._subject_before(tokens, cue)
        telling = self._telling(cue) if "telling" in {frame.needs, frame.voice} else None
        if frame.needs == "telling" and telling is None:
            return None
        if telling is not None and speaker is None:
            speaker = telling
        if speaker is None and frame.rule == "absent-from-text" and frame.needs == "text":
            speaker = self._text_in(tokens)
        if not self._fits(frame, speaker, sentence):
            return None
        topics = self._told_before(cue) if "topic" in frame.flags else self._topics(tokens, sentence, groups, cue)
        topics = tuple(i for i in topics if i != speaker and self.doc.tokens[i].ent not in {"DATE", "TIME"})
        if not topics or any(self.doc.tokens[i].text.lower() in self.no for i in topics):
            return None
        return Finding(frame.rule, cue.i, speaker, topics)

    def _is_wished(self, cue: Token) -> bool:
        """Whether the cue hangs on a verb that only wishes or supposes."""
        verb = cue if cue.pos in {"VERB", "AUX"} else self.doc.tokens[cue.head]
        above = self.doc.tokens[verb.head] if verb.dep in {"aux", "auxpass", "neg"} else verb
        return above.pos in {"VERB", "AUX"} and self.only_thought(above)

    def _fits(self, frame: Frame, speaker: int | None, sentence: Sentence) -> bool:
        if speaker is not None and is_one(self.doc.tokens[speaker], "unspeaking"):
            return False
        if "media" in frame.flags:
            return speaker is not None and (self.is_media(speaker) or self._is_service(speaker))
        if frame.needs == "own":
            return speaker is not None and (self.is_text(speaker) or self.is_media(speaker))
        if frame.needs == "text" and not (self.is_text(speaker) or self.is_media(speaker)):
            first = self.doc.sentences[max(0, sentence.i - 1)].first
            last = self.doc.words(sentence)[-1].i
            return any(is_one(t, "documents", "text-media", "text-parts") for t in self.doc.tokens[first : last + 1])
        return True

    def _is_service(self, speaker: int) -> bool:
        return self.doc.tokens[speaker].lemma.lower() in {"service", "it", "they", "agency"}

    def _topics(
        self, tokens: Sequence[Token], sentence: Sentence, groups: dict[str, tuple[int, int]], cue: Token
    ) -> tuple[int, ...]:
        if "topic" not in groups:
            return ()
        start, end = (sentence.start + p for p in groups["topic"])
        inside = [t for t in tokens if t.start >= start and t.end <= end]
        if inside and (inside[0].tag in _QUESTION_TAGS or inside[0].text.lower() in {"whether", "if"}):
            verb = next((t for t in inside if t.pos in {"VERB", "AUX"} and t.dep not in {"aux", "auxpass"}), None)
            return (verb.i,) if verb is not None else ()
        head = (self._own(inside, cue) if start < cue.start else None) or self._head(inside)
        if head is None or head.tag in {"PRP$", "WDT"} or head.text.lower() in {"i", "we", "you", "there", "this"}:
            return ()
        if is_one(head, "mention-nouns", "scraps", "passages", "withheld"):
            return self.about(head) or (() if is_one(head, "scraps") else self.named(head))
        return self.named(head)

    def _speaker(self, tokens: Sequence[Token], begin: int, place: tuple[int, int], cue: Token) -> int | None:
        inside = [t for t in tokens if t.start >= begin + place[0] and t.end <= begin + place[1]]
        if inside and is_one(inside[-1], "unspeaking"):
            # "NHK says the rocket passed over Okinawa".
            return None
        text = next((t for t in inside if self.is_text(t.i) and t.dep not in _INSIDE), None)
        head = self._own(inside, cue) or self._head(inside)
        if text is not None and (head is None or head.tag == "NNP" or not self.can_speak(head.i)):
            head = text
        if head is None or head.ent in {"DATE", "TIME"}:
            head = next((t for t in reversed(inside) if t.dep in _SUBJECTS), None)
        return head.i if head is not None and (self.can_speak(head.i) or self.is_text(head.i)) else None

    def _own(self, inside: Sequence[Token], cue: Token) -> Token | None:
        """The subject of the cue's verb, where the parse has it among some words."""
        verb = cue if cue.pos in {"VERB", "AUX"} and cue.dep not in {"aux", "auxpass"} else self.doc.tokens[cue.head]
        own = child(self.doc, verb.i, *_SUBJECTS)
        return own if own is not None and any(t.i == own.i for t in inside) else None

    def _head(self, inside: Sequence[Token]) -> Token | None:
        """The noun of the first phrase among some words."""
        for t in inside:
            if t.pos not in {"NOUN", "PROPN", "PRON"} or t.tag == "PRP$":
                continue
            after = self.doc.tokens[t.i + 1] if t.i + 1 < len(self.doc.tokens) else None
            among = after is not None and after.i <= inside[-1].i
            if after is not None and among and (after.tag in {"POS", "HYPH"} or after.text in {"-", "'s", "’s"}):
                continue
            if after is not None and among and after.pos in {"NOUN", "PROPN"} and t.dep in _INSIDE:
                continue
            return t
        return None

    def _text_in(self, tokens: Sequence[Token]) -> int | None:
        """The text that a phrase of the sentence names: "comes up once in the statement"."""
        for t in tokens:
            if self.is_text(t.i) and t.dep == "pobj" and self.doc.tokens[t.head].lemma.lower() in {"in", "from"}:
                return t.i
        return None

    def _subject_before(self, tokens: Sequence[Token], cue: Token) -> int | None:
        told = [t for t in tokens if t.i < cue.i and t.dep in _SUBJECTS and t.tag not in {"WP", "WDT"}]
        return next((t.i for t in reversed(told) if self.can_speak(t.i)), None)

    def _telling(self, cue: Token) -> int | None:
        """Who thanks, lists, names others in the sentence or the one before."""
        first = self.doc.sentences[max(0, cue.sent - 1)].first
        for verb in reversed(self.doc.tokens[first : cue.i]):
            if not is_one(verb, *_TELLING) or verb.pos not in {"VERB", "NOUN"}:
                continue
            own = child(self.doc, verb.i, "nsubj")
            speaker = own.i if own is not None else self.subject(verb)
            if speaker is not None and self.can_speak(speaker):
                return speaker
        return None

    def _told_before(self, cue: Token) -> tuple[int, ...]:
        """What the last verb of speech before was about: "raised Crimea", "Crimea was brought up"."""
        first = self.doc.sentences[max(0, cue.sent - 1)].first
        for verb in reversed(self.doc.tokens[first : cue.i]):
            if verb.i == cue.i or not (verb.pos in {"VERB", "NOUN"} and is_one(verb, *_SPOKEN)):
                continue
            passive = child(self.doc, verb.i, "nsubjpass")
            if passive is not None:
                return self.left(passive)
            if verb.pos != "VERB" or self.negated(verb):
                continue
            thing = child(self.doc, verb.i, "dobj")
            found = self.left(thing) if thing is not None else self.links(verb, *ON, "to", "of", "into")
            if found:
                return found
        return ()
