from typing import Any

import pytest

from commands.channels import replies
from commands.channels.lookup import FACETS, Found, Space, everything
from commands.reading import Reader
from commands.reply import Reply
from storage.catalogue import Catalogue
from tests.commands.seen import leads_on, misfits, pressed

LONG = "Un salon au nom vraiment très long, avec *du gras*, @everyone et `du code`"
MANY = [
    Space(facet, f"{facet}-{number}", f"{LONG} {number}", 10**18 + number, 10**18 + number)
    for facet in FACETS
    for number in range(60)
]


def pages(reader: Reader) -> list[Reply]:
    words = reader.words
    held = {space.role_id or 0 for space in MANY[:30]}
    all_spaces = Space("everything", "", "", 4)
    return [
        replies.found(Found(tuple(MANY)), "", held, words),
        replies.found(Found(()), "", (), words),
        replies.found(Found(tuple(MANY[:8])), "x" * 100, held, words),
        replies.found(Found((), near=tuple(MANY)), "@everyone `x`", held, words),
        replies.found(Found(()), "x", held, words),
        replies.joined(MANY[0], words),
        replies.joined(all_spaces, words, before=True),
        replies.joined(Space("theme", "a", LONG, 5), words),
        replies.left(MANY[0], words),
        replies.left(all_spaces, words, before=True),
        replies.gone(LONG, words),
        replies.for_the_team(words),
        replies.proposed(7, MANY[:8], words),
    ]


def endings(reader: Reader) -> list[Reply]:
    """Pages that say what to do in words."""
    words = reader.words
    return [
        replies.without_role(Space("theme", "a", LONG, None, 5), words),
        replies.not_allowed(words),
        replies.on_a_server(words),
        replies.enough(words),
    ]


def test_every_page_fits_with_the_longest_names(french: Reader, english: Reader) -> None:
    for reader in (french, english):
        assert [misfits(page) for page in (*pages(reader), *endings(reader))] == [[]] * 17


def test_no_page_is_a_dead_end(french: Reader) -> None:
    assert [page.title for page in pages(french)[:-1] if not leads_on(page)] == []


def test_a_press_says_which_space_and_never_which_role(french: Reader) -> None:
    page = replies.found(Found(tuple(MANY[:8])), "x", {MANY[0].role_id or 0}, french.words)
    ids = [press.id for verb in ("joinspace", "leavespace") for press in pressed(page, verb)]
    assert len(ids) == 8
    assert [id for id in ids if str(10**18)[:10] in id] == []


def test_a_space_one_is_in_can_only_be_left(french: Reader) -> None:
    page = replies.found(Found(tuple(MANY[:2])), "x", {MANY[0].role_id or 0}, french.words)
    assert [press.id for press in pressed(page, "leavespace")] == ["leavespace~theme~theme-0"]
    assert [press.id for press in pressed(page, "joinspace")] == ["joinspace~theme~theme-1"]


@pytest.mark.parametrize("facet", FACETS)
def test_every_facet_has_its_word(french: Reader, facet: str) -> None:
    assert replies.facet(facet, french.words) != ""


def test_every_space_of_the_catalogue_has_buttons_that_fit(catalogue: Catalogue, french: Reader) -> None:
    slugs: dict[str, dict[str, Any]] = {
        "theme": catalogue.themes,
        "trade": catalogue.trades,
        "audience": catalogue.audiences,
        "territory": catalogue.territories.places,
    }
    for facet, known in slugs.items():
        for slug in known:
            page = replies.found(Found((Space(facet, slug, slug, 1, 2),)), "x", (), french.words)
            assert [press.id for press in pressed(page, "joinspace")] == [f"joinspace~{facet}~{slug}"]


def test_the_form_asks_three_things(french: Reader) -> None:
    form = replies.proposal_form(french.words)
    assert (form.id, [field.id for field in form.fields]) == ("proposed", ["name", "purpose", "audience"])
    assert everything({}) is None
