"""From a question to an answer, the same way for every shelf: place, words, filters, widening, honesty."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from commands.answer import Answer, Question, State, Widening
from storage.catalogue import Catalogue
from storage.search.index import Found, Hit
from storage.search.question import Query
from storage.territories import Levels, Place
from storage.text import FILLERS, STOP_WORDS, fold

# Under this share of the question, what was found is chance, not an answer.
OUT_OF_SCOPE_UNDER = 0.3
# An entry whose own name says (nearly) all of the question, place included, was asked for by name.
NAMED_FROM = 0.95


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of a question once its place has been set apart."""

    text: str
    places: tuple[Place, ...] = ()
    from_text: bool = False

    @property
    def levels(self) -> Levels:
        """Territory levels to look at; homonyms are all as near."""
        if not self.places:
            return ()
        if len(self.places) == 1:
            return self.places[0].levels
        return (tuple(place.levels[0][0] for place in self.places), ("national",))


def ask(
    catalogue: Catalogue,
    question: Question,
    shelves: tuple[str, ...],
    filters: tuple[str, ...] = (),
    *,
    limit: int = 10,
    now: datetime,
) -> Answer:
    """The best entries of these shelves for a question, with what had to be guessed, widened or left aside."""
    placed = place(catalogue, question)
    query = Query(placed.text, shelves, placed.levels, filters, limit, day=now.date().isoformat())
    found = catalogue.index.search(query)
    relaxed: tuple[str, ...] = ()
    if filters and not found.hits:
        found, relaxed = catalogue.index.search(replace(query, filters=())), filters
    hits = found.hits
    if placed.from_text:
        hits = _named_first(catalogue, question, query, hits)
    answer = _answer(catalogue, found, hits, placed, relaxed)
    unplaced = bool(question.territory) and not catalogue.territories.resolve(question.territory)
    return replace(answer, unplaced=question.territory) if unplaced else answer


def place(catalogue: Catalogue, question: Question) -> Placed:
    """Set the place apart: the territory chosen, else the one the text mentions."""
    territories = catalogue.territories
    typed = fold(question.text).split()
    chosen = territories.resolve(question.territory) if question.territory else ()
    mention = territories.mention(typed)
    if mention and (not chosen or mention.places[0].id in {p.id for p in chosen}):
        rest = [*typed[: mention.start], *typed[mention.end :]]
        if any(word not in STOP_WORDS for word in rest):
            return Placed(_without(question.text, typed, rest), chosen or mention.places, from_text=True)
        return Placed(question.text, chosen or mention.places, from_text=True)
    return Placed(_without_slip(catalogue, question.text, chosen), chosen)


def _without(text: str, typed: list[str], rest: list[str]) -> str:
    """The text without its place. Capitals are kept when they can be: they tell « ES » from « es »."""
    original = text.split()
    if len(original) != len(typed):
        return " ".join(rest)
    return " ".join(word for word, folded in zip(original, typed, strict=True) if folded in rest)


def _without_slip(catalogue: Catalogue, text: str, chosen: tuple[Place, ...]) -> str:
    """When a territory was chosen, a misspelt repetition of it in the text says nothing more."""
    if not chosen:
        return text
    ids = {place.id for place in chosen}
    words = text.split()
    kept = [
        word
        for word in words
        if len(word) < 5 or not ids & {place.id for place in catalogue.territories.resolve(word)}
    ]
    return " ".join(kept) or text


def _named_first(catalogue: Catalogue, question: Question, query: Query, hits: list[Hit]) -> list[Hit]:
    """« Université Paris 8 » or « IRTS Lorraine » name one entry: it comes first, wherever it is."""
    whole = catalogue.index.search(replace(query, text=question.text, levels=()))
    named = [hit for hit in whole.hits if hit.named >= NAMED_FROM]
    if not named:
        return hits
    seen = {(hit.shelf, hit.slug) for hit in named[:1]}
    return [named[0], *(hit for hit in hits if (hit.shelf, hit.slug) not in seen)][: query.limit]


def _answer(
    catalogue: Catalogue, found: Found, hits: list[Hit], placed: Placed, relaxed: tuple[str, ...]
) -> Answer:
    guessed_only = bool(found.unknown) and bool(found.corrections) and not _said(catalogue, placed.text)
    best = max((hit.coverage for hit in hits), default=0.0)
    place = placed.places[0] if placed.places else None
    homonyms = placed.places if len(placed.places) > 1 else ()
    if not hits or guessed_only or best < OUT_OF_SCOPE_UNDER:
        return _nothing(catalogue, placed, found, homonyms)
    widening = widened(placed.levels, hits)
    state = State.FOUND
    if widening is not Widening.NONE:
        state = State.WIDENED
    elif found.corrections:
        state = State.DID_YOU_MEAN
    if catalogue.stale:
        state = State.STALE
    suggestions = (_corrected(placed.text, found.corrections),) if found.corrections else ()
    return Answer(
        state,
        tuple(hits),
        place,
        homonyms,
        widening,
        found.corrections,
        tuple(found.unknown),
        suggestions,
        relaxed,
    )


def _nothing(catalogue: Catalogue, placed: Placed, found: Found, homonyms: tuple[Place, ...]) -> Answer:
    """No entry fits: propose the nearest known words, or say that this is out of scope."""
    near = {word: known for word in found.unknown if (known := catalogue.index.nearest_word(word))}
    place = placed.places[0] if placed.places else None
    every_word = [word for word in fold(placed.text).split() if word not in STOP_WORDS | FILLERS]
    addressed = {part for word in placed.text.split() if "@" in word for part in fold(word).split()}
    missed = tuple(word for word in found.unknown or every_word if word not in addressed)
    if near and len(near) == len(every_word):
        suggestion = _corrected(placed.text, near)
        return Answer(
            State.DID_YOU_MEAN,
            (),
            place,
            homonyms,
            corrections=near,
            missed=missed,
            suggestions=(suggestion,),
        )
    return Answer(State.OUT_OF_SCOPE, (), place, homonyms, missed=missed)


def widened(levels: Levels, hits: Iterable[Hit]) -> Widening:
    """How far beyond the territory the nearest of these entries is."""
    if not levels:
        return Widening.NONE
    nearest = min(
        (hit for hit in hits if hit.level is not None), key=lambda hit: hit.level or 0, default=None
    )
    if nearest is None:
        return Widening.ELSEWHERE
    if nearest.level == 0:
        return Widening.NONE
    return Widening.REGION if nearest.territory[0] in "RD" else Widening.NATION


def _said(catalogue: Catalogue, text: str) -> bool:
    """True when at least one word of the text is known as typed."""
    return any(catalogue.index.knows(word) for word in fold(text).split() if word not in STOP_WORDS)


def _corrected(text: str, corrections: dict[str, str]) -> str:
    return " ".join(corrections.get(word, word) for word in fold(text).split())
