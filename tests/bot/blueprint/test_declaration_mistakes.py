import pytest

from bot.blueprint.declaration import DeclarationError, declare
from storage.catalogue import Catalogue
from tests.bot.blueprint.declared import SMALL


def problems(text: str, catalogue: Catalogue) -> list[str]:
    with pytest.raises(DeclarationError) as refused:
        declare(text, catalogue)
    return refused.value.problems


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (
            'name = "Thématiques"\naccess',
            'name = "Thématiques"\nacess',
            [
                'server.toml, line 18, category "themes", key "access": missing; it is needed.',
                'server.toml, line 21, category "themes", key "acess": unknown; did you mean "access"?',
            ],
        ),
        (
            'kind = "forum"',
            'kind = "forom"',
            [
                (
                    'server.toml, line 25, channel "each theme", key "kind": '
                    "input should be 'text', 'announcement' or 'forum'."
                )
            ],
        ),
        (
            'access = "chosen"',
            'access = "choosen"',
            [
                (
                    'server.toml, line 28, channel "each theme", key "access": there is no rule [access.choosen]; '
                    'did you mean "chosen"?'
                )
            ],
        ),
        (
            'name = "{channel}"',
            'name = "{chanel}"',
            [
                (
                    'server.toml, line 26, channel "each theme", key "name": {chanel} is unknown; known here: '
                    "{title}, {slug}, {channel}, {description}."
                )
            ],
        ),
        (
            'name = "Équipe"',
            'name = "{title}"',
            ['server.toml, line 11, role "team", key "name": {title} is unknown: this is for each = … only.'],
        ),
        (
            'name = "Équipe"',
            'name = "{title"',
            [
                'server.toml, line 11, role "team", key "name": a brace is alone; write {title}, with both braces.'
            ],
        ),
        (
            'only = ["handicap", "sante"]',
            'only = [\n  "handicap",\n  "santé",\n]',
            [
                'server.toml, line 15, role "each theme", key "only": "santé" is unknown; did you mean "sante"?'
            ],
        ),
        (
            'own = ["view_channel"]',
            'tem = ["view_channel"]',
            ['server.toml, line 6, access "chosen", key "tem": no role has this key; did you mean "team"?'],
        ),
        (
            'own = ["view_channel"]',
            'own = ["see_channel"]',
            [
                (
                    'server.toml, line 6, access "chosen", key "own": permission "see_channel" is unknown; '
                    'did you mean "view_channel"?'
                )
            ],
        ),
        (
            'bot = ["view_channel"]\n\n[[roles]]',
            "[[roles]]",
            [
                (
                    'server.toml, line 4, access "chosen", key "bot": everyone is refused view_channel: '
                    'give it to the bot, with bot = ["view_channel"].'
                )
            ],
        ),
        (
            'key = "archives"',
            'key = "old"',
            ['server.toml, line 1: a category with key = "archives" is needed: what is archived goes there.'],
        ),
        (
            'key = "themes"\nname = "Thématiques"',
            'key = "archives"\nname = "Thématiques"',
            [
                (
                    'server.toml, line 32, category "archives", key "key": "category:archives" is declared twice; '
                    "a key names one thing only."
                )
            ],
        ),
        (
            'name = "Équipe"',
            'name = "handicap et société inclusive"',
            [
                (
                    'server.toml, line 16, role "each theme", key "name": "Handicap et société inclusive" '
                    "(role:theme:handicap) is already the name of role:team."
                )
            ],
        ),
        (
            'key = "team"',
            'key = "team"\neach = "theme"',
            ['server.toml, line 10, role "team", key "key": give either key = … or each = …, one of them.'],
        ),
        (
            'tags = ["Résolu"]',
            'tags = ["Résolu"]\nopened_by = ["tem"]',
            [
                'server.toml, line 30, channel "each theme", key "opened_by": "tem" has no role; add it to [[roles]].'
            ],
        ),
        (
            "[access.open]",
            '[names.theme]\nsantee = "Santé"\n\n[access.open]',
            ['server.toml, line 2, names "theme", key "santee": unknown; did you mean "sante"?'],
        ),
        (
            'tags = ["Résolu"]',
            'tags = "Résolu"',
            ['server.toml, line 29, channel "each theme", key "tags": input should be a valid list.'],
        ),
        (
            'key = "archives"',
            'key = "archives',
            ["server.toml, line 32: illegal character '\\n'."],
        ),
        (
            'key = "archives"\n',
            'key = "archives"\nkey = "archive"\n',
            ["server.toml, line 33: cannot overwrite a value."],
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_key(
    was: str, becomes: str, told: list[str], catalogue: Catalogue
) -> None:
    assert was in SMALL
    assert problems(SMALL.replace(was, becomes, 1), catalogue) == told


def test_a_permission_that_the_bot_has_not_cannot_be_given(catalogue: Catalogue) -> None:
    (problem,) = problems(SMALL.replace('own = ["view_channel"]', 'own = ["ban_members"]'), catalogue)

    assert problem.startswith(
        'server.toml, line 6, access "chosen", key "own": permission "ban_members": the bot has it not, so it '
        "can neither give nor refuse it; it has: view_channel, "
    )


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(catalogue: Catalogue) -> None:
    wrong = SMALL.replace('"sante"', '"rien"').replace('"chosen"', '"open-to-all"').replace("Équipe", "{x}")

    assert [each.split(",")[1] for each in problems(wrong, catalogue)] == [" line 11", " line 15", " line 28"]
