"""A question is looked at before it is posted: a danger, what may identify somebody, and what its author decides."""

import discord
import pytest

from commands.ids import make
from commands.services import Services
from sandbox.simulation import Server
from tests.contract import discord_contract, requires_contract
from tests.journeys.forums import FILLED, Forums, ask, draft_of, known, posts, press_without_waiting, said
from tests.journeys.reading import buttons, lines, reply, title

pytestmark = [
    pytest.mark.journey,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.usefixtures("forums"),
]

IDENTIFYING = FILLED | {"problem": "La maman de Kevin Durand (06 12 34 56 78) ne vient plus."}


async def test_a_danger_is_answered_with_who_to_call_before_anything_is_posted(
    server: Server, forums: Forums
) -> None:
    before = len(posts(forums.handicap))
    danger = FILLED | {"problem": "Il dit qu’il veut se suicider ce soir."}
    warned = await ask(server, "Nadia", danger, theme="handicap")
    assert (warned.ephemeral, title(warned), buttons(warned)) == (
        True,
        "Appelez d’abord",
        ["Continuer ma question", "Reformuler"],
    )
    assert len(posts(forums.handicap)) == before
    await server.members["Nadia"].click(reply(warned), label="Continuer ma question")
    assert len(posts(forums.handicap)) == before + 1


async def test_what_may_identify_somebody_is_shown_to_the_author_alone_before_anything_is_posted(
    server: Server, forums: Forums
) -> None:
    before = len(posts(forums.handicap))
    shown_first = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    assert (shown_first.ephemeral, title(shown_first), buttons(shown_first)) == (
        True,
        "Avant de publier, relisez",
        ["Reformuler", "Masquer et publier", "Publier tel quel"],
    )
    assert [line for line in lines(shown_first) if line.startswith("- ")] == [
        "- un nom, dans « Le problème » : « Kevin Durand »",
        "- un numéro de téléphone, dans « Le problème » : « 06 12 34 56 78 »",
    ]
    assert len(posts(forums.handicap)) == before


@pytest.mark.parametrize(
    ("label", "problem"),
    [
        ("Masquer et publier", "La maman de [nom] ([numéro de téléphone]) ne vient plus."),
        ("Publier tel quel", "La maman de Kevin Durand (06 12 34 56 78) ne vient plus."),
    ],
)
async def test_the_author_decides_what_is_posted_and_a_second_press_posts_nothing(
    server: Server, forums: Forums, label: str, problem: str
) -> None:
    nadia, before = server.members["Nadia"], len(posts(forums.handicap))
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    await nadia.click(reply(looked), label=label)
    again = await nadia.click(reply(looked), label=label)
    after = posts(forums.handicap)
    assert (len(after), title(again)) == (before + 1, "Plus rien à faire ici")
    assert f"Le problème\n{problem}" in said(after[-1])[0]


async def test_two_presses_at_the_same_moment_post_once(server: Server, forums: Forums) -> None:
    nadia, before = server.members["Nadia"], len(posts(forums.handicap))
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    first = press_without_waiting(server, nadia, looked, "publish")
    second = await nadia.click(reply(looked), label="Publier tel quel")
    assert sorted([title(first), title(second)]) == ["Plus rien à faire ici", "Question publiée"]
    assert len(posts(forums.handicap)) == before + 1


async def test_rephrasing_gives_the_whole_form_back_and_replaces_the_draft(
    server: Server, services: Services, forums: Forums
) -> None:
    nadia = server.members["Nadia"]
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap", territoire="33")
    form = await nadia.click(reply(looked), label="Reformuler")
    assert form.modal is not None
    values = {
        each["component"]["custom_id"]: each["component"].get("value") or ""
        for each in form.modal["components"]
        if "component" in each
    }
    assert values == IDENTIFYING
    await nadia.submit_modal(form, FILLED)
    kept = await known(services, posts(forums.handicap)[-1])
    gone = await nadia.click(reply(looked), label="Publier tel quel")
    assert (kept.territory, title(gone)) == ("D33", "Plus rien à faire ici")


async def test_somebody_else_s_draft_cannot_be_taken(server: Server) -> None:
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    id = make("publish", str(draft_of(looked)))
    channel = server.client.get_channel(server.channels["bienvenue"].id)
    assert isinstance(channel, discord.TextChannel)
    stolen: discord.ui.Button[discord.ui.View] = discord.ui.Button(label="Publier", custom_id=id)
    view = discord.ui.View(timeout=None).add_item(stolen)
    view.stop()
    refused = await server.members["Mathis"].click(
        await channel.send("Un bouton", view=view), label="Publier"
    )
    assert title(refused) == "Plus rien à faire ici"


async def test_what_was_written_for_another_server_is_not_posted_here(
    server: Server, services: Services, forums: Forums
) -> None:
    looked, before = await ask(server, "Nadia", IDENTIFYING, theme="handicap"), len(posts(forums.handicap))
    async with services.database.begin() as store:
        draft = await store.drafts.take(draft_of(looked), server.members["Nadia"].id)
        assert draft is not None
        elsewhere = await store.drafts.save(999, draft.author_id, draft.kind, draft.fields, services.clock())
    assert elsewhere == draft.id
    gone = await server.members["Nadia"].click(reply(looked), label="Publier tel quel")
    assert (title(gone), len(posts(forums.handicap))) == ("Plus rien à faire ici", before)


async def test_the_journal_knows_what_was_chosen_and_not_a_word_of_the_text(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    looked = await ask(server, "Nadia", IDENTIFYING, theme="handicap")
    capsys.readouterr()
    await server.members["Nadia"].click(reply(looked), label="Masquer et publier")
    written = capsys.readouterr().out
    assert ("choice=mask" in written, "findings=2" in written, "Kevin" in written) == (True, True, False)


@requires_contract
@pytest.mark.contract
async def test_discord_s_own_description_allows_everything_that_was_sent(server: Server) -> None:
    assert discord_contract().violations(server.env.http_requests) == []
