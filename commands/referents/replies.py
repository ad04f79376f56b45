"""What volunteers, askers and facilitators read about questions that wait for an answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from commands.ids import make
from commands.markdown import content, echo
from commands.reading import Reader
from commands.referents.lookup import Meant, by_place
from commands.referents.workflow import FACILITATORS, MOST_A_MONTH
from commands.reply import Block, Link, Press, Reply
from storage.catalogue import Catalogue
from storage.notices import Note
from storage.referents import Volunteer
from storage.territories import Place
from storage.working_days import zone_of

# What one message shows: beyond it, a territory is asked for.
MOST_LISTED = 40


def volunteered(
    catalogue: Catalogue, guild_id: int, meant: Meant, new: int, reader: Reader, *, role_missing: bool = False
) -> Reply:
    """What this person volunteered for, what will be asked of them, who sees it, how to stop."""
    words = reader.words
    said = [
        words("You answer for: {lines}.", lines=_lines(catalogue, meant, reader)),
        _asked_of_you(reader),
        words(
            "**Who sees it?** Every member of this server finds your name in `/referent liste`: that is the point."
            " You may also mark a question as solved. No channel opens."
        ),
        words("**To stop**: the button below, or `/referent quitter`, whenever you like, without a reason."),
    ]
    if role_missing:
        said.append(
            words(
                "The role of referents could not be given: a moderator can do it. You are on the list anyway."
            )
        )
    title = words("Thank you: you are a referent") if new else words("You were a referent already")
    return Reply(title, tuple(map(Block, said)), buttons=(_stop(guild_id, reader),))


def ask_again(meant: Meant, reader: Reader) -> Reply:
    """A territory or a trade is missing, unknown, or may be several."""
    words = reader.words
    if meant.unknown_trade:
        said = words(
            "“{typed}” is no trade I know. Begin to type it and pick one of those offered, or leave it empty:"
            " your profile then tells, or else every trade.",
            typed=echo(meant.unknown_trade),
        )
    elif meant.unknown_place or meant.which:
        return which_place(meant.unknown_place, meant.which, reader)
    else:
        said = words(
            "Which territory? Give it in `territoire`, or choose it once for all in your profile. Nothing was changed."
        )
    return Reply(words("One more word"), (Block(said),))


def which_place(typed: str, places: Sequence[Place], reader: Reader) -> Reply:
    """No territory has this name, or several have."""
    words = reader.words
    if places:
        names = words.list((content(place.name) for place in places), either=True)
        said = words("Which territory do you mean: {names}? Ask again with one of them.", names=names)
    else:
        said = words(
            "“{typed}” is no territory I know. Begin to type it and pick one of those offered: a département,"
            " a region.",
            typed=echo(typed),
        )
    return Reply(words("One more word"), (Block(said),))


def resigned(lines: int, reader: Reader) -> Reply:
    """It is over; how to come back."""
    words = reader.words
    if lines:
        said = words(
            "You will be told of no more questions, and your name left the list. Thank you for the time you gave."
            " `/referent devenir` whenever you want to come back."
        )
    else:
        said = words("You were not a referent: nothing was changed.")
    return Reply(words("Referents"), (Block(said),))


def listed(catalogue: Catalogue, volunteers: Sequence[Volunteer], place_name: str, reader: Reader) -> Reply:
    """Who volunteered, territory by territory."""
    words = reader.words
    title = words("Referents: {place}", place=content(place_name)) if place_name else words("Referents")
    if not volunteers:
        none = words(
            "Nobody yet. If you are willing to be told of questions without an answer: `/referent devenir`."
        )
        return Reply(title, (Block(none),))
    shown = by_place(catalogue.territories, volunteers[:MOST_LISTED])
    # One paragraph for all: a message holds forty components, and there are more territories than that.
    text = "\n".join(_place(catalogue, name, people, reader) for name, people in shown.items())
    footer = words(
        "Members who volunteered to be told of questions without an answer: you may write to them."
    )
    if len(volunteers) > MOST_LISTED:
        footer = words("There are more: ask for one territory, `/referent liste territoire:…`.")
    return Reply(title, (Block(text),), footer=footer)


def tell_referent(catalogue: Catalogue, note: Note, reader: Reader) -> Reply:
    """A question waits for somebody like you."""
    words = reader.words
    said = [
        words("{subject}, asked on {day}: nobody has answered yet.", **_facts(catalogue, note, reader)),
        words("You offered to be told. One sentence helps, if only to say whom to ask. You owe nothing."),
        words("If the link does not open, its space is not among yours yet: `/salon rejoindre` opens it."),
    ]
    buttons = (_link(note, reader), _stop(note.guild_id, reader))
    return Reply(words("A question waits for an answer"), tuple(map(Block, said)), buttons=buttons)


def tell_asker(note: Note, reader: Reader) -> Reply:
    """Nobody has answered yet; who was told, and what else can be done."""
    words = reader.words
    nobody = words("Nobody has answered your question of {day} yet.", day=_day(note, reader))
    meanwhile = words(
        "Meanwhile: `/annuaire` says whom to call near you. To say it otherwise, or to add what you have tried,"
        " often brings an answer. If you found it yourself, write it there: it will help somebody."
    )
    return Reply(
        words("Your question"),
        (Block(f"{nobody} {_who_was_told(note, reader)}"), Block(meanwhile)),
        buttons=(_link(note, reader),),
    )


def tell_queue(catalogue: Catalogue, note: Note, reader: Reader) -> Reply:
    """Nobody answered, and nobody is left to ask: it is the facilitators' turn."""
    words = reader.words
    said = [
        words("{subject}, asked on {day}: nobody has answered yet.", **_facts(catalogue, note, reader)),
        words(
            "The referents who could be told were told. Answer, find somebody who knows, or say that the answer"
            " is not here: the person who asked knows that you were told."
        ),
    ]
    return Reply(
        words("A question waits for an answer"), tuple(map(Block, said)), buttons=(_link(note, reader),)
    )


