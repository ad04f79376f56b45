"""Pieces of sentences the generated descriptions are made of, most frequent first, and a long tail of rarer words."""

SUBJECTS = """L'équipe; Le service; L'association; La structure; L'établissement; Ce lieu; Le dispositif; La maison"""

VERBS = """accueille; accompagne; propose; anime; soutient; oriente; organise; héberge; conseille; coordonne; met en
 œuvre; développe; favorise; assure; reçoit; informe sur; facilite; encourage; évalue; prépare; expérimente; mutualise;
 gère; ouvre; défend; mobilise; promeut; intervient pour; construit; outille"""

OBJECTS = """des familles et des enfants; des personnes en situation de handicap; des adultes isolés; les professionnels
 du territoire; des jeunes de seize à vingt-cinq ans; un accueil de jour; des ateliers collectifs; un suivi individuel;
 des personnes âgées et leurs aidants; les démarches administratives; l'accès au logement; des séjours de répit; des
 enfants confiés par le département; un hébergement temporaire; des permanences sans rendez-vous; la recherche d'emploi;
 des groupes de parole; des visites à domicile; des actions de prévention; les parents du quartier; des femmes victimes
 de violences; des personnes sans domicile; l'accès aux soins; des adolescents en rupture scolaire; des cours de
 français; un accompagnement éducatif; des repas partagés; une aide aux devoirs; les sortants de détention; des mineurs
 isolés; la vie associative locale; des chantiers éducatifs; les bénévoles; des étudiants en stage; un lieu d'écoute
 anonyme et gratuit; des ménages surendettés; les habitants; une équipe mobile; des consultations spécialisées; la
 scolarité des enfants accueillis; un projet personnalisé; des transports adaptés; des activités de jour; des sorties
 culturelles; une veille sociale; la médiation familiale; des mesures judiciaires; un point d'accès au droit; des
 logements accompagnés; les gens du voyage; des personnes exilées; des formations courtes; les employeurs associatifs;
 un fonds documentaire; des journées d'étude; une épicerie; des jardins cultivés en commun; la réparation d'objets; le
 prêt de matériel médical; une garderie périscolaire; des veilleurs de nuit; l'insertion par l'activité économique"""

COMPLEMENTS = """avec une équipe pluridisciplinaire; en lien avec le conseil départemental; sur orientation des services
 sociaux; tout au long de l'année; avec le soutien de la caisse d'allocations familiales; dans un cadre chaleureux; en
 partenariat avec les écoles; sur rendez-vous; du lundi au vendredi; avec l'agence régionale de santé; en milieu rural;
 dans les quartiers prioritaires; au plus près des lieux de vie; dans le respect de leur projet; à la demande du juge
 des enfants; pour une durée de six mois renouvelable; en journée et en soirée; avec des bénévoles formés; grâce à des
 éducateurs spécialisés; avec une assistante sociale et une psychologue; en collectif ou en individuel; dès la
 naissance; sans condition de ressources; dans toute l'intercommunalité; avec les bailleurs sociaux; en urgence comme
 dans la durée; après une hospitalisation; avec la mission locale et France Travail; sous mandat; hors les murs; à
 l'échelle du bassin de vie; en alternance avec l'école; le week-end et pendant les vacances; par des moniteurs
 éducateurs; avec les personnes concernées; selon une tarification modulée; autour d'un café; en langue des signes; par
 le sport et la culture; depuis plus de trente ans; dans une ancienne ferme; au rez-de-chaussée de la mairie; en
 itinérance dans les villages; avec l'appui de chercheurs; dans le cadre du contrat de ville; en lien avec la justice"""

# Rarer words are a root and an ending, as in the language itself; many share a stem, as in the language too.
ROOTS = """abord accord adapt affili agit aliment alloc amélior amorc analys anim apais appren arbitr articul ascens
 attent autoris bénéfic bienveill bric cadr captiv célébr cibl citoyen clarifi cogit combin commun compens concert
 confi consolid constat contribu convers corrél cré cultiv débat déclar dédi défavoris délég démocrat dépist détermin
 dialogu diffus discern dispos divers document dynamis éduc élabor émancip encadr enracin entrain équilibr essaim étay
 évolu explor express fédér fid flex fond form fragil fratern gard génér habilit hiérarch identifi imagin implic impuls
 incit indemnis inform initi inspir instaur intégr interrog inven invest jalon labor législ libér ling local maill
 maîtris marginalis mémor méthod mobilis modul motiv narr négoci nomad observ optimis orient pacifi parrain patrimon
 péd perdur planifi poly pondér prévis problémat promot propag prosp qualifi rassembl réciproc recompos reconstit
 rédact régul réhabilit relat remobilis rénov représent résili respons restaur ritualis rythm sécuris sensibilis simul
 singul solidar solli stabilis stimul structur subsid symbol systém témoign therm toléranc tradi transit transmis
 universal valoris vigil vulgaris vulnér""".split()
ENDINGS = """ation ement age eur euse if ive iste isme ité able ance ant ante ée és atoire ations ements oir ure iel
 elle ateur atrice ible ique al aux""".split()


def pieces(text: str) -> list[str]:
    """The pieces of one of the texts above, line ends taken out."""
    return " ".join(text.split()).split("; ")
