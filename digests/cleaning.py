"""What sources send → what people can read: the right letters, no markup, dates only when they are dates."""

import html
import re
from datetime import date
from email.utils import parsedate_to_datetime

import nh3

from locales import cut

LONGEST_SUMMARY = 600
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
# Tags that end a line for the eye must not glue two words together.
_BREAKS = re.compile(
    r"<\s*/?\s*(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|section|article)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# Characters that no document of XML may hold, and that some databases are full of.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Halves of letters, which no database writes; marks that turn the sense of reading, to show what is not there.
_UNREADABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u200b\ufeff]+")
# Machines sign their excerpts; the signature says nothing of the work.
_SIGNATURES = re.compile(
    r"\s*(?:L[’']article .{1,300}? est apparu en premier sur .{1,120}|The post .{1,300}? appeared first on .{1,120}"
    r"|\[?(?:Lire la suite|Continuer la lecture|Read more)[^.]{0,60}\]?|\[(?:…|\.\.\.|&hellip;)\])\s*\.?\s*$",
    re.DOTALL,
)
_SIGNED = (
    "est apparu en premier sur", "appeared first on", "Lire la suite", "Continuer la lecture", "Read more",
    "[…]", "[...]", "[&hellip;]",
)  # fmt: skip
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(body: bytes, content_type: str = "") -> str:
    """The text of an answer. What the bytes prove counts before what the document says, then the header.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever a header says; Windows-1252 is read where ISO-8859-1
    is announced, for that is what is meant.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = _DECLARED.search(body[:200])
    header = _CHARSET.search(content_type)
    for name in (said[1].decode("ascii") if said else "", header[1] if header else ""):
        if name and name.lower().replace("_", "-") not in (
            "utf-8",
            "utf8",
            "iso-8859-1",
            "latin-1",
            "us-ascii",
        ):
            try:
                return body.decode(name)
            except (UnicodeDecodeError, LookupError):
                continue
    return body.decode("cp1252", errors="replace")


def text_alone(text: str) -> bytes:
    """A document of XML in UTF-8, without the encoding it announced, which is no longer true, and what XML forbids."""
    text = text.lstrip()
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return _FORBIDDEN.sub("", text).encode()


def plain(markup: str) -> str:
    """One line of text: no tags, no entities, whatever the number of times they were escaped."""
    text = markup.replace("<![CDATA[", "").replace("]]>", "")
    for _ in range(3):
        if _TAG.search(text):
            text = html.unescape(nh3.clean(_BREAKS.sub(" ", text), tags=set()))
        unescaped = html.unescape(text)
        if unescaped == text:
            break
        text = unescaped
    return _BLANKS.sub(" ", _UNREADABLE.sub("", text)).strip()


def summary(markup: str, most: int = LONGEST_SUMMARY) -> str:
    """A summary: plain, without the machine's signature, cut on a word."""
    text = plain(markup)
    # Looking for a signature everywhere costs more than all the rest: most texts hold none of its words.
    if any(words in text for words in _SIGNED):
        text = _SIGNATURES.sub("", text)
    return cut(text, most)


def day(text: object) -> date | None:
    """The day that a text says, or None: a year alone is no day, and « now » is never guessed."""
    written = str(text or "").strip()
    if iso := _ISO.match(written):
        return _date(*map(int, iso.groups()))
    if first := _DAY_FIRST.match(written):
        day_number, month, year = map(int, first.groups())
        return _date(year, month, day_number)
    try:
        return parsedate_to_datetime(written).date()
    except (TypeError, ValueError):
        return None


def _date(year: int, month: int, day_number: int) -> date | None:
    try:
        return date(year, month, day_number)
    except ValueError:
        return None
