"""Templates to answers. Everything is escaped unless it is one of our own templates."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, JSONResponse

from dragoman._version import __version__
from dragoman.web import dates, links
from dragoman.web.cut_reasons import cut_reason, cut_title
from dragoman.web.kinds import SHOWN_KINDS, STATUSES
from dragoman.web.marks import Segment
from dragoman.web.names import actor_name

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


class Page(HTMLResponse):
    """An HTML page.

    What a page cannot hold is put in by one other character, so that nothing moves: control characters by their
    pictures, lone surrogates by the replacement character.
    """

    def render(self, content: Any) -> bytes:
        """The bytes of the page."""
        return _UNSHOWABLE.sub(_picture, str(content)).encode("utf-8")


def _picture(found: re.Match[str]) -> str:
    number = ord(found[0])
    return chr(0x2400 + number) if number < 0x20 else "\u2421" if number == 0x7F else "\ufffd"


class Json(JSONResponse):
    """JSON as UTF-8, or in pure ASCII where the text holds what UTF-8 cannot carry."""

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        written = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        try:
            return written.encode("utf-8")
        except UnicodeEncodeError:
            return json.dumps(content, allow_nan=False, separators=(",", ":")).encode("ascii")


def shown_text(text: str) -> Markup:
    """Words of a document for HTML, one character for each code point.

    A browser would turn a carriage return into a line feed, so it is written as a reference.
    """
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def segment_classes(segment: Segment, kinds: list[str], shown: frozenset[int]) -> str:
    """Classes that draw a segment's lines: ``l2-event`` is a line of an event in lane 2."""
    lines = sorted({f"l{s.lane}-{kinds[s.record]}" for s in segment.spans if s.record in shown})
    return " ".join(["m", *(lines or ["off"])])


def templates() -> Environment:
    """The house's templates with their filters; undefined names are errors."""
    env = Environment(
        loader=PackageLoader("dragoman.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "shown": shown_text,
        "spoken": dates.spoken,
        "outside": links.outside_link,
        "number": lambda n: f"{n:,}",
        "json": json.dumps,
        "actor": actor_name,
    }
    env.globals |= {
        "version": __version__,
        "KINDS": SHOWN_KINDS,
        "STATUSES": STATUSES,
        "document_link": links.document_link,
        "record_link": links.record_link,
        "anchor": links.anchor,
        "between": dates.between,
        "cut_reason": cut_reason,
        "cut_title": cut_title,
        "segment_classes": segment_classes,
    }
    return env


def page(env: Environment, name: str, context: Mapping[str, Any], status_code: int = 200) -> Page:
    """One template filled in."""
    return Page(env.get_template(name).render(context), status_code=status_code)
