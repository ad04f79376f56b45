"""Look-ups know what the person told of themselves, say so, and forget it at one press."""

import pytest

from commands.services import Services
from sandbox.simulation import Server
from storage.members import Profile
from tests.journeys.reading import buttons, choices, lines, reply, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def told(server: Server, services: Services, name: str, profile: Profile) -> None:
    """This member has this profile on the server."""
    async with services.database.begin() as store:
        await store.members.choose(server.guild.id, server.members[name].id, profile, services.clock())


async def test_the_directory_looks_first_where_the_person_is_and_one_press_widens_it(
    server: Server, services: Services
) -> None:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    before = await nadia.slash(here, "annuaire", recherche="conseil départemental")
    await told(server, services, "Nadia", Profile(territories=("D33",)))
    found = await nadia.slash(here, "annuaire", recherche="conseil départemental")
    assert lines(found)[1] == "Selon votre profil : Gironde."
    assert (choices(found)[0], "Partout en France" in buttons(found)) == ("organisations~cd-gironde", False)
    without = await nadia.click(reply(found), label="Sans mon profil")
    assert (choices(without), lines(without)[1:]) == (choices(before), lines(before)[1:])


async def test_a_territory_that_is_asked_for_comes_before_the_profile(
    server: Server, services: Services
) -> None:
    await told(server, services, "Karim", Profile(territories=("D33",)))
    karim, here = server.members["Karim"], server.channels["bienvenue"]
    found = await karim.slash(here, "annuaire", recherche="creai", territoire="Bretagne")
    assert ("Selon votre profil" in " ".join(lines(found)), "Partout en France" in buttons(found)) == (
        False,
        True,
    )


async def test_in_private_the_profile_of_the_only_server_counts(server: Server, services: Services) -> None:
    await told(server, services, "Sophie", Profile(territories=("R06",)))
    sophie = server.members["Sophie"]
    found = await sophie.user.slash("annuaire", recherche="conseil départemental")
    assert lines(found)[1] == "Selon votre profil : Mayotte."


async def test_a_student_finds_who_pays_in_one_choice(server: Server, services: Services) -> None:
    await told(server, services, "Mathis", Profile("etudiants"))
    mathis, here = server.members["Mathis"], server.channels["bienvenue"]
    asked = await mathis.slash(here, "financement")
    assert lines(asked)[1] == "Selon votre profil : Étudiante ou étudiant."
    route = await mathis.select(reply(asked), ["diplome"], custom_id="choose~etudiant")
    assert title(route) == "Votre route : Étudiante ou étudiant, Préparer un diplôme"
    again = await mathis.slash(here, "financement")
    start = await mathis.click(reply(again), label="Sans mon profil")
    assert "salarie-prive" in choices(start, "choose")


async def test_in_english_too(server: Server, services: Services) -> None:
    await told(server, services, "Emma", Profile(territories=("D33",)))
    found = await server.members["Emma"].slash(
        server.channels["bienvenue"], "annuaire", recherche="conseil départemental"
    )
    assert lines(found)[1] == "According to your profile: Gironde."
    assert "Without my profile" in buttons(found)
