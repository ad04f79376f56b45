"""A question finds its answerer: the second half, when nobody answers by themselves."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import discord
import pytest
import pytest_asyncio
import simcord

from commands.exchange.workflow import next_due
from commands.services import Services
from sandbox.plain import message_text
from sandbox.simulation import Server
from storage.notices import Note
from storage.questions import Asked, Subject
from tests.contract import discord_contract, requires_contract
from tests.journeys.reading import SPACES, lines, reply, sent

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

MAYOTTE, REUNION = ZoneInfo("Indian/Mayotte"), ZoneInfo("Indian/Reunion")
FRIDAY = datetime(2027, 1, 8, 16, 0, tzinfo=MAYOTTE)
TUESDAY = datetime(2027, 1, 12, 16, 0, tzinfo=MAYOTTE)
NEXT_FRIDAY = datetime(2027, 1, 15, 16, 0, tzinfo=MAYOTTE)
LATER_FRIDAY = datetime(2027, 1, 22, 16, 0, tzinfo=MAYOTTE)
_numbers = count(1)


@dataclass(frozen=True)
class Post:
    """A question as the test follows it: who asked, the post, its number."""

    asker: simcord.MemberActor
    thread: simcord.ChannelHandle
    number: int


class Place:
    """The server of this module, with a forum, a role and the facilitators' channel as the blueprint makes them."""

    def __init__(self, server: Server, services: Services) -> None:
        self.server, self.services = server, services
        guild = server.guild
        self.forum = guild.create_forum_channel("questions-mayotte")
        self.queue = guild.create_text_channel("file-d-attente")
        self.role = guild.create_role("Référents")

    async def minute(self, now: datetime) -> int:
        """The bot's own minute, as if it were now; how often it set out to speak of a question."""
        since = len(self.server.env.http_requests)
        await self.server.client.each_minute(now)
        said = [each for each in sent(self.server, since) if each.method == "POST"]
        return sum("’a encore répondu" in json.dumps(each.json, ensure_ascii=False) for each in said)

    def newcomer(self, name: str) -> simcord.MemberActor:
        user = self.server.env.create_user(f"{name.lower()}{next(_numbers)}", global_name=name)
        return self.server.guild.add_member(user)

    async def referent(self, name: str, territory: str, trade: str = "ASS") -> simcord.MemberActor:
        """Somebody who volunteers, with the command."""
        member = self.newcomer(name)
        await member.slash(
            self.server.channels["bienvenue"], "referent devenir", metier=trade, territoire=territory
        )
        return member

    async def asked(self, at: datetime, territory: str = "D976") -> Post:
        """Somebody asks with the form: the bot writes the post in their name."""
        asker = self.newcomer("Fatima")
        forum = self.server.client.get_channel(self.forum.id)
        assert isinstance(forum, discord.ForumChannel)
        made = await forum.create_thread(name=f"Question {next(_numbers)}", content="Que faire ?")
        (thread,) = (each for each in self.forum.threads if each.id == made.thread.id)
        async with self.services.database.begin() as store:
            number = await store.questions.add(
                self.server.guild.id, thread.id, asker.id, at, Subject(trade="ass", territory=territory),
                by_form=True, next_at=next_due(at, 0, territory),
            )  # fmt: skip
        assert number is not None
        return Post(asker, thread, number)

    async def question(self, post: Post) -> Asked:
        async with self.services.database.begin() as store:
            found = await store.questions.get(post.number)
        assert found is not None
        return found

    async def uncertain(self) -> list[Note]:
        async with self.services.database.begin() as store:
            return list(await store.notices.uncertain())

    async def kept_for(self, member: simcord.MemberActor) -> list[tuple[str, str]]:
        """What this person can read again, whatever their message settings: the sort and its state."""
        async with self.services.database.begin() as store:
            notes = await store.notices.told_to(self.server.guild.id, member.id)
        return [(note.kind, note.state) for note in notes]

    async def nothing_waits(self) -> None:
        """No question of another test is told in this one, and nobody of it volunteers any more."""
        async with self.services.database.begin() as store:
            for one in await store.referents.all(self.server.guild.id):
                await store.referents.resign(self.server.guild.id, one.member_id)
            for question in await store.questions.unanswered(self.server.guild.id, 100):
                await store.questions.resolved(question.thread_id, question.asked_at)
            await store.notices.claim(LATER_FRIDAY + timedelta(days=999), 100)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ground(server: Server, services: Services) -> Place:
    place = Place(server, services)
    async with services.database.begin() as store:
        for key, id in (("channel:queue", place.queue.id), ("role:referents", place.role.id)):
            await store.spaces.applied(server.guild.id, key, id, {}, services.clock())
    return place


