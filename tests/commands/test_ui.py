from typing import Any

import discord
from discord import ui

from commands.reply import Block, File, Link, Menu, Option, Press, Reply
from commands.ui import CALM, URGENT, ChosenMenu, PressedButton, attached, draw, shared

REPLY = Reply(
    "Titre",
    (Block("Un"), Block("Deux", Link("Site", "https://exemple.fr/"))),
    (Menu("open", "Ouvrir", (Option("Fiche", "trades~es", "À vérifier"), Option("Autre", "trades~as"))),),
    (
        Press("Suite", "page~a", strong=True),
        Link("Site", "https://exemple.fr/"),
        Press("Signaler", "report~trades~es"),
    ),
    "Source",
)


def container(reply: Reply) -> dict[str, Any]:
    (only,) = draw(reply).to_components()  # type: ignore[no-untyped-call]  # discord.py leaves it untyped
    return dict(only)


def test_a_reply_is_drawn_in_the_order_it_is_read() -> None:
    drawn = container(REPLY)
    kinds = [discord.ComponentType(each["type"]).name for each in drawn["components"]]
    assert kinds == [
        "text_display",
        "text_display",
        "separator",
        "section",
        "action_row",
        "action_row",
        "text_display",
    ]
    assert (drawn["components"][0]["content"], drawn["components"][-1]["content"]) == (
        "### Titre",
        "-# Source",
    )


def test_the_colour_says_nothing_that_the_title_does_not() -> None:
    calm, urgent = container(Reply("Titre")), container(Reply("Appelez d’abord", urgent=True))
    assert (calm["accent_color"], urgent["accent_color"]) == (CALM.value, URGENT.value)


def test_a_file_is_shown_under_the_paragraphs_and_sent_with_them() -> None:
    reply = Reply("Titre", (Block("Un"),), files=(File("donnees.json", b"{}"),), footer="Source")
    shown = container(reply)["components"]
    kinds = [discord.ComponentType(each["type"]).name for each in shown]
    assert kinds == ["text_display", "text_display", "file", "text_display"]
    assert shown[2]["file"]["url"] == "attachment://donnees.json"
    assert [(file.filename, file.fp.read()) for file in attached(reply)] == [("donnees.json", b"{}")]


def test_five_buttons_make_a_row() -> None:
    buttons = tuple(Press(f"Bouton {number}", f"page~{number}") for number in range(11))
    rows = container(Reply("Titre", buttons=buttons))["components"][1:]
    assert [len(row["components"]) for row in rows] == [5, 5, 1]


def test_labels_are_cut_on_words() -> None:
    long = Press("Chercher une maison d’enfants à caractère social " * 3, "page~x")
    (_, row) = container(Reply("Titre", buttons=(long,)))["components"]
    label = row["components"][0]["label"]
    assert (len(label) <= 80, label[-1]) == (True, "…")


def test_a_menu_offers_at_most_twenty_five_lines() -> None:
    options = tuple(Option(f"Fiche {number}", str(number)) for number in range(40))
    (_, row) = container(Reply("Titre", menus=(Menu("open", "Ouvrir", options),)))["components"]
    assert [option["value"] for option in row["components"][0]["options"]] == [str(n) for n in range(25)]


def test_nothing_of_a_view_must_be_kept_in_memory() -> None:
    view = draw(REPLY)
    waiting = [
        item
        for item in view.walk_children()
        if isinstance(item, ui.Button | ui.Select) and item.is_dispatchable()
    ]
    assert (view.timeout, waiting) == (None, [])


def test_what_is_shared_can_be_opened_and_reported_but_not_turned() -> None:
    kept = shared(REPLY)
    assert kept.menus == REPLY.menus
    assert [button.label for button in kept.buttons] == ["Site", "Signaler"]


def test_every_id_of_ours_comes_back_to_one_component() -> None:
    templates = {
        "menu": ChosenMenu.__discord_ui_compiled_template__,
        "button": PressedButton.__discord_ui_compiled_template__,
    }
    ids = [
        "open",
        "open~more",
        "choose",
        "choose~etudiant",
        "page~a~1~x",
        "guide",
        "report~a~b",
        "share~x",
        "opening",
        "choosetrades~2",
    ]
    found = {id: [name for name, template in templates.items() if template.fullmatch(id)] for id in ids}
    assert found == {
        "open": ["menu"],
        "open~more": ["menu"],
        "choose": ["menu"],
        "choose~etudiant": ["menu"],
        "page~a~1~x": ["button"],
        "guide": ["button"],
        "report~a~b": ["button"],
        "share~x": ["button"],
        "choosetrades~2": ["menu"],
        "opening": ["menu"],
    }
