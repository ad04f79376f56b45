import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest

from digests.couriers.courier import Away, NotNow, Refused, TooMany
from digests.delivery import LONGEST_OUTAGE, MOST_ATTEMPTS, REST, Post, Round
from digests.pipeline import make_due_issues
from digests.rendering import Page
from storage.database import Database
from storage.deliveries import Addressed, Troubled
from storage.editions import LEASE, Parcel
from storage.subscriptions import Subscriber
from storage.territories import Territories
from tests.digests.items import found
from tests.digests.subscribers import BEFORE, GUILD, MONDAY, Letterbox, keep, name, subscriber

TERRITORIES = Territories.load()
CHANNEL = 2**61
MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """The process dies here: nothing after this line happens."""


async def issued(database: Database, *people: Subscriber) -> list[Subscriber]:
    """One item, these subscribers, and their issue, made and not sent."""
    kept = await keep(database, [found("handicap", themes=("handicap",))], people)
    await make_due_issues(database, TERRITORIES, MONDAY)
    return kept


def post(database: Database, **couriers: Letterbox) -> Post:
    return Post(database, couriers or {"direct": Letterbox()}, TERRITORIES, name)


async def states(database: Database) -> Counter[str]:
    """What became of every delivery, by the ledger's own words."""
    async with database.begin() as store:
        (line,) = await store.editions.ledger(str(GUILD))
        troubled = {each.state: 1 for each in await store.deliveries.to_look_at(line.id)}
    return Counter({"sent": line.sent, "waiting": line.waiting} | troubled)


async def state_of(database: Database, id: int) -> tuple[str, str]:
    async with database.begin() as store:
        subscriber = await store.subscriptions.get(id)
    assert subscriber is not None
    return subscriber.state, subscriber.reason


def counts(done: Round) -> dict[str, int]:
    named = ("sent", "refused", "later", "failed", "dropped", "uncertain")
    return {each: getattr(done, each) for each in named if getattr(done, each)}


async def test_each_parcel_is_delivered_once(database: Database) -> None:
    await issued(database, subscriber(1), subscriber(2))
    box = Letterbox()
    done = [counts(await post(database, direct=box).round(MONDAY + n * MINUTE, 10)) for n in range(3)]
    assert done == [{"sent": 2}, {}, {}]
    assert box.delivered == [(1, ["Titre handicap"]), (2, ["Titre handicap"])]


async def test_a_round_takes_no_more_than_its_share(database: Database) -> None:
    """Complaint 8: sends are spread and capped."""
    await issued(database, *(subscriber(member) for member in range(1, 8)))
    letters = post(database)
    assert [counts(await letters.round(MONDAY, 3)) for _ in range(4)] == [
        {"sent": 3},
        {"sent": 3},
        {"sent": 1},
        {},
    ]


async def test_two_processes_at_once_deliver_each_parcel_once(database: Database) -> None:
    """Complaint 1: two processes at once."""
    await issued(database, *(subscriber(member) for member in range(1, 21)))
    boxes = [Letterbox(), Letterbox()]
    for _ in range(5):
        posts = [post(database, direct=box) for box in boxes]
        await asyncio.gather(*(each.round(MONDAY, 5) for each in posts), return_exceptions=True)
    assert sorted(member for box in boxes for member, _ in box.delivered) == list(range(1, 21))


async def test_a_process_killed_before_it_sends_repeats_nothing(database: Database) -> None:
    """Complaint 1: killed between claim and send; nobody knows, so a person is asked."""
    await issued(database, subscriber(1))
    box = Letterbox(does=[Killed()])
    with pytest.raises(Killed):
        await post(database, direct=box).round(MONDAY, 10)
    await post(database, direct=box).round(MONDAY + MINUTE, 10)
    await post(database, direct=box).round(MONDAY + LEASE + 2 * MINUTE, 10)
    assert (box.delivered, await states(database)) == ([], Counter({"sent": 0, "waiting": 0, "uncertain": 1}))


