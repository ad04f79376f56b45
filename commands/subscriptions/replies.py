"""/digest as its reader sees it: the menus, what became of them, the pause, the ledger, the farewell."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from commands.cards import name_of
from commands.ids import make
from commands.markdown import content, cut, masked, plain
from commands.reading import Reader
from commands.reply import Block, Menu, Option, Press, Reply
from commands.subscriptions import lookup
from commands.subscriptions.workflow import HOURS, WEEKDAYS, Choices
from locales import Words
from storage.catalogue import Catalogue
from storage.editions import MadeEdition, Parcel
from storage.subscriptions import Subscriber

MOST_AT_ONCE = 25
PARIS = "Europe/Paris"


def form(
    catalogue: Catalogue, choices: Choices, current: Subscriber | None, reader: Reader, guild_id: int, *,
    offers_mail: bool, note: str = "",
) -> Reply:  # fmt: skip
    """Everything to choose, on one screen; ``note`` is what went wrong a moment ago."""
    words = reader.words
    subscribed = current is not None and current.state != "ended"
    lead = words(
        "Once a week, one page: what was published on what you choose here. Choose nothing in a menu, and you receive"
        " everything. Nothing to say: nothing is sent."
    )
    blocks = [note, lead, _medium_said(choices, current, words, offers_mail=offers_mail)]
    save = words("Save") if subscribed else words("Subscribe")
    buttons = [Press(save, make("digestsave", str(guild_id)), strong=True)]
    if current and current.address and choices.medium == "mail":
        buttons.append(Press(words("Change my address"), make("digestaddress", str(guild_id))))
    if subscribed and current is not None:
        buttons.append(Press(words("Unsubscribe"), make("digestleave", str(current.id))))
    return Reply(
        words("My digest"),
        tuple(Block(text) for text in blocks if text),
        _menus(catalogue, choices, words, str(guild_id), offers_mail=offers_mail),
        tuple(buttons),
        words("Hours are those of {place}.", place=_clock(choices.schedule)),
    )


def subscribed(subscriber: Subscriber, next_at: datetime, reader: Reader) -> Reply:
    """It is written; what comes next, and how to stop it."""
    words = reader.words
    if subscriber.state == "unconfirmed":
        said = words(
            "A mail is on its way to {address}. Answer it, and the digest begins; until then nothing is sent."
            " Look among the unwanted mail too.",
            address=plain(masked(subscriber.address or "")),
        )
    elif subscriber.medium == "none":
        said = words("Nothing will be sent: read it whenever you like with /veille lire.")
    else:
        said = words("It is settled: your digest comes by itself.")
    moment = words(
        "Next issue: {day} at {hour}:00, {place} time.",
        day=words.date(next_at.date()),
        hour=next_at.hour,
        place=_clock(subscriber.schedule),
    )
    footer = words("To change: /digest preferences. To stop: /digest desabonner, in one step.")
    title = words("One more step") if subscriber.state == "unconfirmed" else words("You are subscribed")
    return Reply(title, (Block(said), Block(moment)), footer=footer)


def welcome(next_at: datetime, reader: Reader) -> Reply:
    """The private message that opens the conversation."""
    words = reader.words
    said = words(
        "Your digest will come here, from {day} on: one message, and only when there is something to read.",
        day=words.date(next_at.date()),
    )
    footer = words("To stop: /digest desabonner on the server, or the button under each issue.")
    return Reply(words("Good morning!"), (Block(said),), footer=footer)


def closed(words: Words) -> str:
    """Discord would not let us open the conversation."""
    return words(
        "**Discord does not let us write to you in private.** Nothing has changed yet. Either keep « Read it with"
        " /veille », chosen for you below, and press the button again; or allow private messages from this server"
        " (its name, Privacy settings), choose them below and try again."
    )


def bad_address(typed: str, reader: Reader) -> Reply:
    """What was typed cannot be an address: it comes back, to be corrected."""
    words = reader.words
    said = words("This does not look like a mail address: {typed}", typed=f"`{plain(cut(typed, 200))}`")
    again = words("Nothing has changed. Press the button again, and correct it.")
    return Reply(words("The digest by mail"), (Block(said), Block(again)))


def too_many_addresses(reader: Reader) -> Reply:
    """Enough mails for today."""
    said = reader.words(
        "That makes three addresses today: no other mail leaves before tomorrow. Nothing has changed."
    )
    return Reply(reader.words("The digest by mail"), (Block(said),))


def not_subscribed(reader: Reader) -> Reply:
    """Nothing to pause or to stop."""
    words = reader.words
    said = words("You do not receive the digest. To begin: /digest abonner. To read it once: /veille lire.")
    return Reply(words("My digest"), (Block(said),))


def not_yours(reader: Reader) -> Reply:
    """Somebody else's button."""
    said = reader.words("This button belongs to somebody else's digest. For yours: /digest preferences.")
    return Reply(reader.words("My digest"), (Block(said),))


