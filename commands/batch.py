"""Look-ups without Discord: one JSON question in, one JSON answer out, in the same words as the commands."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from commands.answer import Answer, Question
from commands.bridges import lookup as bridges
from commands.directory import lookup as directory
from commands.funding import lookup as funding
from commands.glossary import lookup as glossary
from commands.orientation import lookup as orientation
from commands.research import lookup as research
from commands.resources import lookup as resources
from commands.trades import lookup as trades
from storage.catalogue import Catalogue
from storage.search.index import Hit

FILTERS = ("territory", "theme", "audience", "situation", "objective", "kind", "year")
AT_LEAST = 10

Json = dict[str, Any]


class BadLine(Exception):
    """A line of the batch that asks nothing that can be answered; the sentence says what to write instead."""


def answer_lines(catalogue: Catalogue, lines: Iterable[str], now: datetime) -> Iterator[str]:
    """One answer line per question line, in order. A malformed line answers with ``error`` and the rest goes on."""
    for line in lines:
        yield json.dumps(answer_line(catalogue, line, now), ensure_ascii=False)


def answer_line(catalogue: Catalogue, line: str, now: datetime) -> Json:
    """The answer to one line, or ``{"error": …}`` with what was understood of the line."""
    asked: Json = {}
    try:
        asked = _read(line)
        return {**asked, **look_up(catalogue, asked, now)}
    except BadLine as bad:
        return {**asked, "error": str(bad)}


def look_up(catalogue: Catalogue, asked: Json, now: datetime) -> Json:
    """State, results and suggestions of one question.

    Raises:
        BadLine: the command is unknown or nothing is asked.
    """
    command = asked.get("command")
    if not isinstance(command, str) or command not in COMMANDS:
        raise BadLine(f"« command » must be one of: {', '.join(COMMANDS)}.")
    question = _question(asked)
    if not question.text.strip() and not (
        command == "financement" and (question.situation or question.objective)
    ):
        raise BadLine("« query » is empty: write what you are looking for.")
    return COMMANDS[command](catalogue, question, now)


def _read(line: str) -> Json:
    try:
        asked = json.loads(line)
    except ValueError as error:
        raise BadLine(f"This line is not JSON: {error}.") from error
    if not isinstance(asked, dict):
        raise BadLine('A line is one JSON object, such as {"command": "annuaire", "query": "mecs bordeaux"}.')
    return asked


def _question(asked: Json) -> Question:
    values = {}
    for name in ("query", *FILTERS):
        value = asked.get(name)
        if value is None:
            continue
        if not isinstance(value, (str, int)):
            raise BadLine(f"« {name} » must be text.")
        values["text" if name == "query" else name] = str(value)
    return Question(**values)


def _described(answer: Answer, **more: Any) -> Json:
    suggestions = [*answer.suggestions, *(place.name for place in answer.homonyms)]
    return {
        "state": answer.state.value,
        "results": [_result(hit) for hit in answer.hits],
        "suggestions": suggestions,
        **more,
    }


def _result(hit: Hit) -> Json:
    return {
        "slug": hit.slug,
        "title": hit.title,
        "shelf": hit.shelf,
        "territory": hit.territory,
        "score": round(hit.score, 4),
    }


def _directory(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    return _described(directory.find(catalogue, question, now=now, limit=AT_LEAST))


def _funding(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    found = funding.find(catalogue, question, now=now, limit=AT_LEAST)
    return _described(found.answer, **({"route": found.route.slug} if found.route else {}))


def _resources(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    return _described(resources.find(catalogue, question, now=now, limit=AT_LEAST))


def _research(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    found = research.find(catalogue, question, now=now, limit=AT_LEAST)
    return _described(found.works, see_also=[_result(hit) for hit in found.producers])


def _bridges(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    found = bridges.find(catalogue, question, now=now, limit=AT_LEAST)
    return _described(found.answer, chain=[bridge.slug for bridge in found.chain])


def _glossary(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    described = _described(glossary.find(catalogue, question, now=now, limit=AT_LEAST))
    for result in described["results"]:
        entry = catalogue.glossary[result["slug"]]
        result["meanings"] = [meaning.label for meaning in glossary.meanings(entry)]
    return described


def _trades(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    return _described(trades.find(catalogue, question, now=now, limit=AT_LEAST))


def _orientation(catalogue: Catalogue, question: Question, now: datetime) -> Json:
    found = orientation.find(catalogue, question, now=now, limit=AT_LEAST)
    described = _described(
        found.answer,
        because={one.theme.slug: list(one.because) for one in found.themes},
        see_also=[_result(hit) for hit in (*found.contacts, *found.resources)],
    )
    if found.dangers:
        described["call_first"] = [number.number for danger in found.dangers for number in danger.numbers]
    return described


COMMANDS: dict[str, Callable[[Catalogue, Question, datetime], Json]] = {
    "annuaire": _directory,
    "financement": _funding,
    "ressource": _resources,
    "recherche": _research,
    "passerelle": _bridges,
    "sigle": _glossary,
    "metier": _trades,
    "orienter": _orientation,
}
