"""What the scorer sees of a candidate: words, construction, speaker and content, as named marks."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.extract.statements.candidates import Candidate, word_class
from dragoman.extract.statements.lexicon import SpeechWord
from dragoman.model import AnnotatedDocument, Token

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_HELPERS = frozenset({"aux", "auxpass", "neg", "prt", "advmod"})
_NAMING = frozenset({"PROPN", "NUM"})
_KINDS_BELOW = frozenset({"ccomp", "xcomp", "dobj", "prep", "prt", "advcl", "oprd", "dative", "auxpass"})


def features(
    doc: AnnotatedDocument, c: Candidate, word: SpeechWord | None, level: str, quoted: Sequence[int]
) -> list[str]:
    """Names of the marks a candidate bears.

    Args:
        doc: The annotated document.
        c: The candidate.
        word: Its cue word, if the table has it.
        level: How the table lists the word with this construction (``usual``, ``also`` or "").
        quoted: For each token the quotation it stands in, or −1.
    """
    tokens = doc.tokens
    cue, head = tokens[c.cue], tokens[c.head]
    lemma, frame = cue.lemma.lower(), c.frame
    base = frame.split("+")[0].split(">")[0].rstrip("<^?")
    kind = word.kind if word is not None else "-"
    named = f"{kind}+{level}" if level else kind
    found = [
        f"frame={frame}", f"kind={named}|{frame}", f"word={lemma}|{word_class(doc, cue)}", f"word={lemma}|{frame}",
        f"word={lemma}|{base}", f"tag={cue.tag}|{frame}", f"dep={cue.dep}|{base}", f"kind={named}|{cue.tag}",
        f"up={_common(tokens[cue.head])}|{cue.dep}",
    ]  # fmt: skip
    if c.speaker is None:
        found += [f"who=-|{frame}", f"who=-|{lemma}", f"who=-|{named}"]
    else:
        who = tokens[c.speaker]
        sort = who.ent if who.ent in _NAMED else who.pos
        if who.pos == "PRON":
            sort = "PRON:" + who.text.lower()
        found += [f"who={sort}", f"who={sort}|{frame}", f"who={sort}|{lemma}", f"who={sort}|{named}"]
        if who.pos == "NOUN":
            found.append(f"noun={who.lemma.lower()}")
    below = set()
    for k in doc.children[c.cue]:
        t = tokens[k]
        below.add(t.dep)
        if t.dep in _HELPERS:
            helper = t.lemma.lower()
            found += [f"aux={helper}", f"aux={helper}|{base}"]
            if t.dep in {"neg", "prt"}:
                found.append(f"aux={helper}|{lemma}|{base}")
        elif t.dep == "dobj":
            found.append(f"object={_common(t)}|{lemma}")
    found += [f"below={d}|{lemma}" for d in below & _KINDS_BELOW]
    found += [f"below={d}|{base}" for d in below & _KINDS_BELOW]
    found += [
        f"content={head.pos}|{frame}", f"content={_common(head)}|{base}", f"content={head.pos}|{lemma}",
        f"content={head.ent or '-'}|{base}",
    ]  # fmt: skip
    for k in doc.children[c.head]:
        t = tokens[k]
        if t.dep in {"mark", "aux", "det"} or (t.dep == "poss" and t.pos == "PRON"):
            found += [f"in={t.dep}:{t.text.lower()}|{base}", f"in={t.dep}:{t.text.lower()}|{lemma}"]
    size = min(6, len(c.content).bit_length())
    found += [f"size={size}|{base}", f"size={size}|{lemma}"]
    marks = sum(quoted[i] >= 0 for i in c.content)
    share = "none" if not marks else "some" if marks < 0.8 * len(c.content) else "all"
    found += [f"marks={share}|{base}", f"marks={share}|{lemma}"]
    if c.cue + 1 < len(tokens):
        after = tokens[c.cue + 1]
        found.append(f"next={after.pos if after.pos in _NAMING else after.text.lower()}|{lemma}")
    return found


def _common(token: Token) -> str:
    """A word's lemma, names left out: the scorer must not learn who was in the news."""
    return token.pos if token.pos in _NAMING else token.lemma.lower()
