"""/digest: a short page each week, on what one chose, where one wants it; and how to stop it."""
