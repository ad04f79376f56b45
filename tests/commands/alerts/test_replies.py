from dataclasses import replace

import pytest

from commands.alerts import replies
from commands.alerts.workflow import CLOSING, NEWS
from commands.reading import Reader
from storage.alerts import MOST_ALERTS, Kept, Wish
from storage.catalogue import Catalogue
from storage.notices import Note
from tests.commands.seen import leads_on, misfits, pressed, text_of

LONG = "@everyone **" * 20
SEARCH = Wish(
    1,
    2,
    "search",
    "annuaire",
    {
        "text": LONG,
        "territory": "33",
        "theme": "handicap",
        "audience": "etudiants",
        "kind": "ecole",
        "old": "x",
    },
    id=2**40,
)


def told(catalogue: Catalogue, reader: Reader, number: int = 25) -> Note:
    slugs = [f"organisations~{slug}" for slug in catalogue.slugs("organisations")[:number]]
    facts = {"alert": 2**40, "found": slugs}
    return Note("alert:1:2026-W48", 1, NEWS, reader.now, member_id=2, facts=facts, state="refused")


@pytest.mark.parametrize("language", ["french", "english"])
def test_every_reply_fits_and_leads_on(
    catalogue: Catalogue, language: str, request: pytest.FixtureRequest
) -> None:
    reader: Reader = request.getfixturevalue(language)
    scheme = next(iter(catalogue.funding))
    closing = replace(SEARCH, kind="deadline", command="financement", question={}, slug=scheme)
    note = Note("alert:2:2026-12-24:30", 1, CLOSING, reader.now, facts={"alert": 2**40, "slug": scheme})
    gone = replace(note, facts={"alert": 1, "slug": "parti"})
    wishes = [replace(SEARCH, id=number) for number in range(3 * MOST_ALERTS)]
    shown = [
        *(replies.kept(catalogue, wish, result, reader) for wish in (SEARCH, closing) for result in Kept),
        replies.listed(catalogue, [*wishes[:19], closing], [told(catalogue, reader)] * 9, reader),
        replies.listed(catalogue, wishes, [note, gone], reader),
        replies.stopped(reader, was=True),
        replies.news(catalogue, told(catalogue, reader), SEARCH, reader),
        replies.news(catalogue, told(catalogue, reader, 0), None, reader),
        replies.closing(catalogue, note, reader),
        replies.closing(catalogue, gone, reader),
    ]
    assert [misfits(reply) for reply in shown] == [[]] * len(shown)
    assert [reply for reply in shown if not leads_on(reply)] == []


def test_a_search_is_named_by_its_words_its_filters_and_its_command(
    catalogue: Catalogue, french: Reader, english: Reader
) -> None:
    wish = replace(SEARCH, question={**SEARCH.question, "text": "mecs"})
    assert replies.named(catalogue, wish, french) == (
        "« mecs » · Handicap et société inclusive · Étudiants et apprentis · École · Gironde · /annuaire"
    )
    assert replies.named(catalogue, wish, english).endswith(" · Gironde · /directory")


def test_each_alert_has_its_button(catalogue: Catalogue, french: Reader) -> None:
    wishes = [replace(SEARCH, id=number) for number in (4, 9)]
    shown = replies.listed(catalogue, wishes, [], french)
    assert [press.id for press in pressed(shown, "alertstop")] == ["alertstop~4~list", "alertstop~9~list"]
    assert "Dit récemment" not in text_of(shown)
