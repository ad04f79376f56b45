from datetime import date

import pytest

from commands.hosting import Candidate, ComingIssue, DeclaredSource, LookedAt
from commands.reading import Reader
from commands.reply import Press, Reply
from commands.watch import replies
from storage.catalogue import Catalogue
from storage.notices import Note
from storage.sources import Health, Outcome
from tests.commands.seen import misfits, text_of
from tests.digests.items import item
from tests.digests.test_pipeline import BEFORE, MONDAY

LONG = "Un titre **très** long, @everyone, avec [un lien](https://x.fr). " * 20
VERDICTS = ("pinned", "kept", "chosen", "dropped", "proposed", "section", "source", "full")


@pytest.fixture(params=["french", "english"])
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.getfixturevalue(request.param)
    return found


def candidates(catalogue: Catalogue) -> list[Candidate]:
    """One of each sort, as long as can be."""
    states = {"dropped": "dropped", "proposed": "proposed", "kept": "kept", "pinned": "kept"}
    practice = {"question": LONG, "terrain": LONG, "apport": LONG}
    return [
        Candidate(
            item(
                n, title=LONG, summary=LONG, authors=(LONG, LONG), themes=tuple(catalogue.themes)[:8],
                why=dict.fromkeys(catalogue.themes, [LONG] * 3), practice=practice, deadline=date(2026, 12, 1),
                state=states.get(verdict, "candidate"), pinned=verdict == "pinned", access="paid" if n % 2 else "free",
                url="https://exemple.fr" if n % 2 else "mailto:x@exemple.fr", published_on=None,
            ),
            verdict,
        )
        for n, verdict in enumerate(VERDICTS * 3, start=1)
    ]  # fmt: skip


def health(name: str, state: Outcome = "network", failures: int = 3) -> Health:
    newest = date(2026, 11, 1)
    return Health(name, state, BEFORE, detail=LONG, failures=failures, newest_on=newest, succeeded_at=BEFORE)


def everything(catalogue: Catalogue, reader: Reader) -> list[Reply]:
    found = candidates(catalogue)
    issue = ComingIssue(BEFORE, MONDAY, tuple(found))
    declared = [DeclaredSource(f"s{n}", LONG[:60], n % 3 > 0) for n in range(40)]
    fares: list[Outcome] = ["ok", "nothing", "network", "parse", "empty"]
    states = {f"s{n}": health(f"s{n}", state) for n, state in enumerate(fares * 7)}
    page = LookedAt("https://exemple.fr", LONG, LONG, tuple(catalogue.themes)[:3], ())
    notes = [
        Note(
            "k",
            1,
            "proposal",
            BEFORE,
            facts={"item": 1, "title": LONG, "accepted": yes, "reason": LONG[:500]},
        )
        for yes in (True, False)
    ]
    return [
        *(replies.queue(issue, number, reader) for number in (1, 2, 3)),
        replies.queue(ComingIssue(BEFORE, MONDAY, ()), 1, reader), replies.gone(reader),
        *(replies.card(each, catalogue, reader) for each in found), replies.meanwhile("```" + LONG, reader),
        replies.only_editors(reader), replies.sources(declared, states, reader), replies.sources((), {}, reader),
        replies.looked(page, 2**40, catalogue, reader), replies.proposed(LONG, reader), replies.known(LONG, reader),
        *(replies.cannot_look("`" + LONG, reader, refused=refused) for refused in (True, False)),
        replies.too_old(reader),
        replies.mine([each.item for each in found[:10]], notes, reader), replies.mine((), (), reader),
        *(replies.told_author(note, reader) for note in notes),
    ]  # fmt: skip


def test_every_reply_fits_and_disturbs_nobody(catalogue: Catalogue, reader: Reader) -> None:
    quoting = (reader.words("Rewrite the summary"), reader.words("Propose a resource"))
    shown = [each for each in everything(catalogue, reader) if each.title not in quoting]
    assert [problem for each in shown for problem in misfits(each)] == []


def test_each_verdict_is_said_in_words(english: Reader) -> None:
    said = {verdict: replies.verdict(Candidate(item(1), verdict), english.words) for verdict in VERDICTS}
    assert {verdict: text.partition(":")[0] for verdict, text in said.items()} == {
        "pinned": "in the issue", "kept": "in the issue", "chosen": "in the issue", "dropped": "left out",
        "proposed": "proposed by a member", "section": "left out", "source": "left out", "full": "left out",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "verdict", "labels"),
    [
        ({}, "chosen", ["Keep", "Leave out", "Put first"]),
        ({"state": "kept"}, "kept", ["Leave out", "Put first"]),
        ({"state": "dropped"}, "dropped", ["Keep", "Put first"]),
        ({"state": "kept", "pinned": True}, "pinned", ["Leave out", "Unpin", "Move up", "Move down"]),
    ],
    ids=["new", "kept", "dropped", "pinned"],
)
def test_a_card_offers_what_can_be_done_now(
    catalogue: Catalogue, english: Reader, changes: dict[str, object], verdict: str, labels: list[str]
) -> None:
    shown = replies.card(Candidate(item(1, **changes), verdict), catalogue, english)
    said = [button.label for button in shown.buttons if isinstance(button, Press)]
    rest = ["Rewrite the summary", "What it changes for practice", "Free to read", "Back to the issue"]
    assert said == [*labels, *rest]


def test_the_sources_in_trouble_come_first_with_their_remedy(english: Reader) -> None:
    declared = [DeclaredSource("a", "A", enabled=True), DeclaredSource("b", "B", enabled=True),
                DeclaredSource("c", "C", enabled=True), DeclaredSource("d", "D", enabled=False)]  # fmt: skip
    fares = {
        "a": health("a", "ok", 0),
        "b": Health("b", "parse", BEFORE, detail="Not a feed.", failures=1),
        "d": health("d"),
    }
    assert text_of(replies.sources(declared, fares, english)).splitlines()[1:] == [
        "- **B** · answers something we cannot read · 1 failure in a row",
        "-# Not a feed.",
        (
            "- **A** · well, something new at the last reading · last read on November 20, 2026"
            " · newest of November 1, 2026"
        ),
        "Not read yet: C.",
        "Switched off: D.",
        "A source that fails is tried again by itself.",
    ]


def test_what_cannot_be_kept_comes_back_whole(english: Reader) -> None:
    assert "```\nLe ''' mien\n```" in text_of(replies.meanwhile("Le ``` mien", english))
    assert "https://exemple.fr/x?y=1" in text_of(
        replies.cannot_look("https://exemple.fr/x?y=1", english, refused=False)
    )
