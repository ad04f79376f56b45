"""/aide: what the bot does, what it stores, who can read what."""

from commands.reading import Reader
from commands.reply import Block, Reply

# Each command by its name in French, its name for English clients, and what it is for.
COMMANDS = (
    ("annuaire", "directory", "who does what, near you"),
    ("financement", "funding", "who pays for a diploma, a VAE, a placement, a project, and in which order"),
    ("ressource", "resource", "reports, guides, tools, practices from the field"),
    ("recherche", "research", "research works, and who makes them"),
    ("passerelle", "bridge", "from one diploma to another"),
    ("metier", "trade", "a trade or a diploma, its level, its bridges"),
    ("sigle", "acronym", "every meaning of an acronym"),
    ("orienter", "orient", "tell your need in your own words: themes, channels, people"),
    ("question", "question", "ask your peers, without the situation"),
    ("profil", "profile", "who you are, where, what matters to you: your channels open"),
    ("signalement", "report", "follow the errors you reported"),
    ("veille", "watch", "what was published lately, and how to propose something"),
    ("digest", "digest", "receive it once a week, on what you choose; pause it, stop it"),
    ("alertes", "alerts", "what is new for your searches, what closes soon"),
    ("salon", "channel", "find, join or propose a space; who can read this one"),
    ("referent", "referent", "who answers for a territory, and how to be one of them"),
    ("mes-donnees", "my-data", "read, take away or erase what is kept about you"),
)


def help_page(reader: Reader) -> Reply:
    """The help, on one screen."""
    words = reader.words
    english = words.language == "en"
    named = ((there if english else here, purpose) for here, there, purpose in COMMANDS)
    commands = "\n".join(f"`/{name}` {words(purpose)}" for name, purpose in named)
    blocks = (
        Block(
            words("Ask as you speak: missing accents and typing mistakes do not matter.") + "\n" + commands
        ),
        Block(
            words("**Who can read?** Only you see the answers, unless you press « Share in this channel ».")
            + "\n"
            + words("In private messages with the bot, everything works the same.")
        ),
        Block(
            words(
                "**What is kept?** What you choose in your profile, where your questions are, the errors you report,"
                " your digest and its mail address, your alerts, the drafts of a week: with your account, so that you"
                " find them again. The words nobody could answer, without your name. Never what else you look up, nor"
                " the messages of the channels. Read it or erase it: /mes-donnees."
            )
        ),
        Block(
            words(
                "**How sure is it?** Every entry shows its source and its date."
                " « To be verified »: nobody has checked it on the official site lately."
            )
        ),
    )
    footer = words(
        "On a computer or without slash commands: right-click a message, Applications, « Orienter ce message »."
    )
    return Reply(words("Help"), blocks, footer=footer)
