from dragoman.ingest.markdown import markup_cuts, read_front_matter

FRONT = """---
title: "After the summit: who is in"
publisher: Orchard Post
date: 2022-02-30
url: https://o.example/a
tags: [a, b]
---
"""


def test_front_matter_is_read_as_written() -> None:
    found = read_front_matter(FRONT + "\n# Heading\n")
    assert found.end == len(FRONT)
    assert (found.title, found.publisher) == ("After the summit: who is in", "Orchard Post")
    assert found.date == "2022-02-30", "an impossible date is for the reader to report"
    assert found.url == "https://o.example/a"


def test_front_matter_with_windows_line_ends() -> None:
    text = FRONT.replace("\n", "\r\n")
    assert read_front_matter(text + "Text").end == len(text)


def test_a_rule_between_paragraphs_is_no_front_matter() -> None:
    for text in ("---\nTalks began.\n---\n", "Talks began.\n---\ntitle: x\n---\n", "---\n", ""):
        assert read_front_matter(text).end == 0


def test_broken_front_matter_is_told_and_passed_over() -> None:
    text = "---\ntitle: [unclosed\ndate: 2022\n---\nText"
    found = read_front_matter(text)
    assert text[found.end :] == "Text"
    assert "not valid YAML" in found.note
    assert found.title is None


def test_a_yaml_bomb_is_harmless() -> None:
    layers = "".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]\n" for i in range(1, 30))
    found = read_front_matter(f"---\nl0: &l0 [x]\n{layers}title: Talks\n---\nText")
    assert found.title == "Talks"


def test_marks_at_the_edges_of_lines_are_cut_and_those_inside_stay() -> None:
    text = '# After\n\nIran has *joined*.\n\n> ## "A club", she says.\n\n* * *\n\n- China\n'
    cut = [text[c.start : c.end] for c in markup_cuts(text, 0)]
    assert cut == ["# ", "> ", "* * *"]
