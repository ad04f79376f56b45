"""A server is built from nothing and rebuilt without change; what is changed by hand is told, once."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.types import HttpLogEntry

from bot.blueprint import declaration
from bot.blueprint.shapes import Blueprint
from commands.hosting import AppliedServer
from commands.services import Services
from sandbox.plain import message_text
from sandbox.simulation import Server, empty_server
from tests.bot.blueprint.small import ARCHIVES, SMALL
from tests.contract import discord_contract, requires_contract
from tests.journeys.gardens import EXPECTED, VIEW, Garden, garden, unseen
from tests.journeys.reading import SPACES, sent, taken_away

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

Built = tuple[Garden, Blueprint, AppliedServer, list[tuple[int, int]]]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(services: Services) -> AsyncIterator[Server]:
    """The real client, on a server with nobody and nothing."""
    async with empty_server(services) as running:
        yield running
        assert taken_away(running) == []


@pytest.fixture
def small(server: Server, services: Services) -> Garden:
    """An empty server, and a small blueprint."""
    return garden(server, services, lambda: SMALL)


def open_to_all(request: HttpLogEntry, guild_id: int) -> bool:
    """Would everybody read the channel that this request makes or changes?"""
    assert isinstance(request.json, dict)
    everybody = [each for each in request.json["permission_overwrites"] if int(each["id"]) == guild_id]
    return not any(int(each["deny"]) & VIEW for each in everybody)


def private(blueprint: Blueprint) -> set[str]:
    """The names of the channels and categories that not everybody may read."""
    return {
        each.name
        for each in blueprint.objects
        if "-view_channel" in each.facts.get("access", {}).get("everyone", [])
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def built(
    server: Server, services: Services
) -> tuple[Garden, Blueprint, AppliedServer, list[tuple[int, int]]]:
    """The server of the shipped blueprint, built from nothing."""
    blueprint = declaration.load(services.catalogue)
    place = garden(server, services, lambda: blueprint)
    steps: list[tuple[int, int]] = []

    async def watched(done: int, total: int) -> None:
        steps.append((done, total))

    return place, blueprint, await place.apply(watched), steps


async def test_a_server_is_built_from_nothing_one_request_an_object(built: Built) -> None:
    place, blueprint, done, steps = built
    count = len(blueprint.objects)
    assert (done.done, done.left) == (count, 0)
    assert [(each.method, each.path.split("/")[-1]) for each in place.changing()] == [
        ("POST", "roles" if each.kind == "role" else "channels") for each in blueprint.objects
    ]
    assert steps == [(number + 1, count) for number in range(count)]


async def test_at_no_instant_can_everybody_read_a_private_channel(built: Built) -> None:
    place, blueprint, _, _ = built
    channels = [each for each in place.changing() if each.path.endswith("/channels")]
    shown = {each.json["name"] for each in channels if open_to_all(each, place.guild.id)}  # type: ignore[index]
    names = {each.name for each in blueprint.objects if each.kind != "role"}
    assert shown == names - private(blueprint)
    assert len(private(blueprint)) > 50


@requires_contract
async def test_every_request_is_one_that_discord_documents(built: Built) -> None:
    place, *_ = built
    assert discord_contract().violations(sent(place.server, place.since)) == []


async def test_what_was_built_is_what_was_declared(built: Built) -> None:
    place, blueprint, _, _ = built
    shown = await place.facts()
    declared = {each.key: each.facts for each in blueprint.objects}
    assert {key: {name: facts[name] for name in declared[key]} for key, facts in shown.items()} == {
        each.key: dict(each.facts) for each in blueprint.objects
    }


async def test_a_second_application_changes_nothing_and_asks_nothing(built: Built) -> None:
    place, *_ = built
    before = len(sent(place.server, place.since))
    again = await place.apply()
    assert (again.done, again.left) == (0, 0)
    assert [line.translate(SPACES) for line in again.lines] == [
        "Le serveur est déjà comme le plan le décrit : rien n’a été fait."
    ]
    assert len(sent(place.server, place.since)) == before


async def test_a_plan_that_is_no_longer_true_is_not_applied(small: Garden) -> None:
    read = await small.gardener.plan(small.guild.id, "fr")
    await small.apply()
    small.by_hand("bienvenue", name="accueil")
    done = await small.gardener.apply(small.guild.id, "fr", read.fingerprint, unseen, overwrite=True)
    assert (done.done, done.left) == (0, 1)
    (said,) = done.lines
    assert said.translate(SPACES) == (
        "Le serveur a changé depuis que vous avez lu le plan : rien n’a été fait. Relisez le plan, puis appliquez "
        "le nouveau."
    )
    assert len(small.changing()) == len(SMALL.objects)


async def test_two_applications_do_not_run_at_once(small: Garden) -> None:
    read = await small.gardener.plan(small.guild.id, "fr")
    others: list[AppliedServer] = []

    async def meanwhile(*_: int) -> None:
        others.append(await small.gardener.apply(small.guild.id, "fr", read.fingerprint, unseen))

    done = await small.gardener.apply(small.guild.id, "fr", read.fingerprint, meanwhile)
    assert (done.done, done.left) == (len(SMALL.objects), 0)
    assert {each.lines for each in others} == {
        ("Ce serveur est en train d’être changé. Attendez la fin, puis demandez le plan.",)
    }
    assert len(small.changing()) == len(SMALL.objects)


async def test_nothing_is_sent_when_the_bot_lacks_a_permission(small: Garden) -> None:
    (own,) = (role for role in small.backend.roles.values() if role.managed)
    small.server.env.backend.edit_role(small.guild.id, own.id, {"permissions": VIEW})
    done = await small.apply()
    assert done.done == 0
    assert any("Gérer les salons" in line for line in done.lines)
    assert small.changing() == []


async def test_a_facilitator_renames_a_channel_by_hand_and_is_told_once(
    small: Garden, services: Services, now: datetime
) -> None:
    await small.apply()
    small.by_hand("bienvenue", name="accueil")
    assert [await small.told(services, now + timedelta(days=days)) for days in range(3)] == [1, 0, 0]
    assert (await small.facts())["channel:welcome"]["name"] == "accueil"
    assert (await small.apply()).done == 0
    put_back = await small.apply(overwrite=True)
    assert put_back.done == 1
    assert await small.facts() == EXPECTED
    assert await small.told(services, now + timedelta(days=3)) == 0
    small.by_hand("bienvenue", name="accueil")
    assert await small.told(services, now + timedelta(days=4)) == 1


async def test_what_was_told_is_read_in_the_journal(
    small: Garden, server: Server, services: Services, now: datetime
) -> None:
    await small.apply()
    small.by_hand("bienvenue", name="accueil")
    await small.told(services, now)
    await server.client.each_minute(now + timedelta(minutes=1))
    (message,) = small.guild.channels["journal"].history()
    said = message_text("", [each.to_dict() for each in message.components], {}).translate(SPACES)
    assert "« bienvenue »" in said
    assert "« accueil »" in said


async def test_who_was_let_into_a_channel_by_hand_is_not_written_down(
    small: Garden, services: Services, now: datetime
) -> None:
    await small.apply()
    journal = small.server.env.backend.channels[small.guild.channels["journal"].id]
    let_in = Overwrite(target_id=123456789, type=OverwriteType.MEMBER, allow=VIEW)
    small.by_hand("journal", overwrites=[*journal.overwrites, let_in])
    assert await small.told(services, now) == 1
    async with services.database.begin() as store:
        notes = await store.notices.claim(now, 100)
    (facts,) = (note.facts for note in notes if note.guild_id == small.guild.id)
    assert [each["now"] for each in facts["drifts"]] == [{"access": None}]


async def test_a_channel_taken_away_by_hand_is_told_and_not_made_again_unasked(
    small: Garden, services: Services, now: datetime
) -> None:
    await small.apply()
    small.server.env.backend.delete_channel(small.guild.channels["bienvenue"].id)
    assert await small.told(services, now) == 1
    assert (await small.apply()).done == 0
    assert (await small.apply(overwrite=True)).done == 1
    assert await small.facts() == EXPECTED


async def test_tags_put_back_keep_those_that_posts_bear(small: Garden) -> None:
    await small.apply()
    forum = small.server.env.backend.channels[small.guild.channels["handicap"].id]
    _question, solved = forum.available_tags
    small.by_hand("handicap", available_tags=[solved])
    await small.apply(overwrite=True)
    assert [tag["name"] for tag in forum.available_tags] == ["Question", "Résolu"]
    assert forum.available_tags[1]["id"] == solved["id"]


async def test_a_private_channel_that_was_opened_by_hand_is_closed_in_one_request(small: Garden) -> None:
    await small.apply()
    journal = small.server.env.backend.channels[small.guild.channels["journal"].id]
    kept, journal.overwrites = journal.overwrites, []
    small.by_hand("journal", topic="Ouvert à tout le monde.")
    assert small.open_channels() == {"bienvenue", "annonces", "journal"}
    await small.apply(overwrite=True)
    (closing,) = small.changing()[len(SMALL.objects) :]
    assert (closing.method, closing.path) == ("PATCH", f"/channels/{journal.id}")
    assert not open_to_all(closing, small.guild.id)
    assert {each.target_id: each.deny for each in journal.overwrites} == {
        each.target_id: each.deny for each in kept
    }


# ------------------------------------------------------------------------------------------------ another declaration


async def test_what_the_declaration_says_otherwise_is_changed_one_request_an_object(
    small: Garden, services: Services
) -> None:
    await small.apply()
    changed: dict[str, dict[str, Any]] = {
        "role:moderation": {"permissions": ["manage_messages", "manage_threads"]},
        "channel:welcome": {"name": "accueil"},
        "channel:theme:handicap": {"topic": "Autre.", "tags": ["Résolu", "Partage"]},
    }
    objects = [replace(each, facts={**each.facts, **changed.get(each.key, {})}) for each in SMALL.objects]
    again = replace(small, gardener=small.another(services, Blueprint(tuple(objects))))
    assert (await again.apply()).done == 3
    requests = small.changing()[len(SMALL.objects) :]
    assert sorted(each.method for each in requests) == ["PATCH"] * 3
    assert await again.facts() == {key: facts | changed.get(key, {}) for key, facts in EXPECTED.items()}
    assert (await again.apply()).done == 0


async def test_what_is_no_longer_declared_is_archived_and_can_come_back(
    small: Garden, services: Services
) -> None:
    await small.apply()
    kept = [each for each in SMALL.objects if each.key != "channel:theme:handicap"]
    without = replace(small, gardener=small.another(services, Blueprint((*kept, ARCHIVES))))
    assert (await without.apply()).done == 2
    archived = (await without.facts())["channel:theme:handicap"]
    assert archived["parent"] == "category:archives"
    assert archived["access"]["role:theme:handicap"] == ["view_channel"]
    assert archived["access"]["everyone"] == ["-send_messages", "-send_messages_in_threads", "-view_channel"]
    assert (await without.apply()).done == 0
    back = replace(small, gardener=small.another(services, Blueprint((*SMALL.objects, ARCHIVES))))
    assert (await back.apply()).done == 1
    assert (await back.facts())["channel:theme:handicap"] == EXPECTED["channel:theme:handicap"]


async def test_what_people_made_is_left_alone_unless_it_is_adopted(small: Garden) -> None:
    theirs = small.guild.create_text_channel("bienvenue", topic="La nôtre.")
    other = small.guild.create_text_channel("café")
    await small.apply()
    shown = await small.facts()
    assert [key for key in shown if not key.startswith(("channel:", "category:", "role:"))] == [
        f"not ours: bienvenue {theirs.id}",
        f"not ours: café {other.id}",
    ]
    assert shown[f"not ours: bienvenue {theirs.id}"]["topic"] == "La nôtre."
    assert shown["channel:welcome"] == EXPECTED["channel:welcome"]
    assert not [
        each for each in small.changing() if str(other.id) in each.path or str(theirs.id) in each.path
    ]


async def test_what_people_made_is_taken_over_when_they_ask(small: Garden) -> None:
    theirs = small.guild.create_text_channel("bienvenue", topic="La nôtre.")
    done = await small.apply(adopt=True)
    assert (done.done, done.left) == (len(SMALL.objects), 0)
    assert [each.path for each in small.changing() if each.method == "PATCH"] == [f"/channels/{theirs.id}"]
    assert await small.facts() == EXPECTED


async def test_what_only_has_to_be_followed_can_be_applied_too(small: Garden, services: Services) -> None:
    await small.apply()
    key = "channel:welcome"
    async with services.database.begin() as store:
        # Cut between Discord's answer and our record.
        await store.spaces.intend(small.guild.id, key, services.clock())
    planned = await small.gardener.plan(small.guild.id, "fr")
    assert (planned.changes, planned.large, planned.blocked) == (1, False, False)
    assert planned.lines[0] == "Rien ne serait changé sur le serveur."
    assert planned.fingerprint in planned.lines[-1]
    since = len(small.changing())
    await small.apply()
    async with services.database.begin() as store:
        followed = await store.spaces.get(small.guild.id, key)
    assert followed is not None
    assert (followed.discord_id is None, len(small.changing())) == (False, since)
    assert (await small.gardener.plan(small.guild.id, "fr")).changes == 0
