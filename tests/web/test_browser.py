"""The pages in a real browser: what a reader does, and what hostile text may not do."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from tests.web._documents import ASTRAL, SUMMIT, astral, attack, summit
from tests.web._webdriver import Browser

from dragoman.web.names import actor_name

pytestmark = pytest.mark.browser

READING = "/documents/larkmoor-summit"
OPEN = "return document.querySelector('.rec details[open] .rec-line')?.textContent.replace(/\\s+/g, ' ').trim() ?? null"
MARK = "return [...document.querySelectorAll('.m')].find(m => m.textContent.startsWith(arguments[0]))"
SEEN = """
    const box = arguments[0].getClientRects()[0];
    return box.top >= 0 && box.bottom <= innerHeight && arguments[0].contains(
      document.elementFromPoint(box.left + 4, box.top + box.height / 2));
"""
LINES = """
    const classes = [...document.querySelectorAll('.m')].flatMap(m => [...m.classList]);
    return [...new Set(classes.filter(c => /^l\\d/.test(c)))];
"""


@pytest.fixture(autouse=True)
def fresh(window: Browser) -> Iterator[None]:
    """A desktop window in light colours, and no word of complaint from the browser afterwards."""
    window.viewport(1400, 900)
    window.scheme("light")
    window.get("about:blank")
    window.log()
    yield
    assert window.log() == []


def read(window: Browser, server: str, address: str = READING) -> None:
    window.get(server + address)
    window.wait("return document.documentElement.dataset.ready === 'reading'")


def shown(window: Browser) -> list[str]:
    found: list[str] = window.run(
        "return [...document.querySelectorAll('.rec:not([hidden])')].map(r => r.dataset.kind)"
    )
    return found


def names(*codes: str) -> list[str]:
    return [actor_name(code) for code in codes]


def test_from_the_list_to_a_record_and_its_fields(window: Browser, server: str) -> None:
    window.get(server)
    window.click(window.run("return [...document.querySelectorAll('.doc-title')][1]"))
    window.wait("return document.documentElement.dataset.ready === 'reading'")
    assert window.title.startswith("Handshakes in Samarkand")
    window.click(window.run(MARK, "Narendra Modi"))
    india, russia = names("IND", "RUS")
    assert window.run(OPEN) == f"{india} – {russia}"
    body = window.text(".rec details[open] .rec-body")
    for words in (
        "CONSULT · multilateral", "16 September 2022", "on Friday", "Samarkand", "+4.0", "the publisher itself",
        "actual", "0.90", "Why coded so", "Prime Minister", "the meeting",
    ):  # fmt: skip
        assert words in body
    lit = window.run("return [...document.querySelectorAll('.m.sel')].map(m => m.textContent)")
    met = "Narendra Modi and Vladimir Putin met on Friday for the first time since the war began"
    assert lit == ["the meeting", met]
    assert window.url.endswith("#r-" + next(r.id for r in summit().records if r.evidence.text.startswith("Narendra")))


def test_words_of_several_records_offer_a_choice(window: Browser, server: str) -> None:
    read(window, server)
    window.click(window.run(MARK, "Beijing accused"))
    assert window.run("return document.querySelectorAll('#chooser button').length") == 2
    assert window.run(OPEN) is None
    window.press("down", "enter")
    assert window.run("return document.getElementById('chooser').hidden")
    assert window.run("return document.querySelector('.rec details[open]').parentElement.dataset.kind") == "statement"
    assert window.run("return document.activeElement.matches('.rec details[open] summary')")
    window.click(window.run(MARK, "India gets"))
    window.press("escape")
    assert window.run("return document.getElementById('chooser').hidden")
    assert window.run("return document.activeElement.textContent").startswith("India gets")


def test_filters_hide_records_and_marks_and_stay_in_the_address(window: Browser, server: str) -> None:
    read(window, server)
    assert len(shown(window)) == 20
    window.click(window.run("return document.querySelector('.chip.k-silence input')"))
    assert shown(window) == ["silence"]
    assert window.run(LINES) == ["l2-silence"]
    assert window.url.endswith("?kind=silence")
    assert window.run("return getComputedStyle(document.querySelector('.m.off')).backgroundImage").count("none") == 5
    assert window.text(".tally").startswith("1 of 20")
    window.get("about:blank")
    read(window, server, f"{READING}?kind=silence")
    assert shown(window) == ["silence"]
    window.click("#clear")
    assert len(shown(window)) == 20
    window.run("""
        const status = document.querySelector('select[name=status]');
        status.value = 'negated';
        status.dispatchEvent(new Event('change', {bubbles: true}));
    """)
    assert shown(window) == ["event"]
    assert window.url.endswith("?status=negated")


def test_a_record_leads_to_its_words(window: Browser, server: str) -> None:
    window.viewport(1400, 420)
    read(window, server)
    last = window.run("return [...document.querySelectorAll('.rec')].at(-1).querySelector('summary')")
    words = window.run(MARK, "Last year the two navies")
    assert not window.run(SEEN, words)
    window.click(last)
    window.wait(SEEN, words)
    assert window.run("return arguments[0].classList.contains('sel')", words)
    china, russia = names("CHN", "RUS")
    assert window.run(OPEN) == f"{china} – {russia}"
    window.click(last)
    assert window.run(OPEN) is None


def test_everything_by_keyboard(window: Browser, server: str) -> None:
    read(window, server)
    current = "return Number(document.querySelector('summary[aria-current]')?.closest('.rec').dataset.i ?? -1)"
    window.press("j")
    assert window.run(current) == 0
    assert window.run("return document.activeElement.tagName") == "SUMMARY"
    window.press("j", "down")
    assert window.run(current) == 2
    window.press("k")
    assert window.run(current) == 1
    assert window.run(OPEN) is None
    window.press("enter")
    assert window.run(OPEN) is not None
    window.press("j")
    assert window.run("return Number(document.querySelector('.rec details[open]').parentElement.dataset.i)") == 2
    window.press("escape")
    assert window.run(OPEN) is None
    assert window.run("return document.activeElement.matches('.m')")
    window.press("tab")
    assert window.run("return document.activeElement.matches('.m:focus-visible')")
    window.press("enter")
    assert window.run(OPEN) is not None
    window.press("escape", "?")
    assert window.run("return document.getElementById('keys').open")
    window.press("escape")
    assert not window.run("return document.getElementById('keys').open")
    window.run("document.querySelector('select[name=actor]').focus()")
    window.press("j")
    assert window.run(current) == -1


def test_single_letter_keys_can_be_turned_off(window: Browser, server: str) -> None:
    read(window, server)
    current = "return document.querySelectorAll('summary[aria-current]').length"
    window.click("#keys-open")
    window.click("#keys-on")
    window.press("escape", "j")
    assert window.run(current) == 0
    read(window, server, f"{READING}?kind=event")
    window.press("j")
    assert window.run(current) == 0
    window.click("#keys-open")
    window.click("#keys-on")
    window.press("escape", "j")
    assert window.run(current) == 1


def test_a_permanent_link_opens_the_record(window: Browser, server: str) -> None:
    record = summit().records[-1].id
    window.viewport(1400, 500)
    window.get(f"{server}/records/{record}")
    window.wait("return document.documentElement.dataset.ready === 'reading'")
    assert window.url == f"{server}{READING}#r-{record}"
    assert window.run("return document.querySelector('.rec details[open]').parentElement.id") == f"r-{record}"
    window.wait(SEEN, window.run(MARK, "Last year the two navies"))


def test_words_can_be_selected_across_marks(window: Browser, server: str) -> None:
    read(window, server)
    window.drag(window.run(MARK, "Narendra Modi"), 200)
    assert len(window.run("return getSelection().toString()")) > 10
    assert window.run(OPEN) is None


def test_light_and_dark(window: Browser, server: str) -> None:
    paper = "return getComputedStyle(document.body).backgroundColor"
    read(window, server)
    light = window.run(paper)
    window.scheme("dark")
    dark = window.run(paper)
    assert light != dark
    window.click("#theme")
    assert window.run(paper) == light
    window.get(f"{server}/records")
    assert window.run(paper) == light, "the choice is kept"
    window.click("#theme")
    window.scheme("light")
    assert window.run(paper) == dark
    window.click("#theme")
    assert window.run(paper) == light
    assert window.run("return document.documentElement.dataset.theme ?? null") is None


CONTRAST = """
    const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
    const rgba = (colour, under) => {
      context.fillStyle = `rgb(${under})`; context.fillRect(0, 0, 1, 1);
      context.fillStyle = colour; context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    };
    const light = (c) => c.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
      .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const poor = [];
    for (const details of document.querySelectorAll("details")) {
      details.removeAttribute("name");
      details.open = true;
    }
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
      if (!own || !element.checkVisibility({opacityProperty: true})) continue;
      const above = [];
      for (let e = element; e; e = e.parentElement) above.unshift(e);
      let paper = [255, 255, 255];
      for (const e of above) paper = rgba(getComputedStyle(e).backgroundColor, paper);
      const faint = above.reduce((o, e) => o * getComputedStyle(e).opacity, 1);
      const ink = rgba(getComputedStyle(element).color, paper).map((v, i) => v * faint + paper[i] * (1 - faint));
      const [high, low] = [light(ink), light(paper)].sort((x, y) => y - x);
      const ratio = (high + .05) / (low + .05);
      const name = `${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 30)}`;
      if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${name}`);
    }
    return poor;
"""
"""Elements whose own words have less than the 4.5:1 of WCAG 2.2 AA on what is painted under them."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_to_read(window: Browser, server: str, scheme: str) -> None:
    window.scheme(scheme)
    for address in (f"{READING}?kind=event", "/", "/records?kind=tie", "/documents/bare"):
        window.get(server + address)
        assert window.run(CONTRAST) == [], address


def test_on_a_phone_the_records_are_a_sheet(window: Browser, server: str) -> None:
    window.viewport(390, 844, touch=True)
    for address in ("/", "/records", READING, f"/documents/{quote(attack().document.id, safe='')}"):
        window.get(server + address)
        assert window.run("return document.documentElement.scrollWidth") <= 390, address
    read(window, server)
    assert not window.run("return document.querySelector('.rec').checkVisibility({visibilityProperty: true})")
    mark = window.run(MARK, "Turkey may apply")
    window.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", mark)
    window.click(mark)
    assert window.run(OPEN) == actor_name("TUR")
    summary = window.find(".rec details[open] summary")
    window.wait(SEEN, summary)
    window.wait(SEEN, mark)
    window.press("escape")
    assert window.run("return document.getElementById('sheet-bar').getAttribute('aria-expanded')") == "false"
    window.click("#sheet-bar")
    assert window.run("return document.querySelector('.rec').checkVisibility({visibilityProperty: true})")


def test_hostile_text_does_nothing(window: Browser, server: str) -> None:
    here = f"/documents/{quote(attack().document.id, safe='')}"
    for address in ("/", "/records", here):
        window.get(server + address)
        assert window.alert() is None
        assert window.run("return window.hacked ?? null") is None
    window.wait("return document.documentElement.dataset.ready === 'reading'")
    for mark in window.run("return [...document.querySelectorAll('.m')]"):
        window.click(mark)
        assert window.run(OPEN) is not None
    window.press("j", "k", "j")
    assert window.alert() is None
    assert window.run("return window.hacked ?? null") is None
    assert window.run("return document.querySelectorAll('h1').length") == 1
    window.click(window.run("return document.querySelector('details[open] .rec-foot a')"))
    window.wait("return location.hash.startsWith('#r-')")
    assert window.run("return window.hacked ?? null") is None


def test_the_policy_is_in_force(window: Browser, server: str) -> None:
    read(window, server)
    window.run("""
        const script = document.createElement('script');
        script.textContent = 'window.hacked = 1';
        const image = document.createElement('img');
        image.setAttribute('onerror', 'window.hacked = 1');
        image.src = 'https://evil.example/x.png';
        document.body.append(script, image);
    """)
    window.wait("return document.images[document.images.length - 1].complete")
    assert window.run("return window.hacked ?? null") is None
    refused = window.log()
    assert len([line for line in refused if "Content Security Policy" in line]) >= 2


def test_the_text_reads_exactly_in_the_browser(window: Browser, server: str) -> None:
    paragraphs = "return [...document.querySelectorAll('#text p')].map(p => p.textContent).join('')"
    read(window, server)
    assert window.run(paragraphs) == SUMMIT
    read(window, server, f"/documents/{quote(astral().document.id, safe='')}")
    assert window.run(paragraphs) == ASTRAL.replace("\x00", "\u2400")
    marked = window.run("return [...document.querySelectorAll('.m')].map(m => m.textContent)")
    assert marked == [r.evidence.text.replace("\x00", "\u2400") for r in astral().records]


def test_lists_fold_and_filter(window: Browser, server: str) -> None:
    window.get(f"{server}/records")
    window.click(window.run("return document.querySelector('.chip.k-membership input')"))
    window.wait("return location.search === '?kind=membership'")
    assert window.run("return document.querySelectorAll('tbody tr').length") == 3
    window.click(".c-quote a")
    window.wait("return document.documentElement.dataset.ready === 'reading'")
    assert window.run("return document.querySelector('.rec details[open]').parentElement.dataset.kind") == "membership"
