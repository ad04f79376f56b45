"""/orienter: from a need in plain words to people, channels and resources."""
