"""« M'alerter » and /alertes as their reader sees them."""

from collections.abc import Iterable, Sequence

from commands.alerts.lookup import asked_of
from commands.alerts.workflow import CLOSING, NEWS
from commands.cards import name_of
from commands.funding.replies import deadline
from commands.help.replies import COMMANDS
from commands.ids import make
from commands.labels import ORGANISATION_KIND, RESOURCE_KIND
from commands.markdown import content, cut, echo
from commands.reading import Reader
from commands.reply import Block, Menu, Option, Press, Reply
from locales import typeset
from storage.alerts import MOST_ALERTS, Kept, Wish
from storage.catalogue import Catalogue
from storage.notices import Note
from storage.schema import Record

MOST_TOLD = 5
LONGEST_LABEL = 80
_ENGLISH = {french: english for french, english, _ in COMMANDS}


def kept(catalogue: Catalogue, wish: Wish, result: Kept, reader: Reader) -> Reply:
    """What was kept, how often it is looked at, how to stop."""
    words = reader.words
    mine = Press(words("My alerts"), make("alertlist"))
    if result is Kept.TOO_MANY:
        said = words(
            "You have {n} alerts on this server, which is the most one can have. Stop one first: /alertes.",
            n=MOST_ALERTS,
        )
        return Reply(words("One alert too many"), (Block(said),), buttons=(mine,))
    title = words("You will be told") if result is Kept.NEW else words("You have this alert already")
    blocks = (Block(f"**{named(catalogue, wish, reader)}**"), Block(how(wish, reader)))
    stays = words("Kept with your account until you stop it: here, with /alertes, or with /mes-donnees.")
    return Reply(title, blocks, buttons=(mine,), footer=stays)


def how(wish: Wish, reader: Reader) -> str:
    """When something is said, and when nothing is."""
    if wish.kind == "deadline":
        return reader.words(
            "A private message 30 days, 7 days and 1 day before the closing; nothing once it is closed."
        )
    return reader.words(
        "Each Monday morning, Tisserande looks again, and writes to you in private if something is new."
        " Nothing new: no message."
    )


def no_closing(reader: Reader) -> Reply:
    """There is no day to be reminded of."""
    words = reader.words
    said = words("We know no closing day for this entry any more: there is nothing to remind you of.")
    return Reply(words("No alert"), (Block(said),))


def on_a_server(reader: Reader) -> Reply:
    """A private message belongs to no server."""
    words = reader.words
    said = words("An alert belongs to a server: ask the same thing there, and press the button again.")
    return Reply(words("No alert"), (Block(said),))


def listed(catalogue: Catalogue, wishes: Sequence[Wish], told: Sequence[Note], reader: Reader) -> Reply:
    """Every alert of the reader, each with its button, and what was told lately."""
    words = reader.words
    buttons = tuple(
        Press(
            cut(words("Stop no. {number}", number=number), LONGEST_LABEL),
            make("alertstop", str(wish.id), "list"),
        )
        for number, wish in enumerate(wishes[: 2 * MOST_ALERTS], 1)
    )
    lines = [f"{number}. **{named(catalogue, wish, reader)}**" for number, wish in enumerate(wishes, 1)] or [
        words(
            "No alert yet. « Alert me », under the results of a look-up, keeps it and tells you what is new."
        )
    ]
    blocks = [Block("\n".join(lines[: 2 * MOST_ALERTS]))]
    blocks += [Block(how(wish, reader)) for wish in _one_of_each(wishes)]
    said = [_told(catalogue, note, reader) for note in told[:MOST_TOLD]]
    if said:
        blocks.append(Block("\n".join((f"**{words('Told lately')}**", *said))))
    return Reply(words("Your alerts"), tuple(blocks), buttons=buttons)


def stopped(reader: Reader, *, was: bool) -> Reply:
    """Under a private message."""
    words = reader.words
    said = words("Nothing more will be said of it.") if was else words("This alert was stopped already.")
    mine = Press(words("My alerts"), make("alertlist"))
    return Reply(words("Alert stopped"), (Block(said),), buttons=(mine,))


