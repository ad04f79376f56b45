from datetime import datetime

from commands.arrivals.replies import door, welcome
from commands.reading import Reader
from storage.notices import Note
from tests.commands.seen import misfits, pressed, text_of


def test_the_greeting_of_the_largest_crowd_fits_in_a_message(french: Reader, now: datetime) -> None:
    crowd = [10**18 + number for number in range(20)]
    shown = welcome(Note("welcome:1", 1, "welcome", now, 2, facts={"ring": crowd}), french)
    assert all(f"<@{id}>" in text_of(shown) for id in crowd)
    # The only problem that could be found is what is wanted: those who arrive are rung.
    assert [problem.split(" ")[:3] for problem in misfits(shown)] == [["a", "ping", "in"]]


def test_the_standing_message_rings_nobody_and_leads_to_the_same_place(french: Reader, now: datetime) -> None:
    shown = door(Note("door:1", 1, "door", now, 2), french)
    assert (misfits(shown), [each.id for each in pressed(shown, "place")]) == ([], ["place"])


def test_in_english_too(english: Reader, now: datetime) -> None:
    shown = welcome(Note("welcome:1", 1, "welcome", now, 2, facts={"ring": [5]}), english)
    assert text_of(shown).splitlines()[1].startswith("Welcome <@5>! Here, people of social work")
