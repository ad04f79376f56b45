"""Storage remembers: the catalogue, its corrections, and the little that members entrust to the bot."""
