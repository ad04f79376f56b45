"""/recherche: research works and those who make them."""
