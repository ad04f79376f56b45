import discord
import pytest
from discord import app_commands

import locales
from sandbox.line import Surroundings, Typed, UnreadableLineError, read

CHOICES = [
    app_commands.Choice(name="Chaque semaine", value="w"),
    app_commands.Choice(name="Chaque mois", value="m"),
]


@app_commands.command(name="annuaire", description="…")
async def directory(
    interaction: discord.Interaction, recherche: str, territoire: str | None = None, theme: str | None = None
) -> None: ...


@app_commands.command(name="aide", description="…")
async def assistance(interaction: discord.Interaction) -> None: ...


@app_commands.command(name="apercu", description="…")
@app_commands.choices(rythme=CHOICES)
async def overview(
    interaction: discord.Interaction, rythme: str, nombre: int | None = None, part: float | None = None
) -> None: ...


@app_commands.command(name="inviter", description="…")
async def invite(
    interaction: discord.Interaction,
    membre: discord.Member,
    salon: discord.TextChannel | None = None,
    prive: bool | None = None,
) -> None: ...


COMMANDS = "Commands: /aide, /annuaire, /digest apercu, /inviter."
HERE = Surroundings(
    words=locales.reader("en"),
    commands={"annuaire": directory, "aide": assistance, "digest apercu": overview, "inviter": invite},
    people={"Claire": "the member Claire"},
    channels={"accueil": "the channel accueil"},
)


@pytest.mark.parametrize(
    ("line", "command", "options"),
    [
        ("/annuaire recherche:mecs territoire:33", "annuaire", {"recherche": "mecs", "territoire": "33"}),
        ("/annuaire mecs bordeaux", "annuaire", {"recherche": "mecs bordeaux"}),
        ("annuaire mecs territoire:le 33", "annuaire", {"recherche": "mecs", "territoire": "le 33"}),
        (
            "/annuaire territoire:33 recherche:maison d’enfants theme:handicap",
            "annuaire",
            {"territoire": "33", "recherche": "maison d’enfants", "theme": "handicap"},
        ),
        (
            "/annuaire voir https://exemple.fr : utile ?",
            "annuaire",
            {"recherche": "voir https://exemple.fr : utile ?"},
        ),
        ("  /aide  ", "aide", {}),
        ("/digest apercu chaque mois", "digest apercu", {"rythme": "m"}),
        ("/digest apercu rythme:semaine nombre:3", "digest apercu", {"rythme": "w", "nombre": 3}),
        ("/digest apercu mois part:0,5", "digest apercu", {"rythme": "m", "part": 0.5}),
        (
            "/inviter @claire salon:#accueil prive:yes",
            "inviter",
            {"membre": "the member Claire", "salon": "the channel accueil", "prive": True},
        ),
    ],
)
def test_a_line_is_read_as_discord_would(line: str, command: str, options: dict[str, object]) -> None:
    assert read(line, HERE) == Typed(command, options)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "/anuaire mecs",
            f"There is no command /anuaire here; did you mean /annuaire? {COMMANDS}",
        ),
        ("/xyz", f"There is no command /xyz here. {COMMANDS}"),
        ("", f"There is no command / here. {COMMANDS}"),
        ("/annuaire", "/annuaire needs “recherche:”."),
        ("/annuaire territoire:33", "/annuaire needs “recherche:”."),
        (
            "/annuaire mecs ville:33",
            "/annuaire has no option “ville:”. Options: recherche:, territoire:, theme:.",
        ),
        ("/aide svp", "/aide takes no more text than its options: “svp”. Options: ."),
        (
            "/digest apercu chaque",
            "“chaque” is not a choice for “rythme:”. Choices: Chaque semaine, Chaque mois.",
        ),
        ("/digest apercu mois nombre:trois", "“trois” is not a number for “nombre:”."),
        ("/inviter Claire prive:bof", "“bof” is not a choice for “prive:”. Choices: yes, no."),
        ("/inviter Bob", "“Bob” is not a choice for “membre:”. Choices: Claire."),
    ],
)
def test_a_line_that_nobody_could_type_is_answered_by_what_is_right(line: str, sentence: str) -> None:
    with pytest.raises(UnreadableLineError) as refused:
        read(line, HERE)
    assert str(refused.value) == sentence
