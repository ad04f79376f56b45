"""`tisserande plan` and `tisserande apply`, against a Discord on loopback."""

import re
from argparse import Namespace
from pathlib import Path

import pytest

from bot import planning
from bot.settings import Settings
from tests.journeys.reading import SPACES
from tests.wire import payloads
from tests.wire.double import LoopbackDiscord
from tests.wire.redirection import redirected

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A token, and a database that the two commands share."""
    path = tmp_path_factory.mktemp("planning") / "tisserande.db"
    return Settings(
        discord_token="a.loopback.token",  # type: ignore[arg-type]
        database_url=f"sqlite+aiosqlite:///{path}",
    )


def asked(**options: object) -> Namespace:
    return Namespace(**{"overwrite": False, "adopt": False, **options})


async def test_a_plan_is_read_then_applied_with_its_progress(
    double: LoopbackDiscord, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    double.guild.features = ["COMMUNITY"]
    with redirected(double.base, double.gateway):
        codes = [await planning.show(asked(), settings)]
        read = capsys.readouterr().out.translate(SPACES)
        (fingerprint,) = re.findall(r"tisserande apply (\w+)$", read, flags=re.MULTILINE)
        codes.append(await planning.carry_out(asked(fingerprint=fingerprint), settings))
        done = capsys.readouterr()
    count = len(double.guild.roles) + len(double.guild.channels)
    assert codes == [0, 0]
    assert read.startswith(f"{count} salons et rôles seront créés, rien ne sera supprimé.\n")
    assert "\nQuestions posées par Discord à l’arrivée : Vous êtes…, " in read
    assert "*" not in read
    assert f"{count + 1} changements faits.\n" in done.out.translate(SPACES)
    assert f"{count + 1}/{count + 1}" in done.err
    assert [len(prompt["options"]) for prompt in double.guild.onboarding["prompts"]] == [10, 24, 24, 24]


async def test_another_plan_than_the_one_that_was_read_is_refused(
    double: LoopbackDiscord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = Settings(
        discord_token="a.loopback.token",  # type: ignore[arg-type]
        database_url=f"sqlite+aiosqlite:///{tmp_path / 'tisserande.db'}",
        guild_id=int(payloads.GUILD),
        language="en",
    )
    with redirected(double.base, double.gateway):
        code = await planning.carry_out(asked(fingerprint="00000000"), elsewhere)
    assert code == 1
    assert capsys.readouterr().out.startswith("The server has changed since you read the plan")
    assert double.guild.channels == {}


async def test_a_token_that_discord_refuses_is_said(
    double: LoopbackDiscord, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    double.trouble("GET", "/users/@me", 401)
    with redirected(double.base, double.gateway):
        assert await planning.show(asked(), settings) == 1
    assert capsys.readouterr().err.translate(SPACES) == (
        "Discord refuse le jeton : corrigez TISSERANDE_DISCORD_TOKEN.\n"
    )


async def test_a_server_where_the_bot_is_not_is_said(
    double: LoopbackDiscord, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with redirected(double.base, double.gateway):
        assert await planning.show(asked(), settings.model_copy(update={"guild_id": 10**17})) == 1
    assert capsys.readouterr().err.translate(SPACES) == (
        "Tisserande n’est pas sur ce serveur. Invitez-la, puis recommencez.\n"
    )


async def test_a_discord_that_is_not_there_is_said(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with redirected("http://127.0.0.1:9/api/v10", "ws://127.0.0.1:9/"):
        assert await planning.show(asked(), settings) == 1
    assert capsys.readouterr().err.translate(SPACES) == (
        "Discord est injoignable (ClientConnectorError). → vérifiez le réseau, puis relancez cette commande\n"
    )
