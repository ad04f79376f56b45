"""From what somebody chose in menus to a subscription, and the rules on the way: days, addresses, pauses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from email_validator import EmailNotValidError, validate_email

from storage.catalogue import Catalogue
from storage.database import Store
from storage.members import Profile
from storage.subscriptions import Medium, Preferences, Subscriber, SubscriptionState
from storage.working_days import zone_of

# Outside these hours nobody wants a digest, and clocks never change within them.
HOURS = range(6, 21)
WEEKDAYS = range(1, 8)
RHYTHMS = ("weekly", "monthly")
LONGEST_PAUSE = timedelta(days=366)
LONGEST_ADDRESS = 254
_FACETS = {"themes": "themes", "trades": "trades", "audiences": "audiences"}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the menus of one message say. Nothing chosen in a facet means everything."""

    themes: tuple[str, ...] = ()
    trades: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    weekday: int = 1
    hour: int = 8
    rhythm: str = "weekly"
    medium: Medium = "direct"

    @property
    def preferences(self) -> Preferences:
        """What is to be read."""
        return Preferences(self.themes, self.trades, self.audiences, self.territories, self.less)

    @property
    def schedule(self) -> str:
        """When, on the clock of the first territory chosen: ``Europe/Paris 1 8``."""
        zone = zone_of(self.territories[0] if self.territories else "")
        return f"{zone.key} {self.weekday} {self.hour}"


def of_profile(profile: Profile) -> Choices:
    """What the profile suggests to somebody who never subscribed."""
    audiences = (profile.audience,) if profile.audience else ()
    return Choices(profile.themes, profile.trades, audiences, profile.territories)


def of_subscriber(subscriber: Subscriber) -> Choices:
    """What somebody chose last time."""
    chosen = subscriber.preferences
    _zone, weekday, hour = subscriber.schedule.split()
    return Choices(
        tuple(chosen.themes),
        tuple(chosen.trades),
        tuple(chosen.audiences),
        tuple(chosen.territories),
        tuple(chosen.less),
        int(weekday),
        int(hour),
        subscriber.rhythm,
        subscriber.medium,
    )


def read(catalogue: Catalogue, chosen: Mapping[str, Sequence[str]]) -> Choices:
    """What menus say, by their names; what the catalogue does not know any more is passed over."""
    facets = {
        name: tuple(slug for slug in chosen.get(name, ()) if catalogue.get(shelf, slug) is not None)
        for name, shelf in _FACETS.items()
    }
    places = tuple(id for id in chosen.get("territories", ()) if id in catalogue.territories)
    return Choices(
        **facets,
        territories=places,
        less=tuple(chosen.get("less", ())),
        weekday=_number(chosen.get("day", ()), WEEKDAYS, 1),
        hour=_number(chosen.get("hour", ()), HOURS, 8),
        rhythm=next((each for each in chosen.get("rhythm", ()) if each in RHYTHMS), "weekly"),
        medium=_medium(chosen.get("medium", ())),
    )


def needs_address(choices: Choices, current: Subscriber | None) -> bool:
    """Mail was chosen, and we have no address of theirs."""
    return choices.medium == "mail" and not (current and current.address)


def needs_opening(choices: Choices, current: Subscriber | None) -> bool:
    """Private messages were chosen, and the conversation is not known to be open."""
    is_open = current and current.medium == "direct" and current.state in ("active", "paused")
    return choices.medium == "direct" and not is_open


async def subscribe(
    store: Store,
    choices: Choices,
    current: Subscriber | None,
    who: tuple[int, int, str],
    now: datetime,
    address: str | None = None,
) -> Subscriber:
    """Write what was chosen, for this server, this member and their language.

    A change of moment never brings an item twice: what the last issue held was seen. A new address is asked first.
    """
    seen = current.seen_until if current else None
    if current and (current.schedule, current.rhythm) != (choices.schedule, choices.rhythm):
        ends = (seen, await store.editions.seen_until(current.id))
        seen = max((each for each in ends if each), default=None)
    kept = address or (current.address if current else None)
    state = _state(choices, current, is_new=address is not None)
    paused = current.paused_until if current and state == "paused" else None
    guild_id, member_id, locale = who
    written = Subscriber(
        0, guild_id, member_id, choices.medium, state, choices.schedule, choices.rhythm, paused, choices.preferences,
        kept if choices.medium == "mail" else None, "", locale[:10], now, seen, "",
    )  # fmt: skip
    return await store.subscriptions.subscribe(written, now)


async def reading(store: Store, guild_id: int, member_id: int, locale: str, now: datetime) -> Subscriber:
    """The subscription of this person; for whoever has none, one that is written nowhere, from their profile."""
    current = await store.subscriptions.of(guild_id, member_id)
    if current and current.state != "ended":
        return current
    choices = of_profile(await store.members.profile(guild_id, member_id))
    return Subscriber(
        0, guild_id, member_id, "none", "reading", choices.schedule, choices.rhythm, None, choices.preferences, None,
        "", locale[:10], now, None, "",
    )  # fmt: skip


async def leave(store: Store, subscriber: Subscriber, reason: str, now: datetime) -> None:
    """End a subscription: the address is forgotten, and what was on its way stops."""
    ended = replace(subscriber, state="ended", address=None, paused_until=None, reason=reason)
    await store.subscriptions.subscribe(ended, now)
    await store.editions.drop_waiting(subscriber.id)


async def less_of(store: Store, subscriber: Subscriber, facet: str, now: datetime) -> Subscriber:
    """Hear less of a theme or a source; every other choice stays."""
    chosen = subscriber.preferences
    less = tuple(dict.fromkeys((*chosen.less, facet)))
    return await store.subscriptions.subscribe(
        replace(subscriber, preferences=chosen._replace(less=less)), now
    )


def is_less(catalogue: Catalogue, facet: str) -> bool:
    """Is this a facet of which one may hear less?"""
    name, _, slug = facet.partition(":")
    return (name == "theme" and slug in catalogue.themes) or (name == "source" and 0 < len(slug) <= 60)


def address_of(typed: str) -> str | None:
    """The mail address in its usual form; None when it cannot be one. Nothing is asked of the network."""
    try:
        return validate_email(typed.strip(), check_deliverability=False).normalized[:LONGEST_ADDRESS]
    except EmailNotValidError:
        return None


def pause_until(weeks: int | None, typed: str, today: date) -> date | None:
    """The day on which a pause ends: in so many weeks, or the day typed (``24/12/2026``); None when it is none."""
    if weeks:
        return today + timedelta(weeks=weeks)
    for written in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(typed.strip(), written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day if today < day <= today + LONGEST_PAUSE else None
    return None


def _state(choices: Choices, current: Subscriber | None, *, is_new: bool) -> SubscriptionState:
    if choices.medium == "mail" and (is_new or current is None or current.state == "unconfirmed"):
        return "unconfirmed"
    return "paused" if current and current.state == "paused" else "active"


def _number(values: Sequence[str], allowed: range, default: int) -> int:
    return next((int(each) for each in values if each.isdigit() and int(each) in allowed), default)


def _medium(values: Sequence[str]) -> Medium:
    known: dict[str, Medium] = {"direct": "direct", "mail": "mail", "none": "none"}
    return next((known[each] for each in values if each in known), "direct")
