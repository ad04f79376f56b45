"""Who can read a channel, from its real permissions: groups, never people one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commands.markdown import plain
from commands.reply import Block, Reply
from locales import Words


@dataclass(frozen=True, slots=True)
class Door:
    """What one role may do in a channel, as Discord holds it.

    Attributes:
        everyone: this is the role that everybody has.
        views: the role may see channels on the whole server.
        allowed, denied: what the channel itself says of seeing it.
        administrator: nothing stops this role.
        robot: the role of a robot.
        opens_threads: the role may enter private threads without being invited.
    """

    name: str
    everyone: bool = False
    views: bool = False
    allowed: bool = False
    denied: bool = False
    administrator: bool = False
    robot: bool = False
    opens_threads: bool = False


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read a channel.

    Attributes:
        everybody: everybody on the server, except the groups of ``barred``.
        groups: the groups that can, when not everybody can.
        administrators: groups that can read everything everywhere.
        robots: robots that can.
        invited: some people were let in one by one.
        keepers: among those who can read the channel, who can enter its private threads uninvited.
    """

    everybody: bool
    barred: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    administrators: tuple[str, ...] = ()
    robots: tuple[str, ...] = ()
    invited: bool = False
    keepers: tuple[str, ...] = ()


def readers(doors: Sequence[Door], *, invited: bool = False) -> Readers:
    """Discord's own rule, role by role: the server, then what the channel says of everybody, then of the role."""
    common = next((door for door in doors if door.everyone), Door("", everyone=True))
    everybody = _reads(common, common)
    others = [door for door in doors if not door.everyone]
    open_to = [door for door in others if not door.administrator and _reads(door, common)]
    people = [door for door in open_to if not door.robot]
    administrators = [door for door in others if door.administrator and not door.robot]
    return Readers(
        everybody,
        barred=_names(door for door in others if everybody and door.denied and not _reads(door, common)),
        groups=() if everybody else _names(people),
        administrators=_names(administrators),
        robots=_names(door for door in others if door.robot and (door.administrator or door in open_to)),
        invited=invited and not everybody,
        keepers=_names(
            door for door in (*people, *administrators) if door.opens_threads or door.administrator
        ),
    )


def _reads(door: Door, common: Door) -> bool:
    if door.administrator:
        return True
    reads = door.views or common.views
    if common.denied:
        reads = False
    if common.allowed:
        reads = True
    if door.denied:
        reads = False
    return True if door.allowed else reads


def _names(doors: Iterable[Door]) -> tuple[str, ...]:
    return tuple(door.name for door in doors)


def who_reads(found: Readers, thread: str, moderators: str, words: Words) -> Reply:
    """The page: who can read, what is kept, for how long, whom to ask.

    Args:
        thread: empty for a channel; ``public`` or ``private`` inside a thread.
        moderators: the mention of the moderators' role, when the server has one.
    """
    lines = list(_who(found, words))
    if thread == "private":
        keepers = _listed(found.keepers, words)
        lines.insert(
            0,
            words(
                "This thread is private: only those who were invited to it read it, and {keepers}.",
                keepers=keepers,
            ),
        )
        lines.insert(1, words("All of them are among those who can read the channel around it:"))
    elif thread == "public":
        lines.insert(0, words("This thread follows the rule of the channel around it."))
    return Reply(
        words("Who can read here?"),
        (Block("\n".join(lines)), Block(_kept(words)), Block(_ask(moderators, words))),
        footer=words(
            "As Discord says now; it may change. Groups only: nobody is named here, and nobody is counted."
        ),
    )


def _who(found: Readers, words: Words) -> Iterable[str]:
    if found.everybody:
        yield words("**Everybody on this server**, including those who join tomorrow.")
        if found.barred:
            yield words("Except: {groups}.", groups=_listed(found.barred, words))
    elif found.groups:
        yield words("**Those who have one of these roles:** {groups}.", groups=_listed(found.groups, words))
    else:
        yield words("**No group of members**: the team alone.")
    if found.invited:
        yield words("And some people whom the team let in one by one.")
    if found.administrators:
        groups = _listed(found.administrators, words)
        yield words("Always, everywhere: {groups}, and the person who owns the server.", groups=groups)
    else:
        yield words("Always, everywhere: the person who owns the server.")
    if found.robots:
        yield words("Robots: {groups}.", groups=_listed(found.robots, words))


def _kept(words: Words) -> str:
    return words(
        "**What do I keep of what is written here?** No message: I do not read them, except the one you hand me from"
        " its menu, which I do not keep. Of a question, asked with /question or posted in a forum, I keep who asks it,"
        " where, when, and whether it was answered, never its text, until its author has it erased with /mes-donnees."
        " Of an exchange that somebody proposes to keep, I keep the title and the reason they give. Discord, a company"
        " in the United States, stores the messages as long as nobody deletes them."
    )


def _ask(moderators: str, words: Words) -> str:
    if moderators:
        return words("**Whom to ask?** {moderators}, or anybody in the team.", moderators=moderators)
    return words("**Whom to ask?** Those who run this server.")


def in_private(words: Words) -> Reply:
    """The same question in a private message."""
    said = words("**You and me.** Nobody of the team reads our private messages; Discord stores them.")
    return Reply(words("Who can read here?"), (Block(said), Block(_kept(words))))


def _listed(names: Sequence[str], words: Words) -> str:
    return words.list(plain(name) for name in names) if names else words("nobody else")
