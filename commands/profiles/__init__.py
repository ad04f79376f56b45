"""/profil and the welcome: who people say they are, and the spaces that open for them."""
