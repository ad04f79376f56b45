"""Who pays, in which order: every written route leads somewhere, and nothing closed stands in it."""

from datetime import datetime

from commands.answer import Question
from commands.funding.lookup import circumstance, find, routes_for
from commands.funding.replies import guide
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.deadlines import is_over


def test_every_route_is_answered_in_its_own_order(catalogue: Catalogue, now: datetime) -> None:
    wrong = []
    for route in catalogue.routes.values():
        found = find(catalogue, Question(situation=route.situation, objective=route.objective), now=now)
        steps = [step.scheme for step in route.steps]
        if [hit.slug for hit in found.answer.hits][: len(steps)] != steps or found.route != route:
            wrong.append(route.slug)
    assert wrong == []


def test_nothing_over_or_only_proposed_stands_in_a_route(catalogue: Catalogue, now: datetime) -> None:
    steps = [
        (route.slug, catalogue.funding[step.scheme])
        for route in catalogue.routes.values()
        for step in route.steps
    ]
    wrong = [(slug, s.slug) for slug, s in steps if is_over(s, now) or s.status == "propose"]
    assert wrong == []


def test_every_situation_leads_to_at_least_one_route(catalogue: Catalogue) -> None:
    situations = [each.slug for each in catalogue.circumstances.values() if each.kind == "situation"]
    assert [slug for slug in situations if not routes_for(catalogue, slug)] == []


def test_the_guide_offers_only_objectives_that_lead_to_a_route(catalogue: Catalogue, french: Reader) -> None:
    for each in catalogue.circumstances.values():
        if each.kind == "situation":
            offered = {option.value for option in guide(catalogue, french, each.slug).menus[0].options}
            assert offered == {route.objective for route in routes_for(catalogue, each.slug)}


def test_words_say_the_situation_and_the_objective(catalogue: Catalogue) -> None:
    said = "demandeur d'emploi qui veut faire une vae"
    situation = circumstance(catalogue, "situation", "", said)
    objective = circumstance(catalogue, "objective", "", said)
    assert (situation and situation.slug, objective and objective.slug) == ("demandeur-emploi", "vae")


def test_a_scheme_asked_for_by_its_name_comes_before_the_route(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question("cifre", situation="etudiant", objective="diplome"), now=now)
    assert found.answer.hits[0].slug == "cifre"
