"""theses.fr: doctoral work in France, defended or begun."""

from collections.abc import AsyncGenerator, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from digests.cleaning import day, plain, summary
from digests.sources.answers import json_object, many, people, unexpected
from digests.sources.source import Declaration, Entry, Fetch, Reading
from digests.sources.window import Window, WindowOptions, opened

ROWS = 100


class ThesesOptions(WindowOptions):
    """What is asked.

    Attributes:
        query: in the words of Elasticsearch; a field that does not exist answers nothing, without an error.
        by: the date that says whether a thesis is new.
        overlap: theses appear weeks after their defence, and no date says when they did.
    """

    query: str
    by: Literal["dateSoutenance", "datePremiereInscriptionDoctorat"] = "dateSoutenance"
    days: int = Field(default=120, ge=1, le=730)
    overlap: int = Field(default=120, ge=0, le=365)


class Theses:
    """The theses of the window, latest first as the server has it; identity recognises those seen before."""

    whole = False
    options_of = ThesesOptions

    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.options = ThesesOptions.model_validate(dict(declaration.options))

    async def read(self, fetch: Fetch, reading: Reading, now: datetime) -> AsyncGenerator[Entry, None]:
        """The theses of the window, page after page."""
        window = opened(reading, self.options, now)
        start = int(window.page or 0)
        while True:
            answer = json_object(await fetch(self.declaration.address, params=self._asked(window, start)))
            theses = answer.get("theses")
            if theses is None:
                raise unexpected()
            for thesis in theses:
                if entry := entry_of(thesis, self.options.by):
                    yield entry
            start += ROWS
            if not theses or start >= int(answer.get("totalHits", 0)):
                break
            window.pause(reading, start)
        window.close(reading)

    def _asked(self, window: Window, start: int) -> dict[str, str]:
        query = f"({self.options.query}) AND {self.options.by}:[{window.since} TO *]"
        return {"q": query, "debut": str(start), "nombre": str(ROWS), "tri": "dateDesc"}


def entry_of(thesis: Mapping[str, Any], by: str = "dateSoutenance") -> Entry | None:
    """One thesis of a list; None for one without a title or a number."""
    title, number = plain(str(thesis.get("titrePrincipal") or "")), str(thesis.get("id") or "")
    if not title or not number:
        return None
    subjects = [one for one in many(thesis.get("sujets")) if isinstance(one, Mapping) and one.get("libelle")]
    headings = [
        one for one in many(thesis.get("sujetsRameau")) if isinstance(one, Mapping) and one.get("libelle")
    ]
    where = [plain(str(thesis.get(name) or "")) for name in ("discipline", "etabSoutenanceN")]
    return Entry(
        title=title,
        url=f"https://theses.fr/{number}",
        external_id=number,
        doi=str(thesis.get("doi") or ""),
        # The list holds no abstract: the discipline and the university say where it comes from.
        summary=summary(", ".join(part for part in where if part)),
        authors=people((one.get("prenom"), one.get("nom")) for one in many(thesis.get("auteurs"))),
        published_on=day(thesis.get(by)),
        # A title that is its own English translation was written in English.
        language="en" if thesis.get("titreEN") == thesis.get("titrePrincipal") else "fr",
        access="free" if thesis.get("accessible") == "oui" else "",
        keywords=tuple(
            plain(str(one["libelle"])) for one in (*subjects, *headings) if one.get("langue", "fr") == "fr"
        ),
        aliases=tuple(map(str, many(thesis.get("nnt")))),
    )
