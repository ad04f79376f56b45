"""The spaces of the server as members see them: found, joined, left, proposed."""

from collections.abc import Collection, Sequence

from commands.cases import words_in
from commands.channels.lookup import EVERYTHING, FACETS, Found, Space
from commands.channels.workflow import LONGEST_NAME, LONGEST_WORDS
from commands.form import Field, Form
from commands.ids import make
from commands.markdown import content, echo, plain
from commands.plan_lines import fenced, space_lines
from commands.reply import Block, Menu, Option, Press, Reply
from locales import Words, typeset
from storage.cases import OpenedCase

SPACE = "space"
NAME, PURPOSE, AUDIENCE = "name", "purpose", "audience"
MOST_IN_MENU = 25


def facet(name: str, words: Words) -> str:
    """What sort of space it is, in a word."""
    sentences = {"theme": "theme", "trade": "trade", "audience": "audience", "territory": "territory"}
    return words(sentences[name])


def found(result: Found, asked: str, held: Collection[int], words: Words) -> Reply:
    """The spaces found, each with whether the person is in it; never a dead end."""
    if not asked:
        return _all_of_them(result.spaces, held, words)
    if not result.spaces:
        return _none(result, asked, words)
    blocks = [Block(_line(space, held, words)) for space in result.spaces]
    if result.wider is not None and result.asked is not None:
        said = words(
            "{place} has no space of its own yet: here is the one of {wider}.",
            place=content(result.asked.name), wider=content(result.wider.name),
        )  # fmt: skip
        blocks.insert(0, Block(said))
    buttons = tuple(_enter_or_leave(space, held, words) for space in result.spaces if space.role_id)
    title = words("Spaces for « {asked} »", asked=echo(asked))
    return Reply(title, tuple(blocks), buttons=(*buttons, _propose(words)))


def _all_of_them(spaces: Sequence[Space], held: Collection[int], words: Words) -> Reply:
    mine = [space.name for space in spaces if space.role_id in held]
    yours = words.list(map(content, mine)) if mine else words("none yet")
    blocks = [
        Block(words("Your spaces: {spaces}.", spaces=yours)),
        Block(
            words(
                "Choose one to join it, or write what you look for: /salon trouver, then a word or a place."
            )
        ),
    ]
    menus = tuple(
        menu for name in FACETS if (menu := _menu([s for s in spaces if s.facet == name], name, held, words))
    )
    if not menus:
        blocks[1:] = [Block(words("There is no space to join here yet. You can propose one."))]
    return Reply(words("The spaces of this server"), tuple(blocks), menus, (_propose(words),))


def _none(result: Found, asked: str, words: Words) -> Reply:
    said = words(
        "No space here is about « {asked} » yet. Here are the themes; you can also propose a space.",
        asked=echo(asked),
    )
    if not result.near:
        said = words(
            "No space here is about « {asked} » yet. You can propose one, or tell your need to /orienter.",
            asked=echo(asked),
        )
    menu = _menu(result.near, "theme", (), words)
    return Reply(words("Spaces"), (Block(said),), (menu,) if menu else (), (_propose(words),))


def _menu(spaces: Sequence[Space], facet_name: str, held: Collection[int], words: Words) -> Menu | None:
    """A menu to join a space of one facet, those the person is in left out."""
    offered = [space for space in spaces if space.role_id and space.role_id not in held][:MOST_IN_MENU]
    if not offered:
        return None
    options = tuple(Option(typeset(space.name), space.key) for space in offered)
    sentences = {
        "theme": "Join a theme",
        "trade": "Join a trade",
        "audience": "Join an audience",
        "territory": "Join a territory",
    }
    return Menu(make("choosespace", facet_name), words(sentences[facet_name]), options)


def _line(space: Space, held: Collection[int], words: Words) -> str:
    channel = f"<#{space.channel_id}>" if space.channel_id else ""
    if space.role_id is None:
        state = words("open to everybody: {channel}", channel=channel)
    elif space.role_id in held:
        state = words("you are in it: {channel}", channel=channel) if channel else words("you are in it")
    else:
        state = words("you are not in it yet")
    return f"**{content(space.name)}** · {facet(space.facet, words)}\n{state}"


def _enter_or_leave(space: Space, held: Collection[int], words: Words) -> Press:
    name = typeset(space.name)
    if space.role_id in held:
        return Press(words("Leave {space}", space=name), make("leavespace", space.facet, space.slug))
    return Press(words("Join {space}", space=name), make("joinspace", space.facet, space.slug), strong=True)


def _propose(words: Words) -> Press:
    return Press(words("Propose a space"), make("propose"))


def label_of(space: Space, words: Words) -> str:
    """The name of a space in a sentence."""
    return words("See everything") if space.facet == EVERYTHING else content(space.name)


