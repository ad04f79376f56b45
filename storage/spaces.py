"""What the blueprint made on a server: which role or channel answers to which key, and how we left it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.inserting import insert
from storage.models import Space

_KEY = ("guild_id", "key")


def role_key(facet: str, slug: str) -> str:
    """The key of a role: ``facet`` is ``theme``, ``trade``, ``audience`` or ``territory``."""
    return f"role:{facet}:{slug}"


def channel_key(facet: str, slug: str) -> str:
    """The key of a channel of that facet; a territory is a région or an overseas collectivity."""
    return f"channel:{facet}:{slug}"


@dataclass(frozen=True, slots=True)
class ManagedSpace:
    """One object of the blueprint on one server.

    Attributes:
        key: ``role:trade:ass``, ``category:themes``, ``channel:theme:handicap``…
        discord_id: its id on Discord; None between the intention to create it and Discord's answer.
        applied: its facts as we last sent them; what the server shows otherwise was changed by hand.
        told: the difference that moderators were last told of, so that they are told once.
    """

    key: str
    discord_id: int | None
    applied: Mapping[str, Any]
    intended_at: datetime
    archived: bool = False
    told: str = ""


class Spaces:
    """Spaces inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def all(self, guild_id: int) -> dict[str, ManagedSpace]:
        """Every object of the blueprint on this server, by key."""
        query = select(Space).where(Space.guild_id == guild_id).order_by(Space.key)
        return {space.key: _read(space) for space in await self._session.scalars(query)}

    async def get(self, guild_id: int, key: str) -> ManagedSpace | None:
        """One object, if the blueprint made it here."""
        space = await self._session.get(Space, (guild_id, key))
        return _read(space) if space else None

    async def everywhere(self, key: str) -> list[tuple[int, ManagedSpace]]:
        """The object of this key on each server that has it, with the server; not where it was put to rest."""
        query = (
            select(Space)
            .where(Space.key == key, Space.discord_id.is_not(None), Space.archived.is_(False))
            .order_by(Space.guild_id)
        )
        return [(space.guild_id, _read(space)) for space in await self._session.scalars(query)]

    async def at(self, guild_id: int, discord_id: int) -> ManagedSpace | None:
        """The object that has this id on Discord, if it is one of ours."""
        query = select(Space).where(Space.guild_id == guild_id, Space.discord_id == discord_id)
        space = (await self._session.scalars(query)).first()
        return _read(space) if space else None

    async def on_each(self, guild_ids: Iterable[int], key: str) -> dict[int, int]:
        """The id that this object has on each of these servers where it is, by server."""
        query = select(Space.guild_id, Space.discord_id).where(
            Space.guild_id.in_(list(guild_ids)), Space.key == key, Space.discord_id.is_not(None)
        )
        return {row[0]: row[1] or 0 for row in await self._session.execute(query)}

    async def intend(self, guild_id: int, key: str, now: datetime) -> None:
        """Say, before asking Discord, that this object is about to be made: a crash in between leaves a trace."""
        await self._session.execute(
            insert(self._session, Space)
            .values(
                guild_id=guild_id,
                key=key,
                discord_id=None,
                applied={},
                intended_at=now,
                archived=False,
                told="",
            )
            .on_conflict_do_update(
                index_elements=_KEY, set_={"discord_id": None, "applied": {}, "intended_at": now}
            )
        )

    async def applied(
        self,
        guild_id: int,
        key: str,
        discord_id: int,
        facts: Mapping[str, Any],
        now: datetime,
        *,
        archived: bool = False,
    ) -> None:
        """This object is on the server, with these facts."""
        values = {"discord_id": discord_id, "applied": dict(facts), "archived": archived, "told": ""}
        await self._session.execute(
            insert(self._session, Space)
            .values(guild_id=guild_id, key=key, intended_at=now, **values)
            .on_conflict_do_update(index_elements=_KEY, set_=values)
        )

    async def told(self, guild_id: int, key: str, difference: str) -> None:
        """Moderators were told of this difference."""
        await self._session.execute(
            update(Space).where(Space.guild_id == guild_id, Space.key == key).values(told=difference)
        )


def _read(space: Space) -> ManagedSpace:
    return ManagedSpace(
        space.key, space.discord_id, dict(space.applied), space.intended_at, space.archived, space.told
    )
