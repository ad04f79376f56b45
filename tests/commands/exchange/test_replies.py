from dataclasses import asdict, replace
from datetime import datetime, timedelta

import pytest

from commands.exchange import replies
from commands.exchange.lookup import LONGEST, TEXTS, Asking, again, dangers, revealing
from commands.reading import Reader
from commands.reply import Reply
from storage.catalogue import Catalogue
from storage.drafts import SavedDraft
from storage.notices import Note
from storage.questions import Asked, Subject
from tests.commands.seen import leads_on, misfits, text_of

SUBJECT = Subject("cesf", "handicap", "D33")
PLAIN = Asking("Une VAE de nuit ?", "Des veilleurs", "Les horaires", "Le planning", SUBJECT)
LONGEST_ASKING = again({name: "*" * LONGEST[name] for name in TEXTS} | {"subject": asdict(SUBJECT)})
REVEALING = replace(PLAIN, problem=" ".join(f"06 12 34 56 {n}" for n in range(10, 30)))


@pytest.fixture(params=["french", "english"])
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.getfixturevalue(request.param)
    return found


def every_reply(catalogue: Catalogue, reader: Reader, now: datetime) -> list[Reply]:
    words = reader.words
    note = Note("announce:9", 1, "announced", now, channel_id=3, facts={"announces": 9, "space": 8})
    heard = dangers(catalogue, Asking(problem="Il veut se suicider"))
    return [
        replies.too_short(LONGEST_ASKING, 1, words),
        replies.danger_first(heard, 1, words),
        replies.may_identify(revealing(REVEALING), 1, words),
        replies.posted("https://discord.com/channels/1/2", 3, words),
        replies.posted("https://discord.com/channels/1/2", None, words, followed=False),
        replies.not_posted(LONGEST_ASKING, "Parce que.", 1, words),
        replies.no_draft(words),
        replies.announced(note, reader),
        replies.mine((), (), (), reader),
        replies.mine([asked(now)] * 5, [draft(n, now) for n in range(5)], [replies.no_draft(words)], reader),
    ]


def asked(now: datetime, **changes: object) -> Asked:
    known = Asked(1, 1, 9, 5, True, "", "", "", "fr", now, None, None, None, 0, now)
    return replace(known, **changes)  # type: ignore[arg-type]  # each test changes what it names


def draft(number: int, now: datetime) -> SavedDraft:
    return SavedDraft(number, 1, 5, "question", {"sought": "mot " * 20}, now)


def test_every_reply_fits_and_leads_on(catalogue: Catalogue, reader: Reader, now: datetime) -> None:
    for reply in every_reply(catalogue, reader, now):
        assert misfits(reply) == [], reply.title
        assert leads_on(reply) or any(block.link for block in reply.blocks) or "/question" in text_of(reply)


def test_the_longest_post_fits_whole_and_calls_nobody_but_by_the_name_of_its_author(
    catalogue: Catalogue, reader: Reader
) -> None:
    post = replies.post(catalogue, LONGEST_ASKING, 5, reader.words)
    assert [problem for problem in misfits(post) if "<@5>" not in problem and "disturb" not in problem][
        1:
    ] == []
    assert "…" not in text_of(post)


def test_a_post_shows_only_the_parts_that_were_filled(catalogue: Catalogue, english: Reader) -> None:
    post = replies.post(catalogue, Asking("Une VAE de nuit ?", problem="Les horaires"), 5, english.words)
    assert (post.title, [block.text for block in post.blocks], post.footer) == (
        "What I am looking for",
        ["Une VAE de nuit ?", "**The difficulty**\nLes horaires"],
        "asked by <@5> with /question",
    )


def test_at_most_ten_places_are_shown_and_the_others_are_counted(english: Reader) -> None:
    shown = replies.may_identify(revealing(REVEALING), 1, english.words)
    lines = shown.blocks[1].text.splitlines()
    assert (len(lines), lines[0], lines[-1]) == (
        11,
        "- a telephone number, in « The difficulty »: « 06 12 34 56 10 »",
        "- and 10 more places",
    )


def test_each_question_says_what_became_of_it(english: Reader, now: datetime) -> None:
    later = now + timedelta(days=1)
    states = [
        asked(now),
        asked(now, step=1),
        asked(now, step=2),
        asked(now, step=3),
        asked(now, answered_at=later),
        asked(now, answered_at=later, resolved_at=later),
        asked(now, resolved_at=later, kept_message_id=7),
    ]
    shown = replies.mine(states, (), (), english)
    assert [block.text.partition("\n-# ")[2] for block in shown.blocks] == [
        "nobody answered yet; after two working days, referents are told",
        "nobody answered yet; the referents were told",
        "nobody answered yet; the région was told",
        "nobody answered yet; the facilitators were told",
        "answered on November 26, 2026; press « Solved » under it if that is enough",
        "solved on November 26, 2026",
        "solved on November 26, 2026 by [this answer](https://discord.com/channels/1/9/7)",
    ]
