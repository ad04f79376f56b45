"""The words of the sector: what structures are called, what they do, for whom, and how people name a topic."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of structure: the initials people say, the words written on the door, its facet and its themes."""

    initials: str
    label: str
    facet: str
    themes: tuple[str, ...]


_KINDS = """
MECS|Maison d'enfants à caractère social|etablissement|protection-enfance
CHRS|Centre d'hébergement et de réinsertion sociale|etablissement|precarite
CCAS|Centre communal d'action sociale|collectivite|acces-aux-droits precarite
EHPAD|Établissement d'hébergement pour personnes âgées dépendantes|etablissement|grand-age
ESAT|Établissement et service d'accompagnement par le travail|etablissement|handicap insertion
IME|Institut médico-éducatif|etablissement|handicap
-|Centre social|association|developpement-social participation
-|Crèche associative|association|petite-enfance
SAAD|Service d'aide et d'accompagnement à domicile|association|grand-age
-|Mission locale|emploi-orientation|insertion
SESSAD|Service d'éducation spéciale et de soins à domicile|etablissement|handicap
MDS|Maison départementale des solidarités|collectivite|acces-aux-droits
CADA|Centre d'accueil de demandeurs d'asile|etablissement|precarite acces-aux-droits
-|Foyer de l'enfance|etablissement|protection-enfance
FJT|Foyer de jeunes travailleurs|etablissement|insertion precarite
SSIAD|Service de soins infirmiers à domicile|association|grand-age sante
CSAPA|Centre de soins et de prévention en addictologie|etablissement|sante
-|Résidence autonomie|etablissement|grand-age
ITEP|Institut thérapeutique, éducatif et pédagogique|etablissement|handicap
ACI|Atelier et chantier d'insertion|association|insertion
-|Épicerie sociale et solidaire|association|precarite
SAVS|Service d'accompagnement à la vie sociale|etablissement|handicap
AEMO|Service d'action éducative en milieu ouvert|etablissement|protection-enfance
-|Pension de famille|etablissement|precarite
PMI|Centre de protection maternelle et infantile|collectivite|petite-enfance sante
-|Association d'aide aux familles|association|accompagnement
FAM|Foyer d'accueil médicalisé|etablissement|handicap
RPE|Relais petite enfance|collectivite|petite-enfance
EVS|Espace de vie sociale|association|developpement-social
-|Régie de quartier|association|insertion developpement-social
MAS|Maison d'accueil spécialisée|etablissement|handicap
-|Accueil de jour|association|precarite
SAMSAH|Service d'accompagnement médico-social pour adultes handicapés|etablissement|handicap sante
PAEJ|Point accueil écoute jeunes|association|sante accompagnement
-|Club de prévention spécialisée|association|protection-enfance
GEM|Groupe d'entraide mutuelle|association|sante participation
CIDFF|Centre d'information sur les droits des femmes et des familles|association|genre acces-aux-droits
-|Lieu de vie et d'accueil|etablissement|protection-enfance
UDAF|Union départementale des associations familiales|federation|accompagnement
-|Service mandataire judiciaire à la protection des majeurs|association|acces-aux-droits
-|Résidence sociale|etablissement|precarite
CAARUD|Accueil et accompagnement à la réduction des risques|etablissement|sante
-|Micro-crèche|entreprise|petite-enfance
-|Pouponnière|etablissement|protection-enfance petite-enfance
PASS|Permanence d'accès aux soins de santé|etablissement|sante acces-aux-droits
-|Équipe mobile psychiatrie précarité|etablissement|sante precarite
-|Ludothèque|association|petite-enfance developpement-social
-|Ressourcerie|association|ecologie insertion
-|Jardin partagé|association|ecologie participation
-|Espace France services|collectivite|acces-aux-droits numerique
-|Institut de formation en travail social|ecole|formations stages
-|Centre de formation d'apprentis|ecole|formations stages
-|Observatoire social|observatoire-etudes|recherche territoires
-|Laboratoire de recherche en travail social|universite-laboratoire|recherche
-|Espace de réflexion éthique|ressource|ethique
-|Centre de ressources autisme|ressource|handicap
-|Plateforme de répit pour les aidants|association|grand-age
-|Halte de nuit|association|precarite
-|Espace public numérique|collectivite|numerique
-|Groupement d'employeurs|federation|attractivite remunerations management
-|Syndicat d'employeurs du secteur social|syndicat|remunerations conditions-travail
-|Antenne de validation des acquis|emploi-orientation|parcours formations
"""
KINDS = [
    Kind("" if initials == "-" else initials, label, facet, tuple(themes.split()))
    for initials, label, facet, themes in (line.split("|") for line in _KINDS.strip().split("\n"))
]

