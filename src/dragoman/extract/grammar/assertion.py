"""How firmly a clause asserts what it says: actual, planned, possible, negated, historical."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from dragoman.extract.grammar.moments import Moments
from dragoman.model import AnnotatedDocument, Token
from dragoman.tables import data_folder, read_rows
from dragoman.tables.dates import last_day

_HISTORY_SHARE = 0.6
"""Share of a document's dates older than a year from which its past tenses tell history."""
_WINDOW_DAYS = 366
_OBJECT_VERBS = frozenset(
    {"seek", "want", "lack", "avoid", "reject", "deny", "prevent", "request", "propose", "oppose"}
)
"""Verbs that say their very object is not there yet; who discusses a partnership has one."""
_ANNOUNCING = frozenset(
    {"say", "announce", "declare", "confirm", "pledge", "promise", "vow", "decide", "tell", "agree", "insist"}
)
"""Verbs after which "would" is the past's "will"."""
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "cannot"})


@lru_cache(maxsize=1)
def _words() -> Mapping[tuple[str, str], str]:
    rows = read_rows(data_folder() / "language" / "assertion_words.csv", ("word", "pos", "status"), lambda r: r)
    return {(r["word"], r["pos"]): r["status"] for r in rows}


class Assertions:
    """Statuses of clauses in one document.

    Args:
        doc: The annotated document.
        moments: Its dates.
    """

    def __init__(self, doc: AnnotatedDocument, moments: Moments) -> None:
        self.doc, self.moments = doc, moments
        self.published = doc.document.published
        self._old_before = _a_year_before(self.published)
        share = moments.share_before(self._old_before) if self._old_before else 0.0
        self.tells_history = share >= _HISTORY_SHARE

    def status(self, i: int) -> str:
        """The status of what a word tells.

        Args:
            i: Index of the word that tells it.

        Returns:
            ``negated``, ``planned`` or ``possible`` where the clause says so; else ``historical`` where it is
            told as past from before the document's own last twelve months; else ``actual``.
        """
        for token in self._chain(i):
            found = self._marked(token)
            if found:
                return found
        return "historical" if self.is_past(i) else "actual"

    def _chain(self, i: int) -> Iterator[Token]:
        """The word and what governs it inside its own clause, nearest first."""
        token = self.doc.tokens[i]
        yield token
        for _ in range(5):
            above = self.doc.tokens[token.head]
            if above.i == token.i or token.dep in {"advcl", "relcl", "parataxis", "appos"}:
                return
            known = (above.lemma.lower(), "VERB") in _words()
            if token.dep == "ccomp" and token.pos in {"VERB", "AUX"} and not known:
                return
            if token.dep == "pobj" and self.doc.tokens[above.head].pos in {"VERB", "AUX"}:
                # "Thanked her for the support": what is spoken of is taken as given.
                return
            if token.dep == "conj" and token.pos in {"VERB", "AUX"} and self.doc.dependents(token.i, "nsubj", "aux"):
                return
            token = above
            yield token

    def _marked(self, token: Token) -> str | None:
        lexicon = _words()
        if self._is_negated(token):
            return "negated"
        for child in self.doc.dependents(token.i):
            word = child.text.lower()
            if child.dep == "aux":
                found = lexicon.get((word.replace("’", "'"), "AUX"))
                if found and not self._is_past_future(token, word):
                    return "planned" if word == "would" and self._is_announced(token) else found
            if child.dep == "mark" and word in {"if", "unless", "whether"}:
                return "possible"
            if child.dep == "mark" and word in {"before", "until"} and self._is_ahead(token):
                return "planned"
            if child.dep in {"advmod", "acomp"}:
                found = lexicon.get((word, "ADV"))
                if found:
                    return found
        above = self.doc.tokens[token.head]
        infinitive = any(c.text.lower() == "to" for c in self.doc.dependents(token.i, "aux"))
        planning = above.tag in {"VBZ", "VBP"} or (above.tag == "VBD" and not self.tells_history)
        if token.dep == "xcomp" and above.lemma == "be" and planning and infinitive:
            # "Is to become", "were to be named".
            return "planned"
        if token.dep in {"xcomp", "acl", "pcomp", "pobj", "ccomp", "oprd", "dobj"} and above.i != token.i:
            if above.dep == "prep" or above.pos == "ADP":
                above = self.doc.tokens[above.head]
            found = lexicon.get((above.lemma.lower(), "VERB" if above.pos == "AUX" else above.pos))
            held = above.lemma == "consider" and token.pos not in {"VERB", "AUX"}
            if found and not held and (token.dep != "dobj" or above.lemma.lower() in _OBJECT_VERBS):
                return found
        return None

    def _is_negated(self, token: Token) -> bool:
        """Whether a word is negated: by itself, or "no country poses"; "never stronger" is no denial."""
        for child in self.doc.dependents(token.i):
            word = child.text.lower()
            if word in _NEGATIONS and child.dep in {"neg", "det", "advmod", "preconj"}:
                compared = any(c.tag in {"JJR", "RBR"} for c in self.doc.dependents(token.i, "acomp", "advmod"))
                if not (word in {"never", "not", "n't"} and compared):
                    return True
            if child.dep in {"nsubj", "nsubjpass", "dobj"} and any(
                d.text.lower() in {"no", "neither"} for d in self.doc.dependents(child.i, "det", "preconj", "cc")
            ):
                return True
        above = self.doc.tokens[token.head]
        # "Has yet to join".
        if (
            token.dep == "xcomp"
            and above.lemma in {"have", "be", "remain"}
            and any(c.text.lower() == "yet" for c in self.doc.dependents(above.i, "advmod"))
        ):
            return True
        return token.dep == "pobj" and above.lemma == "without"

    def _is_ahead(self, token: Token) -> bool:
        """Whether a clause with "before" tells what is still to come."""
        helpers = self.doc.dependents(token.i, "aux", "auxpass")
        return any(h.tag == "MD" or h.tag in {"VBZ", "VBP"} for h in helpers) or token.tag in {"VBZ", "VBP"}

    def _is_announced(self, token: Token) -> bool:
        """Whether "would" only tells in the past what somebody said will be: "said it would leave"."""
        above = self.doc.tokens[token.head]
        said = token.dep == "ccomp" and above.tag in {"VBD", "VBN"}
        return said and above.lemma.lower() in _ANNOUNCING

    def _is_past_future(self, token: Token, word: str) -> bool:
        """ "Would" in a text that tells history is the past's future, no doubt about it."""
        return word == "would" and self.tells_history

    def is_past(self, i: int) -> bool:
        """Whether a word's clause tells of a time before the document's last twelve months."""
        if self._old_before is None:
            return False
        verb = self._finite(i)
        past = verb is None or verb.tag in {"VBD"} or (verb.tag in {"VBN", "VBG"} and self._past_auxiliary(verb))
        if verb is not None and not past and verb.tag in {"VB", "VBN", "VBG"}:
            past = self.tells_history and not self._present_auxiliary(verb)
        if not past:
            return False
        if self.tells_history:
            return True
        here = [m for m in self.moments.in_sentence(self.doc.tokens[i].sent) if m.start or m.end]
        return bool(here) and all(not m.opens and last_day((m.end or m.start) or "") < self._old_before for m in here)

    def _finite(self, i: int) -> Token | None:
        """The nearest verb above a word that carries a tense."""
        candidates = [self.doc.tokens[i], *self.doc.ancestors(i)]
        for token in candidates:
            if token.pos in {"VERB", "AUX"}:
                if token.tag in {"VBD", "VBZ", "VBP"}:
                    return token
                if self._past_auxiliary(token) or self._present_auxiliary(token):
                    return token
        return next((t for t in candidates if t.pos in {"VERB", "AUX"}), None)

    def _past_auxiliary(self, token: Token) -> bool:
        return any(c.tag == "VBD" for c in self.doc.dependents(token.i, "aux", "auxpass"))

    def _present_auxiliary(self, token: Token) -> bool:
        return any(c.tag in {"VBZ", "VBP"} for c in self.doc.dependents(token.i, "aux", "auxpass"))


def _a_year_before(published: str | None) -> str | None:
    if not published:
        return None
    return (date.fromisoformat(published[:10]) - timedelta(days=_WINDOW_DAYS)).isoformat()
