import pytest
import pytest_asyncio
import simcord

from commands.services import Services
from sandbox.simulation import Server
from tests.journeys.reading import buttons, lines, reply, text, title

pytestmark = [pytest.mark.journey, pytest.mark.asyncio(loop_scope="module")]

ENTRY = "Établissements de formation en travail social"
ONLY_MODERATORS = [
    "Pour la modération",
    (
        "C’est réservé à la modération. Si vous devriez en faire partie, "
        "demandez à celles et ceux qui tiennent ce serveur."
    ),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def second_moderator(server: Server) -> simcord.MemberActor:
    """Somebody else in the team of moderators."""
    return server.guild.add_member(
        server.env.create_user("paul", global_name="Paul"), roles=[server.guild.roles["Modération"]]
    )


@pytest_asyncio.fixture(loop_scope="module")
async def number(server: Server, services: Services) -> int:
    """The number of a report that Nadia has just sent, alone in the queue."""
    async with services.database.begin() as store:
        for report in await store.reports.waiting():
            await store.reports.close(report.id, "kept", "Une autre histoire.", services.clock())
    sent = await reported(server, "Le site a changé : il faudrait la nouvelle adresse.")
    async with services.database.begin() as store:
        (waiting,) = await store.reports.waiting()
    assert lines(sent)[1] == f"Merci. Votre signalement porte le numéro {waiting.id} ; la modération le lira."
    return waiting.id


async def reported(server: Server, written: str) -> simcord.InteractionResult:
    nadia, here = server.members["Nadia"], server.channels["bienvenue"]
    found = await nadia.slash(here, "annuaire", recherche="ecole de travail social")
    card = await nadia.select(reply(found), ["organisations~efts"], custom_id="open")
    form = await nadia.click(reply(card), label="Signaler une erreur")
    assert title(form) == "[Signaler une erreur]"
    return await nadia.submit_modal(form, {"what": written})


async def last_report_of(server: Server, member: str) -> list[str]:
    own = await server.members[member].slash(server.channels["bienvenue"], "signalement suivi")
    assert own.ephemeral
    return lines(own)[:5]


async def test_a_report_is_followed_by_the_member_who_sent_it(
    server: Server, services: Services, number: int
) -> None:
    assert (await last_report_of(server, "Nadia"))[:4] == [
        "Vos signalements",
        f"Signalement {number} · {ENTRY} · {french_day(services)}",
        "Le site a changé : il faudrait la nouvelle adresse.",
        "en attente de lecture par la modération",
    ]


@pytest.mark.usefixtures("number")
async def test_nobody_reads_the_reports_of_another(server: Server) -> None:
    assert await last_report_of(server, "Karim") == [
        "Vos signalements",
        "Vous n’avez rien signalé. Sous chaque fiche, « Signaler une erreur » ouvre un court formulaire.",
    ]


@pytest.mark.usefixtures("number")
async def test_a_moderator_answers_and_the_member_reads_the_answer(server: Server) -> None:
    claire, team = server.members["Claire"], server.channels["modération"]
    queue = await claire.slash(team, "signalement file")
    assert (queue.ephemeral, buttons(queue)) == (True, ["C’est corrigé", "Laisser tel quel"])
    assert "Nadia" not in text(queue)
    form = await claire.click(reply(queue), label="C’est corrigé")
    settled = await claire.submit_modal(form, {"what": "La bonne adresse y est."})
    assert lines(settled) == ["Signalements à lire", "Rien n’attend."]
    assert (await last_report_of(server, "Nadia"))[3:] == [
        "corrigé, merci",
        "Réponse : La bonne adresse y est.",
    ]


@pytest.mark.usefixtures("number")
async def test_a_member_who_is_no_moderator_is_refused_kindly(server: Server) -> None:
    refused = await server.members["Nadia"].slash(server.channels["bienvenue"], "signalement file")
    assert (refused.ephemeral, lines(refused), buttons(refused)) == (True, ONLY_MODERATORS, [])


@pytest.mark.usefixtures("number")
async def test_in_private_nobody_is_a_moderator(server: Server) -> None:
    refused = await server.members["Claire"].user.slash("signalement file")
    assert lines(refused) == ONLY_MODERATORS


async def test_two_moderators_take_one_decision_and_the_second_reads_that_it_is_taken(
    server: Server, services: Services, second_moderator: simcord.MemberActor, number: int
) -> None:
    team = server.channels["modération"]
    forms = []
    for moderator, decision in (
        (server.members["Claire"], "C’est corrigé"),
        (second_moderator, "Laisser tel quel"),
    ):
        queue = await moderator.slash(team, "signalement file")
        forms.append((moderator, await moderator.click(reply(queue), label=decision)))
    (first, corrected), (second, kept) = forms
    await first.submit_modal(corrected, {"what": "C’est fait."})
    late = await second.submit_modal(kept, {"what": "Je ne vois rien de faux."})
    assert lines(late)[1].startswith("Ce signalement a déjà été traité")
    async with services.database.begin() as store:
        (latest, *_) = await store.reports.of(server.members["Nadia"].id)
    assert (latest.id, latest.state, latest.answer) == (number, "corrected", "C’est fait.")


async def test_a_moderator_who_is_one_no_longer_decides_nothing(
    server: Server, services: Services, number: int
) -> None:
    user, role = server.env.create_user("leo", global_name="Léo"), server.guild.roles["Modération"]
    here = server.channels["bienvenue"]
    leaving = server.guild.add_member(user, roles=[role])
    queue = await leaving.slash(here, "signalement file")
    form = await leaving.click(reply(queue), label="C’est corrigé")
    server.guild.remove_member(leaving)
    member_again = server.guild.add_member(user)
    refused = await member_again.submit_modal(form, {"what": "Trop tard."})
    assert lines(refused) == ONLY_MODERATORS
    async with services.database.begin() as store:
        assert [waiting.id for waiting in await store.reports.waiting()] == [number]


def french_day(services: Services) -> str:
    today = services.clock()
    months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
    return f"{'1er' if today.day == 1 else today.day} {months[today.month - 1]} {today.year}"
