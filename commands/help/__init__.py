"""/aide: what the bot does, what it stores, who can read what."""