# Theme → how people and leaflets name it. The first ones are the most frequent.
TOPICS: dict[str, tuple[str, ...]] = {
    theme: tuple(phrases.split(", "))
    for theme, phrases in (
        line.split(": ")
        for line in """
attractivite: métiers en tension, crise des vocations, fidélisation des équipes, recrutement, intérim
remunerations: convention collective, prime Ségur, grille salariale, revalorisation, avenant
conditions-travail: qualité de vie au travail, usure professionnelle, épuisement, risques psychosociaux, pénibilité
management: organisation apprenante, encadrement de proximité, gouvernance, management participatif
accompagnement: accompagnement global, analyse des pratiques, référent de parcours, supervision, intervision
ethique: secret professionnel, déontologie, bientraitance, laïcité, confidentialité, maltraitance
acces-aux-droits: accès aux droits, non-recours, accueil inconditionnel, maraude, tutelle, curatelle, domiciliation
developpement-social: développement social local, lien social, médiation sociale, éducation populaire, habitants
participation: pouvoir d'agir, pair-aidance, autodétermination, savoirs expérientiels, croisement des savoirs
genre: violences conjugales, égalité professionnelle, mixité, sexisme, violences faites aux femmes, stéréotypes
formations: formation continue, diplôme d'État, blocs de compétences, réingénierie, certification
parcours: validation des acquis, reconversion, passerelles, équivalences, allègements, mobilité
stages: terrain de stage, gratification, apprentissage, tutorat, alternance, bourses
recherche: recherche-action, thèse, enquête de terrain, évaluation, recherche participative, doctorat
numerique: inclusion numérique, illectronisme, dématérialisation, logiciel métier, interopérabilité
grand-age: perte d'autonomie, maintien à domicile, aidants, vieillissement, gérontologie, isolement des aînés
handicap: autodétermination, société inclusive, autisme, polyhandicap, école inclusive, habitat inclusif
protection-enfance: placement, milieu ouvert, mineurs non accompagnés, parentalité, jeunes majeurs, fratries
petite-enfance: éveil, assistantes maternelles, halte-garderie, parentalité, jeune enfant, motricité
precarite: hébergement d'urgence, sans-abri, surendettement, aide alimentaire, expulsions locatives, bidonvilles
insertion: retour à l'emploi, allocataires du RSA, freins à l'emploi, chantier d'insertion, illettrisme
ecologie: précarité énergétique, alimentation durable, sobriété, éco-gestes, démocratie alimentaire, recyclage
sante: santé mentale, réduction des risques, addictions, accès aux soins, psychiatrie, prévention du suicide
territoires: ruralité, outre-mer, diagnostic partagé, appels à projets, décloisonnement, contrat local
""".strip().split("\n")
    )
}
AUDIENCES = """professionnels personnes-accompagnees etudiants employeurs encadrement formateurs elus-collectivites
 chercheurs representants-salaries orientation""".split()

HOUSES = """Tilleuls Charmilles Glycines Peupliers Marronniers Cèdres Acacias Hirondelles Mésanges Cigales Genêts
 Bruyères Lilas Églantines Coquelicots Bleuets Primevères Capucines Sources Fontaines Remparts Canotiers Tisserands
 Vignerons Bateliers Moulins Sablons Grèves Collines Vergers Prairies Alizés Embruns Balcons Passerelles Ateliers
 Chemins Horizons Lavandes Oliviers Noisetiers Platanes Sorbiers Tourterelles Rouges-Gorges Quatre-Vents
 Deux-Rives Trois-Épis Beaux-Jours Pierres-Vives Clairières Arcades Ormeaux Écureuils Papillons Goélands""".split()
FIRST_NAMES = """Simone Jean Marie Louise Paul Jeanne Pierre Marguerite Jacques Suzanne Henri Germaine Marcel Yvonne
 Robert Denise Georges Madeleine Émile Odette André Renée Lucien Berthe Albert Hélène Gaston Geneviève Maurice Thérèse
 Olympe Nelson Rosa Aimé Césaire Élisa Camille Victor Flora Clémence Antoine Françoise Joséphine Toussaint""".split()
