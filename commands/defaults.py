"""What a profile changes in a look-up: filters nobody typed, said in words, undone with one button."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from commands.answer import Question
from commands.answering import Answered, answer
from commands.funding.lookup import circumstance
from commands.funding.replies import guide
from commands.ids import pack_id
from commands.markdown import content
from commands.reading import Around, Reader
from commands.reply import Block, Press
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.text import fold

# The situation that an audience is in by itself. Those of the others are too many to guess.
SITUATIONS = {"etudiants": "etudiant"}


@dataclass(frozen=True, slots=True)
class Personal:
    """A question completed by a profile, and the names of what was added, in order."""

    question: Question
    added: tuple[str, ...] = ()


def concerned(command: str, asked: Question) -> bool:
    """May a profile change this look-up? When it may not, nobody reads it.

    Resources and research have no territory of their own worth preferring, and a need told in plain words says more
    than a profile.
    """
    if command == "annuaire":
        return not asked.territory
    if command == "financement":
        return not (asked.territory and asked.situation)
    return command == "sigle"


def answered(
    catalogue: Catalogue, command: str, asked: Question, profile: Profile, reader: Reader
) -> Answered:
    """The answer to a question, completed by a profile where it says nothing itself."""
    if not profile:
        return answer(catalogue, command, asked, reader)
    personal = complete(catalogue, command, asked, profile)
    given = _answer(catalogue, command, asked, personal.question, _beside(reader, profile))
    added = list(personal.added)
    if command == "sigle" and given.reply != answer(catalogue, command, asked, reader).reply:
        added += _trades(catalogue, profile)
    return _said(given, command, asked, added, reader) if added else given


def _answer(
    catalogue: Catalogue, command: str, asked: Question, completed: Question, reader: Reader
) -> Answered:
    """Who asks for funding without a word wants the guided path; knowing their situation, it begins further on."""
    if command == "financement" and asked == Question() and completed.situation:
        return Answered(guide(catalogue, reader, completed.situation))
    return answer(catalogue, command, completed, reader)


def complete(catalogue: Catalogue, command: str, asked: Question, profile: Profile) -> Personal:
    """The question with what the profile knows and the person did not say; their words always come first."""
    added: list[str] = []
    if place := _place(catalogue, command, asked, profile):
        asked = replace(asked, territory=place)
        added.append(catalogue.territories[place].name)
    if situation := _situation(catalogue, command, asked, profile):
        asked = replace(asked, situation=situation)
        added.append(catalogue.circumstances[situation].label)
    return Personal(asked, tuple(added))


def territory(catalogue: Catalogue, profile: Profile) -> str:
    """The finest single territory of a profile: the only one, else the région they share, else none."""
    known = [each for each in profile.territories if each in catalogue.territories]
    if len(known) == 1:
        return known[0]
    shared = {catalogue.territories[each].region or each for each in known}
    return shared.pop() if len(shared) == 1 else ""


def _place(catalogue: Catalogue, command: str, asked: Question, profile: Profile) -> str:
    place = territory(catalogue, profile)
    if not place or asked.territory or catalogue.territories.mention(fold(asked.text).split()):
        return ""
    if command == "financement":
        # Nearly every scheme is national: « nothing near you » would be said of all of them.
        near = {id for level in catalogue.territories[place].levels[:2] for id in level} - {"national"}
        return place if asked.text and near & catalogue.derived("funded territories", _funded) else ""
    return place if command == "annuaire" else ""


def _situation(catalogue: Catalogue, command: str, asked: Question, profile: Profile) -> str:
    situation = SITUATIONS.get(profile.audience, "")
    if command != "financement" or asked.situation or situation not in catalogue.circumstances:
        return ""
    said = circumstance(catalogue, "situation", "", asked.text)
    return situation if said is None else ""


def _funded(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(scheme.territory for scheme in catalogue.funding.values())


def _beside(reader: Reader, profile: Profile) -> Reader:
    """The reader with the trades they told, before those of their roles."""
    if not profile.trades:
        return reader

    def around() -> Around:
        here = reader.around()
        return Around(here.themes, tuple(dict.fromkeys((*profile.trades, *here.trades))))

    return replace(reader, around=around)


def _trades(catalogue: Catalogue, profile: Profile) -> Iterable[str]:
    """Trades by their short name: nobody has to read « éducateur » who is « éducatrice »."""
    known = (catalogue.trades[slug] for slug in profile.trades if slug in catalogue.trades)
    return (trade.acronym or trade.name for trade in known)


def _said(given: Answered, command: str, asked: Question, added: Iterable[str], reader: Reader) -> Answered:
    """The answer with what was added, and the way back; « everywhere in France » would be a second one."""
    words = reader.words
    said = words("According to your profile: {answers}.", answers=words.list(content(each) for each in added))
    without = Press(words("Without my profile"), pack_id("page", asked, command, "1"))
    kept = (
        button
        for button in given.reply.buttons
        if not (isinstance(button, Press) and _everywhere(button, without, reader))
    )
    reply = replace(given.reply, blocks=(Block(said), *given.reply.blocks), buttons=(*kept, without))
    return replace(given, reply=reply)


def _everywhere(button: Press, without: Press, reader: Reader) -> bool:
    return button.id == without.id or button.label == reader.words("Everywhere in France")
