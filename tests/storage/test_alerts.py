from dataclasses import replace
from datetime import datetime

from storage.alerts import MOST_ALERTS, Kept, Wish
from storage.database import Database

GUILD, NADIA, KARIM = 2**62, 2**63 - 1, 2**63 - 2
HOUSING = Wish(
    GUILD,
    NADIA,
    "search",
    "ressource",
    {"text": "logement", "theme": "logement"},
    known=("1a",),
    done="2026-W48",
)
VAE = Wish(GUILD, NADIA, "deadline", "financement", slug="vae", done="2026-11-25")


async def test_a_wish_is_kept_once_and_each_person_stops_their_own(database: Database, now: datetime) -> None:
    async with database.begin() as store:
        kept = [await store.alerts.keep(one, now) for one in (HOUSING, VAE, replace(HOUSING, known=()))]
        await store.alerts.keep(replace(HOUSING, guild_id=GUILD + 1), now)
        await store.alerts.keep(replace(HOUSING, member_id=KARIM), now)
        mine = await store.alerts.of(NADIA, GUILD)
        everywhere = await store.alerts.of(NADIA)
        first = mine[0].id
        seen = [await store.alerts.one(first, one) for one in (NADIA, KARIM)]
        stopped = [await store.alerts.stop(first, one) for one in (KARIM, NADIA, NADIA)]
        left = await store.alerts.of(NADIA, GUILD)
    assert kept == [Kept.NEW, Kept.NEW, Kept.ALREADY]
    assert [replace(one, id=0) for one in mine] == [HOUSING, VAE]
    assert [one.guild_id for one in everywhere] == [GUILD, GUILD, GUILD + 1]
    assert seen == [mine[0], None]
    assert stopped == [False, True, False]
    assert [replace(one, id=0) for one in left] == [VAE]


async def test_a_person_keeps_ten_on_a_server_and_none_after_leaving_it(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        wishes = [replace(HOUSING, question={"text": str(number)}) for number in range(MOST_ALERTS + 1)]
        kept = [await store.alerts.keep(one, now) for one in wishes]
        again = await store.alerts.keep(wishes[0], now)
        elsewhere = await store.alerts.keep(replace(HOUSING, guild_id=GUILD + 1), now)
        gone = await store.alerts.leave(GUILD, NADIA)
        left = await store.alerts.of(NADIA)
    assert kept == [*[Kept.NEW] * MOST_ALERTS, Kept.TOO_MANY]
    assert (again, elsewhere, gone, len(left)) == (Kept.ALREADY, Kept.NEW, MOST_ALERTS, 1)


async def test_each_is_looked_at_once_a_week_those_left_longest_first(
    database: Database, now: datetime
) -> None:
    async with database.begin() as store:
        await store.alerts.keep(replace(HOUSING, done="2026-W48"), now)
        await store.alerts.keep(replace(HOUSING, member_id=KARIM, done="2026-W47"), now)
        await store.alerts.keep(VAE, now)
        late = await store.alerts.due("search", "2026-W48", 9)
        due = await store.alerts.due("search", "2026-W49", 9)
        one = await store.alerts.due("search", "2026-W49", 1)
        looked = [await store.alerts.looked(due[0].id, "2026-W49", ("2b",)) for _ in range(2)]
        rest = await store.alerts.due("search", "2026-W49", 9)
        known = await store.alerts.of(KARIM)
        days = [await store.alerts.due("deadline", day, 9) for day in ("2026-11-25", "2026-11-26")]
    assert [each.member_id for each in late] == [KARIM]
    assert [each.member_id for each in due] == [KARIM, NADIA]
    assert (one, rest, looked) == (due[:1], due[1:], [True, False])
    assert [(each.known, each.done) for each in known] == [(("2b",), "2026-W49")]
    assert [len(day) for day in days] == [0, 1]
