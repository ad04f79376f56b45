from dataclasses import replace

from commands.answer import Question
from commands.answering import answer
from commands.reading import Reader
from commands.reply import Reply
from commands.ui import draw
from storage.catalogue import Catalogue
from tests.commands.seen import text_of


def told(catalogue: Catalogue, need: str, reader: Reader) -> Reply:
    return answer(catalogue, "orienter", Question(need), reader).reply


def test_a_danger_speaks_first_in_its_own_colour_and_in_words(catalogue: Catalogue, english: Reader) -> None:
    reply = told(catalogue, "un enfant me dit que son père le frappe, je suis éducatrice", english)
    assert (reply.title, reply.urgent) == ("Call first", True)
    said = [block.text for block in reply.blocks]
    alerted = said.index("Nobody was alerted by this message, and nothing of it was kept: please call.")
    assert "**119**" in "\n".join(said[:alerted])


def test_a_danger_is_never_repeated_word_for_word(catalogue: Catalogue, french: Reader) -> None:
    need = "mon mari me frappe depuis que Théophraste est né"
    assert "Théophraste" not in text_of(told(catalogue, need, french))


def test_each_theme_says_why_and_where(catalogue: Catalogue, english: Reader) -> None:
    channel = catalogue.themes["stages"].channel
    here = replace(english, channel=lambda name: "<#42>" if name == channel else None)
    block = told(catalogue, "je cherche un stage", here).blocks[0].text
    label = catalogue.themes["stages"].label
    assert block.splitlines()[0] == f"**{label}** (because you wrote « stage »)"
    assert block.splitlines()[-1] == "-# Channel: <#42>"
    elsewhere = told(catalogue, "je cherche un stage", english).blocks[0].text
    assert elsewhere.splitlines()[-1] == f"-# Channel: #{channel}"


def test_people_and_things_to_read_can_be_opened(catalogue: Catalogue, english: Reader) -> None:
    reply = told(catalogue, "une question sur la protection de l'enfance", english)
    assert [menu.placeholder for menu in reply.menus] == ["People to contact", "Things to read or use"]


def test_the_need_cannot_be_shared_by_mistake(catalogue: Catalogue, english: Reader) -> None:
    assert told(catalogue, "je cherche un stage", english).buttons == ()


def test_what_is_not_understood_is_told_with_another_way(catalogue: Catalogue, english: Reader) -> None:
    reply = told(catalogue, "zorglub", english)
    assert reply.blocks[-1].text == (
        "Say it with other words, or ask in the help channel: /aide shows all that can be asked."
    )
    assert "The words were noted" not in text_of(reply)
    assert draw(reply).content_length() > 0
