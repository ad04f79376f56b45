"""What a post is about, by its forum, tags and title alone: never by what is written in it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from commands.answer import Question
from commands.exchange.lookup import HELP, OVERSEAS, is_tag, names_place
from commands.orientation.lookup import Orientation, find
from storage.catalogue import Catalogue
from storage.questions import Subject

EXCHANGES = ("channel:theme:", "channel:trade:", "channel:audience:", "channel:territory:")
QUESTION, SOLVED = "question", "resolu"


def is_for_exchange(key: str) -> bool:
    """Is this the forum of a theme, a trade, an audience or a territory, or the one for help?"""
    return key == HELP or key.startswith(EXCHANGES)


def subject_of(catalogue: Catalogue, key: str, tags: Iterable[str]) -> Subject:
    """What a post is about: its forum's theme, trade or territory, and the département that its tags name.

    Args:
        key: the key of the forum, such as ``channel:theme:handicap``; empty when it is not one of ours.
    """
    facet, slug = key.removeprefix("channel:").partition(":")[::2]
    if facet == "theme" and slug in catalogue.themes:
        return Subject(theme=slug)
    if facet == "trade" and slug in catalogue.trades:
        return Subject(trade=slug)
    if facet == "territory":
        return Subject(territory=_tagged(catalogue, slug, tags))
    return Subject()


def asks(title: str, applied: Iterable[str], offered: Iterable[str]) -> bool:
    """Does this post ask something? It is tagged so, or its title has a question mark, or its forum has no such tag."""
    tagged = any(is_tag(name, QUESTION) for name in applied)
    return tagged or "?" in title or not any(is_tag(name, QUESTION) for name in offered)


def solved_tags(offered: Sequence[str]) -> list[int]:
    """The places of « Résolu » among the tags of a forum."""
    return [number for number, name in enumerate(offered) if is_tag(name, SOLVED)]


def hints(catalogue: Catalogue, title: str, about: Subject, now: datetime) -> Orientation:
    """Themes, contacts and resources for a post: by its title, else by the theme of its forum."""
    found = find(catalogue, Question(text=title, territory=about.territory), now=now)
    if found.themes or about.theme not in catalogue.themes:
        return found
    label = catalogue.themes[about.theme].label
    broader = find(catalogue, Question(text=label, territory=about.territory), now=now)
    return replace(broader, dangers=found.dangers)


def _tagged(catalogue: Catalogue, territory: str, tags: Iterable[str]) -> str:
    """The département of this région that a tag names, else the région; among collectivities, the one named."""
    known = catalogue.territories.places
    if territory == OVERSEAS:
        inside = [place for id, place in known.items() if id.startswith("C")]
    else:
        levels = known[territory].levels[0] if territory in known else ()
        inside = [known[id] for id in levels if id in known and id != territory]
    otherwise = territory if territory in known else ""
    return next((place.id for tag in tags for place in inside if names_place(tag, place)), otherwise)
