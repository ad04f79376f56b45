"""Search: French words in, the nearest entries out, from a local full-text replica of the catalogue."""
