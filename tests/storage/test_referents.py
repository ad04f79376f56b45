from datetime import datetime

from storage.database import Database
from storage.referents import Volunteer

GUILD, NADIA, KARIM = 2**62, 2**63 - 1, 2**63 - 2


async def test_volunteers_are_known_on_their_server_until_they_stop(
    database: Database, now: datetime
) -> None:
    mayotte, anywhere = Volunteer(NADIA, "ass", "D976"), Volunteer(NADIA, "", "R06")
    async with database.begin() as store:
        added = [await store.referents.become(GUILD, one, now) for one in (mayotte, mayotte, anywhere)]
        await store.referents.become(GUILD, Volunteer(KARIM, "ass", "D33"), now)
        everybody = await store.referents.all(GUILD)
        elsewhere = await store.referents.all(GUILD + 1)
        gone = await store.referents.resign(GUILD, NADIA)
        left = await store.referents.all(GUILD)
    assert added == [True, False, True]
    assert everybody == [Volunteer(KARIM, "ass", "D33"), mayotte, anywhere]
    assert (elsewhere, gone, left) == ([], 2, [Volunteer(KARIM, "ass", "D33")])
