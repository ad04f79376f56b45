import pytest

from commands.services import Services
from sandbox.simulation import Server
from tests.journeys.reading import buttons, choices, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]


async def test_two_choices_lead_to_a_route_and_back_to_the_first_question(
    server: Server, services: Services
) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    asked = await awa.slash(here, "financement")
    start = text(asked)
    situations = [each.slug for each in services.catalogue.circumstances.values() if each.kind == "situation"]
    assert (title(asked), choices(asked, "choose"), buttons(asked)) == ("Financement", situations, [])

    chosen = await awa.select(reply(asked), ["etudiant"], custom_id="choose")
    assert lines(chosen)[1] == "Votre situation : Étudiante ou étudiant. Que voulez-vous faire ?"
    wanted = {
        route.objective for route in services.catalogue.routes.values() if route.situation == "etudiant"
    }
    assert (set(choices(chosen, "choose~etudiant")), buttons(chosen)) == (wanted, ["Changer de situation"])

    route = await awa.select(reply(chosen), ["diplome"], custom_id="choose~etudiant")
    assert title(route) == "Votre route : Étudiante ou étudiant, Préparer un diplôme"
    assert buttons(route) == ["Partager dans le salon", "M’alerter", "Changer de situation"]
    known = next(
        each
        for each in services.catalogue.routes.values()
        if (each.situation, each.objective) == ("etudiant", "diplome")
    )
    assert choices(route) == [f"funding~{step.scheme}" for step in known.steps]
    assert choices(route, "open~call") == [f"organisations~{slug}" for slug in known.call]

    back = await awa.click(reply(route), label="Changer de situation")
    assert (text(back), {reply(asked).id}) == (
        start,
        {reply(each).id for each in (chosen, route, back)},
    )


async def test_a_changed_mind_before_the_objective_leads_back_too(server: Server) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    asked = await awa.slash(here, "financement")
    start = text(asked)
    chosen = await awa.select(reply(asked), ["employeur"], custom_id="choose")
    assert text(await awa.click(reply(chosen), label="Changer de situation")) == start


async def test_no_situation_is_a_dead_end(services: Services) -> None:
    led = {route.situation for route in services.catalogue.routes.values()}
    situations = {each.slug for each in services.catalogue.circumstances.values() if each.kind == "situation"}
    assert led == situations


async def test_a_route_is_shared_without_the_way_to_change_it(server: Server) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    route = await awa.slash(here, "financement", situation="etudiant", objectif="diplome")
    shared = await awa.click(reply(route), label="Partager dans le salon")
    assert (shared.ephemeral, title(shared), buttons(shared)) == (False, title(route), [])


async def test_a_step_of_the_route_opens_its_card(server: Server, services: Services) -> None:
    awa, here = server.members["Awa"], server.channels["questions-libres"]
    route = await awa.slash(here, "financement", situation="etudiant", objectif="diplome")
    step = choices(route)[0]
    card = await awa.select(reply(route), [step], custom_id="open")
    assert title(card) == services.catalogue.funding[step.split("~")[1]].name
