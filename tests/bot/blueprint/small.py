"""A small blueprint written by hand: every kind of object, one private space, one that everybody reads."""

from bot.blueprint.shapes import Blueprint, Choice, Declared, Prompt

OWN = ["send_messages", "view_channel"]
CLOSED = {
    "everyone": ["-view_channel"],
    "bot": OWN,
    "role:moderation": ["view_channel"],
    "role:theme:handicap": ["view_channel"],
}

MODERATION = Declared(
    "role:moderation",
    "role",
    {"name": "Modération", "permissions": ["manage_messages"], "mentionable": False},
)
HANDICAP = Declared(
    "role:theme:handicap", "role", {"name": "Handicap", "permissions": [], "mentionable": False}
)
THEMES = Declared("category:themes", "category", {"name": "Thématiques", "access": CLOSED})
WELCOME = Declared(
    "channel:welcome",
    "text",
    {"name": "bienvenue", "topic": "Trois questions.", "parent": None, "access": {}, "slowmode": 0},
)
ANNOUNCEMENTS = Declared(
    "channel:announcements",
    "announcement",
    {"name": "annonces", "topic": "", "parent": None, "access": {"everyone": ["-send_messages"], "bot": OWN}},
)
FORUM = Declared(
    "channel:theme:handicap",
    "forum",
    {
        "name": "handicap",
        "topic": "Un message par question.",
        "parent": "category:themes",
        "access": CLOSED,
        "tags": ["Question", "Résolu"],
    },
)
JOURNAL = Declared(
    "channel:journal",
    "text",
    {
        "name": "journal",
        "topic": "",
        "parent": None,
        "access": {"everyone": ["-view_channel"], "bot": OWN, "role:moderation": ["view_channel"]},
    },
)
ARCHIVES = Declared("category:archives", "category", {"name": "Archives", "access": {}})
PROMPTS = (
    Prompt(
        "Qu’est-ce qui vous intéresse ?",
        several=True,
        choices=(Choice("Handicap", "", ("role:theme:handicap",)),),
    ),
)
SMALL = Blueprint((MODERATION, HANDICAP, THEMES, WELCOME, ANNOUNCEMENTS, FORUM, JOURNAL))
WITH_WELCOME = Blueprint(SMALL.objects, PROMPTS)
