"""/ressource: things to read, watch or use."""
