"""French words as people type them: accents, case, apostrophes, hyphens, plurals and gender folded away.

Everything that compares two texts in the project goes through these functions, at write time and at question
time alike, so that a form typed badly and the form printed in a document meet.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": " ", "'": " ", "ʼ": " "})
_NOT_WORD = re.compile(r"[^a-z0-9]+")
# « A.S.E. », « E.S », « m.d.p.h. »: dots between single letters glue an acronym instead of cutting it.
_DOTTED = re.compile(r"(?<![a-z0-9])(?:[a-z0-9]\.){1,}[a-z0-9](?![a-z0-9])\.?")
# « éducateur·rice », « spécialisé.e.s », « infirmier(ère) », « salarié-e »: the masculine, which the stems are made of.
_MIDDLE_DOT = re.compile(r"(?<=[a-z])[·•‧][a-z]+(?:[·•‧][a-z]+)?")
_BOTH_GENDERS = re.compile(r"[./(-](?<=[a-z]{3}.)(?:e|rice|trice|euse|ere)s?\)?(?:[.-]?s)?(?![a-z0-9])")

# Words that carry no meaning of their own. They are ignored as long as another word remains.
STOP_WORDS = frozenset(
    """a ai alors as au aux avec avoir c ca ce cela ces cet cette chez ci comme comment d dans de des dois doit donc du
    elle elles en entre es est et etre eu il ils j je l la le les leur leurs lui m ma mais me mes moi mon n ne nos
    notre nous on ont ou par pas peut peux plus pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa
    sans se ses si son sont sous suis sur t ta te tes toi ton tu un une va vers veut veux vos votre vous y""".split()
)
# Words of courtesy and of asking, which questions hold and names never rely on.
FILLERS = frozenset(
    """aimerais bonjour bonsoir cherche chercher connaitre existe faire faut grace merci possible savoir souhaite svp
    trouver voudrais voulais besoin""".split()
)

# Feminine endings the stemmer does not bring back to the masculine once the accents are gone (moniteur, monitrice).
_FEMININE = (
    (re.compile(r"trice$"), "teur"),
    (re.compile(r"euse$"), "eur"),
    (re.compile(r"ere$"), "er"),
    (re.compile(r"iee$"), "ie"),
)

# Spellings of one sound that people take for one another, in the order they are read.
_SOUNDS = (
    ("eau", "o"), ("au", "o"), ("ai", "e"), ("ei", "e"), ("oe", "e"), ("ph", "f"), ("qu", "k"), ("ck", "k"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"),
    ("y", "i"), ("h", ""), ("em", "an"), ("en", "an"), ("am", "an"), ("z", "s"), ("tion", "sion"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")

_stemmer = snowballstemmer.stemmer("french")


def fold(text: str) -> str:
    """Lower case without accents, ligatures, apostrophes or hyphens; words separated by one space."""
    lowered = text.lower().translate(_LIGATURES)
    if not lowered.isascii():
        decomposed = unicodedata.normalize("NFKD", lowered)  # « ﬁ » of a PDF included
        lowered = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        lowered = _MIDDLE_DOT.sub("", lowered)
    if "." in lowered:
        lowered = _DOTTED.sub(lambda found: found.group().replace(".", ""), lowered)
    lowered = _BOTH_GENDERS.sub("", lowered)
    return _NOT_WORD.sub(" ", lowered).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return fold(text).split()


def compact(text: str) -> str:
    """The folded text without spaces: « CPNE-FP », « cpne fp » and « C.P.N.E.F.P. » are one key."""
    return fold(text).replace(" ", "")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The French stem of one folded word; digits and words of three letters or fewer stay as they are.

    The stemmer expects accents, which people do not type. It is therefore always given the folded word, and the
    endings it then leaves behind (« specialise(e) ») are cut afterwards, on both sides of the comparison.
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    masculine = word
    if len(word) >= 6:
        masculine = word.removesuffix("s") if not word.endswith("ss") else word
        for ending, replacement in _FEMININE:
            masculine = ending.sub(replacement, masculine)
    stemmed: str = _stemmer.stemWord(masculine)
    shorter = stemmed.rstrip("e")
    return shorter if len(shorter) >= 3 else stemmed


def stems(text: str) -> list[str]:
    """The stems of the words of a text, in order."""
    return [stem(word) for word in words(text)]


def meaningful(typed: list[str]) -> list[str]:
    """The words that carry meaning; all of them when none does."""
    kept = [word for word in typed if word not in STOP_WORDS]
    return kept or typed


def sound(word: str) -> str:
    """How a folded word sounds, roughly: « sanitère » and « sanitaire », « edukateur » and « éducateur » are one."""
    spoken = word
    for written, heard in _SOUNDS:
        spoken = spoken.replace(written, heard)
    return _DOUBLED.sub(r"\1", spoken).rstrip("estdx") or word
