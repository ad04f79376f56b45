"""Research as a member reads it: works first, then who makes research on the subject."""

from dataclasses import replace

from commands.answer import Question
from commands.ids import make
from commands.markdown import cut
from commands.reading import Reader
from commands.reply import Menu, Option, Reply
from commands.research.lookup import ResearchAnswer
from commands.resources.replies import line
from commands.results import Listing, page
from locales import typeset
from storage.catalogue import Catalogue


def answer(
    catalogue: Catalogue, question: Question, found: ResearchAnswer, reader: Reader, number: int = 1
) -> Reply:
    """Works found, with a menu of laboratories and observatories to turn to."""
    reply = page(catalogue, LISTING, question, found.works, reader, number)
    if not found.producers:
        return reply
    options = tuple(
        Option(cut(typeset(hit.title), 100), f"{hit.shelf}~{hit.slug}") for hit in found.producers
    )
    producers = Menu(make("open", "producers"), reader.words("Who makes research on this"), options)
    return replace(reply, menus=(*reply.menus, producers))


LISTING = Listing("recherche", "Research", line)
