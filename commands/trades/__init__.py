"""/metier: a trade or a diploma."""
