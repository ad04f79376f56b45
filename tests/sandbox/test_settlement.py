from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from commands.services import Services
from sandbox.mail import last_mail
from sandbox.settlement import settlement
from sandbox.simulation import Server
from tests.journeys.reading import text

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def settled(services: Services) -> AsyncIterator[Server]:
    async with settlement(services) as running:
        yield running


async def test_the_demonstration_is_the_server_of_the_blueprint(settled: Server) -> None:
    categories = [category.name for category in settled.client.guilds[0].categories]
    assert categories == [
        "Accueil",
        "Thématiques",
        "Métiers",
        "Publics",
        "Territoires",
        "Centre de ressources",
        "Modération",
        "Archives",
    ]


async def test_everything_that_is_said_is_read_where_the_blueprint_puts_it(settled: Server) -> None:
    said = {
        channel.name: [
            message.content for message in settled.channels[channel.name].history() if not message.author.bot
        ]
        for channel in settled.community.channels
    }
    assert said == {
        channel.name: [text for _, text in channel.messages] for channel in settled.community.channels
    }


async def test_a_newcomer_sees_the_welcome_alone_and_a_moderator_everything(settled: Server) -> None:
    seen = {
        person: [each.name for each in settled.community.channels if settled.may_see(person, each.name)]
        for person in ("Zaïna", "Claire", "Nadia")
    }
    everything = [each.name for each in settled.community.channels]
    assert seen == {
        "Zaïna": ["bienvenue", "présentations", "discussion-libre"],
        "Claire": everything,
        "Nadia": [name for name in everything if name != "file-d-attente"],
    }


async def test_the_standing_message_waits_for_the_newcomer(settled: Server) -> None:
    (door,) = [
        message
        for message in settled.channels["bienvenue"].history()
        if message.author.bot and f"<@{settled.members['Zaïna'].id}>" in str(message.components[0].to_dict())
    ]
    opened = await settled.members["Zaïna"].click(door, label="Trouver ma place")
    assert opened.ephemeral


async def test_the_last_issue_reached_its_reader_and_can_be_looked_at_as_a_mail(settled: Server) -> None:
    (issue,) = [
        message for message in settled.members["Nadia"].user.dm_channel.history() if message.author.bot
    ]
    mail = await last_mail(settled, "Nadia")
    assert "Préparer la sortie à dix-huit ans" in str(issue.components[0].to_dict())
    assert mail is not None
    assert ("Préparer la sortie à dix-huit ans" in mail, await last_mail(settled, "Zaïna")) == (True, None)


async def test_what_came_since_waits_for_the_coming_issue(settled: Server) -> None:
    coming = await settled.members["Nadia"].slash(settled.channels["bienvenue"], "digest apercu")
    assert "Le repas du dimanche" in text(coming)
