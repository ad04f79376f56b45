from itertools import product

import pytest

from commands.doors import Door, Readers, in_private, readers, who_reads
from commands.reading import Reader
from tests.commands.seen import misfits, text_of

EVERYONE = Door("@everyone", everyone=True, views=True)
CLOSED = Door("@everyone", everyone=True, views=True, denied=True)


def test_an_open_channel_is_read_by_everybody_except_those_it_bars() -> None:
    found = readers([EVERYONE, Door("Handicap"), Door("En pause", denied=True)])
    assert found == Readers(everybody=True, barred=("En pause",), keepers=())


def test_a_closed_channel_is_read_by_the_roles_it_lets_in_and_by_administrators() -> None:
    found = readers(
        [
            CLOSED,
            Door("Administration", administrator=True, denied=True),
            Door("Handicap", allowed=True),
            Door("Logement", views=True),
            Door("Tisserande", allowed=True, robot=True),
        ],
        invited=True,
    )
    assert found == Readers(
        everybody=False,
        groups=("Handicap",),
        administrators=("Administration",),
        robots=("Tisserande",),
        invited=True,
        keepers=("Administration",),
    )


def test_on_a_server_that_shows_nothing_a_role_that_sees_reads() -> None:
    common = Door("@everyone", everyone=True)
    assert readers([common, Door("Équipe", views=True), Door("Membres")]).groups == ("Équipe",)


def test_private_threads_are_opened_by_those_who_may_manage_them_and_can_read_around() -> None:
    found = readers(
        [CLOSED, Door("Modération", allowed=True, opens_threads=True), Door("Loin", opens_threads=True)]
    )
    assert found.keepers == ("Modération",)


@pytest.mark.parametrize("flags", list(product((False, True), repeat=6)))
def test_a_role_reads_exactly_as_discord_computes_it(flags: tuple[bool, ...]) -> None:
    seen_by_all, said_yes, said_no, views, allowed, denied = flags
    common = Door("@everyone", everyone=True, views=seen_by_all, allowed=said_yes, denied=said_no)
    role = Door("Rôle", views=views, allowed=allowed, denied=denied)
    # Discord: base permissions, then the channel for everybody, then the channel for the role.
    reads = seen_by_all or views
    reads = (reads and not said_no) or said_yes
    reads = (reads and not denied) or allowed
    found = readers([common, role])
    assert ("Rôle" in found.groups) == (reads and not found.everybody)
    assert ("Rôle" in found.barred) == (found.everybody and denied and not reads)


def test_the_page_says_groups_what_is_kept_and_whom_to_ask(french: Reader) -> None:
    found = readers(
        [CLOSED, Door("Handi*cap", allowed=True), Door("Bot", allowed=True, robot=True)], invited=True
    )
    reply = who_reads(found, "", "<@&1>", french.words)
    said = text_of(reply)
    assert "**Les personnes qui ont l’un de ces rôles\u00a0:** Handi\\*cap." in said
    assert "Et ces robots\u00a0: Bot." in said
    assert "je ne lis pas les messages" in said
    assert "posée avec /question ou publiée dans un forum" in said
    assert "<@&1>" in said


@pytest.mark.parametrize("thread", ["", "public", "private"])
def test_every_page_fits_even_with_every_role_of_a_full_server(
    french: Reader, english: Reader, thread: str
) -> None:
    many = [CLOSED, *(Door(f"Un rôle au nom plutôt long, numéro {n}", allowed=True) for n in range(249))]
    for reader in (french, english):
        assert misfits(who_reads(readers(many), thread, "", reader.words)) == []
        assert misfits(in_private(reader.words)) == []