def news(catalogue: Catalogue, note: Note, wish: Wish | None, reader: Reader) -> Reply:
    """What is new for a search; ``wish`` is at hand when it has just been looked at."""
    words = reader.words
    records = _records(catalogue, note.facts["found"])
    blocks = (
        [Block(words("Your alert: {search}", search=f"**{named(catalogue, wish, reader)}**"))] if wish else []
    )
    blocks.append(
        Block("\n".join(f"- {content(name_of(each), 160)}" for _, each in records) or _gone(reader))
    )
    return _said(words("Something new for you"), blocks, records, note, reader)


def closing(catalogue: Catalogue, note: Note, reader: Reader) -> Reply:
    """When a scheme closes, as it is known when this is sent."""
    words = reader.words
    scheme = catalogue.funding.get(note.facts["slug"])
    if scheme is None:
        return _said(words("Closing date"), [Block(_gone(reader))], [], note, reader)
    said = f"**{content(scheme.name, 160)}**\n{deadline(scheme, reader)}"
    return _said(words("Closing date"), [Block(said)], [("funding", scheme)], note, reader)


def named(catalogue: Catalogue, wish: Wish, reader: Reader) -> str:
    """An alert in a few words: what was typed, what was chosen, with which command."""
    words = reader.words
    if wish.kind == "deadline":
        scheme = catalogue.funding.get(wish.slug)
        return words("Closing: {name}", name=content(scheme.name, 120) if scheme else wish.slug)
    asked = asked_of(wish)
    chosen = [
        *(
            content(name_of(record))
            for shelf, slug in (
                ("themes", asked.theme),
                ("audiences", asked.audience),
                ("situations", asked.situation),
                ("situations", asked.objective),
            )
            if slug and (record := catalogue.get(shelf, slug))
        ),
        _kind(asked.kind, reader),
        _place(catalogue, asked.territory),
        asked.year,
    ]
    command = _ENGLISH[wish.command] if words.language == "en" else wish.command
    text = f"« {echo(asked.text)} »" if asked.text else ""
    return " · ".join(filter(None, (text, *chosen, f"/{command}")))


def _kind(slug: str, reader: Reader) -> str:
    label = ORGANISATION_KIND.get(slug) or RESOURCE_KIND.get(slug)
    return reader.words(label) if label else ""


def _place(catalogue: Catalogue, typed: str) -> str:
    places = catalogue.territories.resolve(typed) if typed else ()
    return content(places[0].name) if len(places) == 1 else echo(typed)


def _one_of_each(wishes: Sequence[Wish]) -> Iterable[Wish]:
    return {wish.kind: wish for wish in wishes}.values()


def _told(catalogue: Catalogue, note: Note, reader: Reader) -> str:
    words = reader.words
    slugs = note.facts["found"] if note.kind == NEWS else [f"funding~{note.facts['slug']}"]
    names = [content(name_of(each), 80) for _, each in _records(catalogue, slugs)] or [_gone(reader)]
    day = words.date((note.sent_at or note.due_at).date())
    closed = note.state in ("refused", "failed")
    closes = words("Closing: {name}", name=words.list(names)) if note.kind == CLOSING else words.list(names)
    line = f"- {day} · {closes}"
    return f"{line} · {words('your private messages were closed')}" if closed else line


def _records(catalogue: Catalogue, found: Iterable[str]) -> list[tuple[str, Record]]:
    pairs = (each.split("~", 1) for each in found)
    return [(shelf, record) for shelf, slug in pairs if (record := catalogue.get(shelf, slug))]


def _gone(reader: Reader) -> str:
    return reader.words("This entry is no longer in the catalogue. Ask again: the answer will be up to date.")


def _said(
    title: str, blocks: Sequence[Block], records: Sequence[tuple[str, Record]], note: Note, reader: Reader
) -> Reply:
    words = reader.words
    options = tuple(
        Option(cut(typeset(name_of(record)), 100), f"{shelf}~{record.slug}") for shelf, record in records
    )
    menus = (Menu(make("open"), words("Open an entry"), options),) if options else ()
    buttons = (
        Press(words("Stop this alert"), make("alertstop", str(note.facts["alert"]))),
        Press(words("My alerts"), make("alertlist")),
    )
    return Reply(title, tuple(blocks), menus, buttons)
