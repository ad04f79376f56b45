from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.cleaning import day, decode, plain, summary

TEXT = "« L’été, à l’hôpital » : 25 € – œuvre"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), "text/xml; charset=utf-8"),
        (TEXT.encode(), "text/xml; charset=iso-8859-1"),
        (TEXT.encode(), ""),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/xml; charset=iso-8859-1"),
        (TEXT.encode("cp1252"), "text/xml; charset=windows-1252"),
        (TEXT.encode("cp1252"), "text/xml; charset=utf-8"),
        (TEXT.encode("cp1252"), ""),
        (TEXT.encode("utf-16"), ""),
    ],
)
def test_the_letters_are_right_whatever_the_header_says(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == TEXT


def test_what_the_document_says_is_believed_when_the_bytes_prove_nothing() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-15"?><a>25 €, œuvre</a>'.encode("iso-8859-15")
    assert decode(body, "text/xml; charset=utf-8").endswith("<a>25 €, œuvre</a>")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Un &eacute;t&eacute;</p><p>&agrave; l&#8217;h&ocirc;pital</p>", "Un été à l’hôpital"),
        ("<![CDATA[<b>Gras</b> &amp; simple]]>", "Gras & simple"),
        ("&lt;p&gt;Deux fois &amp;eacute;chapp&amp;eacute;&lt;/p&gt;", "Deux fois échappé"),
        ("<ul><li>un</li><li>deux</li></ul>", "un deux"),
        ("a < b et c > d", "a < b et c > d"),
        ("<script>alert(1)</script>Après", "Après"),
        ('<a href="javascript:alert(1)">lien</a>', "lien"),
        ("« Guide\u202f»\u00a0: l’essentiel", "« Guide\u202f»\u00a0: l’essentiel"),
        ("", ""),
    ],
)
def test_markup_becomes_one_line_of_text(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_the_signature_of_a_machine_is_left_out() -> None:
    signed = "Le texte. <p>L’article <a href='#'>Titre</a> est apparu en premier sur <a>Site</a>.</p>"
    assert summary(signed) == "Le texte."


def test_a_long_summary_is_cut_on_a_word() -> None:
    assert summary("mot " * 400, 30) == "mot mot mot mot mot mot mot…"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-15T10:00:00Z", date(2026, 8, 15)),
        ("2026-08-15", date(2026, 8, 15)),
        ("22/09/2022", date(2022, 9, 22)),
        ("Tue, 03 Mar 2026 09:30:00 +0100", date(2026, 3, 3)),
        ("2020", None),
        ("2026-13-45", None),
        ("31/02/2026", None),
        ("bientôt", None),
        ("", None),
        (None, None),
    ],
)
def test_a_day_is_read_only_where_there_is_one(text: object, expected: date | None) -> None:
    assert day(text) == expected


@given(st.text())
def test_any_text_becomes_one_clean_line(text: str) -> None:
    cleaned = plain(text)
    assert cleaned == cleaned.strip()
    assert not set(cleaned) & set("\n\r\t\x00")


@given(st.binary())
def test_any_bytes_become_text(body: bytes) -> None:
    assert isinstance(decode(body), str)


def test_what_no_database_writes_and_what_turns_the_sense_of_reading_are_taken_out() -> None:
    assert plain("Titre\ud83d \u202efdp.exe\u2066 \x1b[1m fin") == "Titre fdp.exe [1m fin"
