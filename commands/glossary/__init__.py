"""/sigle: every meaning of an acronym."""
