from datetime import datetime

import pytest

from commands.answer import Question, State
from commands.funding.lookup import circumstance, find, routes_for, steps_of
from storage.catalogue import Catalogue
from tests.builders import route, scheme
from tests.commands.conftest import MakeCatalogue


def understood(
    catalogue: Catalogue, now: datetime, **asked: str
) -> tuple[str | None, str | None, str | None]:
    """Situation, objective and route, by slug."""
    found = find(catalogue, Question(**asked), now=now)
    parts = (found.situation, found.objective, found.route)
    return tuple(part.slug if part else None for part in parts)  # type: ignore[return-value]  # three of them


@pytest.mark.parametrize(
    ("text", "situation", "objective"),
    [
        ("qui paie ma vae, je suis salariée d'une association", "salarie-prive", "vae"),
        ("je suis étudiante je cherche un stage", "etudiant", "stage"),
        ("au chomage je veux devenir éducateur", "demandeur-emploi", None),
        ("bonjour", None, None),
    ],
)
def test_situation_and_objective_are_read_in_the_words(
    catalogue: Catalogue, text: str, situation: str | None, objective: str | None
) -> None:
    read = [circumstance(catalogue, kind, "", text) for kind in ("situation", "objective")]
    slugs = [each.slug if each else None for each in read]
    assert slugs[0] == situation
    if objective:
        assert slugs[1] == objective


@pytest.mark.parametrize("chosen", ["etudiant", "Étudiante ou étudiant", "étudiant", "ETUDIANT"])
def test_a_situation_is_chosen_by_slug_label_or_the_words_people_use(
    catalogue: Catalogue, chosen: str
) -> None:
    found = circumstance(catalogue, "situation", chosen, "")
    assert found is not None
    assert found.slug == "etudiant"


def test_every_route_is_found_by_its_situation_and_objective(catalogue: Catalogue, now: datetime) -> None:
    wrong = [
        each.slug
        for each in catalogue.routes.values()
        if understood(catalogue, now, situation=each.situation, objective=each.objective)
        != (each.situation, each.objective, each.slug)
    ]
    assert wrong == []


def test_a_route_is_walked_in_its_own_order(catalogue: Catalogue, now: datetime) -> None:
    known = catalogue.routes["etudiant-stage"]
    found = find(catalogue, Question(situation="etudiant", objective="stage"), now=now)
    assert [hit.slug for hit in found.answer.hits] == [step.scheme for step in known.steps]
    assert found.answer.state is State.FOUND


def test_a_scheme_called_by_its_name_comes_before_the_route(catalogue: Catalogue, now: datetime) -> None:
    asked = Question("cpf", situation="salarie-prive", objective="vae")
    hits = find(catalogue, asked, now=now).answer.hits
    assert hits[0].slug == "cpf"
    assert catalogue.routes["salarie-prive-vae"].steps[0].scheme in [hit.slug for hit in hits]


def test_every_situation_has_a_route(catalogue: Catalogue) -> None:
    situations = [each.slug for each in catalogue.circumstances.values() if each.kind == "situation"]
    assert [slug for slug in situations if not routes_for(catalogue, slug)] == []


def test_a_situation_alone_finds_what_fits_it_and_nothing_only_proposed(
    catalogue: Catalogue, now: datetime
) -> None:
    for situation in ("salarie-prive", "agent-territorial", "demandeur-emploi"):
        hits = find(catalogue, Question(situation=situation), now=now, limit=25).answer.hits
        statuses = {catalogue.funding[hit.slug].status for hit in hits}
        assert hits
        assert statuses <= {"existant", "partiel", "annonce"}


def test_where_no_route_leads_is_not_called_found(catalogue: Catalogue, now: datetime) -> None:
    found = find(catalogue, Question(situation="etudiant", objective="vae"), now=now)
    assert (found.route, found.answer.hits, found.answer.state) == (None, (), State.OUT_OF_SCOPE)


def test_what_is_over_comes_after_what_is_open(catalogue: Catalogue, now: datetime) -> None:
    hits = find(catalogue, Question("reconversion", situation="salarie-prive"), now=now).answer.hits
    over = [catalogue.funding[hit.slug].status == "termine" for hit in hits[:1]]
    assert over == [False]


async def test_the_steps_pass_over_a_scheme_that_left(make_catalogue: MakeCatalogue) -> None:
    catalogue = await make_catalogue(
        funding=[scheme("prime")], routes=[route("etudiant-diplome", "bourse", "prime")]
    )
    del catalogue.funding["bourse"]
    steps = steps_of(catalogue, catalogue.routes["etudiant-diplome"])
    assert [one.slug for _, one in steps] == ["prime"]
