import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.settings import Settings
from sandbox import entry


def asked(line: str, channel: str = "bienvenue") -> argparse.Namespace:
    return argparse.Namespace(line=line, member="Emma", channel=channel)


@pytest.fixture(autouse=True)
def _journal_apart() -> Iterator[None]:
    with capture_logs():
        yield


@pytest.mark.parametrize("channel", ["bienvenue", "mp"])
def test_what_the_member_would_see_is_printed(channel: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.ask(asked("/sigle ase", channel), Settings()) == 0
    assert capsys.readouterr().out.splitlines()[0] == "ASE"


def test_a_line_that_nobody_could_type_is_refused_aside(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.ask(asked("/sigle"), Settings()) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "/sigle needs “sigle:”.\n")


def test_asking_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    entry.ask(asked("/sigle ase"), Settings())
    assert list(tmp_path.iterdir()) == []
