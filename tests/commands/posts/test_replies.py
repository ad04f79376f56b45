from datetime import datetime

import pytest

from commands.posts import replies
from commands.posts.lookup import hints
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.notices import Note
from storage.questions import Subject
from tests.commands.seen import misfits, text_of


@pytest.fixture(params=["french", "english"])
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.getfixturevalue(request.param)
    return found


def test_every_reply_fits(reader: Reader, now: datetime) -> None:
    words = reader.words
    notes = [Note("post:9", 1, "post", now, facts={"asks": asks}) for asks in (True, False)]
    every = [
        *(replies.first_reply(note, reader) for note in notes),
        replies.not_a_question(words),
        replies.not_yours(words),
        replies.solved(words, may_reopen=True, first=True),
        replies.solved(words, may_reopen=False, first=False),
        replies.reopened(words, first=True),
        replies.reopened(words, first=False),
        replies.kept(1, 9, 7, words),
        replies.kept_already(words),
        replies.not_an_answer(words),
    ]
    assert [misfits(reply) for reply in every] == [[]] * len(every)


def test_leads_fit_for_every_theme_and_every_title(
    catalogue: Catalogue, reader: Reader, now: datetime
) -> None:
    for slug in ("", *catalogue.themes):
        found = hints(catalogue, "Besoin d’avis", Subject(theme=slug, territory="D33"), now)
        assert misfits(replies.hinted(found, "<#1>", reader)) == [], slug


def test_no_lead_at_all_says_where_to_tell_the_whole_need(
    catalogue: Catalogue, english: Reader, now: datetime
) -> None:
    nothing = replies.hinted(hints(catalogue, "Bonjour", Subject(), now), "", english)
    assert "/orienter" in text_of(nothing)


def test_the_space_of_the_territory_is_named(catalogue: Catalogue, english: Reader, now: datetime) -> None:
    found = hints(catalogue, "Un stage", Subject(territory="D33"), now)
    assert replies.hinted(found, "<#12>", english).blocks[-1].text == "For this territory: <#12>"
