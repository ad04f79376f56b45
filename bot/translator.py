"""Command names and descriptions in the language of Discord's client: French for everybody, English for English."""

from discord import Locale, app_commands

ENGLISH = (Locale.british_english, Locale.american_english)


class CommandTranslator(app_commands.Translator):
    """Gives English clients the English that each name and description carries."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The English text for English clients; None keeps the French that commands are written with."""
        english = string.extras.get("en")
        return str(english) if english and locale in ENGLISH else None
