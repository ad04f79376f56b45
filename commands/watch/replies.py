"""/veille as its reader sees it: the coming issue, the card of an item, the sources, the way of a proposal."""

from collections.abc import Mapping, Sequence

from commands.cards import name_of
from commands.hosting import Candidate, ComingIssue, DeclaredSource, LookedAt
from commands.ids import make
from commands.markdown import content, cut, plain
from commands.reading import Reader
from commands.reply import Block, Link, Menu, Option, Press, Reply
from commands.watch.workflow import in_order, is_in, looked_at, page_of
from locales import Words
from storage.catalogue import Catalogue
from storage.items import KnownItem
from storage.notices import Note
from storage.sources import GOOD, Health

MOST_SOURCES = 30
MOST_WHY = 4


def queue(issue: ComingIssue, number: int, reader: Reader) -> Reply:
    """The coming issue: what is in it, what is not, and why."""
    words = reader.words
    shown, number, pages = page_of(in_order(issue), number)
    lines = [f"- **{content(each.item.title, 150)}**\n-# {verdict(each, words)}" for each in shown]
    blocks = [Block(_state(issue, words)), *([Block("\n".join(lines))] if lines else [])]
    options = tuple(
        Option(cut(each.item.title, 100), str(each.item.id), verdict(each, words)) for each in shown
    )
    menus = (Menu(make("opennews"), words("Open an item"), options),) if options else ()
    buttons = [Press(words("Read it as it stands"), make("newspreview"))]
    if number > 1:
        buttons.append(Press(words("Previous"), make("newspage", str(number - 1))))
    if number < pages:
        buttons.append(Press(words("Next"), make("newspage", str(number + 1))))
    footer = words("Page {number} of {pages}", number=number, pages=pages) if pages > 1 else ""
    title = words("Issue of {day}", day=words.date(issue.ends_at.date()))
    return Reply(title, tuple(blocks), menus, tuple(buttons), footer)


def verdict(candidate: Candidate, words: Words) -> str:
    """In the issue or not, and because of what."""
    said = {
        "pinned": words("in the issue: put first for everybody"),
        "kept": words("in the issue: kept by an editor"),
        "chosen": words("in the issue: among the newest"),
        "dropped": words("left out: an editor decided so"),
        "proposed": words("proposed by a member: waits for a decision"),
        "section": words("left out: its section is full; those who follow its themes may still receive it"),
        "source": words(
            "left out: its source has had its share; those who follow its themes may still receive it"
        ),
        "full": words("left out: the issue is full; those who follow its themes may still receive it"),
    }
    return said[candidate.verdict]


def card(candidate: Candidate, catalogue: Catalogue, reader: Reader) -> Reply:
    """One item with everything an editor can do to it."""
    words, item = reader.words, candidate.item
    summary = content(item.summary, 900) if item.summary else words("No summary.")
    practice = _practice(item, words)
    text = f"{summary}\n-# {_facts(item, words)}\n-# {_classified(item, catalogue, words)}"
    link = Link(words("Open the page"), item.url) if item.url.startswith(("https://", "http://")) else None
    blocks = [Block(words("**Now:** {verdict}", verdict=verdict(candidate, words))), Block(text, link)]
    blocks += [Block(practice)] if practice else []
    options = tuple(
        Option(content(theme.label, 100), theme.slug, chosen=theme.slug in item.themes)
        for theme in catalogue.themes.values()
    )
    themes = Menu(make("choosenews", str(item.id)), words("No theme"), options, least=0, most=len(options))
    return Reply(content(item.title, 250), tuple(blocks), (themes,), _buttons(candidate, words))


def gone(reader: Reader) -> Reply:
    """The item is in no coming issue any more."""
    said = reader.words("This item is not waiting any more: its issue left, or somebody decided about it.")
    back = Press(reader.words("Back to the issue"), make("newspage", "1"))
    return Reply(reader.words("The coming issue"), (Block(said),), buttons=(back,))


def meanwhile(typed: str, reader: Reader) -> Reply:
    """Two editors wrote at the same moment: what the second wrote comes back."""
    words = reader.words
    said = words("Somebody rewrote this summary meanwhile; theirs was kept. Here is yours:")
    return Reply(
        words("Rewrite the summary"), (Block(said), Block("```\n" + typed.replace("```", "'''") + "\n```"))
    )


def only_editors(reader: Reader) -> Reply:
    """Kindly, no."""
    said = reader.words("This is for those who prepare the issue. To propose something: /veille proposer.")
    return Reply(reader.words("For facilitators"), (Block(said),))


