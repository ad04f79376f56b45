"""Who pays: the usual route for a situation and an objective, and the schemes that words name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commands.answer import Answer, Question, State
from commands.asking import ask
from storage.catalogue import Catalogue
from storage.deadlines import is_over
from storage.schema import Circumstance, FundingScheme, Route
from storage.search.index import Hit
from storage.text import compact, fold, stems

# A scheme that fits the person is worth a little wording; one that does not, as much the other way.
FITS, DOES_NOT_FIT = 0.5, -0.5
# From this share of the question on, words name a scheme, and it comes before the usual route.
NAMED_FROM = 0.55
MONEY_WORDS = frozenset(
    "aider argent cout couts financer financement financements finance payer paye paie paiement".split()
)


@dataclass(frozen=True, slots=True)
class FundingAnswer:
    """Schemes in the order to try them, and what was understood of the person."""

    answer: Answer
    situation: Circumstance | None = None
    objective: Circumstance | None = None
    route: Route | None = None


def find(catalogue: Catalogue, question: Question, *, now: datetime, limit: int = 10) -> FundingAnswer:
    """The schemes that words name, then the usual route, then what else fits; nothing that is over comes first."""
    situation = circumstance(catalogue, "situation", question.situation, question.text)
    objective = circumstance(catalogue, "objective", question.objective, question.text)
    route = _route(catalogue, situation, objective)
    asked = replace(question, text=_without_money_words(question.text))
    found = ask(catalogue, asked, ("funding",), limit=limit * 3, now=now) if asked.text else _empty(catalogue)
    ranked = sorted(found.hits, key=lambda hit: -_value(catalogue, hit, situation, objective, now))
    named = [hit for hit in ranked if hit.named >= NAMED_FROM or hit.exact]
    steps = [_step(scheme) for _, scheme in steps_of(catalogue, route)] if route else []
    fitting = [] if named or steps else _fitting(catalogue, situation, objective, now)
    hits = _without_repeats([*named, *steps, *ranked, *fitting])[:limit]
    state = found.state
    if hits and state in (State.OUT_OF_SCOPE, State.DID_YOU_MEAN) and (steps or fitting):
        state = State.STALE if catalogue.stale else State.FOUND
    if not hits and (situation or objective) and state is State.FOUND:
        state = State.OUT_OF_SCOPE
    return FundingAnswer(replace(found, hits=tuple(hits), state=state), situation, objective, route)


def circumstance(catalogue: Catalogue, kind: str, chosen: str, text: str) -> Circumstance | None:
    """The situation or objective chosen, else the one whose words the text says; the longest phrase wins."""
    if chosen:
        return _chosen([each for each in catalogue.circumstances.values() if each.kind == kind], chosen)
    said = f" {' '.join(stems(text))} "
    phrases = catalogue.derived("circumstances", _phrases)[kind]
    return next((each for phrase, each in phrases if phrase in said), None)


def _phrases(catalogue: Catalogue) -> dict[str, list[tuple[str, Circumstance]]]:
    """What people say of each situation and objective, as stems, longest phrase first."""
    found: dict[str, list[tuple[str, Circumstance]]] = {"situation": [], "objective": []}
    for each in catalogue.circumstances.values():
        for text in (*each.synonyms, each.label):
            found[each.kind].append((f" {' '.join(stems(text))} ", each))
    return {kind: sorted(phrases, key=lambda pair: -len(pair[0])) for kind, phrases in found.items()}


def routes_for(catalogue: Catalogue, situation: str) -> list[Route]:
    """Every route known for a situation."""
    return [route for route in catalogue.routes.values() if route.situation == situation]


def steps_of(catalogue: Catalogue, route: Route) -> list[tuple[str, FundingScheme]]:
    """The steps of a route, each with its reason; schemes withdrawn since are passed over."""
    known = ((step.why, catalogue.funding.get(step.scheme)) for step in route.steps)
    return [(why, scheme) for why, scheme in known if scheme is not None]


def _without_money_words(text: str) -> str:
    """Everyone here asks who pays: these words say nothing more, unless they are alone."""
    kept = [word for word in text.split() if fold(word) not in MONEY_WORDS]
    return " ".join(kept) or text


def _chosen(known: Sequence[Circumstance], chosen: str) -> Circumstance | None:
    """By slug, by the catalogue's own slug when only one fits, or by what a person would type."""
    by_slug = next((each for each in known if each.slug == chosen), None)
    if by_slug:
        return by_slug
    key = compact(chosen)
    for each in known:
        if key in (compact(each.label), *map(compact, each.synonyms)):
            return each
    return next((each for each in known if chosen in each.catalogue), None)


def _route(
    catalogue: Catalogue, situation: Circumstance | None, objective: Circumstance | None
) -> Route | None:
    if situation is None or objective is None:
        return None
    routes = catalogue.routes.values()
    return next((r for r in routes if (r.situation, r.objective) == (situation.slug, objective.slug)), None)


def _value(
    catalogue: Catalogue,
    hit: Hit,
    situation: Circumstance | None,
    objective: Circumstance | None,
    now: datetime,
) -> float:
    scheme = catalogue.funding[hit.slug]
    value = hit.score
    if situation:
        value += FITS if _fits(scheme, situation) else DOES_NOT_FIT
    if objective and scheme.kind in objective.catalogue:
        value += FITS / 2
    return value - (0.4 if is_over(scheme, now) else 0.0)


def _fits(scheme: FundingScheme, situation: Circumstance) -> bool:
    return any(slug in scheme.situations for slug in situation.catalogue)


def _step(scheme: FundingScheme) -> Hit:
    return Hit("funding", scheme.slug, scheme.name, scheme.territory, 5.0, 1.0, None, 0.0)


def _fitting(
    catalogue: Catalogue, situation: Circumstance | None, objective: Circumstance | None, now: datetime
) -> list[Hit]:
    """When no route is written for this person: every open scheme that fits, what exists first."""
    if situation is None and objective is None:
        return []
    kept = [
        scheme
        for scheme in catalogue.funding.values()
        if (situation is None or _fits(scheme, situation))
        and (objective is None or scheme.kind in objective.catalogue)
        and not is_over(scheme, now)
        and scheme.status != "propose"
    ]
    kept.sort(key=lambda scheme: ("existant", "partiel", "annonce").index(scheme.status))
    return [_step(scheme) for scheme in kept]


def _empty(catalogue: Catalogue) -> Answer:
    return Answer(State.STALE if catalogue.stale else State.FOUND)


def _without_repeats(hits: Iterable[Hit]) -> list[Hit]:
    kept: dict[str, Hit] = {}
    for hit in hits:
        kept.setdefault(hit.slug, hit)
    return list(kept.values())