async def test_a_process_killed_between_send_and_record_never_sends_again(database: Database) -> None:
    """Complaint 1: killed between send and record."""
    await issued(database, subscriber(1), subscriber(2))
    box = Letterbox(dies=[Killed()])
    with pytest.raises(Killed):
        await post(database, direct=box).round(MONDAY, 10)
    for hours in range(4):
        await post(database, direct=box).round(MONDAY + timedelta(hours=hours), 10)
    assert [member for member, _ in box.delivered] == [1, 2]
    assert await states(database) == Counter({"sent": 1, "waiting": 0, "uncertain": 1})


async def test_an_unforeseen_error_is_uncertain_and_the_others_leave(database: Database) -> None:
    """Complaint 9: a send that raises is never recorded as done."""
    await issued(database, subscriber(1), subscriber(2))
    box = Letterbox(does=[ConnectionResetError(), None])
    done = await post(database, direct=box).round(MONDAY, 10)
    assert (counts(done), [type(error) for error in done.errors]) == (
        {"sent": 1, "uncertain": 1},
        [ConnectionResetError],
    )
    async with database.begin() as store:
        (troubled,) = await store.deliveries.troubled()
        (one,) = await store.deliveries.to_look_at(troubled.edition_id)
    assert troubled == Troubled(troubled.edition_id, GUILD, "2026-W49", 1, 0, 0)
    assert one == Addressed(one.id, "uncertain", "direct", 1, None, 1)


async def test_an_outage_is_waited_for_a_little_longer_each_time_then_a_person_looks(
    database: Database,
) -> None:
    """Complaint 9: a failed send is tried again, and the record says so."""
    await issued(database, subscriber(1))
    box = Letterbox(does=[NotNow() for _ in range(MOST_ATTEMPTS)])
    letters, now, waits = post(database, direct=box), MONDAY, []
    for _ in range(300):
        if box.does and counts(await letters.round(now, 10)):
            waits.append(int((now - MONDAY) / MINUTE))
        now += MINUTE
    assert (waits, box.delivered) == ([0, 2, 6, 14, 30, 62], [])
    assert await states(database) == Counter({"sent": 0, "waiting": 0, "failed": 1})


async def test_an_outage_that_ends_loses_nothing(database: Database) -> None:
    await issued(database, subscriber(1))
    box = Letterbox(does=[NotNow()])
    letters = post(database, direct=box)
    assert [counts(await letters.round(MONDAY + n * MINUTE, 10)) for n in (0, 1, 2, 3)] == [
        {"later": 1},
        {},
        {"sent": 1},
        {},
    ]


async def test_a_server_that_is_down_for_two_days_costs_nobody_their_issue(database: Database) -> None:
    await issued(database, subscriber(1), subscriber(2))
    tries, hour = 48, timedelta(hours=1)
    box = Letterbox(does=[Away() for _ in range(tries)])
    letters = post(database, direct=box)
    for n in range(tries):
        assert counts(await letters.round(MONDAY + n * hour, 10)) == {"later": 1}
    assert counts(await letters.round(MONDAY + tries * hour, 10)) == {"sent": 2}
    assert {parcel.attempts for parcel in box.parcels} == {1}


async def test_an_outage_that_lasts_is_told_to_a_person_in_the_end(database: Database) -> None:
    await issued(database, subscriber(1))
    letters = post(database, direct=Letterbox(does=[Away() for _ in range(MOST_ATTEMPTS)]))
    now = MONDAY + LONGEST_OUTAGE
    for n in range(MOST_ATTEMPTS):
        await letters.round(now + n * timedelta(hours=1), 10)
    assert await states(database) == Counter({"sent": 0, "waiting": 0, "failed": 1})


async def test_who_leaves_while_their_message_is_refused_has_left(database: Database) -> None:
    (one,) = await issued(database, subscriber(1))

    class Slow(Letterbox):
        async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
            async with database.begin() as store:
                await store.subscriptions.move(one.id, "ended", "asked")
            raise Refused("closed")

    assert counts(await post(database, direct=Slow()).round(MONDAY, 10)) == {"refused": 1}
    assert await state_of(database, one.id) == ("ended", "asked")


