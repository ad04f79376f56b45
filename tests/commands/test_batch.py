"""One JSON question in, one JSON answer out: every line is answered, in order, and the bad ones say why."""

import json
from datetime import datetime
from typing import Any

import pytest

from commands.batch import COMMANDS, FILTERS, answer_line, answer_lines, look_up
from storage.catalogue import Catalogue

FIVE = {"slug", "title", "shelf", "territory", "score"}


def asked(catalogue: Catalogue, now: datetime, command: str, query: str, **filters: Any) -> dict[str, Any]:
    return answer_line(catalogue, json.dumps({"command": command, "query": query, **filters}), now)


def test_a_malformed_line_answers_with_an_error(catalogue: Catalogue, now: datetime) -> None:
    answered = answer_line(catalogue, '{"command": "annuaire"', now)
    assert (list(answered), answered["error"].split(":")[0]) == (["error"], "This line is not JSON")


@pytest.mark.parametrize("line", ["[]", '"mecs"', "12", "null", "true"])
def test_a_line_that_is_not_an_object_says_what_to_write(
    catalogue: Catalogue, now: datetime, line: str
) -> None:
    example = '{"command": "annuaire", "query": "mecs bordeaux"}'
    expected = {"error": f"A line is one JSON object, such as {example}."}
    assert answer_line(catalogue, line, now) == expected


@pytest.mark.parametrize("command", ["pizza", "", None, 12, ["annuaire"], {"a": 1}])
def test_an_unknown_command_lists_those_that_exist(catalogue: Catalogue, now: datetime, command: Any) -> None:
    answered = asked(catalogue, now, command, "mecs")
    expected = f"« command » must be one of: {', '.join(COMMANDS)}."
    assert answered == {"command": command, "query": "mecs", "error": expected}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("query", ["", "   ", "\n"])
def test_an_empty_query_asks_for_words(catalogue: Catalogue, now: datetime, command: str, query: str) -> None:
    answered = asked(catalogue, now, command, query)
    assert answered["error"] == "« query » is empty: write what you are looking for."


@pytest.mark.parametrize("name", ["query", *FILTERS])
def test_a_list_where_text_is_expected_is_named(catalogue: Catalogue, now: datetime, name: str) -> None:
    line = json.dumps({"command": "annuaire", "query": "mecs", name: ["a"]})
    assert answer_line(catalogue, line, now)["error"] == f"« {name} » must be text."


def test_a_situation_alone_is_enough_to_ask_who_pays(catalogue: Catalogue, now: datetime) -> None:
    answered = look_up(catalogue, {"command": "financement", "situation": "etudiant"}, now)
    assert (answered["state"], bool(answered["results"])) == ("found", True)


def test_an_unknown_territory_is_no_error_and_answers_for_everywhere(
    catalogue: Catalogue, now: datetime
) -> None:
    somewhere = asked(catalogue, now, "annuaire", "mdph", territory="zorglub")
    anywhere = asked(catalogue, now, "annuaire", "mdph")
    assert somewhere == anywhere | {"territory": "zorglub"}


@pytest.mark.parametrize(
    ("code", "name"), [("D33", "Gironde"), ("R75", "Nouvelle-Aquitaine"), ("33", "Gironde"), (33, "Gironde")]
)
def test_a_territory_is_understood_by_its_code_as_by_its_name(
    catalogue: Catalogue, now: datetime, code: str | int, name: str
) -> None:
    by_code = asked(catalogue, now, "annuaire", "conseil", territory=code)
    by_name = asked(catalogue, now, "annuaire", "conseil", territory=name)
    assert by_code["results"] == by_name["results"]


def test_answers_come_in_the_order_of_the_questions_bad_lines_included(
    catalogue: Catalogue, now: datetime
) -> None:
    lines = ['{"command": "sigle", "query": "mecs"}', "oops", '{"command": "sigle", "query": "ase"}', "[]"]
    answered = [json.loads(line) for line in answer_lines(catalogue, lines, now)]
    assert [(one.get("query"), "error" in one) for one in answered] == [
        ("mecs", False),
        (None, True),
        ("ase", False),
        (None, True),
    ]


def test_an_answer_is_one_line_that_keeps_its_accents(catalogue: Catalogue, now: datetime) -> None:
    line = next(answer_lines(catalogue, ['{"command": "metier", "query": "éducateur\\nspécialisé"}'], now))
    assert ("\n" in line, "Éducateur spécialisé" in line) == (False, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_result_says_the_same_five_things(catalogue: Catalogue, now: datetime, command: str) -> None:
    answered = asked(catalogue, now, command, "éducateur spécialisé")
    unlike = [result for result in answered["results"] if set(result) - {"meanings"} != FIVE]
    assert unlike == []


def test_an_acronym_gives_every_meaning(catalogue: Catalogue, now: datetime) -> None:
    first = asked(catalogue, now, "sigle", "ASE")["results"][0]
    assert first["meanings"] == ["Aide sociale à l'enfance", "Assistant socio-éducatif"]


def test_research_says_who_else_to_see(catalogue: Catalogue, now: datetime) -> None:
    producers = asked(catalogue, now, "recherche", "protection de l'enfance")["see_also"]
    assert {producer["shelf"] for producer in producers} == {"organisations"}


def test_bridges_say_the_chain_when_none_is_direct_and_an_empty_one_otherwise(
    catalogue: Catalogue, now: datetime
) -> None:
    direct = asked(catalogue, now, "passerelle", "ES vers CAFERUIS")
    assert (direct["chain"], bool(direct["results"])) == ([], True)


def test_an_orientation_says_why(catalogue: Catalogue, now: datetime) -> None:
    answered = asked(catalogue, now, "orienter", "je cherche un logement pour un jeune")
    assert list(answered["because"]) == [result["slug"] for result in answered["results"]]