@pytest_asyncio.fixture(loop_scope="module")
async def place(ground: Place) -> Place:
    await ground.nothing_waits()
    return ground


def said_in(channel: simcord.ChannelHandle) -> list[list[str]]:
    """Every message of a channel as a person reads it, oldest first, one paragraph a line."""
    shown = [
        message_text("", [each.to_dict() for each in message.components], {}).translate(SPACES)
        for message in channel.history()
    ]
    return [[line for line in text.splitlines() if line.strip("─")] for text in shown]


def told(member: simcord.MemberActor) -> list[list[str]]:
    """What this person was told in private."""
    return said_in(member.user.dm_channel)


async def test_a_question_finds_its_answerer(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    post = await place.asked(FRIDAY)
    # The asker adds something: that is no answer.
    await post.asker.send(post.thread, "J’ai oublié de dire…")
    for early in (FRIDAY, FRIDAY + timedelta(days=3), TUESDAY - timedelta(minutes=1)):
        assert await place.minute(early) == 0
    assert await place.minute(TUESDAY) == 2
    link = f"https://discord.com/channels/{place.server.guild.id}/{post.thread.id}"
    (message,) = told(zainaba)
    assert message[:3] == [
        "Une question attend une réponse",
        "Assistant de service social · Mayotte, question posée le 8 janvier 2027 : personne n’a encore répondu.",
        (
            "Vous avez proposé votre aide. Une phrase suffit, ne serait-ce que pour dire à qui s’adresser."
            " Rien ne vous y oblige."
        ),
    ]
    assert [line for line in message if link in line] != []
    (message,) = told(post.asker)
    assert message[:2] == [
        "Votre question",
        (
            "Personne n’a encore répondu à votre question du 8 janvier 2027."
            " Nous venons de prévenir 1 personne volontaire."
        ),
    ]
    await zainaba.send(post.thread, "Appelez la maison des adolescents.")
    assert await place.minute(NEXT_FRIDAY) == 0
    answered = await place.question(post)
    assert (answered.step, answered.next_at, answered.answered_at is None) == (1, None, False)
    assert [len(told(each)) for each in (zainaba, post.asker)] == [1, 1]


async def test_nobody_is_woken_at_night(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    await place.asked(FRIDAY.replace(hour=22))
    night = TUESDAY.replace(hour=22)
    for hours in range(10):
        assert await place.minute(night + timedelta(hours=hours)) == 0
    assert await place.minute(night + timedelta(hours=10)) == 2
    assert len(told(zainaba)) == 1


async def test_after_a_night_without_the_bot_the_morning_is_waited_for(place: Place) -> None:
    await place.referent("Zainaba", "Mayotte")
    post = await place.asked(FRIDAY)
    assert await place.minute(TUESDAY.replace(hour=23)) == 0
    assert (await place.question(post)).next_at == datetime(2027, 1, 13, 8, 0, tzinfo=MAYOTTE)


async def test_the_twentieth_of_december_is_free_in_la_reunion(place: Place) -> None:
    await place.referent("Marie", "La Réunion")
    friday = datetime(2027, 12, 17, 10, 0, tzinfo=REUNION)
    await place.asked(friday, "D974")
    assert await place.minute(friday + timedelta(days=4)) == 0
    assert await place.minute(friday + timedelta(days=5)) == 2


async def test_without_any_referent_the_facilitators_are_told_at_the_second_step(place: Place) -> None:
    post, before = await place.asked(FRIDAY), len(said_in(place.queue))
    assert await place.minute(TUESDAY) == 1
    assert told(post.asker)[0][1] == (
        "Personne n’a encore répondu à votre question du 8 janvier 2027."
        " Il n’y a encore personne à prévenir ici ; nous chercherons plus loin le 15 janvier 2027."
    )
    assert await place.minute(NEXT_FRIDAY) == 2
    (asked,) = said_in(place.queue)[before:]
    assert asked[0] == "Une question attend une réponse"
    assert told(post.asker)[1][1].endswith("Nous venons de prévenir l’équipe d’animation.")
    assert await place.minute(LATER_FRIDAY) == 0


async def test_after_a_long_outage_only_the_last_step_is_taken(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    post, before = await place.asked(FRIDAY), len(said_in(place.queue))
    assert await place.minute(LATER_FRIDAY) == 2
    assert (len(said_in(place.queue)) - before, len(told(post.asker)), told(zainaba)) == (1, 1, [])


async def test_with_closed_messages_the_asker_can_still_read_it(place: Place) -> None:
    post = await place.asked(FRIDAY)
    closed = f"/channels/{post.asker.user.dm_channel.id}/messages"
    place.server.env.inject_error("POST", closed, status=403, code=50007, message="Cannot send messages")
    assert await place.minute(TUESDAY) == 1
    assert await place.kept_for(post.asker) == [("ladder-asker", "refused")]
    assert await place.minute(TUESDAY + timedelta(minutes=30)) == 0


async def test_two_minutes_at_once_tell_once(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    post = await place.asked(FRIDAY)
    await asyncio.gather(place.minute(TUESDAY), place.minute(TUESDAY))
    await place.minute(TUESDAY + timedelta(minutes=1))
    assert [len(told(each)) for each in (zainaba, post.asker)] == [1, 1]


async def test_what_a_dead_process_was_sending_is_listed_and_never_repeated(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    post = await place.asked(FRIDAY)
    (family,) = (each for each in place.server.client.families if "Referents" in type(each).__name__)
    await family.each_minute(place.server.client, TUESDAY)
    async with place.services.database.begin() as store:
        claimed = await store.notices.claim(TUESDAY, 40)
    assert await place.minute(TUESDAY + timedelta(minutes=6)) == 0
    listed = [note.key for note in await place.uncertain()]
    assert [note.key for note in claimed if note.key in listed] == [
        f"ladder:{post.number}:1:{zainaba.id}",
        f"ladder:{post.number}:1:asker",
    ]
    assert (told(zainaba), told(post.asker)) == ([], [])


async def test_a_post_that_discord_does_not_show_waits_and_stops_no_other(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    troubled, other = await place.asked(FRIDAY), await place.asked(FRIDAY)
    place.server.env.inject_error("GET", f"/channels/{troubled.thread.id}/messages", status=503, times=None)
    assert await place.minute(TUESDAY) == 2
    assert [(await place.question(each)).step for each in (troubled, other)] == [0, 1]
    place.server.env.backend.faults.clear()
    assert await place.minute(TUESDAY + timedelta(minutes=1)) == 2
    assert ((await place.question(troubled)).step, len(told(zainaba))) == (1, 2)


async def test_when_discord_is_down_the_minute_is_short_and_nobody_is_forgotten(place: Place) -> None:
    await place.referent("Zainaba", "Mayotte")
    troubled = [await place.asked(FRIDAY) for _ in range(3)]
    last = await place.asked(FRIDAY)
    for post in troubled:
        place.server.env.inject_error("GET", f"/channels/{post.thread.id}/messages", status=503, times=None)
    assert await place.minute(TUESDAY) == 0
    # Those that failed are behind those that were not looked at.
    assert await place.minute(TUESDAY + timedelta(minutes=1)) == 2
    place.server.env.backend.faults.clear()
    assert (await place.question(last)).step == 1


async def test_what_was_held_up_until_the_evening_waits_for_the_morning(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    await place.asked(FRIDAY)
    (family,) = (each for each in place.server.client.families if "Referents" in type(each).__name__)
    await family.each_minute(place.server.client, TUESDAY)
    assert await place.minute(TUESDAY.replace(hour=22)) == 0
    assert await place.minute(TUESDAY.replace(day=13, hour=8)) == 2
    assert len(told(zainaba)) == 1


async def test_a_post_that_is_gone_or_locked_is_told_to_nobody(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    gone, locked = await place.asked(FRIDAY), await place.asked(FRIDAY)
    thread = await place.server.client.fetch_channel(locked.thread.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(locked=True)
    place.server.env.inject_error("GET", f"/channels/{gone.thread.id}", status=404, code=10003)
    assert await place.minute(TUESDAY) == 0
    assert [(await place.question(each)).next_at for each in (gone, locked)] == [None, None]
    assert told(zainaba) == []


async def test_a_post_that_became_quiet_is_still_told(place: Place) -> None:
    post = await place.asked(FRIDAY)
    thread = await place.server.client.fetch_channel(post.thread.id)
    assert isinstance(thread, discord.Thread)
    await thread.edit(archived=True)
    assert await place.minute(TUESDAY) == 1


async def test_a_referent_is_found_by_all_and_stops_with_a_button_in_private(place: Place) -> None:
    zainaba, nadia = await place.referent("Zainaba", "Mayotte"), place.server.members["Nadia"]
    here = place.server.channels["bienvenue"]
    member = await place.server.client.get_guild(place.server.guild.id).fetch_member(zainaba.id)  # type: ignore[union-attr]
    assert place.role.id in [role.id for role in member.roles]
    shown = await nadia.slash(here, "referent liste", territoire="976")
    assert (shown.ephemeral, lines(shown)[:3]) == (
        True,
        ["Référents : Mayotte", "Mayotte", f"- @{zainaba.id} · Assistant de service social"],
    )
    await place.asked(FRIDAY)
    await place.minute(TUESDAY)
    stopped = await zainaba.user.click(zainaba.user.dm_channel.history()[-1], label="Ne plus me prévenir")
    assert lines(stopped)[1].startswith("Nous ne vous préviendrons plus, et votre nom a quitté la liste.")
    member = await place.server.client.get_guild(place.server.guild.id).fetch_member(zainaba.id)  # type: ignore[union-attr]
    assert place.role.id not in [role.id for role in member.roles]
    assert lines(await nadia.slash(here, "referent liste"))[0] == "Référents"
    again = await zainaba.slash(here, "referent quitter")
    assert lines(again)[1] == "Vous n’étiez pas sur la liste : rien n’a changé."


async def test_who_leaves_the_server_is_told_no_more(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    place.server.guild.remove_member(zainaba)
    await place.server.env.settle()
    async with place.services.database.begin() as store:
        assert await store.referents.all(place.server.guild.id) == []


async def test_what_is_unclear_is_asked_again_and_nothing_is_kept(place: Place) -> None:
    nadia, here = place.server.members["Nadia"], place.server.channels["bienvenue"]
    asked = await nadia.slash(here, "referent devenir")
    assert lines(asked)[0] == "Une précision"
    several = await nadia.slash(here, "referent liste", territoire="Saint-Denis")
    assert lines(several)[1].startswith("De quel territoire s’agit-il : Seine-Saint-Denis ou La Réunion ?")
    async with place.services.database.begin() as store:
        assert await store.referents.all(place.server.guild.id) == []
    assert reply(asked).ephemeral


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(place: Place) -> None:
    zainaba = await place.referent("Zainaba", "Mayotte")
    await place.asked(FRIDAY)
    await place.minute(TUESDAY)
    await zainaba.slash(place.server.channels["bienvenue"], "referent quitter")
    assert discord_contract().violations(place.server.env.http_requests) == []
