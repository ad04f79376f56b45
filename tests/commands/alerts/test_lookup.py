from datetime import datetime, timedelta

import pytest

from commands.alerts.lookup import (
    MOST_KNOWN,
    asked_of,
    found,
    is_time,
    kept_of,
    new,
    passed,
    remembered,
    week_of,
)
from commands.answer import Question
from commands.results import ALERTING, MOST_RESULTS
from storage.alerts import Wish
from storage.catalogue import Catalogue
from tests.builders import organisation, resource, scheme
from tests.commands.conftest import MakeCatalogue

BROAD = "travail social"


@pytest.mark.parametrize("command", ALERTING)
def test_every_command_with_the_button_can_be_asked_again(
    catalogue: Catalogue, now: datetime, command: str
) -> None:
    hits = found(catalogue, command, Question(BROAD), now)
    assert 0 < len(hits) <= MOST_KNOWN
    assert new(hits, remembered(hits)) == []


def test_a_command_without_the_button_finds_nothing(catalogue: Catalogue, now: datetime) -> None:
    assert found(catalogue, "sigle", Question("MECS"), now) == ()


def test_what_is_new_is_said_among_what_an_answer_shows(catalogue: Catalogue, now: datetime) -> None:
    hits = found(catalogue, "ressource", Question(BROAD), now)
    assert len(hits) > MOST_RESULTS
    without_last = remembered(hits[:-1])
    assert new(hits, without_last) == []
    assert new(hits, remembered(hits[1:])) == [f"{hits[0].shelf}~{hits[0].slug}"]
    assert len(new(hits, ())) == MOST_RESULTS


def test_what_was_known_once_is_not_new_when_it_comes_back(catalogue: Catalogue, now: datetime) -> None:
    hits = found(catalogue, "ressource", Question(BROAD), now)
    away = remembered(hits[1:], remembered(hits))
    assert new(hits, away) == []


async def test_what_exists_only_elsewhere_or_without_the_filters_is_not_told(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    small = await make_catalogue(
        organisations=[organisation("ruche", name="La ruche", territory="D29")],
        resources=[resource("ruches", title="Les ruches", themes=[])],
    )
    anywhere = found(small, "annuaire", Question("ruche"), now)
    assert [hit.slug for hit in anywhere] == ["ruche"]
    assert found(small, "annuaire", Question("ruche", territory="D976"), now) == ()
    assert found(small, "ressource", Question("ruches", year="1999"), now) == ()


def test_a_question_comes_back_as_it_was_kept() -> None:
    asked = Question("logement", "D33", theme="logement", year="2024")
    kept = kept_of(asked)
    assert kept == {"text": "logement", "territory": "D33", "theme": "logement", "year": "2024"}
    assert asked_of(Wish(1, 2, "search", "ressource", {**kept, "gone": "x"})) == asked


def test_weeks_are_in_the_order_of_their_texts_and_messages_are_for_the_day(now: datetime) -> None:
    weeks = [week_of(now + timedelta(weeks=number)) for number in range(9)]
    assert (weeks[0], weeks) == ("2026-W48", sorted(weeks))
    assert [hour for hour in range(24) if is_time(now.replace(hour=hour))] == list(range(8, 20))


async def test_steps_before_a_closing_are_counted_by_the_clock_of_its_territory(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    small = await make_catalogue(
        funding=[
            scheme("bourse", closes_on="2026-12-02"),
            scheme("bourse-ile", territory="C987", closes_on="2026-12-02"),
            scheme("sans-date"),
        ]
    )
    early = now.replace(hour=8)
    known = small.funding
    assert passed(known["bourse"], early) == ["2026-12-02:30", "2026-12-02:7"]
    assert passed(known["bourse"], early - timedelta(days=1)) == ["2026-12-02:30"]
    assert passed(known["bourse-ile"], early) == ["2026-12-02:30"]
    assert passed(known["bourse"], early + timedelta(days=8)) == []
    assert passed(known["sans-date"], early) == []
    assert passed(known["bourse"].model_copy(update={"status": "termine"}), early) == []