def left(reader: Reader, guild_id: int) -> Reply:
    """It is over."""
    words = reader.words
    said = words("You are unsubscribed: nothing more will be sent, and a mail address is forgotten.")
    back = Press(words("Subscribe again"), make("digestprefs", str(guild_id)))
    return Reply(
        words("Goodbye, then"),
        (Block(said),),
        buttons=(back,),
        footer=words("/veille lire stays open to you."),
    )


def pausing(subscriber: Subscriber, reader: Reader) -> Reply:
    """How long?"""
    words, guild = reader.words, str(subscriber.guild_id)
    presses = [
        Press(words.plural("{n} week", "{n} weeks", weeks), make("digestpause", guild, str(weeks)))
        for weeks in (1, 2, 4)
    ]
    if subscriber.state == "paused":
        presses.append(Press(words("Resume now"), make("digestpause", guild, "0"), strong=True))
    said = words("For how long? It comes back by itself. For another day: /digest pause, with a date.")
    return Reply(words("Pause my digest"), (Block(said),), buttons=tuple(presses))


def paused(until: date | None, reader: Reader, guild_id: int) -> Reply:
    """It is paused, or it comes back."""
    words = reader.words
    if until is None:
        return Reply(words("My digest"), (Block(words("Your digest is back.")),))
    said = words("Nothing will be sent before {day}. It comes back by itself.", day=words.date(until))
    resume = Press(words("Resume now"), make("digestpause", str(guild_id), "0"))
    return Reply(words("Your digest rests"), (Block(said),), buttons=(resume,))


def cannot_pause(reader: Reader) -> Reply:
    """Nothing is being sent, so nothing can be paused."""
    said = reader.words(
        "Nothing is sent to you at the moment, so there is nothing to pause. See /digest preferences."
    )
    return Reply(reader.words("Pause my digest"), (Block(said),))


def bad_day(typed: str, reader: Reader) -> Reply:
    """Not a day to come."""
    said = reader.words(
        "We could not read « {typed} » as a day of the coming year. Write it like this: 24/12/2026.",
        typed=plain(cut(typed, 40)),
    )
    return Reply(reader.words("Pause my digest"), (Block(said),))


def heard(catalogue: Catalogue, facet: str, reader: Reader) -> Reply:
    """Less of this from now on."""
    words = reader.words
    said = words(
        "Noted: from the next issue on, nothing more of this, unless an editor puts it first for all."
    )
    return Reply(
        less_label(catalogue, facet, words),
        (Block(said),),
        footer=words("To take it back: /digest preferences, last menu."),
    )


def gone(reader: Reader) -> Reply:
    """An issue that cannot be found any more."""
    said = reader.words("This issue is not there any more. See /digest historique.")
    return Reply(reader.words("My digest"), (Block(said),))


def history(
    ledger: Sequence[MadeEdition], received: Sequence[Parcel], subscriber: Subscriber | None, reader: Reader
) -> Reply:
    """The public ledger, and what the reader received."""
    words = reader.words
    lines = [_ledger_line(line, words) for line in ledger] or [words("No issue was made yet.")]
    blocks = (Block(words("What left, for everybody, newest first:")), Block("\n".join(lines)))
    menus: tuple[Menu, ...] = ()
    if received and subscriber:
        options = tuple(
            Option(words("Issue of {day}", day=words.date(_local(parcel, subscriber))), str(parcel.id))
            for parcel in received
        )
        menus = (Menu(make("openissue", str(subscriber.id)), words("Read one of yours again"), options),)
    return Reply(
        words("The ledger of issues"), blocks, menus, footer=words("Nobody's name is in this ledger.")
    )


def _local(parcel: Parcel, subscriber: Subscriber) -> date:
    return parcel.ends_at.astimezone(ZoneInfo(subscriber.schedule.split()[0])).date()


def _ledger_line(line: MadeEdition, words: Words) -> str:
    _guild, *rest = line.audience.split()
    known = len(rest) == len(("zone", "weekday", "hour", "rhythm"))
    zone = ZoneInfo(rest[0] if known else PARIS)
    when = words(
        "- from {first} to {last}",
        first=words.date(line.starts_at.astimezone(zone).date()),
        last=words.date(line.ends_at.astimezone(zone).date()),
    )
    if known:
        moment = f"{_days(words)[int(rest[1])]}, {_hour(int(rest[2]), words).lower()}, {_place(rest[0])}"
    else:
        moment = f"<#{rest[0].removeprefix('channel:')}>" if rest else ""
    counted = [
        words.plural("{n} sent", "{n} sent", line.sent) if line.sent else "",
        words.plural("{n} on its way", "{n} on their way", line.waiting) if line.waiting else "",
        words.plural("{n} not delivered", "{n} not delivered", line.failed) if line.failed else "",
    ]
    said = ", ".join(one for one in counted if one) or words("nothing to report")
    late = [words("late")] if line.late else []
    return " · ".join([when, moment, said, *late])


