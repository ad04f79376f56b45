"""The three steps of the profile, and what it opened, as its owner reads them."""

from collections.abc import Iterable, Mapping, Sequence

from commands.ids import make
from commands.markdown import content, cut, echo
from commands.profiles.lookup import (
    MOST_REGIONS,
    departements,
    regions,
    regions_chosen,
    trades_offered,
)
from commands.profiles.workflow import Next, Outcome, without_space
from commands.reading import Reader
from commands.reply import Block, Menu, Option, Press, Reply
from locales import Words, typeset
from storage.catalogue import Catalogue
from storage.members import Profile

STEPS = 3
MOST_CHANNELS = 40


def step(
    catalogue: Catalogue, number: int, profile: Profile, reader: Reader, said: Sequence[str] = ()
) -> Reply:
    """One of the three steps; the menus show what was chosen. ``said`` comes first: what could not be understood."""
    words = reader.words
    pages = {1: _who, 2: _where, 3: _what}
    lead, menus, filled = pages[number](catalogue, profile, words)
    return Reply(
        words("Your place here: step {number} of {steps}", number=number, steps=STEPS),
        (*map(Block, said), *map(Block, lead)),
        menus,
        tuple(_buttons(number, profile, words, filled=filled)),
        words(
            "Kept for your channels and your look-ups. The roles show on your member card, as every role does."
            " You can change or forget it all."
        ),
    )


def _who(catalogue: Catalogue, profile: Profile, words: Words) -> tuple[list[str], tuple[Menu, ...], bool]:
    lead = [
        words("Who are you? Everything is optional: choose, skip, change your mind."),
        words("Your trade is not in the list? Type `/profile trade:` and the first letters of its name."),
    ]
    audiences = tuple(
        Option(_label(each.label), each.slug, _label(each.description), each.slug == profile.audience)
        for each in catalogue.audiences.values()
    )
    offered = [catalogue.trades[slug] for slug in trades_offered(catalogue, profile)]
    trades = tuple(
        Option(
            _label(f"{each.name} ({each.acronym})" if each.acronym else each.name),
            each.slug,
            _label(each.name_feminine or ""),
            each.slug in profile.trades,
        )
        for each in offered
    )
    menus = (
        Menu(make("chooseaudience"), words("You are…"), audiences, least=0),
        Menu(make("choosetrades"), words("Your trade, or several"), trades, least=0, most=len(trades)),
    )
    return lead, menus, bool(profile.audience or profile.trades)


def _where(catalogue: Catalogue, profile: Profile, words: Words) -> tuple[list[str], tuple[Menu, ...], bool]:
    chosen = regions_chosen(catalogue, profile)
    lead = [words("Where are you? Choose one region or several; then, if you wish, your département.")]
    menus = [
        Menu(
            make("chooseregions"),
            words("Your region"),
            tuple(_place(catalogue, id, chosen) for id in regions(catalogue)),
            least=0,
            most=MOST_REGIONS,
        )
    ]
    for region in chosen[:MOST_REGIONS]:
        inside = tuple(_place(catalogue, id, profile.territories) for id in departements(catalogue, region))
        if inside:
            asked = words("Département in {region}", region=typeset(catalogue.territories[region].name))
            menus.append(Menu(make("chooseplaces", region), asked, inside, least=0, most=len(inside)))
    return lead, tuple(menus), bool(chosen)


def _what(catalogue: Catalogue, profile: Profile, words: Words) -> tuple[list[str], tuple[Menu, ...], bool]:
    lead = [words("What matters to you? Each theme opens its channel.")]
    themes = tuple(
        Option(_label(each.label), each.slug, _label(each.description), each.slug in profile.themes)
        for each in catalogue.themes.values()
    )[:25]
    menu = Menu(make("choosethemes"), words("Your themes"), themes, least=0, most=len(themes))
    return lead, (menu,), bool(profile.themes)


def _buttons(number: int, profile: Profile, words: Words, *, filled: bool) -> Iterable[Press]:
    if number > 1:
        yield Press(words("Back"), make("profile", str(number - 1)))
    if number < STEPS:
        label = words("Continue") if filled else words("Skip")
        yield Press(label, make("profile", str(number + 1)), strong=True)
        if profile:
            yield Press(words("Finish now"), make("profile", "end"))
    else:
        yield Press(words("Finish") if filled else words("Skip"), make("profile", "end"), strong=True)
    # On the first step alone, where /profile opens, and at the end: a phone stacks the buttons.
    if profile and number == 1:
        yield Press(words("Forget everything"), make("profile", "forget"))


def finished(
    catalogue: Catalogue,
    profile: Profile,
    outcome: Outcome,
    channels: Sequence[int],
    following: Next,
    reader: Reader,
) -> Reply:
    """What was kept, what it opened, and two things to do next."""
    words = reader.words
    blocks = [Block(told(catalogue, profile, words) or words("You told us nothing, and that is fine."))]
    if channels:
        mentions = words.list(f"<#{id}>" for id in channels[:MOST_CHANNELS])
        blocks.append(Block(words("**Open to you:** {channels}", channels=mentions)))
    blocks += map(Block, _troubles(catalogue, outcome, words))
    blocks.append(Block(_next(catalogue, profile, following, words)))
    buttons = [Press(words("Change my answers"), make("profile", "1"))]
    if profile:
        buttons.append(Press(words("Forget everything"), make("profile", "forget")))
    return Reply(
        words("Your place here"),
        tuple(blocks),
        buttons=tuple(buttons),
        footer=words("Only you see this. `/profile` brings you back here whenever you like."),
    )


