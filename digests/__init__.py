"""The digests: what is collected, sorted, chosen and sent to the members who asked for it."""
