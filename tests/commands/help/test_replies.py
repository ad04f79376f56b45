import pytest

from commands.families import FAMILIES
from commands.help.replies import COMMANDS, help_page
from commands.reading import Reader
from tests.commands.seen import misfits, text_of


@pytest.mark.parametrize("language", ["french", "english"])
def test_the_help_fits_on_one_screen(language: str, request: pytest.FixtureRequest) -> None:
    assert misfits(help_page(request.getfixturevalue(language))) == []


def test_it_names_every_command_as_the_reader_sees_it(french: Reader, english: Reader) -> None:
    for french_name, english_name, _ in COMMANDS:
        assert f"`/{french_name}`" in text_of(help_page(french))
        assert f"`/{english_name}`" in text_of(help_page(english))
    # Each family has one command, or none when it only listens; the help announces neither itself nor what is for
    # facilitators alone.
    speaking = [family for family in FAMILIES if family.__cog_app_commands__]
    assert len(COMMANDS) == len(speaking) - 2


def test_it_says_who_reads_what_is_kept_and_how_sure_it_is(english: Reader) -> None:
    seen = text_of(help_page(english))
    for promise in ("**Who can read?**", "**What is kept?**", "**How sure is it?**"):
        assert promise in seen
