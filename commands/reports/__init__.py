"""/signalement: errors reported on an entry, and what became of them."""
