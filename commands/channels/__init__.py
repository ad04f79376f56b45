"""/salon: the spaces of the server, who can read them, joining and leaving, proposing one, applying the plan."""
