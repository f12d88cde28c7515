from dragoman.ingest.units import find_units

WRAPPED = """Statement by the Chair on the Talks in the Lakeside Palace

The Chair today received the foreign ministers of the two countries and
discussed with them the withdrawal of forces from the line of contact
and the exchange of prisoners. The ministers agreed
to meet again
in the spring.

The Chair thanked Uzbekistan for its hospitality and noted that a list
of the prisoners had been
handed over. He also asked the two sides to let monitors in before the
winter.
"""


def test_wrapped_paragraphs_are_one_unit() -> None:
    units = find_units(WRAPPED)
    assert units[0].text == "Statement by the Chair on the Talks in the Lakeside Palace"
    assert units[1].text.startswith("The Chair today") and "contact and the exchange" in units[1].text
    assert units[0].block != units[1].block


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = WRAPPED.replace("\n", "\r\n")
    for unit in find_units(text):
        assert " ".join(text[unit.start : unit.end].split()) == unit.text


def test_indented_lines_are_wrapped_at_the_same_column() -> None:
    block = [
        "-   The first side withdraws its artillery from the valley and from",
        "    the two villages above it, and lets observers go where they",
        "    need to, by the end of the month of September, as was agreed,",
        "    in the protocol signed in the capital of the neighbour, and in",
        "    force since.",
    ]
    assert len(find_units("\n".join(block))) == 1


def test_short_lines_among_long_paragraphs_stay_apart() -> None:
    text = (
        "Share\nTweet\n"
        + "The ministers met in the capital on Monday and agreed to go on talking. " * 4
        + "\nRelated\nMore"
    )
    assert [unit.text for unit in find_units(text) if unit.words < 5] == ["Share", "Tweet", "Related", "More"]


def test_marks_without_width_do_not_hide_a_line() -> None:
    unit = find_units("\u200f\ufeffAdvertisement\u200e\n")[0]
    assert unit.text == "Advertisement"


def test_every_kind_of_line_end_and_space() -> None:
    text = "one\rtwo\r\nthree\u2028four\x0cfive\n\u2002\u3000\nsix\n"
    assert [unit.text for unit in find_units(text)] == ["one", "two", "three", "four", "five", "six"]


def test_how_sentences_end() -> None:
    ended = ["It ended.", 'He said: "No."', "Really?", "They left (at last).", "“We go,”", "*It ended.*"]
    assert all(find_units(line)[0].ended for line in ended)
    assert not any(find_units(line)[0].ended for line in ["Home", "Talks go on", "Tags: a, b", "The U.N"])