def told(catalogue: Catalogue, profile: Profile, words: Words) -> str:
    """The profile in words, a line for each answer; empty when there is none."""
    audience = catalogue.audiences.get(profile.audience)
    places = [
        catalogue.territories[id].name for id in _known(profile.territories, catalogue.territories.places)
    ]
    trades = [catalogue.trades[slug].name for slug in _known(profile.trades, catalogue.trades)]
    themes = [catalogue.themes[slug].label for slug in _known(profile.themes, catalogue.themes)]
    lines = (
        (words("You:"), [audience.label] if audience else []),
        (words("Trades:"), trades),
        (words("Where:"), places),
        (words("Themes:"), themes),
    )
    return "\n".join(
        f"**{label}** {words.list(content(name) for name in names)}" for label, names in lines if names
    )


def _troubles(catalogue: Catalogue, outcome: Outcome, words: Words) -> Iterable[str]:
    if outcome.refused:
        yield words(
            "Your profile is kept, but I may not give you all of its roles: mine must stand above them."
            " Tell a moderator, then press « Change my answers » and finish again."
        )
    elif outcome.failed:
        yield words(
            "Your profile is kept, but Discord did not change your roles just now."
            " Try again in a few minutes with `/profile`."
        )
    elif names := without_space(catalogue, outcome):
        yield words(
            "No space here yet for: {names}. Your answers are kept: they serve your look-ups already, and `/profile`"
            " will open these spaces once they are there.",
            names=words.list(map(content, names)),
        )


def _next(catalogue: Catalogue, profile: Profile, following: Next, words: Words) -> str:
    """Two things to do: a place to say hello, a question to ask."""
    place = next(
        (catalogue.territories[id].name for id in _known(profile.territories, catalogue.territories.places)),
        "",
    )
    trade = next(
        catalogue.trades[slug].name for slug in _known((*profile.trades, *catalogue.trades), catalogue.trades)
    )
    sentences = {
        "student": "Type `/funding situation:student`: who pays for your studies, step by step.",
        "employer": "Type `/funding situation:employer`: who helps to train and to hire.",
        "resource": "Type `/resource search:` and a subject: reports, guides, practices from the field.",
        "research": "Type `/research subject:` and a subject: works, and those who make them.",
        "need": "Type `/orient need:` and say what you need, in your own words.",
        "trade": "Type `/trade name:{trade}`: what it is, how to get there.",
        "territory": "Type `/directory search:formation territory:{place}`: who does what around you.",
    }
    hello = (
        words("Say hello in {channel}: people like you are there.", channel=f"<#{following.channel}>")
        if following.channel
        else words("Type `/help` to see everything that can be asked.")
    )
    asked = words(sentences[following.command], place=content(place), trade=content(trade))
    return f"**{words('And now:')}**\n1. {hello}\n2. {asked}"


def forgetting(catalogue: Catalogue, profile: Profile, reader: Reader) -> Reply:
    """Asks once before forgetting."""
    words = reader.words
    ask = words(
        "Forget all of this? The channels it opened will close for you. Nothing you wrote is touched."
    )
    return Reply(
        words("Forget everything?"),
        (*((Block(known),) if (known := told(catalogue, profile, words)) else ()), Block(ask)),
        buttons=(
            Press(words("Yes, forget everything"), make("profile", "forgotten"), strong=True),
            Press(words("No, keep it"), make("profile", "1")),
        ),
    )


def forgotten(outcome: Outcome, reader: Reader) -> Reply:
    """It is done; Discord may not have taken the roles back."""
    words = reader.words
    said = [words("Your answers are erased: audience, trades, territories and themes.")]
    if outcome.failed:
        said.append(
            words(
                "But Discord did not take your roles back. Press « Forget everything » in `/profile` again in a few"
                " minutes, or ask a moderator."
            )
        )
    return Reply(
        words("Forgotten"),
        tuple(map(Block, said)),
        buttons=(Press(words("Find my place"), make("profile", "1")),),
    )


def unknown(kind: str, typed: str, words: Words) -> str:
    """What was typed in an option leads nowhere."""
    sentences = {
        "trade": "We know no trade called « {typed} », or your list is full. Choose below, or try another name.",
        "place": "We know no single place called « {typed} », or your list is full. Choose your region below.",
    }
    return words(sentences[kind], typed=echo(typed))


def elsewhere(reader: Reader) -> Reply:
    """A profile belongs to a server."""
    words = reader.words
    said = words("A profile opens channels: use `/profile` on the server itself, not in a private message.")
    return Reply(words("Your place here"), (Block(said),))


def _known(chosen: Iterable[str], known: Mapping[str, object]) -> Iterable[str]:
    """What was chosen and is still in the catalogue."""
    return (each for each in chosen if each in known)


def _place(catalogue: Catalogue, id: str, chosen: Sequence[str]) -> Option:
    return Option(_label(catalogue.territories[id].name), id, chosen=id in chosen)


def _label(text: str) -> str:
    return cut(typeset(text), 100)
