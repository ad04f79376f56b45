"""A small declaration, right as it is, for tests to read and to spoil."""

SMALL = """\
[access.open]
bot = ["view_channel"]

[access.chosen]
everyone = ["-view_channel"]
own = ["view_channel"]
bot = ["view_channel"]

[[roles]]
key = "team"
name = "Équipe"

[[roles]]
each = "theme"
only = ["handicap", "sante"]
name = "{title}"

[[categories]]
key = "themes"
name = "Thématiques"
access = "open"

[[categories.channels]]
each = "theme"
kind = "forum"
name = "{channel}"
topic = "{title} : d'ici"
access = "chosen"
tags = ["Résolu"]

[[categories]]
key = "archives"
name = "Archives"
access = "open"
"""