def sources(declared: Sequence[DeclaredSource], health: Mapping[str, Health], reader: Reader) -> Reply:
    """How each source fares, those in trouble first, and what to do."""
    words = reader.words
    labels = {each.name: each.label for each in declared}
    off = [each.label for each in declared if not each.enabled]
    on = [each.name for each in declared if each.enabled]
    read = sorted(
        (each for name, each in health.items() if name in on or name not in labels),
        key=lambda each: (-each.failures, each.name),
    )
    lines = [_source(each, labels.get(each.name, each.name), words) for each in read[:MOST_SOURCES]]
    never = [labels[name] for name in on if name not in health]
    blocks = ["\n".join(lines)] if lines else [words("No source was read yet.")]
    if never:
        blocks.append(words("Not read yet: {names}.", names=words.list(map(plain, never))))
    if off:
        blocks.append(words("Switched off: {names}.", names=words.list(map(plain, off))))
    return Reply(
        words("The sources"),
        tuple(map(Block, blocks)),
        footer=words("A source that fails is tried again by itself."),
    )


def looked(page: LookedAt, draft_id: int, catalogue: Catalogue, reader: Reader) -> Reply:
    """What the page says of itself; the next press opens the form."""
    words = reader.words
    themes = [content(catalogue.themes[slug].label) for slug in page.themes if slug in catalogue.themes]
    lines = [
        f"**{content(page.title, 300)}**",
        content(page.summary) if page.summary else words("No summary."),
    ]
    if themes:
        lines.append("-# " + words("It seems to be about: {themes}.", themes=words.list(themes)))
    go = Press(words("Check and propose"), make("newspropose", str(draft_id)), strong=True)
    footer = words("Nothing is published before an editor said yes.")
    return Reply(words("Propose a resource"), (Block("\n".join(lines)),), buttons=(go,), footer=footer)


def cannot_look(url: str, reader: Reader, *, refused: bool) -> Reply:
    """The page could not be read; the address comes back."""
    words = reader.words
    if refused:
        said = words(
            "This address is not one of the open web: it must begin with https:// and be readable by everybody."
        )
    else:
        said = words(
            "We could not read this page: it does not answer us, or it is a file without a presentation."
            " Open it yourself; if it works for you, try the page that presents it, or come back in an hour."
        )
    back = "```\n" + cut(url.replace("`", ""), 600) + "\n```"
    return Reply(words("Propose a resource"), (Block(said), Block(back)))


def proposed(title: str, reader: Reader) -> Reply:
    """It waits for an editor."""
    words = reader.words
    said = words(
        "Thank you! « {title} » waits for an editor. You will be told in private, whatever they decide.",
        title=content(title, 150),
    )
    return Reply(words("Proposed"), (Block(said),), footer=words("To follow it: /veille propositions."))


def known(title: str, reader: Reader) -> Reply:
    """We have it."""
    words = reader.words
    said = words(
        "We know « {title} » already: it was announced, or it waits for its turn. Thank you all the same!",
        title=content(title, 150),
    )
    return Reply(words("Known already"), (Block(said),))


def too_old(reader: Reader) -> Reply:
    """The draft is gone, or was sent already."""
    words = reader.words
    said = words(
        "This proposal was sent already, or it waited for more than a week. Begin again with /veille proposer."
    )
    return Reply(words("Propose a resource"), (Block(said),))


def mine(items: Sequence[KnownItem], told: Sequence[Note], reader: Reader) -> Reply:
    """What became of one's proposals."""
    words = reader.words
    states = {
        "proposed": words("waits for an editor"),
        "kept": words("accepted"),
        "dropped": words("refused"),
    }
    reasons = {note.facts.get("item"): str(note.facts.get("reason", "")) for note in told}
    lines = []
    for item in items:
        reason = reasons.get(item.id, "")
        said = f"- {content(item.title, 150)} · {states.get(item.state, words('accepted'))}"
        lines.append(f"{said}\n-# {plain(reason)}" if reason else said)
    nothing = words("You have proposed nothing yet: /veille proposer, with the address of a page.")
    return Reply(words("Your proposals"), (Block("\n".join(lines) or nothing),))


def told_author(note: Note, reader: Reader) -> Reply:
    """What an editor decided about a proposal."""
    words, title = reader.words, content(str(note.facts["title"]), 150)
    if note.facts["accepted"]:
        said = words("« {title} », which you proposed, will be in the next issue. Thank you!", title=title)
    else:
        said = words("« {title} », which you proposed, was not taken this time.", title=title)
    reason = plain(str(note.facts.get("reason", "")))
    blocks = (Block(said), *([Block(reason)] if reason else []))
    return Reply(words("Your proposal"), blocks, footer=words("All of them: /veille propositions."))


