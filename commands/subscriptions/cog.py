"""The face of /digest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from commands import choosing
from commands.faces import (
    LONGEST_QUESTION,
    NOBODY,
    FamilyCog,
    Pressed,
    Submitted,
    described,
    named,
    offer,
    reader,
    send,
    words_of,
)
from commands.ids import parts
from commands.reply import Reply
from commands.services import Services
from commands.submission import submission
from commands.subscriptions import replies, workflow
from commands.subscriptions.forms import FIELD, AddressForm
from commands.subscriptions.workflow import Choices
from commands.ui import Interaction, draw, host
from storage.subscriptions import Subscriber

MOST_ADDRESSES, A_DAY = 3, timedelta(days=1)
Text = app_commands.Range[str, 1, LONGEST_QUESTION]
Day = app_commands.Range[str, 6, 20]


class Subscriptions(FamilyCog):
    """A short page each week, on what one chose, where one wants it."""

    digest = app_commands.Group(
        name=named("digest", "digest"),
        description=described("Your digest of resources and research: one page a week, on what you choose"),
        guild_only=True,
    )

    @digest.command(
        name=named("abonner", "subscribe"), description=described("Choose what you receive, when and where")
    )
    @app_commands.rename(territoire=named("territoire", "territory"))
    @app_commands.describe(territoire=described("A département, a region, a number, a postal code, a town"))
    async def subscribe(self, interaction: Interaction, territoire: Text | None = None) -> None:
        """The menus, filled in from the subscription or the profile."""
        await self._show(interaction, interaction.guild_id or 0, territoire or "")

    @subscribe.autocomplete("territoire")
    async def _territories(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return offer(typed, choosing.territories(self.services.catalogue, typed))

    @digest.command(
        name=named("preferences", "preferences"),
        description=described("Change what you receive, when and where"),
    )
    async def preferences(self, interaction: Interaction) -> None:
        """The same menus."""
        await self._show(interaction, interaction.guild_id or 0)

    @digest.command(name=named("pause", "pause"), description=described("Stop your digest for a while"))
    @app_commands.rename(semaines=named("semaines", "weeks"), jusquau=named("jusquau", "until"))
    @app_commands.describe(
        semaines=described("How many weeks"), jusquau=described("Until a day, written like this: 24/12/2026")
    )
    async def pause(
        self, interaction: Interaction, semaines: Literal[1, 2, 4] | None = None, jusquau: Day | None = None
    ) -> None:
        """Now, or after one more press."""
        await self._pause(interaction, interaction.guild_id or 0, semaines, jusquau or "")

    @digest.command(
        name=named("apercu", "preview"),
        description=described("What your next issue would hold if it left now"),
    )
    async def preview(self, interaction: Interaction) -> None:
        """Nothing is sent by looking."""
        subscriber = await self._or_profile(interaction)
        await send(interaction, await host(interaction).newsroom.preview(subscriber, self.services.clock()))

    @digest.command(
        name=named("historique", "history"),
        description=described("Every issue that left, and those you received"),
    )
    async def history(self, interaction: Interaction) -> None:
        """The ledger."""
        guild_id = interaction.guild_id or 0
        async with self.services.database.begin() as store:
            ledger = await store.editions.ledger(f"{guild_id} ")
            subscriber = await store.subscriptions.of(guild_id, interaction.user.id)
            received = await store.editions.received(subscriber.id) if subscriber else ()
        await send(
            interaction, replies.history(ledger, received, subscriber, reader(interaction, self.services))
        )

    @digest.command(
        name=named("desabonner", "unsubscribe"), description=described("Stop your digest, in one step")
    )
    async def unsubscribe(self, interaction: Interaction) -> None:
        """At once, without a question."""
        await self._leave(interaction, await self._current(interaction, interaction.guild_id or 0))

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._asked: dict[int, list[datetime]] = {}

    def verbs(self) -> Mapping[str, Pressed]:
        """The menus and their buttons; those under an issue."""
        return {
            "choosedigest": self._choose,
            "digestsave": self._save,
            "digestaddress": self._ask_address,
            "digestprefs": self._preferences,
            "digestleave": self._pressed_leave,
            "digestpause": self._pressed_pause,
            "chooseless": self._less,
            "openissue": self._again,
        }

    def forms(self) -> Mapping[str, Submitted]:
        """The form of the address."""
        return {"digestmail": self._addressed}

    @commands.Cog.listener()
    async def on_raw_member_remove(self, payload: discord.RawMemberRemoveEvent) -> None:
        """Who leaves the server receives nothing more from it."""
        async with self.services.database.begin() as store:
            subscriber = await store.subscriptions.of(payload.guild_id, payload.user.id)
            if subscriber and subscriber.state != "ended":
                await workflow.leave(store, subscriber, "left", self.services.clock())

    async def _show(self, interaction: Interaction, guild_id: int, territory: str = "") -> None:
        current, choices = await self._current(interaction, guild_id), Choices()
        if current:
            choices = workflow.of_subscriber(current)
        else:
            async with self.services.database.begin() as store:
                profile = await store.members.profile(guild_id, interaction.user.id)
            choices = workflow.of_profile(profile)
        places = self.services.catalogue.territories.resolve(territory) if territory else ()
        if places:
            found = dict.fromkeys((places[0].id, *choices.territories))
            choices = replace(choices, territories=tuple(found))
        await send(interaction, self._form(interaction, guild_id, choices, current))

    def _form(
        self,
        interaction: Interaction,
        guild_id: int,
        choices: Choices,
        current: Subscriber | None,
        note: str = "",
    ) -> Reply:
        return replies.form(
            self.services.catalogue,
            choices,
            current,
            reader(interaction, self.services),
            guild_id,
            offers_mail=self.services.offers_mail,
            note=note,
        )

    async def _choose(self, interaction: Interaction, rest: list[str], values: list[str]) -> None:
        """The message remembers the other menus: nothing is kept until the button is pressed."""
        what, guild_id = rest[0], int(rest[1])
        choices = self._chosen(interaction, {what: values})
        current = await self._current(interaction, guild_id)
        shown = self._form(interaction, guild_id, choices, current)
        await interaction.response.edit_message(view=draw(shown), allowed_mentions=NOBODY)

    async def _save(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        guild_id, choices = int(rest[0]), self._chosen(interaction)
        current = await self._current(interaction, guild_id)
        if workflow.needs_address(choices, current):
            await interaction.response.send_modal(AddressForm(guild_id, words_of(interaction)))
            return
        await interaction.response.defer()
        await self._write(interaction, guild_id, choices, current)

    async def _ask_address(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await interaction.response.send_modal(AddressForm(int(rest[0]), words_of(interaction)))

    async def _addressed(self, interaction: Interaction) -> None:
        given = submission(interaction.data)
        typed, guild_id = given.texts.get(FIELD, ""), int(given.about[0])
        address = workflow.address_of(typed)
        if address is None or not self.services.offers_mail:
            await send(interaction, replies.bad_address(typed, reader(interaction, self.services)))
            return
        if not self._may_ask(interaction.user.id):
            await send(interaction, replies.too_many_addresses(reader(interaction, self.services)))
            return
        choices = self._chosen(interaction, {"medium": ["mail"]})
        current = await self._current(interaction, guild_id)
        await interaction.response.defer()
        await self._write(interaction, guild_id, choices, current, address)

    def _may_ask(self, member_id: int) -> bool:
        """Each address typed receives a mail: nobody sends them to the whole world through us."""
        now = self.services.clock()
        lately = [at for at in self._asked.get(member_id, ()) if now - at < A_DAY]
        self._asked[member_id] = [*lately, now]
        return len(lately) < MOST_ADDRESSES

    async def _write(
        self,
        interaction: Interaction,
        guild_id: int,
        choices: Choices,
        current: Subscriber | None,
        address: str | None = None,
    ) -> None:
        """Open the conversation when there must be one, then keep what was chosen."""
        who, now = reader(interaction, self.services), self.services.clock()
        next_at = host(interaction).newsroom.next_issue(choices.schedule, choices.rhythm, now)
        if workflow.needs_opening(choices, current) and not await _open(
            interaction, replies.welcome(next_at, who)
        ):
            without = replace(choices, medium="none")
            shown = self._form(interaction, guild_id, without, current, replies.closed(who.words))
        else:
            async with self.services.database.begin() as store:
                written = await workflow.subscribe(
                    store,
                    choices,
                    current,
                    (guild_id, interaction.user.id, interaction.locale.value),
                    now,
                    address,
                )
            shown = replies.subscribed(written, next_at, who)
        await interaction.edit_original_response(view=draw(shown), allowed_mentions=NOBODY)

    async def _preferences(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        """In a private message, of the server whose digest it is."""
        guild_id = int(rest[0]) if rest else interaction.guild_id
        if guild_id is None:
            guild_id = await self._any_server(interaction)
        if guild_id:
            await self._show(interaction, guild_id)
        else:
            await send(interaction, replies.not_subscribed(reader(interaction, self.services)))

    async def _any_server(self, interaction: Interaction) -> int:
        """In a private message: the server of the digest that goes on, else of any."""
        async with self.services.database.begin() as store:
            found = await store.subscriptions.all_of(interaction.user.id)
        return min(found, key=lambda each: each.state == "ended").guild_id if found else 0

    async def _pressed_leave(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        subscriber = await self._own(interaction, rest)
        if subscriber:
            await self._leave(interaction, subscriber)

    async def _leave(self, interaction: Interaction, subscriber: Subscriber | None) -> None:
        who = reader(interaction, self.services)
        if subscriber is None or subscriber.state == "ended":
            await send(interaction, replies.not_subscribed(who))
            return
        async with self.services.database.begin() as store:
            await workflow.leave(store, subscriber, "asked", self.services.clock())
        await send(interaction, replies.left(who, subscriber.guild_id))

    async def _pressed_pause(self, interaction: Interaction, rest: list[str], _values: list[str]) -> None:
        await self._pause(interaction, int(rest[0]), int(rest[1]), "")

    async def _pause(self, interaction: Interaction, guild_id: int, weeks: int | None, typed: str) -> None:
        """``weeks`` 0 resumes; None asks, unless a day was typed."""
        who = reader(interaction, self.services)
        subscriber = await self._current(interaction, guild_id)
        if subscriber is None or subscriber.state not in ("active", "paused"):
            known = subscriber is not None and subscriber.state != "ended"
            await send(interaction, replies.cannot_pause(who) if known else replies.not_subscribed(who))
            return
        until = workflow.pause_until(weeks, typed, who.now.date())
        if until is None and typed:
            await send(interaction, replies.bad_day(typed, who))
        elif until is None and weeks != 0:
            await send(interaction, replies.pausing(subscriber, who))
        else:
            async with self.services.database.begin() as store:
                await store.subscriptions.move(subscriber.id, "paused" if until else "active", "", until)
            await send(interaction, replies.paused(until, who, guild_id))

    async def _less(self, interaction: Interaction, rest: list[str], values: list[str]) -> None:
        subscriber = await self._own(interaction, rest)
        if subscriber is None or not workflow.is_less(self.services.catalogue, values[0]):
            return
        who = reader(interaction, self.services)
        async with self.services.database.begin() as store:
            await workflow.less_of(store, subscriber, values[0], self.services.clock())
        await send(interaction, replies.heard(self.services.catalogue, values[0], who))

    async def _again(self, interaction: Interaction, rest: list[str], values: list[str]) -> None:
        subscriber = await self._own(interaction, rest)
        if subscriber is None:
            return
        async with self.services.database.begin() as store:
            received = await store.editions.received(subscriber.id)
        parcel = next((each for each in received if str(each.id) == values[0]), None)
        who = reader(interaction, self.services)
        shown = await host(interaction).newsroom.again(parcel, subscriber) if parcel else replies.gone(who)
        await send(interaction, shown)

    async def _own(self, interaction: Interaction, rest: list[str]) -> Subscriber | None:
        """The subscription of a button, for its owner alone; anybody else is told so."""
        async with self.services.database.begin() as store:
            subscriber = await store.subscriptions.get(int(rest[0]))
        if subscriber is None or subscriber.member_id != interaction.user.id:
            await send(interaction, replies.not_yours(reader(interaction, self.services)))
            return None
        return subscriber

    async def _current(self, interaction: Interaction, guild_id: int) -> Subscriber | None:
        async with self.services.database.begin() as store:
            return await store.subscriptions.of(guild_id, interaction.user.id)

    async def _or_profile(self, interaction: Interaction) -> Subscriber:
        guild_id, member_id = interaction.guild_id or 0, interaction.user.id
        async with self.services.database.begin() as store:
            return await workflow.reading(
                store, guild_id, member_id, interaction.locale.value, self.services.clock()
            )

    def _chosen(
        self, interaction: Interaction, changed: Mapping[str, Sequence[str]] | None = None
    ) -> Choices:
        """What the menus of the message say, with these changed."""
        said = _menus(interaction.message.components if interaction.message else ())
        return workflow.read(self.services.catalogue, said | dict(changed or {}))


def _menus(components: Sequence[Any]) -> dict[str, Sequence[str]]:
    """What is chosen in each menu of a message, by the name in its id."""
    found: dict[str, Sequence[str]] = {}
    for component in _walk(components):
        verb, rest = parts(str(getattr(component, "custom_id", "") or ""))
        if verb == "choosedigest":
            found[rest[0]] = [option.value for option in component.options if option.default]
    return found


def _walk(components: Sequence[Any]) -> Iterator[Any]:
    for component in components:
        yield component
        yield from _walk(getattr(component, "children", ()))


async def _open(interaction: Interaction, reply: Reply) -> bool:
    """Open the conversation by saying something in it; False when Discord refuses."""
    try:
        await interaction.user.send(view=draw(reply), allowed_mentions=NOBODY)
    except discord.Forbidden:
        return False
    except discord.HTTPException as error:
        if error.code in (40003, 50007):
            return False
        raise
    return True
