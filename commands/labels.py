"""The words for the catalogue's codes. English here, French in ``locales/fr.po``."""

STATUS = {
    "existant": "Existing",
    "partiel": "Partial: uneven, local or incomplete",
    "annonce": "Announced, not open yet",
    "propose": "Proposal only: this is not a right",
    "termine": "Ended or replaced",
    "historique": "Past, for memory",
    "active": "Existing",
    "former": "No longer exists under this name",
    "prefiguration": "Announced, not created yet",
}

ORGANISATION_KIND = {
    "etat": "State",
    "autorite": "Public authority or agency",
    "instance": "Committee or council",
    "collectivite": "Local authority",
    "securite-sociale": "Social security",
    "emploi-orientation": "Employment and guidance",
    "financeur-formation": "Training funder",
    "federation": "Federation or network",
    "association-professionnelle": "Professional association",
    "syndicat": "Trade union",
    "association": "Association",
    "etablissement": "Institution or service",
    "ecole": "School",
    "universite-laboratoire": "University or laboratory",
    "observatoire-etudes": "Observatory, studies",
    "ressource": "Resource and support",
    "media-evenement": "Media or event",
    "entreprise": "Company",
    "international": "International",
}

FUNDING_KIND = {
    "conseil": "Advice",
    "formation": "Training",
    "alternance": "Work-study",
    "stage": "Placement",
    "vie-etudiante": "Student life",
    "vae": "Recognition of experience (VAE)",
    "emploi": "Employment",
    "handicap": "Disability",
    "recherche": "Research",
    "projet": "Project",
    "employeur": "Employers",
    "participation": "Participation",
    "remuneration": "Pay",
    "international": "International",
}

BRIDGE_KIND = {
    "acces": "Access",
    "acces-adapte": "Adapted access",
    "acces-emploi": "Access to employment",
    "allegement": "Reduced training",
    "alternance": "Work-study",
    "blocs-communs": "Shared blocks of skills",
    "co-diplomation": "Double degree",
    "equivalence": "Equivalence",
    "mobilite": "Mobility",
    "niveau": "Level",
    "parcours-allege": "Shortened course",
    "passerelle-metier": "Bridge between trades",
    "poursuite-etudes": "Further studies",
    "progression": "Progression",
    "reconversion": "Change of career",
    "reorientation": "Change of course",
    "socle-commun": "Common core",
    "vae": "Recognition of experience (VAE)",
}

RESOURCE_KIND = {
    "rapport": "Report",
    "avis": "Opinion",
    "contribution": "Contribution (the position of its author)",
    "guide": "Guide",
    "outil": "Tool",
    "ouvrage": "Book",
    "article": "Article",
    "these": "Thesis",
    "enquete": "Survey",
    "video": "Video",
    "podcast": "Podcast",
    "formation-en-ligne": "Online course",
    "texte": "Law, decree or letter",
    "evenement": "Event",
    "pratique": "Practice from the field",
}

TRADE_KIND = {
    "diplome-etat": "State diploma in social work",
    "autre-diplome": "Other diploma",
    "metier": "Trade",
    "fonction": "Function",
    "categorie": "Group of trades",
}