def _state(issue: ComingIssue, words: Words) -> str:
    inside = sum(map(is_in, issue.candidates))
    proposals = sum(each.verdict == "proposed" for each in issue.candidates)
    if not issue.candidates:
        return words("Nothing has come in yet.")
    outside = len(issue.candidates) - inside - proposals
    lines = [
        words("In the issue that everybody could read: {n}. Left out: {outside}.", n=inside, outside=outside)
    ]
    if proposals:
        lines.append(words.plural("{n} proposal to decide.", "{n} proposals to decide.", proposals))
    lines.append(
        words("An editor looked at it: the issue will say so.")
        if looked_at(issue)
        else words("Nobody has looked at it yet: without you it leaves as it is, and says so.")
    )
    return "\n".join(lines)


def _buttons(candidate: Candidate, words: Words) -> tuple[Press | Link, ...]:
    item, id = candidate.item, str(candidate.item.id)
    back = Press(words("Back to the issue"), make("newspage", "1"))
    write = Press(words("Rewrite the summary"), make("newswrite", id))
    if item.state == "proposed":
        accept = Press(words("Accept"), make("newsaccept", id), strong=True)
        return (accept, Press(words("Refuse"), make("newsrefuse", id)), write, back)

    def act(label: str, action: str) -> Press:
        return Press(label, make("newsdo", action, id))

    chosen = [] if item.state == "kept" else [act(words("Keep"), "keep")]
    chosen += [] if item.state == "dropped" else [act(words("Leave out"), "drop")]
    if item.pinned:
        chosen += [act(words("Unpin"), "unpin"), act(words("Move up"), "up"), act(words("Move down"), "down")]
    else:
        chosen.append(act(words("Put first"), "pin"))
    practice = Press(words("What it changes for practice"), make("newspractice", id))
    access = (
        act(words("Paid access"), "paid") if item.access == "free" else act(words("Free to read"), "free")
    )
    return (*chosen, write, practice, access, back)


def _facts(item: KnownItem, words: Words) -> str:
    access = {
        "free": words("free to read, as far as we know"),
        "paid": words("paid access, as far as we know"),
    }
    facts = [
        ", ".join(item.authors[:3]),
        words.date(item.published_on) if item.published_on else words("without a date"),
        words("until {day}", day=words.date(item.deadline)) if item.deadline else "",
        access.get(item.access, words("access not known")),
        words.list(item.sources),
    ]
    return plain(" · ".join(fact for fact in facts if fact))


def _classified(item: KnownItem, catalogue: Catalogue, words: Words) -> str:
    """The themes, each with the words that led to it."""
    named = []
    for slug in item.themes:
        record = catalogue.get("themes", slug)
        because = ", ".join(f"« {plain(word)} »" for word in list(item.why.get(slug, ()))[:MOST_WHY])
        label = content(name_of(record)) if record else plain(slug)
        named.append(f"{label} ({because})" if because else label)
    return words("Themes: {themes}", themes=words.list(named)) if named else words("Without a theme.")


def _practice(item: KnownItem, words: Words) -> str:
    labels = {
        "question": words("The question"),
        "terrain": words("The field: where, with whom"),
        "apport": words("What it changes for practice"),
    }
    colon = words(":")
    return "\n".join(
        f"**{label}**{colon} {content(item.practice[name])}"
        for name, label in labels.items()
        if item.practice.get(name)
    )


def _source(health: Health, label: str, words: Words) -> str:
    said = {
        "ok": words("well, something new at the last reading"),
        "nothing": words("well, nothing new at the last reading"),
        "network": words("does not answer"),
        "parse": words("answers something we cannot read"),
        "empty": words("suddenly empty, which is more often an outage than news"),
    }
    facts = [f"- **{plain(label)}**", said[health.state]]
    if health.state not in GOOD:
        facts.append(words.plural("{n} failure in a row", "{n} failures in a row", health.failures))
    if health.succeeded_at:
        facts.append(words("last read on {day}", day=words.date(health.succeeded_at.date())))
    if health.newest_on:
        facts.append(words("newest of {day}", day=words.date(health.newest_on)))
    line = " · ".join(facts)
    return (
        f"{line}\n-# {plain(cut(health.detail, 300))}" if health.detail and health.state not in GOOD else line
    )
