from datetime import datetime

from commands.keeping import replies
from commands.reading import Reader
from commands.reply import Reply
from storage.cases import OpenedCase
from storage.notices import Note
from tests.commands.seen import misfits, pressed, text_of

GUILD, THREAD, KARIM = 10**18, 10**18 + 1, 10**18 + 2
LONG = "Un texte long, avec @everyone, **du gras** et ``` des blocs. " * 20


def case(now: datetime, number: int = 7) -> OpenedCase:
    facts = {"thread": THREAD, "words": {"title": LONG[:90], "why": LONG[:600]}}
    return OpenedCase(number, GUILD, "exchange", KARIM, facts, "agreeing", "", now, None, None)


def note(kind: str, now: datetime) -> Note:
    return Note("key", GUILD, kind, now, facts={"case": 7, "thread": THREAD})


def pages(reader: Reader, now: datetime) -> list[Reply]:
    words = reader.words
    return [
        replies.not_a_thread(words),
        replies.known(words),
        replies.too_long(words),
        replies.unreadable(words),
        replies.opened(7, 0, words),
        replies.opened(7, 1, words),
        replies.opened(7, 25, words),
        replies.asking(note("askkeeping", now), reader),
        replies.agreements([], words),
        replies.agreements(
            [(case(now, n), answer) for n, answer in enumerate(("waiting", "yes") * 10)], words
        ),
        replies.preview(case(now), words),
        replies.noted("agreeing", 7, words, agrees=True),
        replies.noted("withdrawn", 7, words, agrees=True),
        replies.noted("withdrawn", 7, words, agrees=False),
        replies.over(words),
        replies.not_yours(words),
        replies.exchange_asked(case(now), words),
        replies.kept(note("keptexchange", now), reader, LONG[:90]),
        replies.kept(note("keptexchange", now), reader),
    ]


def test_every_page_fits_and_pings_nobody(french: Reader, english: Reader, now: datetime) -> None:
    for reader in (french, english):
        assert [misfits(page) for page in pages(reader, now)] == [[]] * 19


def test_no_page_names_who_proposes_or_who_refuses(french: Reader, now: datetime) -> None:
    assert [page.title for page in pages(french, now) if str(KARIM) in text_of(page)] == []


def test_somebody_who_agreed_can_only_change_their_mind(french: Reader, now: datetime) -> None:
    page = replies.agreements([(case(now, 1), "yes"), (case(now, 2), "waiting")], french.words)
    assert [press.id for press in pressed(page, "agreekeeping")] == ["agreekeeping~2"]
    assert [press.id for press in pressed(page, "objectkeeping")] == ["objectkeeping~1", "objectkeeping~2"]


def test_what_is_published_leads_to_the_exchange(french: Reader, now: datetime) -> None:
    page = replies.kept(note("keptexchange", now), french)
    assert (page.title, page.buttons[0].url) == (  # type: ignore[union-attr]
        f"Échange retenu\u00a0: <#{THREAD}>",
        f"https://discord.com/channels/{GUILD}/{THREAD}",
    )


def test_the_form_carries_its_thread(french: Reader) -> None:
    form = replies.form(THREAD, french.words)
    assert (form.id, [(field.id, field.least) for field in form.fields]) == (
        f"keepthread~{THREAD}",
        [("why", 10), ("title", 0)],
    )
