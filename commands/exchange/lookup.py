"""A question about to be asked: what it holds, what must be shown to its author first, and where it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from commands import secrecy
from commands.dangers import heard
from commands.ids import code
from commands.markdown import cut
from commands.secrecy import Finding
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.questions import Subject
from storage.schema import Danger
from storage.search.question import Query
from storage.spaces import channel_key
from storage.territories import Place
from storage.text import compact, fold

# What people write, in the order of the form.
TEXTS: Final = ("sought", "audience", "problem", "tried")
# Marks harmless on Discord take two characters for one: the whole post must still fit in one message.
LONGEST: Final = {"sought": 90, "audience": 100, "problem": 900, "tried": 700}
FEWEST_LETTERS: Final = 8
LONGEST_TITLE: Final = 100
HELP: Final = "channel:help"
# The one space of all the overseas collectivities; a tag names each.
OVERSEAS: Final = "overseas"
# Discord gives a tag twenty characters: a name that is only the beginning of another is this long or is another.
SHORTENED: Final = 12


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as its author wrote it, and what it is about.

    Attributes:
        sought: what they are looking for, in one line: it becomes the title.
        audience: whom it is about, without anybody in particular.
        problem, tried: the difficulty, and what was tried already.
        subject: its trade, theme and territory, each empty when unknown.
    """

    sought: str = ""
    audience: str = ""
    problem: str = ""
    tried: str = ""
    subject: Subject = field(default_factory=Subject)

    @property
    def texts(self) -> tuple[str, ...]:
        """The four texts, in the order of the form."""
        return self.sought, self.audience, self.problem, self.tried

    def fields(self) -> dict[str, Any]:
        """The whole as plain values, for a draft."""
        return asdict(self)


def again(fields: Mapping[str, Any]) -> Asking:
    """The question of a draft."""
    texts = {name: str(fields.get(name, "")) for name in TEXTS}
    return Asking(**texts, subject=Subject(**fields.get("subject", {})))


def is_too_short(asking: Asking) -> bool:
    """Nobody could answer what holds fewer letters than a word or two."""
    return sum(letter.isalnum() for letter in asking.sought) < FEWEST_LETTERS


def title(asking: Asking) -> str:
    """The title of the post: one line of plain text, which Discord shows as it is."""
    return cut(" ".join(asking.sought.split()), LONGEST_TITLE)


def dangers(catalogue: Catalogue, asking: Asking) -> list[Danger]:
    """The immediate dangers that the texts betray."""
    return heard(catalogue, " / ".join(asking.texts))


def revealing(asking: Asking) -> list[tuple[str, Finding]]:
    """What may identify somebody, with the name of the text that holds it."""
    return [(name, found) for name in TEXTS for found in secrecy.find(getattr(asking, name))]


def masked(asking: Asking) -> Asking:
    """The same question, with what may identify somebody replaced by what it is."""
    texts = {name: secrecy.mask(getattr(asking, name), secrecy.find(getattr(asking, name))) for name in TEXTS}
    return replace(asking, **texts)  # type: ignore[arg-type]  # the texts alone change


def subject(
    catalogue: Catalogue, theme: str, trade: str, territory: str, here: Subject, profile: Profile
) -> Subject:
    """What the question is about: what was typed, else the present space, else the profile (never its themes)."""
    return Subject(
        trade=_trade(catalogue, trade) or here.trade or next(iter(profile.trades), ""),
        theme=_theme(catalogue, theme) or here.theme,
        territory=_territory(catalogue, territory) or here.territory or next(iter(profile.territories), ""),
    )


def unread(catalogue: Catalogue, theme: str, trade: str, territory: str) -> list[str]:
    """What was typed as theme, trade or territory and means none, or several."""
    meant = (_theme(catalogue, theme), _trade(catalogue, trade), _territory(catalogue, territory))
    typed = (theme, trade, territory)
    return [each for each, slug in zip(typed, meant, strict=True) if each and not slug]


def packed(about: Subject) -> tuple[str, str, str]:
    """The subject as parts of an id."""
    return code(about.theme), code(about.trade), about.territory


def unpacked(catalogue: Catalogue, theme: str, trade: str, territory: str) -> Subject:
    """The subject of an id; what the catalogue no longer holds is left out."""
    return Subject(
        theme=next((slug for slug in catalogue.themes if code(slug) == theme), ""),
        trade=next((slug for slug in catalogue.trades if code(slug) == trade), ""),
        territory=territory if territory in catalogue.territories else "",
    )


def spaces_for(catalogue: Catalogue, about: Subject, here: str, audience: str) -> tuple[str, ...]:
    """Keys of the channels where the question may be asked, the best first.

    Args:
        here: the key of the forum in which it is asked, if it is one of ours.
        audience: the audience of the asker's profile, or nothing.
    """
    keys = [channel_key("theme", about.theme)] if about.theme else []
    keys += [here] if here else []
    keys += [channel_key("trade", about.trade)] if about.trade else []
    keys += territory_keys(catalogue, about.territory)
    keys += [channel_key("audience", audience)] if audience else []
    return tuple(dict.fromkeys((*keys, HELP)))


def other_spaces(catalogue: Catalogue, about: Subject, asked_in: str) -> tuple[str, ...]:
    """Keys of the channels where a question with a theme and a territory is announced, the best first."""
    if not (about.theme and about.territory):
        return ()
    theme, territory = channel_key("theme", about.theme), territory_keys(catalogue, about.territory)
    return territory if asked_in == theme else (theme,)


def tags_for(catalogue: Catalogue, about: Subject, offered: Sequence[str]) -> list[int]:
    """Which of the tags that a forum offers fit a question on this subject, by their places in the list."""
    place = catalogue.territories.places.get(about.territory)
    return [
        number
        for number, name in enumerate(offered)
        if is_tag(name, "question") or (place is not None and names_place(name, place))
    ]


def is_tag(name: str, wanted: str) -> bool:
    """Is this the tag of that name, whatever its capitals, accents or emoji?"""
    return compact(name) == wanted


def names_place(tag: str, place: Place) -> bool:
    """Does this tag name the place: its name, the beginning of it (tags are short), or its number?"""
    words = fold(tag).split()
    if place.id[1:].lower() in words:
        return True
    said, name = "".join(word for word in words if not word[0].isdigit()), compact(place.name)
    return said == name or (len(said) >= SHORTENED and name.startswith(said))


def territory_keys(catalogue: Catalogue, territory: str) -> tuple[str, ...]:
    """Keys of the channel of the place itself, then of its région or group; nothing for an unknown place."""
    if territory not in catalogue.territories:
        return ()
    wider = OVERSEAS if territory.startswith("C") else catalogue.territories[territory].region
    return tuple(dict.fromkeys(channel_key("territory", each) for each in (territory, wider) if each))


def _theme(catalogue: Catalogue, typed: str) -> str:
    if not typed or typed in catalogue.themes:
        return typed
    hits = catalogue.index.search(Query(typed, ("themes",), limit=1)).hits
    return hits[0].slug if hits and hits[0].coverage > 0.6 else ""


def _trade(catalogue: Catalogue, typed: str) -> str:
    if not typed or typed in catalogue.trades:
        return typed
    hits = catalogue.index.search(Query(typed, ("trades",), limit=1)).hits
    return hits[0].slug if hits and hits[0].coverage > 0.6 else ""


def _territory(catalogue: Catalogue, typed: str) -> str:
    places = catalogue.territories.resolve(typed) if typed else ()
    return places[0].id if len(places) == 1 else ""
