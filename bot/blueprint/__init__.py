"""The server as it should be: a declaration anyone can read, a plan of what is missing, and its application."""
