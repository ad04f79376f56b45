"""How fast deliveries leave: never more than the rate in any window, and as near to it as the machine allows."""

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable

# A turn taken this late is made up for by the next one: otherwise each late waking would lower the rate. After more,
# nothing was waiting, or the machine was busy: the pace begins again, without a burst.
CATCH_UP = 0.1
# A process that is asked to stop waits no longer than this for a turn that has not come.
LONGEST_NAP = 0.5


class Pacer:
    """Turns at a steady rate. ``clock`` never goes back (seconds); ``sleep`` waits that many.

    At most ``most`` turns in any ``window`` seconds: for 20 a second, 20 in 1 s; for a third, 1 in 3 s; for 2.5, 3 in
    1.2 s. In any single second, never more than the rate (rounded up).
    """

    def __init__(
        self, per_second: float, clock: Callable[[], float], sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        if per_second <= 0:
            raise ValueError("the rate must be above zero")
        self.clock = clock
        self.most = math.ceil(per_second)
        self.window = self.most / per_second
        self._sleep = sleep
        self._every = 1 / per_second
        self._next = -math.inf
        self._taken: deque[float] = deque(maxlen=self.most)

    def take(self) -> float:
        """Take the turn that has come, and return 0; or the seconds until it comes."""
        now = self.clock()
        ready = self._next
        if len(self._taken) == self.most:
            ready = max(ready, self._taken[0] + self.window)
        if now < ready:
            return ready - now
        self._taken.append(now)
        self._next = (self._next if now - self._next <= CATCH_UP else now) + self._every
        return 0

    async def turn(self, given_up: Callable[[], bool]) -> bool:
        """Wait for a turn; False when the wait was given up."""
        while not given_up():
            wait = self.take()
            if not wait:
                return True
            await self._sleep(min(wait, LONGEST_NAP))
        return False


def real_pacer(per_second: float) -> Pacer:
    """A pacer on the clock of the running loop."""
    return Pacer(per_second, asyncio.get_running_loop().time, asyncio.sleep)
