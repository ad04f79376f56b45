"""Who people said they are, server by server: nothing they did not choose, forgotten when they ask or leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.inserting import insert
from storage.models import Member


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person chose: slugs of the catalogue, ids of territories. Everything may be empty."""

    audience: str = ""
    trades: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != Profile()

    def but(self, **changed: str | tuple[str, ...]) -> "Profile":
        """The same with some answers changed."""
        return replace(self, **changed)  # type: ignore[arg-type]  # the names and kinds are those of the fields

    def without(self, facet: str, slug: str) -> "Profile":
        """The same without one choice: ``facet`` is ``audience``, ``trade``, ``territory`` or ``theme``."""
        if facet == "audience":
            return self.but(audience="") if self.audience == slug else self
        fields = {"trade": "trades", "territory": "territories", "theme": "themes"}
        if facet not in fields:
            return self
        kept = tuple(each for each in getattr(self, fields[facet]) if each != slug)
        return self.but(**{fields[facet]: kept})


class Members:
    """Members inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def arrived(self, guild_id: int, member_id: int, now: datetime) -> None:
        """Somebody joined, or came back: a profile still kept is theirs again. They are to be greeted once."""
        await self._session.execute(
            insert(self._session, Member)
            .values(
                guild_id=guild_id, member_id=member_id, audience="", trades=[], territories=[], themes=[],
                joined_at=now, greeted_at=None, left_at=None,
            )
            .on_conflict_do_update(index_elements=["guild_id", "member_id"], set_={"left_at": None})
        )  # fmt: skip

    async def to_greet(self, guild_id: int, limit: int) -> Sequence[int]:
        """Members not greeted yet and still there, first come first served."""
        query = (
            select(Member.member_id)
            .where(Member.guild_id == guild_id, Member.greeted_at.is_(None), Member.left_at.is_(None))
            .order_by(Member.joined_at, Member.member_id)
            .limit(limit)
        )
        return list(await self._session.scalars(query))

    async def greeted(self, guild_id: int, member_ids: Iterable[int], now: datetime) -> None:
        """These were greeted."""
        await self._session.execute(
            update(Member)
            .where(Member.guild_id == guild_id, Member.member_id.in_(list(member_ids)))
            .values(greeted_at=now)
        )

    async def profile(self, guild_id: int, member_id: int) -> Profile:
        """What this person chose; an empty profile when they chose nothing."""
        member = await self._session.get(Member, (guild_id, member_id))
        return _read(member) if member else Profile()

    async def returning(self, guild_id: int, member_ids: Iterable[int]) -> dict[int, Profile]:
        """Those of these people whom we know already, with what they chose."""
        query = select(Member).where(Member.guild_id == guild_id, Member.member_id.in_(list(member_ids)))
        return {member.member_id: _read(member) for member in await self._session.scalars(query)}

    async def anywhere(self, member_id: int) -> Profile:
        """What this person chose, when they are on one server alone; an empty profile when it could be either."""
        query = select(Member).where(Member.member_id == member_id, Member.left_at.is_(None)).limit(2)
        known = list(await self._session.scalars(query))
        return _read(known[0]) if len(known) == 1 else Profile()

    async def choose(self, guild_id: int, member_id: int, profile: Profile, now: datetime) -> None:
        """Keep what this person chose now. Choosing is also having been greeted."""
        chosen = {
            "audience": profile.audience,
            "trades": list(profile.trades),
            "territories": list(profile.territories),
            "themes": list(profile.themes),
        }
        await self._session.execute(
            insert(self._session, Member)
            .values(
                guild_id=guild_id, member_id=member_id, joined_at=now, greeted_at=now, left_at=None, **chosen
            )
            .on_conflict_do_update(
                index_elements=["guild_id", "member_id"], set_={**chosen, "greeted_at": now, "left_at": None}
            )
        )

    async def left(self, guild_id: int, member_id: int, now: datetime) -> None:
        """This person left the server; the profile waits for them a while."""
        await self._session.execute(
            update(Member)
            .where(Member.guild_id == guild_id, Member.member_id == member_id)
            .values(left_at=now)
        )

    async def forget_left(self, before: datetime) -> int:
        """Erase those who left before this instant; how many they were."""
        gone = await self._session.execute(
            delete(Member).where(Member.left_at < before).returning(Member.member_id)
        )
        return len(gone.all())

    async def by_territory(self, guild_id: int) -> dict[str, int]:
        """How many present members chose each territory."""
        query = select(Member.territories).where(Member.guild_id == guild_id, Member.left_at.is_(None))
        counts: dict[str, int] = {}
        for territories in await self._session.scalars(query):
            for territory in territories:
                counts[territory] = counts.get(territory, 0) + 1
        return counts

    async def territories(self, guild_id: int) -> Sequence[tuple[str, ...]]:
        """What each present member chose as territories, without saying whose choice it is."""
        query = select(Member.territories).where(Member.guild_id == guild_id, Member.left_at.is_(None))
        return [tuple(chosen) for chosen in await self._session.scalars(query)]

    async def count(self, guild_id: int) -> int:
        """How many members of this server are known and present."""
        query = select(func.count()).where(Member.guild_id == guild_id, Member.left_at.is_(None))
        return await self._session.scalar(query) or 0


def _read(member: Member) -> Profile:
    return Profile(member.audience, tuple(member.trades), tuple(member.territories), tuple(member.themes))