def joined(space: Space, words: Words, *, before: bool = False) -> Reply:
    """The person is in it, and where to go."""
    name = label_of(space, words)
    leave = Press(words("Leave {space}", space=name), make("leavespace", space.facet, space.slug))
    if space.facet == EVERYTHING:
        said = words("You now see every space of this server. Nobody is told.")
    elif space.channel_id:
        said = words(
            "You are in « {space} »: {channel}. Nobody is told.", space=name, channel=f"<#{space.channel_id}>"
        )
    else:
        said = words("You are in « {space} ». Nobody is told.", space=name)
    title = words("You were in it already") if before else words("Welcome")
    return Reply(title, (Block(said),), buttons=(leave,))


def left(space: Space, words: Words, *, before: bool = False) -> Reply:
    """The person is no longer in it."""
    name = label_of(space, words)
    back = Press(words("Join {space}", space=name), make("joinspace", space.facet, space.slug))
    said = words("You are no longer in « {space} ». What you wrote there stays. Nobody is told.", space=name)
    if before:
        said = words("You were not in « {space} ».", space=name)
    return Reply(words("It is done"), (Block(said),), buttons=(back,))


def without_role(space: Space, words: Words) -> Reply:
    """The space has no role: there is nothing to join or to leave."""
    said = words(
        "« {space} » is open to everybody: {channel}. There is nothing to join or to leave;"
        " to see less of it, mute the channel.",
        space=label_of(space, words), channel=f"<#{space.channel_id}>" if space.channel_id else "",
    )  # fmt: skip
    return Reply(words("An open space"), (Block(said),))


def gone(name: str, words: Words) -> Reply:
    """The role or the space is no longer there."""
    said = words("« {space} » is no longer on this server, or was never one of its spaces.", space=echo(name))
    look = Press(words("See the spaces"), make("spaces"), strong=True)
    return Reply(words("This space is not there"), (Block(said),), buttons=(look, _propose(words)))


def for_the_team(words: Words) -> Reply:
    """This role is given by people alone."""
    said = words(
        "This role belongs to the team: only those who run this server give it. Nothing was changed."
    )
    return Reply(
        words("This is not a space"),
        (Block(said),),
        buttons=(Press(words("See the spaces"), make("spaces")),),
    )


def not_allowed(words: Words) -> Reply:
    """Discord refuses the bot what it asked."""
    said = words(
        "Discord does not let me give or take this role. Tell a moderator: my role must stand above it"
        " in the list of roles, with the permission « Manage Roles »."
    )
    return Reply(words("I could not do it"), (Block(said),))


def on_a_server(words: Words) -> Reply:
    """Asked in private, where there is no space."""
    said = words("Spaces belong to a server: write this command in one of its channels.")
    return Reply(words("On the server"), (Block(said),))


def proposal_form(words: Words) -> Form:
    """What somebody says of the space they miss."""
    fields = (
        Field(NAME, words("Its name"), words("A few words, as it would be read in the list."), LONGEST_NAME, 3),
        Field(
            PURPOSE, words("What would it be for?"), words("Say nothing about a person you support."),
            LONGEST_WORDS, 10, long=True,
        ),
        Field(AUDIENCE, words("For whom?"), words("A trade, a territory, everybody…"), 200, 3),
    )  # fmt: skip
    return Form(make("proposed"), words("Propose a space"), fields)


def proposed(number: int, close: Sequence[Space], words: Words) -> Reply:
    """The proposal is safe, and what comes next."""
    said = words(
        "Thank you. Your proposal has number {number}. A moderator will read it, and you will be told in private.",
        number=number,
    )
    blocks = [
        Block(said),
        Block(words("/salon propositions always says where it stands, whatever your message settings.")),
    ]
    if close:
        names = words.list(content(space.name) for space in close)
        blocks.append(Block(words("Meanwhile, these spaces come near it: {spaces}.", spaces=names)))
    return Reply(words("Proposal received"), tuple(blocks))


def enough(words: Words) -> Reply:
    """This person has several proposals waiting."""
    said = words(
        "You already have several proposals waiting. Let us answer those first: /salon propositions."
    )
    return Reply(words("A moment"), (Block(said),))


def space_asked(case: OpenedCase, words: Words) -> Reply:
    """A proposal as moderators read it; who proposes is not shown."""
    lines = (
        words("**What it would be for:** {text}", text=plain(words_in(case, PURPOSE))),
        words("**For whom:** {text}", text=plain(words_in(case, AUDIENCE))),
    )
    title = words("Space proposed, number {number}: {name}", number=case.id, name=plain(words_in(case, NAME)))
    return Reply(title, tuple(map(Block, lines)))


def space_todo(case: OpenedCase, words: Words) -> tuple[Block, ...]:
    """The lines to add to the plan."""
    said = words(
        "The space is not created by this decision. Add these lines to server.toml, under the category that suits,"
        " then read and apply the plan with /salon plan. Its author was told so."
    )
    lines = space_lines(words_in(case, NAME), words_in(case, PURPOSE))
    return (Block(said), Block(fenced(lines)))
