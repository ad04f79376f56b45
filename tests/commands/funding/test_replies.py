from dataclasses import replace
from datetime import date, datetime

import pytest

from commands.answer import Question
from commands.answering import answer
from commands.funding.replies import card, deadline, guide, status
from commands.ids import parts
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.schema import FundingScheme
from tests.builders import route, scheme
from tests.commands.conftest import MakeCatalogue
from tests.commands.seen import misfits, pressed, text_of


def made(**changes: object) -> FundingScheme:
    return FundingScheme.model_validate(scheme("bourse", **changes))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "date not given"),
        ({"closes_on": "2026-11-25"}, "closes today, November 25, 2026, at 23:59"),
        ({"closes_on": "2026-11-26"}, "closes in 1 day, on November 26, 2026"),
        ({"closes_on": "2026-12-25"}, "closes in 30 days, on December 25, 2026"),
        ({"closes_on": "2026-12-26"}, "until December 26, 2026"),
        ({"closes_on": "2026-11-24"}, "closed"),
        ({"opens_on": "2026-12-01", "closes_on": "2026-12-26"}, "opens on December 1, 2026"),
        ({"opens_on": "2026-12-01"}, "opens on December 1, 2026"),
        ({"status": "termine"}, "closed"),
        ({"status": "termine", "closes_on": "2027-01-01"}, "closed"),
    ],
)
def test_the_deadline_is_one_honest_phrase(english: Reader, changes: dict[str, str], said: str) -> None:
    assert deadline(made(**changes), english) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Existing (as described in 2026)"),
        ({"status": "propose", "as_of": 2023}, "Proposal only: this is not a right (as described in 2023)"),
        ({"status": "termine", "as_of": 2021}, "Ended or replaced (as described in 2021)"),
        ({"closes_on": "2026-11-24"}, "Closed (2026)"),
    ],
)
def test_the_status_carries_its_year(english: Reader, changes: dict[str, object], said: str) -> None:
    assert status(made(**changes), english) == said


def test_a_card_says_who_pays_what_for_whom_and_whom_to_call(catalogue: Catalogue, english: Reader) -> None:
    facts = card(catalogue, catalogue.funding["gratification-stage"], english).blocks[1].text
    labels = [line.split(":**")[0].removeprefix("**") for line in facts.splitlines()]
    for expected in (
        "Who for",
        "Covers",
        "Who pays",
        "Kind",
        "Territory",
        "Status",
        "Next deadline",
        "Who to call",
    ):
        assert expected in labels


def test_a_route_is_numbered_dated_and_promises_nothing(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "financement", Question(situation="etudiant", objective="stage"), english).reply
    steps = [block.text for block in reply.blocks if block.text.startswith("**")]
    assert (
        reply.title == "Your route: Étudiante ou étudiant, Faire ou accueillir un stage, découvrir un métier"
    )
    assert [step.split(".")[0] for step in steps] == ["**1", "**2", "**3", "**4"]
    assert all("who pays: " in step and "deadline: " in step for step in steps)
    assert reply.footer == "We promise no eligibility: the organisation that pays decides."
    assert [menu.placeholder for menu in reply.menus] == ["Open an entry", "Who to call first"]


def test_the_guide_goes_from_who_one_is_to_what_leads_somewhere(
    catalogue: Catalogue, english: Reader
) -> None:
    first = guide(catalogue, english)
    situations = [each.slug for each in catalogue.circumstances.values() if each.kind == "situation"]
    assert [option.value for option in first.menus[0].options] == situations
    for situation in situations:
        second = guide(catalogue, english, situation)
        for option in second.menus[0].options:
            reply = answer(
                catalogue, "financement", Question(situation=situation, objective=option.value), english
            ).reply
            assert reply.title.startswith("Your route: "), (situation, option.value)
        assert [press.id for press in pressed(second, "guide")] == ["guide"]


def test_where_no_route_leads_the_guide_says_so(catalogue: Catalogue, english: Reader) -> None:
    asked = Question(situation="etudiant", objective="vae")
    reply = answer(catalogue, "financement", asked, english).reply
    label = catalogue.circumstances["vae"].label
    assert reply.blocks[0].text == f"We know no route to « {label} » from here. Those we know:"
    assert misfits(reply) == []


async def test_a_route_all_of_whose_schemes_are_over_still_fits(
    make_catalogue: MakeCatalogue, english: Reader
) -> None:
    catalogue = await make_catalogue(
        funding=[scheme("bourse", contacts=["la-passerelle"], closes_on="2026-01-01")],
        routes=[route("etudiant-diplome", "bourse", call=["la-passerelle"])],
    )
    reply = answer(
        catalogue, "financement", Question(situation="etudiant", objective="diplome"), english
    ).reply
    assert misfits(reply) == []
    assert [menu.placeholder for menu in reply.menus] == ["Who to call first"]


async def test_a_situation_without_any_route_still_fits(
    make_catalogue: MakeCatalogue, english: Reader
) -> None:
    catalogue = await make_catalogue(
        situations=[
            {"slug": "lune", "label": "Sur la lune", "kind": "situation", "catalogue": [], "synonyms": []}
        ]
    )
    reply = guide(catalogue, english, "lune")
    assert misfits(reply) == []
    assert [parts(press.id)[0] for press in pressed(reply, "guide")] == ["guide"]


def test_the_route_that_was_asked_is_the_one_that_is_shared(catalogue: Catalogue, english: Reader) -> None:
    reply = answer(catalogue, "financement", Question(situation="etudiant", objective="stage"), english).reply
    (share,) = pressed(reply, "share")
    assert parts(share.id)[1][:2] == ["financement", "1"]


def test_past_its_closing_day_a_scheme_is_told_closed_in_french_too(
    catalogue: Catalogue, french: Reader, now: datetime
) -> None:
    late = replace(french, now=now.replace(year=2027))
    said = text_of(card(catalogue, made(closes_on=date(2026, 12, 1)), late))
    assert ("Clos (2026)" in said, "Existant" in said) == (True, False)