def _asked_of_you(reader: Reader) -> str:
    return reader.words(
        "**What will be asked of you?** When a question waits for two working days, its link comes to you in a"
        " private message: at most {most} a month, never in the evening, at night, at the week-end or on a public"
        " holiday. Answer if you like; saying whom to ask helps already.",
        most=MOST_A_MONTH,
    )


def _who_was_told(note: Note, reader: Reader) -> str:
    """At this step, by number and never by name."""
    words, told = reader.words, int(note.facts["told"])
    if note.facts["step"] == FACILITATORS:
        return (
            words("We have just told the facilitators.")
            if told
            else words("No more people can be told here.")
        )
    if told:
        return words.plural(
            "We have just told {n} person who offered to help.",
            "We have just told {n} people who offered to help.",
            told,
        )
    following = note.facts.get("next")
    if following is None:
        return ""
    day = datetime.fromisoformat(str(following)).astimezone(zone_of(_territory(note))).date()
    return words("There is nobody to tell here yet; we will ask further on {day}.", day=words.date(day))


def _facts(catalogue: Catalogue, note: Note, reader: Reader) -> dict[str, str]:
    trade, place = (
        catalogue.trades.get(str(note.facts["trade"])),
        catalogue.territories.places.get(str(note.facts["territory"])),
    )
    subject = [content(trade.name)] if trade else []
    subject += [content(place.name)] if place else []
    named = " · ".join(subject) or reader.words("A question")
    return {"subject": f"**{named}**", "day": _day(note, reader)}


def _day(note: Note, reader: Reader) -> str:
    """The day of the question, by the clock of its territory."""
    asked = datetime.fromisoformat(str(note.facts["asked"]))
    day: date = asked.astimezone(zone_of(_territory(note))).date()
    return reader.words.date(day)


def _territory(note: Note) -> str:
    return str(note.facts["territory"]) or "national"


def _link(note: Note, reader: Reader) -> Link:
    url = f"https://discord.com/channels/{note.guild_id}/{note.facts['thread']}"
    return Link(reader.words("Read the question"), url)


def _stop(guild_id: int, reader: Reader) -> Press:
    return Press(reader.words("Stop being told"), make("resign", str(guild_id)))


def _lines(catalogue: Catalogue, meant: Meant, reader: Reader) -> str:
    trades = reader.words.list(_trade(catalogue, slug, reader) for slug in meant.trades)
    places = reader.words.list(content(place.name) for place in meant.places)
    return f"**{trades} · {places}**"


def _trade(catalogue: Catalogue, slug: str, reader: Reader) -> str:
    trade = catalogue.trades.get(slug)
    return content(trade.name) if trade else reader.words("every trade")


def _place(catalogue: Catalogue, name: str, people: Mapping[int, tuple[str, ...]], reader: Reader) -> str:
    lines = (
        f"- <@{id}> · {reader.words.list(_trade(catalogue, slug, reader) for slug in trades)}"
        for id, trades in people.items()
    )
    return "\n".join([f"**{content(name)}**", *lines])
