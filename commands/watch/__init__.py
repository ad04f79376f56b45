"""/veille: read the last issue, propose a resource; for editors, prepare the coming issue."""
