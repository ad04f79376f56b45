from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from commands.activity.lookup import Activity, Period, activity, last_days
from commands.activity.replies import MOST_WAITING, only_facilitators, page, unknown_month
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.misses import Missed
from storage.questions import Asked
from storage.referents import Volunteer
from tests.commands.seen import misfits, pressed, text_of

ASKED = datetime(2026, 11, 17, 9, tzinfo=UTC)


def question(id: int, **changes: Any) -> Asked:
    values: dict[str, Any] = {
        "id": id, "guild_id": 1, "thread_id": 500 + id, "author_id": 7, "by_form": False, "trade": "ass",
        "theme": "", "territory": "D33", "locale": "fr", "asked_at": ASKED, "answered_at": None,
        "resolved_at": None, "kept_message_id": None, "step": 0, "next_at": None,
    }  # fmt: skip
    return Asked(**(values | changes))


def counted(
    catalogue: Catalogue,
    now: datetime,
    questions: Sequence[Asked] = (),
    *,
    waiting: Sequence[Asked] = (),
    referents: Sequence[Volunteer] = (),
    misses: Sequence[Missed] = (),
    chosen: Sequence[tuple[str, ...]] = (),
    period: Period | None = None,
) -> Activity:
    return activity(
        catalogue,
        period or last_days(now),
        questions,
        waiting=waiting,
        referents=referents,
        misses=misses,
        chosen=chosen,
    )


def test_the_page_tells_the_month_in_numbers(catalogue: Catalogue, english: Reader, now: datetime) -> None:
    open_question = question(1)
    answered = question(2, answered_at=ASKED + timedelta(hours=3), resolved_at=now)
    found = counted(
        catalogue,
        now,
        [open_question, answered],
        waiting=[open_question],
        referents=[Volunteer(1, "cesf", "D976")],
        misses=[
            Missed("sigle", "zorglub", 3, date(2026, 11, 20)),
            Missed("sigle", "martin", 2, date(2026, 11, 20)),
        ],
        chosen=[("R11",)] * 5 + [("D29",)] * 4,
    )
    reply = page(catalogue, found, 1, english)
    assert reply.title == "Activity: the last 30 days"
    questions, waiting, territories, *others = (block.text for block in reply.blocks)
    assert questions == (
        "**Questions**\n- 2 questions asked\n- answered: 1 (50 %)\n- solved: 1\n"
        "- median time to the first answer: 3 working hours"
    )
    assert waiting == (
        "**What waits for an answer now**\n- [question of November 17, 2026](https://discord.com/channels/1/501)"
        " · Gironde"
    )
    assert territories == (
        "**Territories without a referent**\nNouvelle-Aquitaine (2 questions), Île-de-France,"
        " Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté, Bretagne, Centre-Val de Loire, Corse, Grand Est,"
        " and 15 others"
    )
    assert others == [
        "**Trades that asked, without a referent**\nAssistant de service social",
        "**Words that found nothing**\nzorglub (3 times)",
        "**Members by region**\n- Île-de-France: 5\n- fewer than 5: Bretagne",
    ]


def test_a_quiet_month_is_a_short_page(catalogue: Catalogue, english: Reader, now: datetime) -> None:
    paris = now.tzinfo
    october = Period(
        datetime(2026, 10, 1, tzinfo=paris), datetime(2026, 11, 1, tzinfo=paris), month="2026-10"
    )
    reply = page(catalogue, counted(catalogue, now, period=october), 1, english)
    assert (reply.title, [block.text.splitlines()[1] for block in reply.blocks[:2]], len(reply.blocks)) == (
        "Activity: October 2026",
        ["No question was asked.", "Nothing is waiting."],
        3,
    )
    assert [each.id for each in pressed(reply, "activity")] == ["activity~2026-10"]


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        (timedelta(minutes=20), "less than a working hour"),
        (timedelta(hours=1), "1 working hour"),
        (timedelta(days=1), "1 working day"),
        (timedelta(days=7), "5 working days"),
    ],
)
def test_the_wait_is_said_in_words(
    catalogue: Catalogue, english: Reader, now: datetime, wait: timedelta, said: str
) -> None:
    found = counted(catalogue, now, [question(1, answered_at=ASKED + wait)])
    assert page(catalogue, found, 1, english).blocks[0].text.splitlines()[-1] == (
        f"- median time to the first answer: {said}"
    )


def test_words_of_another_month_and_words_typed_once_are_left_out(
    catalogue: Catalogue, now: datetime
) -> None:
    kept = Missed("sigle", "kept", 9, date(2026, 11, 25))
    misses = [
        kept,
        Missed("sigle", "old", 9, date(2026, 10, 1)),
        Missed("sigle", "rare", 2, date(2026, 11, 25)),
    ]
    assert counted(catalogue, now, misses=misses).words == [kept]


def test_the_longest_page_fits_and_pings_nobody(catalogue: Catalogue, french: Reader, now: datetime) -> None:
    questions = [question(n, trade=slug, territory="D33") for n, slug in enumerate(catalogue.trades)]
    found = counted(
        catalogue,
        now,
        questions,
        waiting=questions,
        misses=[Missed("sigle", f"@everyone*{n}" * 3, 10**6, date(2026, 11, 24)) for n in range(200)],
        chosen=[(id,) for id in catalogue.territories.places for _ in range(6)],
    )
    reply = page(catalogue, found, 10**18, french)
    assert misfits(reply) == []
    waiting = reply.blocks[1].text.splitlines()
    assert (len(waiting), waiting[-1]) == (MOST_WAITING + 2, f"- et {len(questions) - MOST_WAITING} autres")


def test_who_may_not_read_it_and_who_names_no_month_are_told_kindly(english: Reader) -> None:
    assert text_of(only_facilitators(english)).splitlines()[0] == "For facilitators"
    assert "November 2026, or 2026-11" in text_of(unknown_month(english))