def _medium_said(choices: Choices, current: Subscriber | None, words: Words, *, offers_mail: bool) -> str:
    if choices.medium == "direct":
        if current and current.state == "reading":
            return words(
                "Discord refused our last private message: your digest waits for you in /veille lire."
            )
        return words(
            "In private: a first message comes as soon as you press the button, so that you know it works."
        )
    if choices.medium == "mail" and offers_mail:
        if current and current.address:
            return words("By mail, to {address}.", address=plain(masked(current.address)))
        return words("By mail: the button asks for your address, then a mail asks you to confirm it.")
    return words("Nothing is sent: /veille lire shows it whenever you like.")


def _menus(
    catalogue: Catalogue, choices: Choices, words: Words, guild: str, *, offers_mail: bool
) -> tuple[Menu, ...]:
    media = {"direct": words("In a private message"), "none": words("Read it with /veille")}
    if offers_mail:
        media["mail"] = words("By mail")
    rhythms = {"weekly": words("Every week"), "monthly": words("Once a month, the first of these days")}
    one = [
        ("day", {str(day): _days(words)[day] for day in WEEKDAYS}, str(choices.weekday)),
        ("hour", {str(hour): _hour(hour, words) for hour in HOURS}, str(choices.hour)),
        ("rhythm", rhythms, choices.rhythm),
        ("medium", media, choices.medium if choices.medium in media else "none"),
    ]
    several = [
        ("themes", words("Every theme"), lookup.themes(catalogue, choices.themes)),
        ("trades", words("Every trade"), lookup.trades(catalogue, choices.trades)),
        ("audiences", words("Every audience"), lookup.audiences(catalogue, choices.audiences)),
        ("territories", words("The whole country"), lookup.territories(catalogue, choices.territories)),
    ]
    less = [("less", words("Less of…"), choices.less)] if choices.less else []
    return (
        *(_several(catalogue, choices, guild, each, words) for each in several),
        *(_one(guild, *each) for each in one),
        *(_several(catalogue, choices, guild, each, words) for each in less),
    )


def _several(
    catalogue: Catalogue, choices: Choices, guild: str, menu: tuple[str, str, Sequence[str]], words: Words
) -> Menu:
    what, placeholder, slugs = menu
    chosen = getattr(choices, what)
    options = tuple(
        Option(_name(catalogue, what, slug, words), slug, chosen=slug in chosen) for slug in slugs
    )
    return Menu(make("choosedigest", what, guild), placeholder, options, least=0, most=MOST_AT_ONCE)


def _one(guild: str, what: str, labels: Mapping[str, str], chosen: str) -> Menu:
    options = tuple(Option(label, value, chosen=value == chosen) for value, label in labels.items())
    return Menu(make("choosedigest", what, guild), "", options)


def _name(catalogue: Catalogue, what: str, slug: str, words: Words) -> str:
    if what == "less":
        return less_label(catalogue, slug, words)
    if what == "territories":
        return catalogue.territories[slug].name
    record = catalogue.get(what, slug)
    return content(name_of(record), 100) if record else slug


def less_label(catalogue: Catalogue, facet: str, words: Words) -> str:
    """What one hears less of, in words."""
    _, _, slug = facet.partition(":")
    record = catalogue.get("themes", slug) if facet.startswith("theme:") else None
    return words("Less of: {label}", label=content(name_of(record), 80) if record else slug)


def _days(words: Words) -> dict[int, str]:
    return {
        1: words("On Mondays"), 2: words("On Tuesdays"), 3: words("On Wednesdays"), 4: words("On Thursdays"),
        5: words("On Fridays"), 6: words("On Saturdays"), 7: words("On Sundays"),
    }  # fmt: skip


def _hour(hour: int, words: Words) -> str:
    return words("At {hour}:00", hour=hour)


def _clock(schedule: str) -> str:
    return _place(schedule.split(maxsplit=1)[0])


def _place(zone: str) -> str:
    """The town by which a clock is known."""
    return (
        zone.rpartition("/")[2].replace("_", " ").replace("Noumea", "Nouméa").replace("Reunion", "La Réunion")
    )
