"""Lists drawn as words are in a language: a few all the time, many almost never."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Weighted(Generic[T]):
    """Items with unequal chances; one draw costs one bisection."""

    def __init__(self, items: Sequence[T], weights: Sequence[float]) -> None:
        self.items = items
        total = sum(weights)
        self._cumulated = [weight / total for weight in accumulate(weights)]
        self._cumulated[-1] = 1.0

    def draw(self, chance: Random) -> T:
        """One item."""
        return self.items[bisect_right(self._cumulated, chance.random())]


def zipf(items: Sequence[T], exponent: float) -> Weighted[T]:
    """Items under Zipf's law, the first being the most frequent: 1, 1/2^e, 1/3^e …"""
    return Weighted(items, [(rank + 1) ** -exponent for rank in range(len(items))])