async def test_closed_messages_are_knocked_at_once_and_the_issue_waits_to_be_read(database: Database) -> None:
    """Complaint 8: on 50007, the subscription becomes « à lire avec /veille », and nothing is tried again."""
    (one,) = await issued(database, subscriber(1))
    box = Letterbox(does=[Refused("closed")])
    letters = post(database, direct=box)
    assert [counts(await letters.round(MONDAY + n * MINUTE, 10)) for n in range(3)] == [
        {"refused": 1},
        {},
        {},
    ]
    assert await state_of(database, one.id) == ("reading", "closed")
    async with database.begin() as store:
        assert [parcel.items for parcel in await store.editions.received(one.id)] != []
    assert await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=7)) == []


async def test_too_many_messages_give_everybody_a_rest(database: Database) -> None:
    """Complaint 8: on 40003 the run pauses."""
    people = await issued(database, *(subscriber(member) for member in range(1, 4)))
    box = Letterbox(does=[TooMany("too-many")])
    letters = post(database, direct=box)
    assert counts(await letters.round(MONDAY, 10)) == {"refused": 1}
    assert [counts(await letters.round(MONDAY + n * MINUTE, 10)) for n in (1, 30, 59)] == [{}, {}, {}]
    assert counts(await letters.round(MONDAY + REST, 10)) == {"sent": 2}
    assert [parcel.attempts for parcel in box.parcels] == [1, 1, 1]
    assert await state_of(database, people[0].id) == ("reading", "too-many")


async def test_who_left_meanwhile_receives_nothing(database: Database) -> None:
    """Complaint 5: leaving holds for an issue that is made already."""
    one, _ = await issued(database, subscriber(1), subscriber(2))
    async with database.begin() as store:
        await store.subscriptions.move(one.id, "ended", "asked")
    box = Letterbox()
    assert counts(await post(database, direct=box).round(MONDAY, 10)) == {"sent": 1, "dropped": 1}
    assert [member for member, _ in box.delivered] == [2]


async def test_what_no_courier_of_this_process_takes_stays_for_another(database: Database) -> None:
    await issued(database, subscriber(1, medium="mail", address="a@exemple.fr"), subscriber(2))
    box, mails = Letterbox(), Letterbox()
    assert counts(await post(database, direct=box).round(MONDAY, 10)) == {"sent": 1}
    assert counts(await post(database, direct=box, mail=mails).round(MONDAY, 10)) == {"sent": 1}
    assert ([one[0] for one in box.delivered], [one[0] for one in mails.delivered]) == ([2], [1])


async def test_who_changed_their_medium_meanwhile_is_served_the_new_way(database: Database) -> None:
    (one,) = await issued(database, subscriber(1))
    async with database.begin() as store:
        await store.subscriptions.subscribe(
            subscriber(1, medium="mail", address="a@exemple.fr"), MONDAY + MINUTE
        )
    box, mails = Letterbox(), Letterbox()
    await post(database, direct=box).round(MONDAY, 10)
    assert counts(await post(database, direct=box, mail=mails).round(MONDAY + REST, 10)) == {"sent": 1}
    assert (box.delivered, [each[0] for each in mails.delivered]) == ([], [1])
    assert one.medium == "direct"


async def test_a_person_sends_again_only_what_they_name(database: Database) -> None:
    await issued(database, subscriber(1), subscriber(2), subscriber(3))
    box = Letterbox(does=[ConnectionResetError(), ConnectionResetError(), None])
    letters = post(database, direct=box)
    await letters.round(MONDAY, 10)
    async with database.begin() as store:
        (troubled,) = await store.deliveries.troubled()
        first, second = await store.deliveries.to_look_at(troubled.edition_id)
        sent = max(parcel.id for parcel in box.parcels)
        again = await store.deliveries.again(troubled.edition_id, [second.id, sent, 10**9], MONDAY)
    assert again == [second.id]
    assert counts(await letters.round(MONDAY, 10)) == {"sent": 1}
    assert ([member for member, _ in box.delivered], first.member_id) == ([3, 2], 1)


