import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.pacing import Pacer
from tests.digests.clockwork import Clockwork

RATES = st.floats(0.01, 40, allow_nan=False)
MOMENTS = st.lists(st.floats(0, 3), min_size=1, max_size=300)


async def turns(pacer: Pacer, clock: Clockwork, count: int) -> list[float]:
    taken: list[float] = []
    while len(taken) < count and await pacer.turn(lambda: False):
        taken.append(clock.now)
    return taken


@given(rate=RATES, waits=MOMENTS)
def test_no_second_ever_has_more_than_the_rate(rate: float, waits: list[float]) -> None:
    """Whenever somebody asks for a turn, early, late or in a rush; the figure is rounded up."""
    clock = Clockwork()
    pacer, taken = clock.pacer(rate), []
    for wait in waits:
        clock.now += wait
        while pacer.take() == 0:
            taken.append(clock.now)
    most = math.ceil(rate)
    apart = [later - earlier for earlier, later in zip(taken, taken[most:], strict=False)]
    assert [each for each in apart if each < most / rate - 1e-6] == []


@pytest.mark.parametrize("rate", [0.33, 1, 2.5, 20])
async def test_the_rate_is_used_whole_even_when_each_waking_is_late(rate: float) -> None:
    clock = Clockwork(late=0.002)
    taken = await turns(clock.pacer(rate), clock, 400)
    assert 0.99 <= 399 / (taken[-1] - taken[0]) / rate <= 1.0


async def test_turns_are_spread_and_a_long_silence_saves_none() -> None:
    clock = Clockwork()
    pacer = clock.pacer(4)
    first = await turns(pacer, clock, 3)
    clock.now += 100
    second = await turns(pacer, clock, 3)
    assert [[each - taken[0] for each in taken] for taken in (first, second)] == [[0, 0.25, 0.5]] * 2


async def test_a_wait_that_is_given_up_takes_no_turn() -> None:
    clock = Clockwork()
    pacer = clock.pacer(0.01)
    assert await pacer.turn(lambda: False)
    assert not await pacer.turn(lambda: clock.now > 1010)
    assert clock.now < 1012


def test_a_rate_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        Clockwork().pacer(0)
