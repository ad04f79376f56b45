from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.sources.answers import first, json_object, json_of, language, many, people, xml_of
from digests.sources.source import Fetched, ParseFailure

BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><b>&b;</b>'
OUTSIDE = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]><b>&a;</b>'


def answer(body: str | bytes, content_type: str = "") -> Fetched:
    return Fetched(200, "", {"content-type": content_type}, body.encode() if isinstance(body, str) else body)


@pytest.mark.parametrize(
    "body",
    [
        '{"a": "é"}'.encode(),
        b"\xef\xbb\xbf" + '{"a": "é"}'.encode(),
        '{"a": "é"}'.encode("latin-1"),
        '{"a": "é"}'.encode("utf-16"),
    ],
)
def test_json_is_read_whatever_its_encoding(body: bytes) -> None:
    assert json_of(answer(body, "application/json; charset=utf-8")) == {"a": "é"}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<!DOCTYPE html><html></html>", "It answers a web page where data was expected."),
        ("\n <HTML lang='fr'>", "It answers a web page where data was expected."),
        ('{"a": [1, 2', "Its JSON cannot be read."),
        ("", "Its JSON cannot be read."),
        ("[]", "It answers something else than what was asked."),
    ],
)
def test_what_is_no_object_of_json_says_what_it_is(body: str, sentence: str) -> None:
    with pytest.raises(ParseFailure) as refused:
        json_object(answer(body))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"),
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode(),
        '\n<?xml version="1.0"?><a>é\x0b</a>'.encode(),
        "<a>é</a>".encode("utf-16"),
    ],
)
def test_xml_is_read_whatever_it_says_of_its_encoding(body: bytes) -> None:
    assert xml_of(answer(body, "text/xml; charset=utf-8")).text == "é"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<a><b>coupé", "Its XML cannot be read."),
        (BOMB, "Its XML cannot be read."),
        (OUTSIDE, "Its XML cannot be read."),
        ("", "Its XML cannot be read."),
        ("<html><body>Maintenance</body></html>", "It answers a web page where data was expected."),
    ],
)
def test_what_is_no_safe_xml_is_a_failure(body: str, sentence: str) -> None:
    with pytest.raises(ParseFailure) as refused:
        xml_of(answer(body))
    assert str(refused.value) == sentence


def test_one_many_or_none_are_read_alike() -> None:
    assert (many(None), many("a"), many(["a", None, "b"])) == ([], ["a"], ["a", "b"])
    assert (first(None), first(["", " ", "b"]), first("a")) == ("", "b", "a")


@pytest.mark.parametrize(
    ("said", "read"), [("fre", "fr"), ("fr-FR", "fr"), (["EN"], "en"), (None, ""), ("", "")]
)
def test_a_language_has_two_letters(said: object, read: str) -> None:
    assert language(said) == read


def test_people_are_written_as_they_are_named() -> None:
    assert people([("Léa", "Exemple"), (None, "Collectif"), ("", None)]) == ("Léa Exemple", "Collectif")


@given(st.binary())
def test_any_bytes_are_read_or_refused_in_words(body: bytes) -> None:
    for reading in (json_of, xml_of):
        with suppress(ParseFailure):
            reading(answer(body))
