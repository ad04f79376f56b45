"""The welcome: people who arrive, leave and come back."""
