"""Words nobody could answer, counted without the person: the editors' list of what the catalogue lacks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.counting import count_up
from storage.models import Miss

LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Missed:
    """A word, the command it was typed in, and how many times."""

    command: str
    word: str
    count: int
    last_on: date


class Misses:
    """Missed words inside one transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def count(self, command: str, words: Iterable[str], on: date) -> None:
        """Count each word once more. What looks like a number or an address is nobody's vocabulary: left out."""
        for word in sorted(set(filter(_countable, words))):
            await count_up(self._session, Miss.count, {"command": command, "word": word}, last_on=on)

    async def most_frequent(self, limit: int = 50) -> Sequence[Missed]:
        """The words most often missed."""
        columns = (Miss.command, Miss.word, Miss.count, Miss.last_on)
        query = select(*columns).order_by(Miss.count.desc(), Miss.word, Miss.command).limit(limit)
        return [Missed(*row) for row in await self._session.execute(query)]


def _countable(word: str) -> bool:
    return 2 <= len(word) <= LONGEST_WORD and not any(letter.isdigit() for letter in word)
