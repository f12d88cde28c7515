"""What is within reach of the events' reader."""

from __future__ import annotations

from pathlib import Path

import _scorer
from _build import annotated, mention, with_mentions
from _scorer import gold
from dragoman.evaluate.event_reach import reach
from dragoman.evaluate.scorer import load_scorer

SCORER = load_scorer(Path(_scorer.__file__))


def test_the_act_needs_a_word_and_its_parties_mentions_in_the_sentence() -> None:
    bare = annotated(
        "Chad/PROPN/nsubj/1 warned/VERB/ROOT/1 Mali/PROPN/dobj/1 ././PUNCT/1".replace("././PUNCT/1", "./PUNCT/punct/1"),
        "It/PRON/nsubj/1 left/VERB/ROOT/1 ./PUNCT/punct/1",
    )
    doc = with_mentions(bare, mention(bare, 0, "TCD"), mention(bare, 2, "MLI"), mention(bare, 4, None))
    first, second = ((s.start, s.end) for s in doc.sentences)
    found = reach(
        doc,
        [
            gold("ACCUSE", "TCD", "MLI", at=first),
            gold("ACCUSE", "TCD", "protesters", at=first),
            gold("ACCUSE", "TCD|rebels", "NER", at=first),
            gold("AID", "TCD", at=second),
            gold("AID", "TCD", at=(doc.tokens[4].start, doc.tokens[4].end)),
            gold("AID", "FRA", at=first, optional=True),
        ],
        SCORER,
    )
    # "It" is a mention of nobody known, and no word for an act.
    assert (found.events, found.trigger, found.whole, found.before, found.elsewhere) == (5, 4, 2, 1, 0)
    assert found.lacking == {"NER": 1, "TCD": 1}
    found.add(found)
    assert (found.events, found.lacking["NER"]) == (10, 2)
