"""What the server needs as it lives: a channel for a crowded département, an archive for a space that sleeps."""
