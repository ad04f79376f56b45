from storage.search.question import CORRECTED, EQUIVALENT, PREFIX, TYPED, Analyst, Question
from storage.search.vocabulary import Vocabulary

KNOWN = {"maison": 50, "enfants": 20, "educateur": 20, "bordeaux": 12, "mecs": 15}


def asked(text: str, *, prefix: bool = False) -> Question:
    equivalents = {("mec",): (("maison", "enfant"),), ("maison", "enfant"): (("mec",),)}
    return Analyst(Vocabulary(KNOWN.items()), equivalents).analyse(text, 100, prefix=prefix)


def test_a_known_word_is_one_group_trusted_as_typed() -> None:
    (group,) = asked("la maison").groups
    assert (group.typed, group.ways) == ("maison", {("maison",): TYPED})


def test_a_known_phrase_is_one_group_with_its_equivalent() -> None:
    (group,) = asked("maison d’enfants").groups
    assert group.ways == {("maison", "enfant"): TYPED, ("mec",): EQUIVALENT}


def test_a_slip_is_corrected_with_less_trust_and_told() -> None:
    question = asked("bordaeux")
    assert question.corrections == {"bordaeux": "bordeaux"}
    assert [set(group.ways.values()) for group in question.groups] == [{CORRECTED}]


def test_a_word_that_nothing_explains_is_unknown_and_lowers_what_was_understood() -> None:
    question = asked("maison xylophone")
    assert (question.unknown, len(question.groups)) == (["xylophone"], 1)
    assert 0.0 < question.understood < asked("maison").understood == 1.0


def test_the_word_being_typed_may_be_the_beginning_of_another() -> None:
    (group,) = asked("educ", prefix=True).groups
    assert group.ways == {("educ",): PREFIX}  # the stem of « éducateur »


def test_words_of_courtesy_carry_nothing() -> None:
    assert [group.typed for group in asked("bonjour, je cherche une maison svp").groups] == ["maison"]


def test_an_empty_text_is_an_empty_question() -> None:
    assert asked("") == Question(key="", understood=0.0)


def test_the_key_is_the_whole_text_without_spaces() -> None:
    assert asked("Maison d’Enfants").key == "maisondenfants"


def test_rare_words_weigh_more_than_frequent_ones() -> None:
    frequent, rare = asked("maison bordeaux").groups
    assert rare.weight > frequent.weight


def test_a_group_is_written_in_the_language_of_the_index() -> None:
    (group,) = asked("maison d’enfants").groups
    assert group.expression() == "((maison AND enfant) OR mec)"
