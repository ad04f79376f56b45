import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text import STOP_WORDS, compact, fold, meaningful, sound, stem, stems, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ÉDUCATEUR SPÉCIALISÉ", "educateur specialise"),
        ("educateur-specialise", "educateur specialise"),
        ("l’aide sociale", "l aide sociale"),
        ("l'aide sociale", "l aide sociale"),
        ("cœur", "coeur"),
        ("Curriculum vitæ", "curriculum vitae"),
        ("Straße", "strasse"),
        ("A.S.E.", "ase"),
        ("les A.S.E. du 33.", "les ase du 33"),
        ("m.d.p.h", "mdph"),
        ("C.P.N.E.-F.P.", "cpne fp"),
        ("fin de phrase. Une autre", "fin de phrase une autre"),
        ("A.S.E., E.S. et M.E.C.S.", "ase es et mecs"),
        ("Bar-le-Duc", "bar le duc"),
        ("ﬁnancement", "financement"),
        ("1ᵉʳ secours", "1er secours"),
        ("  beaucoup   d'espaces\u00a0fixes\u202fet\tfins ", "beaucoup d espaces fixes et fins"),
        ("e\u0301te\u0301", "ete"),
        ("", ""),
        ("?!…", ""),
        ("العربية", ""),
    ],
)
def test_what_people_type_is_folded_to_plain_words(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("both", "masculine"),
    [
        ("assistant·e de service social", "assistant de service social"),
        ("éducateur·rice·s spécialisé·e·s", "educateur specialise"),
        ("éducateur.rice spécialisé.e", "educateur specialise"),
        ("travailleur·euse social·e", "travailleur social"),
        ("infirmier(ère)s", "infirmier"),
        ("éducateur(trice) spécialisé(e)", "educateur specialise"),
        ("salarié-e-s", "salarie"),
        ("directeur/rice", "directeur"),
        ("auteur•autrice", "auteur"),
    ],
)
def test_both_genders_in_one_word_are_the_masculine(both: str, masculine: str) -> None:
    assert fold(both) == masculine


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folded_text_holds_only_plain_letters_digits_and_single_spaces(text: str) -> None:
    folded = fold(text)

    assert set(folded) - set("abcdefghijklmnopqrstuvwxyz0123456789 ") == set()
    assert folded == " ".join(folded.split())


@pytest.mark.parametrize("spelling", ["CPNE-FP", "cpne fp", "C.P.N.E.F.P.", "Cpnefp"])
def test_an_acronym_is_one_key_however_it_is_cut(spelling: str) -> None:
    assert compact(spelling) == "cpnefp"


@pytest.mark.parametrize(
    "forms",
    [
        "éducateur éducatrice éducateurs éducatrices",
        "moniteur monitrice moniteurs monitrices",
        "travailleur travailleuse travailleurs travailleuses",
        "infirmier infirmière infirmiers infirmières",
        "conseiller conseillère conseillers conseillères",
        "usager usagère usagers usagères",
        "salarié salariée salariés salariées",
        "foyer foyers",
        "spécialisé spécialisée spécialisés spécialisées",
        "social sociale sociales",
        "assistant assistante assistants assistantes",
        "familial familiale familiales",
        "handicapé handicapée handicapés",
        "formation formations",
    ],
)
def test_gender_and_number_do_not_matter(forms: str) -> None:
    first, *others = stems(forms)

    assert others == [first] * len(others)


@pytest.mark.parametrize("word", ["aes", "es", "75", "2a", "33000", "d33", "cesf2"])
def test_short_words_and_numbers_are_their_own_stem(word: str) -> None:
    assert stem(word) == word


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_a_word_always_keeps_a_stem(word: str) -> None:
    assert stem(word) != ""


def test_words_are_given_in_order() -> None:
    assert words("L'aide sociale à l’enfance (ASE)") == ["l", "aide", "sociale", "a", "l", "enfance", "ase"]


def test_small_words_are_left_aside_while_another_remains() -> None:
    assert meaningful(words("l'aide sociale à l'enfance")) == ["aide", "sociale", "enfance"]


def test_small_words_alone_are_kept() -> None:
    assert meaningful(["es", "me"]) == ["es", "me"]


def test_every_small_word_is_written_as_folding_gives_it() -> None:
    assert [word for word in sorted(STOP_WORDS) if fold(word) != word] == []


@pytest.mark.parametrize(
    ("badly", "well"),
    [
        ("sanitère", "sanitaire"),
        ("edukateur", "éducateur"),
        ("ortofoniste", "orthophoniste"),
        ("acompagnement", "accompagnement"),
        ("financemant", "financement"),
    ],
)
def test_what_sounds_the_same_is_the_same_sound(badly: str, well: str) -> None:
    assert sound(fold(badly)) == sound(fold(well))
