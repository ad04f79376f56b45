"""A page of results, the same on every shelf: what was understood, the entries, what to do next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from commands.answer import Answer, Question, State, Widening
from commands.ids import make, pack_id
from commands.markdown import content, cut, echo
from commands.reading import Reader
from commands.reply import Block, Link, Menu, Option, Press, Reply
from locales import typeset
from storage.catalogue import Catalogue
from storage.search.index import Hit

PER_PAGE = 5
MOST_RESULTS = 25
# The command that takes a need in plain words, where every other one sends those it could not answer.
TELLING = "orienter"
# The commands whose answers may grow: « Alert me » tells when they do.
ALERTING = ("annuaire", "financement", "ressource", "recherche")
LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """How a family shows its results: its command, its title, one line per entry, and whether misses are counted."""

    command: str
    title: str
    line: Callable[[Catalogue, Hit, Reader], Block]
    counted: bool = True


def page(
    catalogue: Catalogue,
    listing: Listing,
    question: Question,
    answer: Answer,
    reader: Reader,
    number: int = 1,
    *,
    remembered: Question | None = None,
) -> Reply:
    """The page ``number`` (from 1) of an answer; never a dead end. ``remembered`` is what buttons ask again."""
    if not answer.hits:
        return nothing(listing, question, answer, reader)
    pages = max(1, -(-len(answer.hits) // PER_PAGE))
    number = min(max(number, 1), pages)
    shown = answer.hits[(number - 1) * PER_PAGE : number * PER_PAGE]
    blocks = [Block(sentence) for sentence in understood(catalogue, question, answer, reader)]
    blocks += [listing.line(catalogue, hit, reader) for hit in shown]
    return Reply(
        title=reader.words(listing.title),
        blocks=tuple(blocks),
        menus=(opening_menu(shown, reader),),
        buttons=tuple(_turns(listing.command, remembered or question, number, pages, reader)),
        footer=reader.words("Page {number} of {pages}", number=number, pages=pages) if pages > 1 else "",
    )


def understood(catalogue: Catalogue, question: Question, answer: Answer, reader: Reader) -> list[str]:
    """What was read, corrected, widened or left aside, in plain sentences."""
    words = reader.words
    said = []
    if catalogue.stale and catalogue.as_of:
        day = words.date(catalogue.as_of.date())
        said.append(words("Our database is not answering: here is what we knew on {day}.", day=day))
    if question.text:
        said.append(words("You asked: {text}", text=f"**{echo(question.text)}**"))
    if answer.corrections:
        read = words.list(f"**{content(known)}**" for known in answer.corrections.values())
        said.append(words("Did you mean {words}? That is what we looked for.", words=read))
    said += widening(answer, reader)
    if answer.relaxed:
        said.append(words("Nothing with the filters you chose: here is what we find without them."))
    return ["\n".join(said)] if said else []


def widening(answer: Answer, reader: Reader) -> list[str]:
    """How the territory was read and how far we had to look."""
    words, place = reader.words, answer.place
    if answer.unplaced:
        return [
            words(
                "We know no place called « {place} »: here is the answer everywhere.",
                place=echo(answer.unplaced),
            )
        ]
    if place is None:
        return []
    name = f"**{content(place.name)}**"
    if answer.homonyms:
        names = words.list((f"**{content(each.name)}**" for each in answer.homonyms), either=True)
        return [
            words(
                "Several places have this name: {places}. Say which one in the option « territoire ».",
                places=names,
            )
        ]
    sentences = {
        Widening.NONE: "Territory: {place}.",
        Widening.REGION: "Territory: {place}. Nothing there itself: we looked in its region.",
        Widening.NATION: "Territory: {place}. Nothing of its own: here is what holds for the whole country.",
        Widening.ELSEWHERE: "Territory: {place}. Nothing there or in its region: here is what exists elsewhere.",
    }
    said = [words(sentences[answer.widening], place=name)]
    if answer.widening is Widening.ELSEWHERE:
        said.append(who_to_ask(reader))
    return said


def nothing(listing: Listing, question: Question, answer: Answer, reader: Reader) -> Reply:
    """No entry fits: a near word, a wider question, or somebody to ask."""
    words = reader.words
    said = []
    if question.text:
        said.append(words("You asked: {text}", text=f"**{echo(question.text)}**"))
    if answer.unplaced:
        said += widening(answer, reader)
    buttons: list[Press | Link] = []
    if answer.state is State.DID_YOU_MEAN and answer.suggestions:
        suggestion = answer.suggestions[0]
        said.append(words("We do not know this word. Did you mean **{words}**?", words=echo(suggestion)))
        again = Question(text=suggestion, territory=question.territory)
        label = cut(words("Search for {words}", words=suggestion), 80)
        buttons.append(Press(label, pack_id("page", again, listing.command, "1"), strong=True))
    else:
        said.append(words("We have nothing on this in the catalogue."))
        if listing.counted:
            said.append(words("The words were noted, without your name, for those who complete it."))
    said.append(who_to_ask(reader, told=listing.command == TELLING))
    if question.text and listing.command != TELLING:
        label = words("Tell me more with /orienter")
        buttons.append(Press(label, pack_id("page", Question(text=question.text), TELLING, "1")))
    return Reply(
        title=words(listing.title), blocks=tuple(Block(sentence) for sentence in said), buttons=tuple(buttons)
    )


def opening_menu(hits: Sequence[Hit], reader: Reader) -> Menu:
    """The menu that opens the full entry of a result."""
    options = tuple(
        Option(cut(typeset(hit.title), LONGEST_LABEL), f"{hit.shelf}~{hit.slug}")
        for hit in hits[:MOST_RESULTS]
    )
    return Menu(make("open"), reader.words("Open an entry"), options)


def _turns(command: str, question: Question, number: int, pages: int, reader: Reader) -> list[Press | Link]:
    words = reader.words
    turns: list[Press | Link] = []
    if number > 1:
        turns.append(Press(words("Previous page"), pack_id("page", question, command, str(number - 1))))
    if number < pages:
        turns.append(
            Press(words("Next page"), pack_id("page", question, command, str(number + 1)), strong=True)
        )
    turns.append(Press(words("Share in this channel"), pack_id("share", question, command, str(number))))
    if question.territory:
        wider = Question(
            text=question.text, theme=question.theme, audience=question.audience, kind=question.kind
        )
        turns.append(Press(words("Everywhere in France"), pack_id("page", wider, command, "1")))
    if command in ALERTING:
        turns.append(alerting(command, question, reader))
    return turns


def alerting(command: str, question: Question, reader: Reader) -> Press:
    """The button that keeps a search."""
    return Press(reader.words("Alert me"), pack_id("alert", question, command))


def who_to_ask(reader: Reader, *, told: bool = False) -> str:
    """Somebody to turn to when we cannot answer. ``told``: the need was told in plain words already."""
    space = reader.channel("aide") or reader.channel("entraide")
    if space:
        return reader.words("Ask the people in {channel}: somebody there knows.", channel=space)
    if told:
        return reader.words(
            "Say it with other words, or ask in the help channel: /aide shows all that can be asked."
        )
    return reader.words(
        "Ask in the help channel, or tell your need in your own words with /orienter: it leads to people and channels."
    )
