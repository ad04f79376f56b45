from typing import Any

import discord
import pytest

from bot.blueprint import payloads
from bot.invite import PERMISSIONS

IDS = {"everyone": 1, "bot": 2, "role:moderation": 3, "category:themes": 4, "channel:help": 5}


def test_a_permission_has_the_same_name_on_the_way_out_and_on_the_way_in() -> None:
    values = {name: payloads.value_of([name]) for name in PERMISSIONS}
    assert {name: payloads.names_of(value) for name, value in values.items()} == {
        name: (name,) for name in PERMISSIONS
    }


def test_every_permission_of_discord_has_a_name() -> None:
    everything = discord.Permissions.all().value
    assert payloads.value_of(payloads.names_of(everything)) == everything


def test_a_permission_that_discord_has_not_is_refused() -> None:
    with pytest.raises(TypeError):
        payloads.value_of(["make_coffee"])


def test_an_access_is_read_as_it_is_declared() -> None:
    view, send = payloads.value_of(["view_channel"]), payloads.value_of(["send_messages"])
    assert payloads.access_of(send, view) == ("-view_channel", "send_messages")


def test_a_private_forum_is_made_with_all_that_it_has() -> None:
    facts = {
        "name": "handicap",
        "topic": "Un message par question.",
        "parent": "category:themes",
        "access": {
            "everyone": ["-view_channel"],
            "bot": ["view_channel"],
            "role:moderation": ["view_channel"],
        },
        "tags": ["Résolu"],
        "slowmode": 30,
    }
    view = payloads.value_of(["view_channel"])
    assert payloads.channel(facts, IDS) == {
        "name": "handicap",
        "topic": "Un message par question.",
        "parent_id": 4,
        "permission_overwrites": [
            {"id": "2", "type": payloads.MEMBER, "allow": view, "deny": 0},
            {"id": "1", "type": payloads.ROLE, "allow": 0, "deny": view},
            {"id": "3", "type": payloads.ROLE, "allow": view, "deny": 0},
        ],
        "rate_limit_per_user": 30,
        "available_tags": [{"name": "Résolu", "moderated": False, "emoji_id": None, "emoji_name": None}],
    }


def test_an_edit_says_only_what_it_changes() -> None:
    assert payloads.channel({"name": "aide"}, IDS) == {"name": "aide"}
    assert payloads.channel({"parent": None}, IDS) == {"parent_id": None}
    assert payloads.role({"mentionable": True}) == {"mentionable": True}


def test_what_is_not_ours_keeps_its_id() -> None:
    overwrites = payloads.channel({"access": {"#77": ["view_channel"], "#member:78": []}}, IDS)
    assert [(each["id"], each["type"]) for each in overwrites["permission_overwrites"]] == [
        ("77", payloads.ROLE),
        ("78", payloads.MEMBER),
    ]


def test_tags_that_are_there_keep_their_ids_and_their_order_is_ours() -> None:
    there = {"Résolu": {"id": 9, "name": "Résolu"}}
    tags = payloads.channel({"tags": ["Question", "Résolu"]}, IDS, there)["available_tags"]
    assert [(tag.get("id"), tag["name"]) for tag in tags] == [(None, "Question"), (9, "Résolu")]


def test_the_welcome_keeps_its_ids_and_what_people_decided() -> None:
    def question(title: str, count: int) -> dict[str, Any]:
        choices = [
            {"title": f"{number}", "description": "", "opens": ["channel:help", "role:moderation"]}
            for number in range(count)
        ]
        return {"title": title, "several": True, "choices": choices}

    present = {
        "prompts": [{"id": "50", "title": "Ancienne", "options": [{"id": "51", "title": "0"}]}],
        "default_channel_ids": ["5"],
        "enabled": True,
        "mode": 1,
    }
    body = payloads.onboarding([question("Ancienne", 1), question("Nouvelle", 13)], IDS, present)
    old, new = body.pop("prompts")
    assert body == {"default_channel_ids": ["5"], "enabled": True, "mode": 1}
    assert (old["id"], old["type"], old["single_select"], old["required"]) == ("50", 0, False, False)
    assert old["options"] == [
        {"id": "51", "title": "0", "description": "", "role_ids": ["3"], "channel_ids": ["5"]}
    ]
    assert (new["id"], new["type"], len(new["options"])) == ("1", 1, 13)
    assert "id" not in new["options"][0]
