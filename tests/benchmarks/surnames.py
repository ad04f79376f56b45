"""Invented surnames, as many as a country has founders and patrons: the long tail of a directory's vocabulary."""

from random import Random

_FIRST = """A Ba Be Ber Bi Bo Bon Bou Bre Bri Ca Car Cha Che Cla Co Cor Cou Cre Da De Del Des Do Du Dur É El Es Fa Fe
 Fla Fo Fou Fra Ga Gau Ge Gi Go Gou Gra Gué Gui Ha He Hu I Ja Je Jo Ju Kar Ker La Lan Le Lé Li Lo Lu Ma Mar Me Mé Mi
 Mo Mon Mou Na Né No O Or Pa Pé Per Pi Pla Po Pon Pou Pré Pru Qui Ra Ré Ri Ro Rou Sa Sau Sé Ser Si So Sou Ta Té Thé
 Ti To Tou Tré U Va Val Vé Ver Vi Vo Za Ze""".split()
_MIDDLE = """ba be bi bla bo bri ca chi co da de di do du fa fi ga gi go gue la le li lo lu ma me mi mo na ne ni no
 nou pa pe pi po qui ra re ri ro rou sa se si so ta te ti to tra va ve vi vo za""".split()
_LAST = """bert bon card chard chet court deau del dier don douin fort gnac gnon gny got goux lain lard let lier lin
 llac lles llon llot lon lot main mand met meur mier min mont nard neau nec net nier nin not pin quet quin rac rand
 raud rel ret reux ric rier rin rois ron rot roux sac sant sier sin son tard teau tel tier tin ton tot trand vac vard
 veau vel vet vier vin von zac zel""".split()


def surnames(count: int, chance: Random) -> list[str]:
    """``count`` distinct surnames of two to four syllables, in no particular order."""
    found: dict[str, None] = {}
    while len(found) < count:
        middle = "".join(chance.choice(_MIDDLE) for _ in range(chance.choice((0, 1, 1, 1, 2))))
        name = chance.choice(_FIRST) + middle + chance.choice(_LAST)
        if len(name) >= 5:
            found[name] = None
    return list(found)
