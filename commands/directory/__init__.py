"""/annuaire: who does what, and where."""
