import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from digests.rendering import Framing, Page, as_html, as_text, compose
from locales import reader
from tests.digests.items import item
from tests.digests.subscribers import name

FRENCH, ENGLISH = reader("fr"), reader("en")
END = datetime(2026, 11, 30, 7, tzinfo=UTC)
LINKS = {"Me désabonner": "https://exemple.org/abonnement/jeton"}
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def page(*items: Any, **framing: Any) -> Page:
    values = {"late": False, "others": 0, "chosen_by_editor": False} | framing
    return compose(
        items, Framing(END, **values), lambda each: [("themes", slug) for slug in each.themes], name, FRENCH
    )


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(html)
    return found


def test_the_text_says_everything_that_the_mail_says() -> None:
    one = item(1, themes=("handicap",), authors=("A. Martin",), access="free", deadline=date(2026, 12, 1))
    shown = page(one, late=True, others=3)
    assert as_text(shown, FRENCH, LINKS).translate(SPACES).splitlines() == [
        "Votre veille du 30 novembre 2026",
        "================================",
        "",
        "Envoyé en retard : notre machine était arrêtée. Tout ce qui a paru entre-temps est ici.",
        "",
        "Ressources",
        "----------",
        "",
        "* Titre 1",
        "  À lire.",
        "  A. Martin · 20 novembre 2026 · jusqu’au 1 décembre 2026 · accès libre · source-1",
        "  https://exemple.fr/1",
        "  (reçu parce que : handicap)",
        "",
        "Et 3 autres nouveautés.",
        "",
        "--",
        "Choix automatique, d’après ce que vous avez demandé ; personne n’a relu ce numéro.",
        "Me désabonner : https://exemple.org/abonnement/jeton",
    ]


def test_an_empty_summary_leaves_no_hole() -> None:
    shown = page(item(1, summary=""))
    assert "* Titre 1\n  20 novembre 2026 · source-1\n" in as_text(shown, FRENCH, {})
    assert re.findall(r"<p[^>]*></p>", as_html(shown, FRENCH, {})) == []


def test_every_item_says_why_it_comes() -> None:
    """Complaint 6."""
    shown = page(item(1, themes=("handicap", "logement")), item(2))
    assert [line.reason.translate(SPACES) for section in shown.sections for line in section.lines] == [
        "reçu parce que : handicap et logement",
        "reçu parce que cela concerne tout le monde",
    ]


def test_in_a_channel_an_item_says_what_it_is_about() -> None:
    shown = page(item(1, themes=("handicap",)), item(2), shared=True)
    reasons = [line.reason.translate(SPACES) for section in shown.sections for line in section.lines]
    assert (shown.title, reasons) == (
        "Veille du 30 novembre 2026",
        ["à propos de : handicap", "concerne tout le monde"],
    )


def test_what_may_be_heard_less_of_is_what_is_there() -> None:
    shown = page(item(1, themes=("handicap",)), item(2, themes=("handicap",)))
    assert shown.less == (
        ("theme:handicap", "handicap"),
        ("source:source-1", "source-1"),
        ("source:source-2", "source-2"),
    )


def test_html_of_a_source_is_only_text() -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    html = as_html(page(item(1, title=evil, summary=evil, authors=(evil,), sources=(evil,))), FRENCH, LINKS)
    assert {tag for tag, _ in tags(html)} & {"script", "img", "iframe", "object", "form"} == set()
    assert {name for _, attributes in tags(html) for name in attributes if name.startswith("on")} == set()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//mal.fr", "", " https://mal.fr"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    html = as_html(page(item(1, url=url)), FRENCH, {})
    assert [attributes["href"] for tag, attributes in tags(html) if tag == "a"] == []


def test_an_address_cannot_leave_its_attribute() -> None:
    html = as_html(page(item(1, url='https://exemple.fr/"onclick="x')), FRENCH, LINKS)
    assert [attributes for tag, attributes in tags(html) if tag == "a"] == [
        {"href": 'https://exemple.fr/"onclick="x', "style": "color:#1f5a4d"},
        {"href": LINKS["Me désabonner"], "style": "color:#1f5a4d"},
    ]


def test_the_mail_has_the_language_of_its_reader() -> None:
    shown = compose([item(1)], Framing(END, False, 1, True), lambda _: [], name, ENGLISH)
    html = as_html(shown, ENGLISH, {})
    assert (shown.title, shown.more, '<html lang="en">' in html) == (
        "Your digest of November 30, 2026",
        "And 1 other item.",
        True,
    )
