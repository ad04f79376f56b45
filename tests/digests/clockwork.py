"""A clock of its own: waiting costs no time."""

import asyncio

from digests.pacing import Pacer


class Clockwork:
    """Seconds that pass only when somebody waits for them; ``late`` is added to each waiting."""

    def __init__(self, late: float = 0) -> None:
        self.now, self.late = 1000.0, late

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the others work, then be there."""
        until = self.now + seconds + self.late
        await asyncio.sleep(0)
        self.now = max(self.now, until)

    def pacer(self, per_second: float) -> Pacer:
        """A pacer that lives in this time."""
        return Pacer(per_second, self, self.sleep)
