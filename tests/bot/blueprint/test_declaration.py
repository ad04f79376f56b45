from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from bot.blueprint.declaration import DeclarationError, declare, load
from bot.blueprint.expansion import channel_name
from bot.blueprint.limits import excesses
from bot.blueprint.shapes import Blueprint, Observed
from bot.invite import PERMISSIONS
from storage.catalogue import Catalogue
from storage.spaces import channel_key, role_key
from storage.territories import Place
from storage.text import compact
from tests.bot.blueprint.declared import SMALL


@pytest.fixture(scope="module")
def shipped(catalogue: Catalogue) -> Blueprint:
    return load(catalogue)


# ------------------------------------------------------------------------------------------------- the shipped one


def test_the_shipped_server_has_room_left_for_what_people_make(shipped: Blueprint) -> None:
    kinds = Counter(each.kind for each in shipped.objects)

    assert kinds == {"role": 187, "category": 8, "forum": 79, "text": 8, "announcement": 2}
    assert kinds["role"] < 200
    assert excesses(shipped, Observed(1, {}), ()) == ()


def test_every_theme_has_its_role_and_its_forum_named_as_look_ups_say_it(
    shipped: Blueprint, catalogue: Catalogue
) -> None:
    names = {}
    for slug in catalogue.themes:
        forum = shipped.get(channel_key("theme", slug))
        assert shipped.get(role_key("theme", slug)) is not None
        names[slug] = forum.name if forum else None

    assert names == {slug: theme.channel for slug, theme in catalogue.themes.items()}


def test_the_four_families_and_the_fixed_spaces_are_there(shipped: Blueprint, catalogue: Catalogue) -> None:
    keys = {each.key for each in shipped.objects}
    fixed = "rules welcome announcements introductions help watch research testimonials agenda queue journal"
    categories = "welcome themes trades audiences territories centre moderation archives"
    diplomas = [slug for slug, trade in catalogue.trades.items() if trade.kind == "diplome-etat"]
    places = [id for id in catalogue.territories.places if id[0] in "RDC" and id[1:2].isdigit()]

    wanted = {
        *(f"channel:{name}" for name in fixed.split()),
        *(f"category:{name}" for name in categories.split()),
        *(f"role:{name}" for name in ("moderation", "facilitation", "referents", "everything")),
        *(key("trade", slug) for slug in diplomas for key in (role_key, channel_key)),
        *(key("audience", slug) for slug in catalogue.audiences for key in (role_key, channel_key)),
        *(role_key("territory", id) for id in places),
        *(channel_key("territory", id) for id in places if id.startswith("R")),
        channel_key("territory", "overseas"),
    }
    assert wanted - keys == set()
    assert len(places) == 18 + 101 + 6


def test_the_help_channel_is_the_one_that_replies_send_people_to(shipped: Blueprint) -> None:
    names = [each.name for each in shipped.objects if each.key == "channel:help"]

    assert names == ["aide"]


def test_a_region_has_a_tag_for_each_of_its_departements(shipped: Blueprint) -> None:
    corsica, overseas = shipped.get("channel:territory:R94"), shipped.get("channel:territory:overseas")

    assert corsica is not None
    assert overseas is not None
    assert corsica.facts["tags"] == ["Corse-du-Sud", "Haute-Corse", "Résolu"]
    assert overseas.facts["tags"] == [
        "Nouvelle-Calédonie",
        "Polynésie française",
        "Saint-Barthélemy",
        "Saint-Martin",
        "Saint-Pierre-et-Miq.",
        "Wallis-et-Futuna",
        "Résolu",
    ]


def test_a_tag_begins_as_the_name_of_its_place_or_holds_its_number(
    shipped: Blueprint, catalogue: Catalogue
) -> None:
    places = [place for id, place in catalogue.territories.places.items() if id[0] in "DC"]
    tags = [
        tag
        for each in shipped.objects
        if each.key.startswith("channel:territory:")
        for tag in each.facts["tags"]
        if tag != "Résolu"
    ]

    assert len(tags) == 101 + 6
    assert [tag for tag in tags if not any(_names(tag, place) for place in places)] == []


def _names(tag: str, place: Place) -> bool:
    return place.id[1:] in tag.split() or compact(place.name).startswith(compact(tag))


@pytest.mark.parametrize("facet", ["theme", "trade", "audience", "territory"])
def test_a_chosen_space_is_seen_by_its_role_by_those_who_see_all_by_moderators_and_the_bot(
    shipped: Blueprint, facet: str
) -> None:
    bot = ["send_messages", "send_messages_in_threads", "view_channel"]
    spaces = [each for each in shipped.objects if each.key.startswith(f"channel:{facet}:")]

    for each in spaces:
        own = each.key.replace("channel:", "role:")
        roles = [own] if not own.endswith("overseas") else list(_collectivities(shipped))
        assert each.facts["access"] == {
            "bot": bot,
            "everyone": ["-view_channel"],
            "role:everything": ["view_channel"],
            "role:moderation": ["view_channel"],
            **{role: ["view_channel"] for role in roles},
        }


def _collectivities(blueprint: Blueprint) -> list[str]:
    return [each.key for each in blueprint.objects if each.key.startswith("role:territory:C")]


