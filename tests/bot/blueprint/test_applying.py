import pytest

import locales
from bot.blueprint import report
from bot.blueprint.applying import reason_of
from bot.blueprint.once import MaybeMade
from bot.blueprint.shapes import ONBOARDING, Change

RENAMING = Change("rename", "channel:help", "forum", "aide", 7, {"name": "aide"}, {"name": "entraide"})
WELCOME = Change("onboard", ONBOARDING, ONBOARDING, "", 1, {}, {"prompts": []})


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TimeoutError(), "Discord keeps us waiting: wait for a quarter of an hour."),
        (ConnectionResetError(), "Discord does not answer: wait for some minutes."),
        (MaybeMade(), "Discord does not answer: wait for some minutes."),
    ],
)
@pytest.mark.parametrize("change", [RENAMING, WELCOME])
def test_what_stops_a_change_is_said_with_what_to_do(error: Exception, said: str, change: Change) -> None:
    assert report.said(reason_of(error, change), locales.reader("en")) == said
