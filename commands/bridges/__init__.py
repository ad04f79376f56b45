"""/passerelle: from one diploma or trade to another."""
