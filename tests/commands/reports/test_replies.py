from datetime import UTC, datetime

import pytest

from commands.ids import parts
from commands.reading import Reader
from commands.reports.replies import MOST_AT_ONCE, followed, queue, thanks
from storage.catalogue import Catalogue
from storage.reports import ReportedError, ReportState
from tests.commands.seen import misfits, pressed, text_of


def report(
    number: int = 1, *, text: str = "Le lien est mort", state: ReportState = "open", answer: str | None = None
) -> ReportedError:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    return ReportedError(number, "organisations", "france-travail", text, 42, at, state, answer, None)


def test_a_report_is_thanked_for_with_its_number(english: Reader) -> None:
    assert "number 7" in text_of(thanks(7, english))
    assert "/signalement suivi" in text_of(thanks(7, english))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("open", "waiting to be read by a moderator"),
        ("corrected", "corrected, thank you"),
        ("kept", "kept as it was"),
    ],
)
def test_the_reporter_reads_what_became_of_it(
    catalogue: Catalogue, english: Reader, state: ReportState, said: str
) -> None:
    reply = followed(catalogue, [report(state=state, answer="Merci !")], english)
    assert reply.blocks[0].text == (
        f"**Report 1** · France Travail · November 20, 2026\nLe lien est mort\n-# {said}\nAnswer: Merci !"
    )


def test_nothing_reported_says_how_to(catalogue: Catalogue, english: Reader) -> None:
    assert "« Report an error » opens a short form" in text_of(followed(catalogue, [], english))


def test_moderators_read_one_at_a_time_without_knowing_who(catalogue: Catalogue, english: Reader) -> None:
    reply = queue(catalogue, [report(3), report(4)], english)
    assert (len(reply.blocks), reply.footer) == (1, "2 reports waiting")
    assert [parts(each.id)[1] for each in pressed(reply, "settle")] == [["3", "corrected"], ["3", "kept"]]
    assert "42" not in text_of(reply)


def test_an_empty_queue_is_said(catalogue: Catalogue, english: Reader) -> None:
    assert text_of(queue(catalogue, [], english)).strip() == "Reports to read\nNothing is waiting."


def test_the_longest_reports_fit_and_stay_harmless(catalogue: Catalogue, french: Reader) -> None:
    long = [report(n, text="*@everyone* " * 83, answer="<@1> " * 199) for n in range(1, 11)]
    reply = followed(catalogue, long, french)
    assert len(reply.blocks) == MOST_AT_ONCE
    assert misfits(reply) == []
    assert misfits(queue(catalogue, long, french)) == []


def test_a_report_on_an_entry_that_left_is_still_readable(catalogue: Catalogue, english: Reader) -> None:
    gone = ReportedError(
        1, "organisations", "partie", "x", 1, datetime(2026, 1, 1, tzinfo=UTC), "open", None, None
    )
    assert "partie" in text_of(queue(catalogue, [gone], english))
