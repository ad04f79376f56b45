"""The map the generated entries live on: the real départements, their main towns, and invented communes around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tests.benchmarks.weighted import Weighted

# Région code, then each of its départements with its main town.
_TOWNS = """
01 971 Basse-Terre
02 972 Fort-de-France
03 973 Cayenne
04 974 Saint-Denis-de-la-Réunion
06 976 Mamoudzou
11 75 Paris; 77 Melun; 78 Versailles; 91 Évry-Courcouronnes; 92 Nanterre; 93 Bobigny; 94 Créteil; 95 Cergy
24 18 Bourges; 28 Chartres; 36 Châteauroux; 37 Tours; 41 Blois; 45 Orléans
27 21 Dijon; 25 Besançon; 39 Lons-le-Saunier; 58 Nevers; 70 Vesoul; 71 Mâcon; 89 Auxerre; 90 Belfort
28 14 Caen; 27 Évreux; 50 Saint-Lô; 61 Alençon; 76 Rouen
32 02 Laon; 59 Lille; 60 Beauvais; 62 Arras; 80 Amiens
44 08 Charleville-Mézières; 10 Troyes; 51 Reims; 52 Chaumont; 54 Nancy; 55 Bar-le-Duc; 57 Metz
44 67 Strasbourg; 68 Mulhouse; 88 Épinal
52 44 Nantes; 49 Angers; 53 Laval; 72 Le Mans; 85 La Roche-sur-Yon
53 22 Saint-Brieuc; 29 Quimper; 35 Rennes; 56 Vannes
75 16 Angoulême; 17 La Rochelle; 19 Tulle; 23 Guéret; 24 Périgueux; 33 Bordeaux; 40 Mont-de-Marsan
75 47 Agen; 64 Pau; 79 Niort; 86 Poitiers; 87 Limoges
76 09 Foix; 11 Carcassonne; 12 Rodez; 30 Nîmes; 31 Toulouse; 32 Auch; 34 Montpellier; 46 Cahors; 48 Mende
76 65 Tarbes; 66 Perpignan; 81 Albi; 82 Montauban
84 01 Bourg-en-Bresse; 03 Moulins; 07 Privas; 15 Aurillac; 26 Valence; 38 Grenoble; 42 Saint-Étienne
84 43 Le Puy-en-Velay; 63 Clermont-Ferrand; 69 Lyon; 73 Chambéry; 74 Annecy
93 04 Digne-les-Bains; 05 Gap; 06 Nice; 13 Marseille; 83 Toulon; 84 Avignon
94 2A Ajaccio; 2B Bastia
"""
_POPULOUS = {
    "59": 6,
    "75": 6,
    "13": 5,
    "69": 5,
    "93": 4,
    "33": 4,
    "92": 4,
    "31": 4,
    "44": 4,
    "62": 4,
    "38": 3,
    "34": 3,
}

_SAINTS = """Aignan Aubin Avit Barthélemy Bonnet Brice Clair Christophe Cyr Didier Éloi Estèphe Fargeau Félicien
 Florentin Gaudens Genest Germain Gervais Hilaire Jacut Jouan Laurent Léger Lunaire Malo Marcellin Maur Médard Nabord
 Nazaire Ouen Pardoux Paul Priest Quentin Rambert Romain Savinien Sernin Sulpice Thégonnec Ulphace Vaast Vigor
 Yrieix""".split()
_ROOTS = """Amber Aubi Barbe Beau Bello Bour Brail Cade Cham Châte Chau Cler Coëtlo Cour Crève Dam Éche Escal Ferri
 Folle Fon Gar Gonde Grand Guer Haute Herbi Ker Lanne Lar Lou Mali Mar Mire Mon Mor Neu Nove Oiron Pala Penne Plou
 Ponta Puy Quer Roche Rosn Sain Salle Sauve Tal Thou Tréme Val Vaucre Vern Vieu Ville""".split()
_ENDINGS = """ac argues ay bourg celles cey champ court dun euil fontaine gny gnac guen heim honne illac illy lac lles
 lon mare mont nay ncourt ngues nne nom nville ol onne ouse ras ray rennes rieux rolles rsac seuil sson tier tot
 vert vic ville villers voir zac""".split()
_RIVERS = """Ain Aisne Allier Ardèche Aube Aude Aveyron Blaise Charente Cher Creuse Dordogne Drôme Durance Eure
 Garonne Gartempe Gers Indre Isère Isle Loir Loire Loue Lot Marne Mayenne Meuse Moselle Nièvre Oise Orne Oust Risle
 Rhône Sarthe Saône Sèvre Seine Somme Tarn Têt Thouet Var Vendée Vézère Vienne Vilaine Yonne""".split()
_PLACES = """les-Bains les-Forges le-Château la-Forêt en-Brie en-Caux en-Vexin en-Forez en-Retz au-Perche en-Diois
 l'Abbaye l'Évêque le-Vieux la-Montagne lès-Étangs des-Prés du-Bois aux-Moines sous-Bois""".split()

COMMUNES_PER_DEPARTEMENT = 36


@dataclass(frozen=True, slots=True)
class Commune:
    """A place, with the codes of the territories that hold it."""

    name: str
    departement: str
    region: str


def communes(chance: Random) -> Weighted[Commune]:
    """Some 3 600 communes, the main towns and the populous départements drawn more often."""
    places: list[Commune] = []
    weights: list[float] = []
    taken: set[str] = set()
    for region, departement, town in _main_towns():
        size = _POPULOUS.get(departement, chance.uniform(0.5, 2))
        for rank, name in enumerate([town, *_invented(chance, taken)]):
            places.append(Commune(name, f"D{departement}", f"R{region}"))
            weights.append(size / (rank + 1) ** 0.9)
    return Weighted(places, weights)


def _main_towns() -> Iterator[tuple[str, str, str]]:
    for line in _TOWNS.split("\n"):
        region, _, towns = line.partition(" ")
        for entry in filter(None, towns.split("; ")):
            departement, _, town = entry.partition(" ")
            yield region, departement, town


def _invented(chance: Random, taken: set[str]) -> Iterator[str]:
    rivers = chance.sample(_RIVERS, 3)
    places = chance.sample(_PLACES, 3)
    missing = COMMUNES_PER_DEPARTEMENT - 1
    while missing:
        name = _commune_name(chance, rivers, places)
        if name not in taken:
            taken.add(name)
            missing -= 1
            yield name


def _commune_name(chance: Random, rivers: list[str], places: list[str]) -> str:
    if chance.random() < 0.3:
        name = "Saint-" + chance.choice(_SAINTS)
    else:
        name = chance.choice(_ROOTS) + chance.choice(_ENDINGS)
    style = chance.random()
    if style < 0.3:
        return f"{name}-sur-{chance.choice(rivers)}"
    if style < 0.55:
        return f"{name}-{chance.choice(places)}"
    return f"Le {name}" if style < 0.58 and not name.startswith("Saint") else name