async def channel(database: Database, made: datetime = BEFORE - timedelta(days=7)) -> None:
    async with database.begin() as store:
        await store.spaces.applied(GUILD, "channel:watch", CHANNEL, {}, made)


async def test_the_channel_comes_before_everybody(database: Database) -> None:
    """Complaint 8: channel posts first."""
    await channel(database)
    await keep(database, [found("handicap", themes=("handicap",)), found("logement")], [subscriber(1)])
    made = await make_due_issues(database, TERRITORIES, MONDAY)
    assert [issue.audience.key for issue in made] == [
        f"{GUILD} channel:{CHANNEL}",
        f"{GUILD} Europe/Paris 1 8 weekly",
    ]
    box, board = Letterbox(), Letterbox()
    letters = post(database, direct=box, channel=board)
    done = [counts(await letters.round(MONDAY, 1, [medium])) for medium in ("channel", "channel", "direct")]
    assert done == [{"sent": 1}, {}, {"sent": 1}]
    assert [sorted(titles) for _, titles in board.delivered] == [["Titre handicap", "Titre logement"]]
    assert await make_due_issues(database, TERRITORIES, MONDAY + MINUTE) == []


async def test_a_channel_made_after_monday_waits_for_the_next_one(database: Database) -> None:
    """Complaint 2: nothing is « late » for those who were not there."""
    await channel(database, MONDAY + timedelta(days=1))
    await keep(database, [found("handicap")], [])
    assert await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=2)) == []
    (issue,) = await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=7))
    assert (issue.window.late, issue.window.starts_at, issue.deliveries) == (False, MONDAY, 0)


async def test_who_subscribes_on_wednesday_waits_for_monday(database: Database) -> None:
    async with database.begin() as store:
        await store.items.keep([found("handicap")], BEFORE, baseline=False)
        await store.subscriptions.subscribe(subscriber(1), MONDAY + timedelta(days=2))
    assert await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=2)) == []
    (issue,) = await make_due_issues(database, TERRITORIES, MONDAY + timedelta(days=7))
    assert (issue.window.late, issue.window.period) == (False, "2026-W50")


async def test_a_channel_that_is_closed_to_us_is_told_to_a_person(database: Database) -> None:
    await channel(database)
    await keep(database, [found("handicap")], [])
    await make_due_issues(database, TERRITORIES, MONDAY)
    board = Letterbox(does=[Refused("closed")])
    assert counts(await post(database, channel=board).round(MONDAY, 10)) == {"refused": 1}
    async with database.begin() as store:
        assert [
            (each.uncertain, each.failed, each.refused) for each in await store.deliveries.troubled()
        ] == [(0, 0, 1)]


async def test_one_broken_audience_keeps_nobody_from_their_issue(database: Database) -> None:
    """Complaint 9: what failed is made at the next call, once."""
    await keep(database, [found("handicap")], [subscriber(1, schedule="Atlantis/Deep 1 8"), subscriber(2)])
    for _ in range(2):
        with pytest.raises(Exception, match="Atlantis"):
            await make_due_issues(database, TERRITORIES, MONDAY)
    box = Letterbox()
    await post(database, direct=box).round(MONDAY, 10)
    assert [member for member, _ in box.delivered] == [2]


async def test_a_process_that_is_asked_to_stop_finishes_the_parcel_in_hand(sqlite_database: Database) -> None:
    await issued(sqlite_database, subscriber(1), subscriber(2))
    box = Letterbox()

    class Stopping(Letterbox):
        async def deliver(self, parcel: Parcel, page: Page, subscriber: Subscriber | None) -> int | None:
            letters.stop()
            return await box.deliver(parcel, page, subscriber)

    letters = post(sqlite_database, direct=Stopping())
    assert [counts(await letters.round(MONDAY, 10)) for _ in range(2)] == [{"sent": 1}, {}]
    assert await states(sqlite_database) == Counter({"sent": 1, "waiting": 1})
