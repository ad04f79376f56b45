import re

import pytest
from discord import ui
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.issues import as_reply
from commands.markdown import plain
from commands.reply import Reply
from commands.ui import MOST_COMPONENTS, MOST_TEXT, draw, within
from digests.rendering import Line, Page, Section
from locales import reader

FRENCH, ENGLISH = reader("fr"), reader("en")
PAGE_TITLE = "Votre veille du 30 novembre 2026"
_texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=400) | st.integers(
    0, 900
).map(lambda many: "mot " * many)
_addresses = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60).map(
    lambda rest: f"https://exemple.fr/{rest}"
) | st.integers(0, 4000).map(lambda many: f"https://exemple.fr/{'a' * many}")


def line(id: int, title: str = "Un titre", url: str = "", summary: str = "Un résumé.") -> Line:
    return Line(
        id,
        title,
        url or f"https://exemple.fr/{id}",
        summary,
        "20 novembre 2026 · Insee",
        "reçu parce que : Handicap",
    )


def page(*lines: Line, others: int = 0, late: str = "", less: tuple[tuple[str, str], ...] = ()) -> Page:
    return Page(PAGE_TITLE, (Section("Ressources", lines),), late, "", "Choix automatique.", others, less)


def text(reply: Reply) -> str:
    return "\n\n".join(block.text for block in reply.blocks)


def shown(reply: Reply) -> list[str]:
    """The addresses of the links, in order."""
    return re.findall(r"\]\((https?://[^)\s]+)\)", text(reply))


def components(view: ui.LayoutView) -> int:
    return len(list(view.walk_children()))


def length(reply: Reply) -> int:
    view = draw(reply)
    return sum(len(each.content) for each in view.walk_children() if hasattr(each, "content"))


def counted(reply: Reply) -> int:
    """The number of the last line, « Et 12 autres nouveautés »; 0 without one."""
    found = re.search(r"^And (\d+) other", reply.blocks[-1].text)
    return int(found[1]) if found else 0


def test_an_issue_reads_as_a_page() -> None:
    reply = as_reply(page(line(1), line(2, summary=""), others=12, late="Envoyé en retard."), FRENCH)
    assert (reply.title, reply.footer) == (PAGE_TITLE, "Choix automatique.")
    assert [block.text for block in reply.blocks] == [
        "Envoyé en retard.",
        (
            "**Ressources**\n[Un titre](https://exemple.fr/1)\nUn résumé.\n"
            "-# 20 novembre 2026 · Insee · reçu parce que : Handicap\n\n"
            "[Un titre](https://exemple.fr/2)\n-# 20 novembre 2026 · Insee · reçu parce que : Handicap"
        ),
        "Et 12 autres nouveautés. Tout se lit avec /veille.",
    ]


def test_a_reader_can_act_from_the_message_itself() -> None:
    less = (("theme:handicap", "Handicap"), ("source:insee", "Insee"))
    reply = as_reply(page(line(1), less=less), FRENCH, 7)
    (menu,) = reply.menus
    assert (menu.id, menu.placeholder) == ("chooseless~7", "Moins de…")
    assert [(option.label, option.value) for option in menu.options] == [
        (name, value) for value, name in less
    ]
    assert [(button.label, getattr(button, "id", "")) for button in reply.buttons] == [
        ("Mes préférences", "digestprefs"),
        ("Me désabonner", "digestleave~7"),
    ]


def test_in_a_channel_there_is_nothing_personal() -> None:
    reply = as_reply(page(line(1), less=(("theme:handicap", "Handicap"),)), FRENCH)
    assert (reply.menus, reply.buttons) == ((), ())


def test_markdown_of_a_source_is_only_text() -> None:
    reply = as_reply(
        page(line(1, "Un [piège](https://mal.fr) **gras** @everyone", "https://exemple.fr/a_(b)")), FRENCH
    )
    assert shown(reply) == ["https://exemple.fr/a_%28b%29"]
    assert r"[Un \[piège\](https:ZW//mal.fr) \*\*gras\*\* @ZWeveryone](" in text(reply).replace(
        "\u200b", "ZW"
    )


def test_an_item_without_address_is_shown_without_a_link() -> None:
    one = Line(1, "Un titre", "", "", "Insee", "concerne tout le monde")
    assert as_reply(page(one), FRENCH).blocks[0].text == (
        "**Ressources**\nUn titre\n-# Insee · concerne tout le monde"
    )


def test_short_summaries_stay_whole_and_long_ones_are_cut_on_words() -> None:
    long = "accompagner " * 200
    reply = as_reply(page(*(line(id, summary=long) for id in range(9)), line(9, summary="Court.")), FRENCH)
    summaries = [one for one in text(reply).splitlines() if one.startswith("accompagner")]
    assert (len(summaries), len(shown(reply)), "Court." in text(reply)) == (9, 10, True)
    assert {summary.removesuffix("…").split()[-1] for summary in summaries} == {"accompagner"}
    assert MOST_TEXT * 0.9 < length(reply) <= MOST_TEXT


def test_what_does_not_fit_is_counted_and_never_half_shown() -> None:
    """Complaint 4: 200 items, one message, and « et N autres »."""
    lines = [line(id, f"Titre {id} " + "mot " * 20) for id in range(200)]
    reply = as_reply(page(*lines, others=5), ENGLISH)
    links = shown(reply)
    assert links == [f"https://exemple.fr/{id}" for id in range(len(links))]
    assert len(links) > 10
    assert counted(reply) == 205 - len(links)


def test_an_address_longer_than_a_message_gives_way_to_the_others() -> None:
    reply = as_reply(page(line(1, url="https://exemple.fr/" + "a" * 4000), line(2)), ENGLISH)
    assert (shown(reply), counted(reply)) == (["https://exemple.fr/2"], 1)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(st.tuples(_texts, _addresses, _texts), min_size=1, max_size=40),
    parts=st.integers(1, 60),
    others=st.integers(0, 10**6),
    subscription=st.none() | st.integers(1, 2**62),
)
def test_any_page_of_two_hundred_items_fits_and_loses_no_link(
    texts: list[tuple[str, str, str]], parts: int, others: int, subscription: int | None
) -> None:
    lines = [line(id, *texts[id % len(texts)]) for id in range(200)]
    sections = tuple(Section(f"Partie {n}", tuple(lines[n::parts])) for n in range(parts))
    less = tuple((f"theme:{n}", f"Thème {n}") for n in range(40))
    reply = as_reply(Page(PAGE_TITLE, sections, "Tard.", "", "Choisi.", others, less), ENGLISH, subscription)
    view = draw(reply)
    assert within(reply) == reply, "nothing is left for the drawing to cut"
    assert components(view) <= MOST_COMPONENTS
    assert length(reply) <= MOST_TEXT
    heads = [one for block in reply.blocks for one in block.text.splitlines() if one.startswith("-# ")]
    assert len(heads) + counted(reply) == 200 + others


@pytest.mark.parametrize("title", ["mot " * 100, "m" * 700])
def test_a_long_title_is_cut_on_words_or_not_at_all(title: str) -> None:
    written = text(as_reply(page(line(1, title)), FRENCH))
    (head,) = re.findall(r"^\[(.*)\]\(https://exemple.fr/1\)$", written, re.MULTILINE)
    assert head in (plain("mot " * 58 + "mot…"), title)


def test_a_summary_that_begins_like_a_heading_is_only_a_line() -> None:
    assert "\n\\# Titre géant\n" in text(as_reply(page(line(1, summary="# Titre géant")), FRENCH))
