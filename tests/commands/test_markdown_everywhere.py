"""Whatever a member types comes back harmless: no mention, no markup, nothing that breaks the layout."""

import re

import pytest

from commands.answer import Question
from commands.answering import answer
from commands.batch import COMMANDS
from commands.faces import LONGEST_QUESTION
from commands.reading import Reader
from storage.catalogue import Catalogue
from tests.commands.seen import misfits, text_of

HOSTILE = (
    "@everyone",
    "@here zorglub",
    "**zorglub**",
    "<@123456789012345678>",
    "<@&123456789012345678> <#123456789012345678>",
    "`zorglub` ```zorglub```",
    "__z__ ~~z~~ ||z|| [z](https://example.org)",
    "# zorglub",
    "> zorglub\n> -# zorglub",
    "z" * 4000,
    "zorglub " * 500,
    "*" * 4000,
    "\u202ezorglub",
)
ESCAPED = re.compile(r"\\.")
# Bold of ours may stand around what a person typed; small print begins its line.
OUR_BOLD = re.compile(r"\*\*([^*]*)\*\*")
MARKUP = re.compile(r"[*_`~|\[\]]|^[#>]", re.MULTILINE)
MENTION = re.compile(r"@(?:everyone|here)|(?<!\\)<[@#:]")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: typed[:20])
def test_nothing_typed_survives_as_a_mention_or_as_markup(
    catalogue: Catalogue, french: Reader, command: str, typed: str
) -> None:
    reply = answer(catalogue, command, Question(typed, territory=typed), french).reply
    echoed = "\n".join(block.text for block in reply.blocks)
    assert misfits(reply) == []
    assert MENTION.search(text_of(reply)) is None
    assert MARKUP.findall(OUR_BOLD.sub(r"\1", ESCAPED.sub("", echoed))) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_longest_question_fits_with_every_filter(
    catalogue: Catalogue, french: Reader, command: str
) -> None:
    asked = Question(
        "é" * LONGEST_QUESTION,
        "Provence-Alpes-Côte d'Azur",
        "protection-enfance",
        "etudiants",
        "rapport",
        "etudiant",
        "diplome",
        "2023",
    )
    assert misfits(answer(catalogue, command, asked, french).reply) == []
