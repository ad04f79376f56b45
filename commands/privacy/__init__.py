"""/mes-donnees: what is kept about a person, to read, to take away, to erase."""
