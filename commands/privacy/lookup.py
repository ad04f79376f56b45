"""Stored rows as a person reads them: one line each, without a code that only machines know."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commands.alerts.replies import named
from commands.cards import name_of
from commands.markdown import content, cut, masked, plain
from commands.reading import Reader
from locales import Words
from storage.alerts import AlertKind, Wish
from storage.catalogue import Catalogue

Row = Mapping[str, Any]
LONGEST_TEXT = 160
DAYS_KEPT_AFTER_LEAVING = 30


def titles(words: Words) -> dict[str, str]:
    """What each table with people in it is called."""
    return {
        "members": words("Your profile"),
        "drafts": words("Your drafts"),
        "questions": words("Your questions"),
        "reports": words("The errors you reported"),
        "cases": words("Your proposals and your decisions"),
        "notices": words("What Tisserande told you"),
        "referents": words("Where you are a referent"),
        "agreements": words("Your agreements to be quoted"),
        "subscriptions": words("Your digest"),
        "alerts": words("Your alerts"),
        "items": words("The resources you proposed"),
        "spaces": words("Spaces that let you in by name"),
    }


def kept(words: Words, days: int = DAYS_KEPT_AFTER_LEAVING) -> dict[str, str]:
    """How long the rows of each are kept; ``days`` is how long a profile waits for somebody who left."""
    return {
        "members": words("until you erase it, or {days} days after you leave the server", days=days),
        "drafts": words("7 days, or until you send it"),
        "questions": words("until you erase them: where the question is, never its text"),
        "reports": words("until you erase them"),
        "cases": words("until you erase them; a decision then stays without your name"),
        "notices": words("90 days after it was said"),
        "referents": words("until you stop, or erase it"),
        "agreements": words("until you erase them"),
        "subscriptions": words("until you erase it; your mail address, until you unsubscribe"),
        "alerts": words("until you stop or erase them, or leave the server"),
        "items": words("until you erase it: the resource then stays without your name"),
        "spaces": words("as long as Tisserande looks after the space, or until you erase it"),
    }


def erasing(words: Words) -> dict[str, str]:
    """What erasure does to each."""
    return {
        "members": words("erased; the roles it gave you are taken off"),
        "drafts": words("erased"),
        "questions": words("your name is erased; a post written for you by Tisserande is emptied and closed"),
        "reports": words("erased with their answers; what still waits for a moderator will not be read"),
        "cases": words("your name and your words are erased; what still waits is withdrawn"),
        "notices": words("erased; where others were called too, only your number is"),
        "referents": words("erased; nobody calls you any more"),
        "agreements": words("erased; an exchange that quotes you and is not decided yet is withdrawn"),
        "subscriptions": words("erased with your mail address; no issue comes any more"),
        "alerts": words("erased; nothing more is told of them"),
        "items": words("your name is erased; the resource stays"),
        "spaces": words("your number is erased here; on Discord, the team alone can close the space to you"),
    }


def states(words: Words) -> dict[str, str]:
    """Where a proposal is."""
    return {
        "agreeing": words("waits for the people it quotes"),
        "waiting": words("waits for a moderator"),
        "accepted": words("accepted"),
        "refused": words("refused"),
        "withdrawn": words("withdrawn"),
    }


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads rows for one person.

    Attributes:
        servers: names of servers by id, when rows of several servers are read together.
        days: how long a profile waits for somebody who left.
    """

    reader: Reader
    catalogue: Catalogue
    servers: Mapping[int, str]
    days: int = DAYS_KEPT_AFTER_LEAVING

    def line(self, table: str, row: Row) -> str:
        """One row, in words."""
        say: dict[str, Callable[[Row], Iterable[str]]] = {
            "members": self._profile,
            "drafts": self._draft,
            "questions": self._question,
            "reports": self._report,
            "cases": self._case,
            "notices": self._notice,
            "referents": self._referent,
            "agreements": self._agreement,
            "subscriptions": self._subscription,
            "alerts": self._alert,
            "items": self._proposed,
            "spaces": self._space,
        }
        facts = [self._server(row), *say[table](row)]
        return "- " + " · ".join(fact for fact in facts if fact)

    def _profile(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        chosen = [
            *self._named("audiences", [row["audience"]]),
            *self._named("trades", row["trades"]),
            *map(self._place, row["territories"]),
            *self._named("themes", row["themes"]),
        ]
        yield words.list(chosen) if chosen else words("you chose nothing")
        yield words("here since {day}", day=self._day(row["joined_at"]))

    def _draft(self, row: Row) -> Iterable[str]:
        yield self._day(row["written_at"])
        yield self._quoted(" ".join(str(text) for text in row.get("fields", {}).values()))

    def _question(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        yield self._day(row["asked_at"])
        yield f"<#{row['thread_id']}>"
        yield words("written for you by Tisserande") if row["by_form"] else words("written by you")

    def _report(self, row: Row) -> Iterable[str]:
        yield self._day(row["reported_at"])
        record = self.catalogue.get(row["shelf"], row["slug"])
        yield content(name_of(record)) if record else plain(row["slug"])
        yield self._quoted(row.get("text") or "")

    def _case(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        mine = "author_id" in row
        number = row["id"]
        yield words("Proposal {number}", number=number) if mine else words("Decision {number}", number=number)
        yield self._day(row["opened_at"])
        yield states(words)[row["state"]]

    def _notice(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        yield self._day(row["sent_at"] or row["due_at"])
        if row["state"] == "sent":
            yield words("said")
        elif row["state"] == "waiting":
            yield words("will be said")
        else:
            yield words("could not be delivered")
        yield "" if "member_id" in row else words("in a channel, where your number is kept to call you")

    def _referent(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        yield self._place(row["territory"]) or words("everywhere")
        yield ", ".join(self._named("trades", [row["trade"]])) or words("every trade")
        yield words("since {day}", day=self._day(row["since"]))

    def _agreement(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        yield words("Proposal {number}", number=row["case_id"])
        said = {"yes": words("you agreed"), "no": words("you refused")}
        yield said.get(row["state"], words("you have not answered"))

    def _subscription(self, row: Row) -> Iterable[str]:
        words = self.reader.words
        media = {
            "direct": words("in a private message"),
            "mail": words("by mail"),
            "none": words("to be read with /veille"),
        }
        yield words("unsubscribed") if row["state"] == "ended" else media[row["medium"]]
        yield plain(masked(row["address"])) if row["address"] else ""
        chosen = row["choices"]
        named = [
            *self._named("themes", chosen.get("themes", ())),
            *self._named("trades", chosen.get("trades", ())),
            *self._named("audiences", chosen.get("audiences", ())),
            *map(self._place, chosen.get("territories", ())),
        ]
        yield words.list(named) if named else words("about everything")
        yield words("since {day}", day=self._day(row["since"]))

    def _alert(self, row: Row) -> Iterable[str]:
        yield self._day(row["created_at"])
        kind: AlertKind = "deadline" if row["kind"] == "deadline" else "search"
        wish = Wish(0, 0, kind, row["command"], row["question"], row["slug"])
        yield named(self.catalogue, wish, self.reader)

    def _proposed(self, row: Row) -> Iterable[str]:
        yield self._day(row["first_seen_at"])
        yield content(row["title"], LONGEST_TEXT)

    def _space(self, row: Row) -> Iterable[str]:
        yield f"<#{row['discord_id']}>"

    def _server(self, row: Row) -> str:
        return plain(self.servers.get(int(row["guild_id"]), "")) if "guild_id" in row else ""

    def _named(self, shelf: str, slugs: Iterable[str]) -> list[str]:
        records = ((slug, self.catalogue.get(shelf, slug)) for slug in slugs if slug)
        return [content(name_of(record)) if record else plain(slug) for slug, record in records]

    def _place(self, id: str) -> str:
        return content(self.catalogue.territories[id].name) if id in self.catalogue.territories else plain(id)

    def _day(self, instant: str) -> str:
        return self.reader.words.date(date.fromisoformat(instant[:10]))

    def _quoted(self, text: str) -> str:
        return f"« {plain(cut(text, LONGEST_TEXT))} »" if text else ""