def test_only_the_team_sees_the_channels_of_moderation(shipped: Blueprint) -> None:
    seen = {
        each.key: {who for who, what in each.facts["access"].items() if "view_channel" in what}
        for each in shipped.objects
        if each.key in ("category:moderation", "channel:queue", "channel:journal")
    }

    team = {"bot", "role:moderation", "role:facilitation"}
    assert seen == {"category:moderation": team, "channel:queue": team, "channel:journal": team}


def test_nobody_writes_where_one_only_reads(shipped: Blueprint) -> None:
    silent = {each.key for each in shipped.objects if "-send_messages" in _everyone(each.facts)}

    assert silent == {
        *(f"channel:{name}" for name in ("rules", "welcome", "announcements", "watch", "testimonials")),
        "category:archives",
    }


def test_enough_channels_are_written_in_by_everybody_for_discord_to_welcome(shipped: Blueprint) -> None:
    public = [each for each in shipped.objects if "channel:" in each.key and not _everyone(each.facts)]

    assert len(public) >= 5


def _everyone(facts: object) -> list[str]:
    access = facts["access"] if isinstance(facts, dict) and "access" in facts else {}
    return list(access.get("everyone", []))


def test_the_bot_gives_and_refuses_only_what_it_has(shipped: Blueprint) -> None:
    named = {
        permission.removeprefix("-")
        for each in shipped.objects
        for permissions in (each.facts.get("permissions", []), *each.facts.get("access", {}).values())
        for permission in permissions
    }

    assert named - set(PERMISSIONS) == set()


def test_the_questions_of_welcome_open_roles_that_are_declared(shipped: Blueprint) -> None:
    opened = {key for prompt in shipped.prompts for choice in prompt.choices for key in choice.opens}

    assert [(prompt.title, len(prompt.choices)) for prompt in shipped.prompts] == [
        ("Vous êtes…", 10),
        ("Votre métier\u202f?", 24),
        ("Où travaillez-vous\u202f?", 24),
        ("Qu’est-ce qui vous intéresse\u202f?", 24),
    ]
    assert opened - {each.key for each in shipped.objects} == set()


def test_every_theme_forum_says_who_can_read_it(shipped: Blueprint) -> None:
    silent = [
        each.key
        for each in shipped.objects
        if each.kind == "forum" and "Qui peut lire" not in each.facts["topic"]
    ]

    assert silent == []


# ------------------------------------------------------------------------------------------------- reading


def test_a_small_declaration_says_once_for_many(catalogue: Catalogue) -> None:
    blueprint = declare(SMALL, catalogue)

    assert [each.key for each in blueprint.objects] == [
        "role:team",
        "role:theme:handicap",
        "role:theme:sante",
        "category:themes",
        "category:archives",
        "channel:theme:handicap",
        "channel:theme:sante",
    ]
    assert blueprint.objects[5].facts == {
        "name": "handicap-et-inclusion",
        "topic": "Handicap et société inclusive\u00a0: d’ici",
        "parent": "category:themes",
        "access": {
            "bot": ["view_channel"],
            "everyone": ["-view_channel"],
            "role:theme:handicap": ["view_channel"],
        },
        "tags": ["Résolu"],
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aide à domicile", "aide-à-domicile"),
        ("Provence-Alpes-Côte d’Azur", "provence-alpes-côte-d-azur"),
        ("Direction (CAFDES)", "direction-cafdes"),
        ("  Numérique,  données & IA ", "numérique-données-ia"),
    ],
)
def test_a_name_becomes_what_discord_writes(text: str, name: str) -> None:
    assert channel_name(text) == name


def test_a_space_may_be_opened_by_several_roles(catalogue: Catalogue) -> None:
    merged = SMALL.replace(
        '[[categories]]\nkey = "archives"',
        '[[categories.channels]]\nkey = "both"\nkind = "text"\nname = "ensemble"\naccess = "chosen"\n'
        'opened_by = ["theme:handicap", "team"]\n\n[[categories]]\nkey = "archives"',
    )

    both = declare(merged, catalogue).get("channel:both")
    assert both is not None
    assert list(both.facts["access"]) == ["bot", "everyone", "role:team", "role:theme:handicap"]


def test_another_file_is_read_when_asked(catalogue: Catalogue, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(SMALL, encoding="utf-8")

    assert load(catalogue, file) == declare(SMALL, catalogue)


def test_a_file_that_is_not_there_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(DeclarationError) as refused:
        load(catalogue, tmp_path / "nowhere.toml")

    assert [each[:35] for each in refused.value.problems] == ["nowhere.toml: it cannot be read: [E"]


def test_a_departement_that_grew_gets_a_forum_of_its_own(catalogue: Catalogue) -> None:
    text = (resources.files("bot.blueprint") / "server.toml").read_text(encoding="utf-8")
    grown = """[[categories.channels]]
each = "territory"
only = ["D33"]
kind = "forum"
name = "{name}"
access = "chosen"

"""
    before, mark, after = text.partition("# {places}")

    gironde = declare(before + grown + mark + after, catalogue).get("channel:territory:D33")
    assert gironde is not None
    assert (gironde.name, gironde.facts["parent"], "role:territory:D33" in gironde.facts["access"]) == (
        "gironde",
        "category:territories",
        True,
    )
