"""Discord's rate limits, as its documentation states them: what is refused with 429, and what each answer tells.

50 requests in any second for the whole bot, the answers to interactions aside; 5 messages in 5 seconds for
each channel.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

OVERALL, SECOND = 50, 1.0
MESSAGES, MESSAGES_SECONDS = 5, 5.0
# Discord does not count these among the fifty.
UNCOUNTED = ("interactions", "webhooks")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limits say of one request; ``refused`` is the body of the 429, None when it may pass."""

    headers: dict[str, str]
    refused: dict[str, Any] | None = None


@dataclass(slots=True)
class Window:
    """At most so many in any so many seconds."""

    most: int
    seconds: float
    passed: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """The seconds until one more may pass; 0 when it may now."""
        while self.passed and self.passed[0] <= now - self.seconds:
            self.passed.popleft()
        return self.passed[0] + self.seconds - now if len(self.passed) >= self.most else 0.0


@dataclass(slots=True)
class Limits:
    """The limits of one bot; ``refusals`` are the paths that were answered 429."""

    clock: Callable[[], float] = time.monotonic
    refusals: list[str] = field(default_factory=list)
    _overall: Window = field(default_factory=lambda: Window(OVERALL, SECOND))
    _channels: dict[str, Window] = field(default_factory=dict)

    def weigh(self, method: str, path: str) -> Verdict:
        """Count this request, or refuse it."""
        now, parts = self.clock(), path.strip("/").split("/")
        counted = parts[0] not in UNCOUNTED
        if counted and (wait := self._overall.wait(now)):
            return self._refuse(path, wait, {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"})
        bucket: dict[str, str] = {}
        if method == "POST" and parts[0] == "channels" and parts[2:] == ["messages"]:
            window = self._channels.setdefault(parts[1], Window(MESSAGES, MESSAGES_SECONDS))
            if wait := window.wait(now):
                told = _bucket(0, wait) | {"X-RateLimit-Scope": "user"}
                return self._refuse(path, wait, told)
            window.passed.append(now)
            bucket = _bucket(MESSAGES - len(window.passed), window.passed[0] + MESSAGES_SECONDS - now)
        if counted:
            self._overall.passed.append(now)
        return Verdict(bucket)

    def _refuse(self, path: str, wait: float, told: dict[str, str]) -> Verdict:
        self.refusals.append(path)
        body = {
            "message": "You are being rate limited.",
            "retry_after": round(wait + 0.001, 3),
            "global": "X-RateLimit-Global" in told,
        }
        # The library takes a 429 without this header for one of Cloudflare.
        return Verdict(told | {"Retry-After": str(math.ceil(wait)), "Via": "1.1 loopback"}, body)


def _bucket(remaining: int, reset: float) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(MESSAGES),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
        "X-RateLimit-Reset-After": f"{reset:.3f}",
        "X-RateLimit-Bucket": "messages",
    }
