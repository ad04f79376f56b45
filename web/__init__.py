"""The pages of the bot: few, without scripts, without cookies, readable on the smallest telephone."""
