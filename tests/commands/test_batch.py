import json
from datetime import datetime
from typing import Any

import pytest

from commands.batch import COMMANDS, BadLine, answer_line, answer_lines, look_up
from storage.catalogue import Catalogue
from tests.commands.conftest import MakeCatalogue

QUESTIONS = {
    "annuaire": "mecs bordeaux",
    "financement": "bourse",
    "ressource": "handicap",
    "recherche": "travail social",
    "passerelle": "ES vers CESF",
    "sigle": "es",
    "metier": "cesf",
    "orienter": "je cherche un stage",
}


def line(command: str, **more: Any) -> str:
    return json.dumps({"command": command, "query": QUESTIONS.get(command, "x"), **more})


def slugs(answer: dict[str, Any]) -> list[str]:
    return [result["slug"] for result in answer["results"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_in_the_same_shape(catalogue: Catalogue, now: datetime, command: str) -> None:
    answer = answer_line(catalogue, line(command), now)
    assert list(answer)[:5] == ["command", "query", "state", "results", "suggestions"]
    assert (answer["command"], answer["query"]) == (command, QUESTIONS[command])
    assert answer["results"]
    for result in answer["results"]:
        assert list(result)[:5] == ["slug", "title", "shelf", "territory", "score"]


@pytest.mark.parametrize(
    ("typed", "beginning"),
    [
        ("{", "This line is not JSON: "),
        ("", "This line is not JSON: "),
        ("[1, 2]", "A line is one JSON object"),
        ('"mecs"', "A line is one JSON object"),
        ("null", "A line is one JSON object"),
        ('{"query": "mecs"}', "« command » must be one of: annuaire, financement, "),
        ('{"command": "annuair", "query": "mecs"}', "« command » must be one of: annuaire, "),
        ('{"command": ["annuaire"], "query": "mecs"}', "« command » must be one of: annuaire, "),
        ('{"command": {}, "query": "mecs"}', "« command » must be one of: annuaire, "),
        ('{"command": "annuaire"}', "« query » is empty"),
        ('{"command": "annuaire", "query": ""}', "« query » is empty"),
        ('{"command": "annuaire", "query": "  \\n"}', "« query » is empty"),
        ('{"command": "annuaire", "query": ["mecs"]}', "« query » must be text."),
        ('{"command": "annuaire", "query": "mecs", "territory": {"id": 33}}', "« territory » must be text."),
    ],
)
def test_a_line_that_asks_nothing_says_what_to_write(
    catalogue: Catalogue, now: datetime, typed: str, beginning: str
) -> None:
    answer = answer_line(catalogue, typed, now)
    assert answer["error"][: len(beginning)] == beginning
    assert "state" not in answer


def test_there_is_one_answer_for_each_line_in_order(catalogue: Catalogue, now: datetime) -> None:
    lines = [line("annuaire"), "not json", line("sigle"), "", line("metier"), "[]"]
    answers = [json.loads(each) for each in answer_lines(catalogue, lines, now)]
    assert [answer.get("command", "error") for answer in answers] == [
        "annuaire",
        "error",
        "sigle",
        "error",
        "metier",
        "error",
    ]
    assert all("\n" not in each for each in answer_lines(catalogue, lines, now))


def test_what_was_understood_of_a_wrong_line_is_given_back(catalogue: Catalogue, now: datetime) -> None:
    answer = answer_line(catalogue, '{"command": "annuaire", "query": "", "id": 7}', now)
    assert (answer["command"], answer["id"], list(answer)[-1]) == ("annuaire", 7, "error")


@pytest.mark.parametrize(
    "territory", ["D33", "33", 33, "gironde", "Gironde", "33000", "le 33", "bordeaux", "dept 33"]
)
def test_a_territory_is_read_as_people_and_as_the_catalogue_write_it(
    catalogue: Catalogue, now: datetime, territory: object
) -> None:
    asked = {"command": "annuaire", "query": "conseil departemental", "territory": territory}
    assert look_up(catalogue, asked, now)["results"][0]["slug"] == "cd-gironde"


@pytest.mark.parametrize("territory", ["R75", "Nouvelle-Aquitaine", "aquitaine", "na"])
def test_a_region_too(catalogue: Catalogue, now: datetime, territory: str) -> None:
    answer = look_up(catalogue, {"command": "annuaire", "query": "irts", "territory": territory}, now)
    assert slugs(answer)[0] == "irts-nouvelle-aquitaine"


def test_an_unknown_territory_still_answers(catalogue: Catalogue, now: datetime) -> None:
    asked = {"command": "annuaire", "query": "mdph", "territory": "atlantide"}
    assert slugs(look_up(catalogue, asked, now))[0] == "mdph"


def test_at_least_ten_results_are_given_when_there_are(catalogue: Catalogue, now: datetime) -> None:
    counts = {
        command: len(look_up(catalogue, {"command": command, "query": query}, now)["results"])
        for command, query in [
            ("annuaire", "travail social"),
            ("ressource", "travail social"),
            ("financement", "vae"),
        ]
    }
    assert {command: count for command, count in counts.items() if count < 10} == {}


def test_scores_follow_the_order_shown(catalogue: Catalogue, now: datetime) -> None:
    results = look_up(catalogue, {"command": "annuaire", "query": "mecs"}, now)["results"]
    scores = [result["score"] for result in results]
    assert scores == sorted(scores, reverse=True)


def test_an_acronym_gives_its_meanings(catalogue: Catalogue, now: datetime) -> None:
    (first, *_) = look_up(catalogue, {"command": "sigle", "query": "ASE"}, now)["results"]
    assert first["meanings"] == ["Aide sociale à l'enfance", "Assistant socio-éducatif"]


def test_research_gives_works_and_their_makers_apart(catalogue: Catalogue, now: datetime) -> None:
    answer = look_up(catalogue, {"command": "recherche", "query": "travail social"}, now)
    assert {result["shelf"] for result in answer["results"]} == {"resources"}
    assert {result["shelf"] for result in answer["see_also"]} == {"organisations"}


def test_a_danger_gives_the_numbers_to_call_first(catalogue: Catalogue, now: datetime) -> None:
    answer = look_up(catalogue, {"command": "orienter", "query": "j'ai envie de mourir"}, now)
    assert answer["call_first"][0] == "3114"


def test_a_situation_alone_is_a_question_of_funding_only(catalogue: Catalogue, now: datetime) -> None:
    asked = {"command": "financement", "query": "", "situation": "etudiant", "objective": "stage"}
    assert look_up(catalogue, asked, now)["route"] == "etudiant-stage"
    with pytest.raises(BadLine):
        look_up(catalogue, {**asked, "command": "annuaire"}, now)


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        ({"query": "mecs"}, "found"),
        ({"query": "mdph", "territory": "33"}, "widened"),
        ({"query": "logemment"}, "did_you_mean"),
        ({"query": "zorglub"}, "out_of_scope"),
    ],
)
def test_the_state_is_one_of_five(
    catalogue: Catalogue, now: datetime, asked: dict[str, str], state: str
) -> None:
    assert look_up(catalogue, {"command": "annuaire", **asked}, now)["state"] == state


async def test_the_fifth_is_that_the_database_sleeps(make_catalogue: MakeCatalogue, now: datetime) -> None:
    catalogue = await make_catalogue()
    catalogue.stale = True
    asked = {
        "annuaire": "relais",
        "financement": "bourse",
        "ressource": "livre blanc",
        "passerelle": "es vers cesf",
    }
    states = {
        command: look_up(catalogue, {"command": command, "query": query}, now)["state"]
        for command, query in asked.items()
    }
    assert states == dict.fromkeys(asked, "stale")
