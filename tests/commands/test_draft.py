import locales
from commands.draft import given_back


def test_a_text_comes_back_whole_and_cannot_leave_its_frame() -> None:
    reply = given_back(["Un ```code```.", "", "@everyone"], locales.reader("fr"))
    assert [block.text for block in reply.blocks[1:]] == [
        "```\nUn '''code'''.\n```",
        "```\n@everyone\n```",
    ]
    assert reply.blocks[0].text.startswith("Nous n’avons pas pu garder votre texte")
