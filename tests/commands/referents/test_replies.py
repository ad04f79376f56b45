from datetime import UTC, datetime
from typing import Any

import pytest

from commands.reading import Reader
from commands.referents.lookup import Meant, meant
from commands.referents.replies import (
    MOST_LISTED,
    ask_again,
    listed,
    resigned,
    tell_asker,
    tell_queue,
    tell_referent,
    volunteered,
)
from commands.referents.workflow import TO_ASKER, TO_QUEUE, TO_REFERENT
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.notices import Note
from storage.referents import Volunteer
from tests.commands.seen import links, misfits, pressed, text_of

AT = datetime(2026, 12, 1, 13, tzinfo=UTC)


def note(kind: str, **facts: Any) -> Note:
    known = {
        "question": 3, "thread": "500", "step": 1, "asked": "2026-11-27T21:30:00+00:00", "trade": "ass",
        "territory": "D976",
    }  # fmt: skip
    return Note("ladder:3:1:20", 1, kind, AT, member_id=20, facts=known | facts)


@pytest.fixture
def clear(catalogue: Catalogue) -> Meant:
    return meant(catalogue, "ASS", "mayotte", Profile())


def test_who_volunteers_reads_what_is_asked_who_sees_it_and_how_to_stop(
    catalogue: Catalogue, clear: Meant, english: Reader, french: Reader
) -> None:
    reply = volunteered(catalogue, 1, clear, 1, english)
    assert (reply.title, reply.blocks[0].text) == (
        "Thank you: you are a referent",
        "You answer for: **Assistant de service social · Mayotte**.",
    )
    assert [block.text.split("**")[1] for block in reply.blocks[1:]] == [
        "What will be asked of you?",
        "Who sees it?",
        "To stop",
    ]
    assert [each.id for each in pressed(reply, "resign")] == ["resign~1"]
    assert misfits(volunteered(catalogue, 1, clear, 1, french, role_missing=True)) == []


def test_a_role_that_could_not_be_given_is_said(catalogue: Catalogue, clear: Meant, english: Reader) -> None:
    reply = volunteered(catalogue, 1, clear, 0, english, role_missing=True)
    assert (reply.title, len(reply.blocks)) == ("You were a referent already", 5)


@pytest.mark.parametrize(
    ("trade", "territory", "said"),
    [
        ("*zorglub*", "33", "“\\*zorglub\\*” is no trade I know."),
        ("ASS", "@everyone", "“@\u200beveryone” is no territory I know."),
        ("ASS", "Saint-Denis", "Which territory do you mean: Seine-Saint-Denis or La Réunion?"),
        ("", "", "Which territory? Give it in `territoire`"),
    ],
)
def test_what_is_unclear_is_asked_again(
    catalogue: Catalogue, english: Reader, trade: str, territory: str, said: str
) -> None:
    reply = ask_again(meant(catalogue, trade, territory, Profile()), english)
    assert text_of(reply).splitlines()[1][: len(said)] == said
    assert misfits(reply) == []


def test_stopping_is_confirmed(english: Reader) -> None:
    stopped, nothing = (text_of(resigned(lines, english)).splitlines()[1] for lines in (2, 0))
    assert stopped.startswith("You will be told of no more questions, and your name left the list.")
    assert nothing == "You were not a referent: nothing was changed."


def test_people_are_listed_by_territory(catalogue: Catalogue, english: Reader) -> None:
    people = [Volunteer(1, "ass", "D33"), Volunteer(1, "cesf", "D33"), Volunteer(2, "", "D976")]
    (block,) = listed(catalogue, people, "", english).blocks
    assert block.text == (
        "**Gironde**\n- <@1> · Assistant de service social and Conseiller en économie sociale familiale\n"
        "**Mayotte**\n- <@2> · every trade"
    )


def test_a_list_without_anybody_says_how_to_be_the_first(catalogue: Catalogue, english: Reader) -> None:
    reply = listed(catalogue, [], "Mayotte", english)
    assert (reply.title, "/referent devenir" in text_of(reply)) == ("Referents: Mayotte", True)


def test_a_long_list_fits_and_says_that_there_is_more(catalogue: Catalogue, french: Reader) -> None:
    territories = [id for id in catalogue.territories.places if id[0] in "DRC"]
    people = [
        Volunteer(10**18 + number, "educateur-jeunes-enfants", id) for number, id in enumerate(territories)
    ]
    reply = listed(catalogue, people, "", french)
    assert len(people) > MOST_LISTED
    assert "territoire:" in reply.footer
    # Mentions of members are its purpose; it is sent without pinging anybody.
    assert [each for each in misfits(reply) if not each.startswith("a ping")] == []


def test_a_referent_reads_what_the_question_is_about_and_where_it_is(
    catalogue: Catalogue, english: Reader
) -> None:
    reply = tell_referent(catalogue, note(TO_REFERENT), english)
    # 27 November at 21:30 UTC is the 28th in Mayotte.
    assert reply.blocks[0].text == (
        "**Assistant de service social · Mayotte**, asked on November 28, 2026: nobody has answered yet."
    )
    assert (links(reply), [each.id for each in pressed(reply, "resign")]) == (
        ["https://discord.com/channels/1/500"],
        ["resign~1"],
    )
    assert misfits(reply) == []


def test_a_question_about_nothing_known_is_still_told(catalogue: Catalogue, english: Reader) -> None:
    reply = tell_queue(catalogue, note(TO_QUEUE, trade="", territory=""), english)
    assert reply.blocks[0].text == "**A question**, asked on November 27, 2026: nobody has answered yet."
    assert (links(reply), misfits(reply)) == (["https://discord.com/channels/1/500"], [])


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"step": 1, "told": 1, "next": None}, "We have just told 1 person who offered to help."),
        ({"step": 2, "told": 3, "next": None}, "We have just told 3 people who offered to help."),
        (
            {"step": 1, "told": 0, "next": "2026-12-04T16:00:00+03:00"},
            "There is nobody to tell here yet; we will ask further on December 4, 2026.",
        ),
        ({"step": 3, "told": 1, "next": None}, "We have just told the facilitators."),
        ({"step": 3, "told": 0, "next": None}, "No more people can be told here."),
    ],
)
def test_the_asker_reads_who_was_told(english: Reader, facts: dict[str, Any], said: str) -> None:
    reply = tell_asker(note(TO_ASKER, **facts), english)
    assert reply.blocks[0].text == f"Nobody has answered your question of November 28, 2026 yet. {said}"
    assert (links(reply), misfits(reply)) == (["https://discord.com/channels/1/500"], [])
    assert "/annuaire" in reply.blocks[1].text
