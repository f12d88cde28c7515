from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import duckdb
import pytest
from fastapi.testclient import TestClient
from tests.web._documents import ASTRAL, ATTACK, EVIL, SUMMIT, Words, astral, attack, bare, summit

from _holding import held_elsewhere
from dragoman.model import CodedDocument, Cut, Document
from dragoman.model.interchange import record_from_dict
from dragoman.store import Archive
from dragoman.web import create_app
from dragoman.web.library import Library
from dragoman.web.names import actor_name
from dragoman.web.security import CONTENT_SECURITY_POLICY, KnownHosts

READING = "/documents/larkmoor-summit"
ATTACKED = f"/documents/{quote(attack().document.id, safe='')}"
ASTRALS = f"/documents/{quote(astral().document.id, safe='')}"


class Page(HTMLParser):
    """What a browser makes of a page, as far as these tests ask."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.marks: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attrs}
        self.tags.append((tag, found))
        if tag not in ("meta", "link", "img", "input", "br", "rect", "path", "circle"):
            self._open.append((tag, found))

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in ("rect", "path", "circle"):
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if not any(a.get("id") == "text" for _, a in self._open) or not any(t == "p" for t, _ in self._open):
            return
        self.text += data
        tag, attrs = self._open[-1]
        if tag == "a":
            for pair in attrs["data-r"].split():
                record = pair.partition(":")[0]
                self.marks[record] = self.marks.get(record, "") + data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [a for t, a in self.tags if t == tag and all(a.get(k) == v for k, v in wanted.items())]


def page(client: TestClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:500]
    return Page(answer.text)


# The text and its marks


def test_the_text_is_shown_exactly_as_given(client: TestClient) -> None:
    assert page(client, READING).text == SUMMIT
    assert page(client, ATTACKED).text == ATTACK


def test_offsets_hold_with_astral_characters_carriage_returns_and_nul(client: TestClient) -> None:
    found = page(client, ASTRALS)
    assert found.text == ASTRAL.replace("\x00", "\u2400")
    assert len(found.text) == len(ASTRAL)
    assert found.marks == {
        "0": "𝒳i met 𝒫utin 🤝 in Samarkand",
        "1": "Next line\u2400with NUL.",
        "2": "التقى الوزير نظيره",
    }


def test_every_record_has_its_marks_and_its_card(client: TestClient) -> None:
    found = page(client, READING)
    coded = summit()
    cards = [a for a in found.all("li") if "data-i" in a]
    assert [a["id"] for a in cards] == [f"r-{r.id}" for r in coded.records]
    assert {a["data-kind"] for a in cards} == {"event", "statement", "membership", "tie", "measure", "silence"}
    for index, record in enumerate(coded.records):
        assert record.evidence.text in found.marks[str(index)]
        assert len([a for a in found.all("span") if a.get("id") == f"w-{record.id}"]) == 1


def test_a_card_tells_everything_and_why(client: TestClient) -> None:
    source = client.get(READING).text
    card = source[source.index(f'id="r-{summit().records[0].id}"') :].split("</details>")[0]
    for words in (
        "KAZ", "UKR", "its foreign ministry", "material cooperation", "humanitarian", "+10.0", "0.93", "actual",
        "event.active-verb", "events-small 3", "runner-up", "SUPPORT 0.04", "ministry of KAZ, told by “its”",
    ):  # fmt: skip
        assert words in card
    assert "Kazakhstan has <b>sent</b> humanitarian aid" in card
    assert '<dt>Not said</dt><dd class="unknown">when · where</dd>' in card, "what is unknown takes one line"


def test_marks_of_the_format_are_greyed_without_a_label(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "a.duckdb")
    text = "## Talks **begin**\n\n---\n\nChad **left**."
    spans = [(0, 3), (9, 11), (16, 18), (20, 23), (30, 32), (36, 38)]
    cuts = tuple(Cut(s, e, "markup", "markdown-mark") for s, e in spans)
    archive.add(CodedDocument(Document("md", text, title="Talks **begin**", cuts=cuts), ()))
    found = page(TestClient(create_app(archive.path), base_url="http://127.0.0.1"), "/documents/md")
    marks = [a for a in found.all("span") if a.get("class") == "cut"]
    assert len(marks) == 6
    assert [a["data-why"] for a in marks if "data-why" in a] == ["markup"], "the line of hyphens alone"


def test_the_headline_stands_out_in_the_text(client: TestClient) -> None:
    heads = [a for a in page(client, READING).all("p") if "headline" in a.get("class", "").split()]
    assert len(heads) == 1


def test_cut_away_words_stay_with_their_reason(client: TestClient) -> None:
    reasons = [a for a in page(client, READING).all("span") if "cut" in a.get("class", "").split()]
    assert [a["data-why"] for a in reasons if "data-why" in a] == [
        "navigation",
        "share buttons",
        "advertisement",
        "footer",
    ]
    assert reasons[0]["title"].startswith("Cut away: navigation.")
    assert reasons[0]["title"].endswith("Rule: line.breadcrumb")


def test_without_scripts_marks_lead_to_records_and_back(client: TestClient) -> None:
    found = page(client, READING)
    ids = {a["id"] for _, a in found.tags if "id" in a}
    targets = [a["href"] for a in found.all("a") if a.get("href", "").startswith("#")]
    assert len(targets) > 40
    assert {t[1:] for t in targets} <= ids


# Filters and permalinks


def test_a_filter_in_the_address_hides_the_other_records(client: TestClient) -> None:
    found = page(client, f"{READING}?kind=event&actor=CHN&status=actual")
    shown = [a for a in found.all("li") if "data-i" in a and "hidden" not in a]
    assert shown
    for card in shown:
        assert (card["data-kind"], card["data-status"]) == ("event", "actual")
        assert "CHN" in json.loads(card["data-actors"])
    lines = {c for a in found.all("a") for c in a.get("class", "").split() if re.match(r"l\d-", c)}
    assert lines == {"l1-event"}
    assert found.text == SUMMIT
    assert [a["value"] for a in found.all("input", name="kind") if "checked" in a] == ["event"]


def test_a_record_has_a_permanent_link(client: TestClient) -> None:
    record = summit().records[0].id
    answer = client.get(f"/records/{record}")
    assert (answer.status_code, answer.headers["location"]) == (302, f"{READING}#r-{record}")


def test_a_long_document_is_shown_in_parts_and_links_lead_to_the_right_one(client: TestClient) -> None:
    record = client.get("/api/records?doc=long").json()["records"][0]
    target = client.get(record["link"]).headers["location"]
    assert re.fullmatch(r"/documents/long\?part=2#r-\w+", target)
    first, second = page(client, "/documents/long"), page(client, target.partition("#")[0])
    assert "Paragraph 0 " in first.text and "Norland warned" not in first.text
    assert second.marks == {"0": "Norland warned Sudland of war"}
    assert client.get("/documents/long?part=9").status_code == 400


def test_the_list_of_documents(client: TestClient) -> None:
    source = client.get("/").text
    assert "<b>65</b> documents" in source
    titles = re.findall(r'class="doc-title"[^>]*>([^<]*)', source)
    assert len(titles) == 50
    assert titles[1] == "Handshakes in Samarkand, and a subject nobody named"
    assert "page=2" in source
    rest = client.get("/?page=2").text
    assert len(re.findall(r'class="doc-title"', rest)) == 15
    one = client.get("/", params={"publisher": "The Larkmoor Courier", "q": "Samarkand"}).text
    assert len(re.findall(r'class="doc-title"', one)) == 1
    assert "No document matches" in client.get("/?q=zzzzz").text


def test_the_list_of_records_filters_and_pages(client: TestClient) -> None:
    everything = client.get("/records").text
    assert "1 to 50 of 87 records" in everything
    few = client.get("/records?kind=membership&kind=tie&actor=IND,PAK&order=date").text
    assert few.count('class="c-quote"') == 3
    assert "/records.csv?kind=membership&amp;kind=tie&amp;actor=IND&amp;actor=PAK&amp;order=date" in few
    named = client.get("/api/records", params={"actor": f"{actor_name('IND').lower()},pak", "kind": "membership,tie"})
    assert named.json()["total"] == 3
    assert client.get("/records?type=ACCUSE&publisher=The+Larkmoor+Courier").text.count('class="c-quote"') == 2
    assert "No record matches" in client.get("/records?q=nothinglikeit").text


@pytest.mark.parametrize(
    "address",
    ["/records?kind=fact", "/records?status=x", "/records?since=yesterday", "/records?page=0", "/records?page=x",
     "/records?order=size", "/?since=x", f"{READING}?kind=x", f"{READING}?status=x", "/records.csv?kind=fact",
     "/api/records?limit=100000"],
)  # fmt: skip
def test_a_view_that_makes_no_sense_is_refused_with_a_message(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text
    if not address.startswith("/api"):
        assert "This view cannot be shown" in answer.text


def test_missing_things_are_404_in_the_house_style(client: TestClient) -> None:
    for address in ("/nope", "/documents/none", "/records/none", "/static/none.js"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Not found" in answer.text and "dragoman.css" in answer.text
    answer = client.get("/api/documents/none")
    assert (answer.status_code, answer.json()["error"]) == (404, "Not found")


# JSON and files


def test_the_json_is_the_interchange_form_with_why(client: TestClient) -> None:
    found = client.get(f"/api{READING}").json()
    coded = summit()
    assert found["text"] == SUMMIT
    assert [record_from_dict(r, r["why"]) for r in found["records"]] == list(coded.records)
    assert found["cuts"][0]["reason"] == "navigation"
    one = client.get(f"/api/records/{coded.records[3].id}").json()
    assert record_from_dict(one, one["why"]) == coded.records[3]
    listed = client.get("/api/records?kind=silence&limit=1&page=2").json()
    assert (listed["total"], listed["page"], listed["pages"], len(listed["records"])) == (2, 2, 2, 1)
    assert client.get("/api/overview").json()["kinds"]["tie"] == 2
    assert client.get("/api/openapi.json").status_code == 200
    assert client.get("/healthz").json()["status"] == "ok"


def test_exports_hold_the_whole_filtered_list(client: TestClient) -> None:
    answer = client.get("/records.jsonl?kind=event&actor=RUS")
    assert "attachment" in answer.headers["content-disposition"]
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["kind"] for line in lines].count("document") == 2
    assert lines[0]["kind"] == "document"
    events = [line for line in lines if line["kind"] == "event"]
    assert len(events) == client.get("/api/records?kind=event&actor=RUS").json()["total"] == 6
    table = list(csv.DictReader(io.StringIO(client.get("/records.csv").text)))
    assert len(table) == 87
    met = next(row for row in table if row["evidence"].startswith("Narendra"))
    assert (met["type"], met["date_start"], met["publisher"]) == (
        "CONSULT · multilateral",
        "2022-09-16",
        "The Larkmoor Courier",
    )


def test_a_spreadsheet_runs_nothing(tmp_path: Path) -> None:
    text = '=HYPERLINK("http://evil.example") was said.'
    w = Words(text, "sheet")
    event = w.event("AID", '=HYPERLINK("http://evil.example")', (), (), "was")
    path = tmp_path / "a.duckdb"
    Archive.open(path).add(replace(bare(), document=replace(bare().document, id="sheet", text=text), records=(event,)))
    table = TestClient(create_app(path), base_url="http://127.0.0.1").get("/records.csv").text
    assert next(csv.DictReader(io.StringIO(table)))["evidence"] == '\'=HYPERLINK("http://evil.example")'


# Hostile text


@pytest.mark.parametrize("address", ["/", "/records", ATTACKED, f"{ATTACKED}?kind=event", f"/records?q={quote(EVIL)}",
                                     f"/?q={quote(EVIL)}", f"/records?actor={quote(EVIL)}", f"/{quote(EVIL)}",
                                     f"/records?type={quote(EVIL)}", f"/records?source={quote(EVIL)}",
                                     f"/?publisher={quote(EVIL)}", f"{READING}?actor={quote(EVIL)}",
                                     f"/documents/{quote(EVIL, safe='')}"])  # fmt: skip
def test_hostile_words_stay_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    found = Page(answer.text)
    assert {a["src"] for a in found.all("script")} <= {"/static/theme.js", "/static/reading.js", "/static/lists.js"}
    assert {a["src"] for a in found.all("img")} == {"/static/mark.svg"}
    assert not found.all("iframe") and not found.all("style") and not found.all("base")
    for _, attrs in found.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"]
        assert not attrs.get("href", "").lower().startswith(("javascript:", "data:"))
    assert "10816010" not in answer.text  # 1234*8765: nobody's words are a template


def test_a_page_address_is_linked_only_if_it_is_one(client: TestClient) -> None:
    outside = [a["href"] for a in page(client, READING).all("a") if a.get("href", "").startswith("http")]
    assert outside == ["https://courier.example/2022/09/16/samarkand"]
    assert not [a for a in page(client, ATTACKED).all("a") if a.get("rel") == "noopener noreferrer external"]


def test_lone_surrogates_do_not_break_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    text = "Half a pair: \ud83d and on."
    Archive.open(path).add(replace(bare(), document=replace(bare().document, id="half", text=text)))
    client = TestClient(create_app(path), base_url="http://127.0.0.1")
    assert page(client, "/documents/half").text == text.replace("\ud83d", "\ufffd")
    assert client.get("/api/documents/half").json()["text"] == text


# What every answer carries, and whom the server answers


@pytest.mark.parametrize("address", ["/", "/records", READING, "/nope", "/api/overview", "/static/reading.js",
                                     "/healthz", "/records.csv", f"{READING}?kind=x"])  # fmt: skip
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_allows_nothing_but_our_own_files() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_even_an_unforeseen_error_is_plain_and_guarded(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Library, "overview", fail)
    monkeypatch.setattr(Library, "documents", fail)
    client = TestClient(create_app(archive), base_url="http://127.0.0.1", raise_server_exceptions=False)
    for address in ("/", "/api/overview"):
        answer = client.get(address)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "", "localhost.evil"]
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api/overview", headers={"host": host})
    assert answer.status_code == 421
    assert "documents" not in answer.text


def test_loopback_and_allowed_names_are_answered(archive: Path) -> None:
    guard = KnownHosts(lambda *_: None, ["Archive.Example"])  # type: ignore[arg-type, return-value]
    for host in ("127.0.0.1:8765", "localhost", "LOCALHOST:80", "[::1]:8000", "127.8.8.8", "archive.example:443"):
        assert guard.knows(host), host
    everywhere = KnownHosts(lambda *_: None, ["0.0.0.0"])  # type: ignore[arg-type, return-value]
    assert everywhere.knows("192.168.1.7:8765") and everywhere.knows("[fe80::1]:80")
    assert not everywhere.knows("evil.example")
    client = TestClient(create_app(archive, ["archive.example"]), base_url="http://archive.example")
    assert client.get("/healthz").status_code == 200


def test_nothing_can_be_written(client: TestClient) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, READING).status_code == 405


# Archives that cannot be read


def test_a_missing_archive_says_what_to_run(tmp_path: Path) -> None:
    client = TestClient(create_app(tmp_path / "none.duckdb"), base_url="http://127.0.0.1")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "No archive yet" in answer.text and "dragoman add" in answer.text and "none.duckdb" in answer.text
    assert client.get("/api/overview").json()["error"] == "No archive yet"
    assert client.get("/healthz").status_code == 503
    assert not (tmp_path / "none.duckdb").exists()


def test_an_empty_archive_says_what_to_run(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "a.duckdb")
    client = TestClient(create_app(archive.path), base_url="http://127.0.0.1")
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Nothing in the archive yet" in answer.text
    assert f"--archive {archive.path}" in answer.text, "the command works from any folder"
    records = client.get("/records").text
    assert "No records yet" in records and "<form" not in records


def test_no_archive_at_all_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.duckdb").write_text("This is a letter.")
    answer = TestClient(create_app(tmp_path / "text.duckdb"), base_url="http://127.0.0.1").get(READING)
    assert answer.status_code == 503
    assert "The archive cannot be read" in answer.text and "text.duckdb" in answer.text


def test_an_archive_in_use_is_said_and_the_page_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Archive.open(path)
    client = TestClient(create_app(path, wait=0.1), base_url="http://127.0.0.1")
    with held_elsewhere(path):
        answer = client.get("/")
    assert answer.status_code == 503
    assert "reload this page" in answer.text
    assert client.get("/").status_code == 200


def test_a_newer_archive_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.duckdb"
    Archive.open(path)
    with duckdb.connect(str(path)) as raw:
        raw.execute("UPDATE archive_version SET version = 9999")
    answer = TestClient(create_app(path), base_url="http://127.0.0.1").get("/")
    assert answer.status_code == 503
    assert "The archive cannot be read" in answer.text and "9999" in answer.text
