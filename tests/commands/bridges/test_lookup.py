from datetime import datetime

import pytest

from commands.answer import Question, State
from commands.bridges.lookup import STATUS_ORDER, find
from storage.catalogue import Catalogue
from tests.builders import bridge, trade
from tests.commands.conftest import MakeCatalogue


@pytest.mark.parametrize(
    ("text", "departure", "arrival"),
    [
        ("ES vers CESF", "educateur-specialise", "cesf"),
        ("es -> cesf", "educateur-specialise", "cesf"),
        ("ES → CESF", "educateur-specialise", "cesf"),
        ("ES>CESF", "educateur-specialise", "cesf"),
        (
            "éducatrice spécialisée vers conseillère en économie sociale familiale",
            "educateur-specialise",
            "cesf",
        ),
        ("de TISF à ES", "tisf", "educateur-specialise"),
        ("passer de aes a tisf", "aes", "tisf"),
        ("moniteur educateur pour devenir ES", "moniteur-educateur", "educateur-specialise"),
        ("deass vers master", "ass", "master"),
        ("devenir ES", None, "educateur-specialise"),
        ("je suis aes", "aes", None),
        ("AES", "aes", None),
        ("zorglub vers zorglub", None, None),
    ],
)
def test_both_ends_are_read_however_they_are_said(
    catalogue: Catalogue, now: datetime, text: str, departure: str | None, arrival: str | None
) -> None:
    found = find(catalogue, Question(text), now=now)
    ends = tuple(end.slug if end else None for end in (found.departure, found.arrival))
    assert ends == (departure, arrival)


def test_what_exists_comes_before_what_is_proposed(catalogue: Catalogue, now: datetime) -> None:
    hits = find(catalogue, Question("ES vers CESF"), now=now).answer.hits
    direct = [catalogue.bridges[hit.slug] for hit in hits if hit.score > 9]
    named = [each for each in direct if "educateur-specialise" in each.departures and "cesf" in each.arrivals]
    orders = [STATUS_ORDER.index(each.status) for each in named]
    assert named
    assert orders == sorted(orders)


@pytest.fixture
async def walks(make_catalogue: MakeCatalogue) -> Catalogue:
    names = ("alpha", "beta", "gamma", "delta", "omega")
    return await make_catalogue(
        trades=[trade(name, name=name.capitalize()) for name in names],
        bridges=[
            bridge("un", ["alpha"], ["beta"]),
            bridge("deux", ["beta"], ["gamma"], status="partiel"),
            bridge("trois", ["gamma"], ["delta"]),
            bridge("raccourci", ["alpha"], ["gamma"], status="propose"),
            bridge("promesse", ["delta"], ["omega"], status="annonce"),
        ],
    )


@pytest.mark.parametrize(
    ("text", "chain", "direct"),
    [
        ("Alpha vers Beta", [], True),
        ("Alpha vers Gamma", [], True),
        ("Alpha vers Delta", ["un", "deux", "trois"], False),
        ("Beta vers Delta", ["deux", "trois"], False),
        ("Alpha vers Omega", [], False),
        ("Delta vers Alpha", [], False),
    ],
)
def test_the_shortest_chain_walks_only_what_can_be_taken_today(
    walks: Catalogue, now: datetime, text: str, chain: list[str], direct: bool
) -> None:
    found = find(walks, Question(text), now=now)
    assert ([one.slug for one in found.chain], found.direct) == (chain, direct)


def test_a_chain_is_an_answer(walks: Catalogue, now: datetime) -> None:
    answer = find(walks, Question("Alpha vers Delta"), now=now).answer
    assert (answer.state, answer.missed, answer.suggestions) == (State.FOUND, (), ())


def test_a_bridge_called_by_its_own_name_comes_first(catalogue: Catalogue, now: datetime) -> None:
    wrong = [
        each.slug
        for each in catalogue.bridges.values()
        if find(catalogue, Question(each.title), now=now).answer.hits[0].slug != each.slug
    ]
    assert wrong == []


def test_no_bridge_is_given_twice(catalogue: Catalogue, now: datetime) -> None:
    slugs = [hit.slug for hit in find(catalogue, Question("AES vers ES"), now=now, limit=25).answer.hits]
    assert len(slugs) == len(set(slugs))
