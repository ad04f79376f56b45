import pytest

from storage.search.question import Group, Question
from storage.search.ranking import ACRONYM, FORMER, TITLE, Candidate, Scale, Wording

LEVELS = {"D33": 0, "R75": 1, "national": 2}


def question(*stems: str) -> Question:
    return Question("".join(stems), [Group(stem, {(stem,): 1.0}) for stem in stems])


def candidate(names: str, *, territory: str = "national", body: str = "", priority: int = 0) -> Candidate:
    return Candidate(1, "organisations", "un", "Un", territory, names, body, priority)


def score(
    names: str, *, exact: str | None = None, placed: bool = False, territory: str = "national"
) -> float:
    weighed = candidate(names, territory=territory)
    Scale(question("maison", "bleu"), LEVELS if placed else {}, placed=placed).weigh(weighed, exact)
    return weighed.score


def test_the_whole_name_comes_before_half_of_it_and_before_nothing() -> None:
    assert score("T maison bleu") > score("T maison rouge") > score("T foyer rouge") == 0.0


def test_a_title_comes_before_an_alias_and_an_alias_before_a_former_name() -> None:
    assert score("T maison bleu") > score("N maison bleu") > score("F maison bleu")


def test_a_name_that_says_little_else_comes_first() -> None:
    assert score("T maison bleu") > score("T maison bleu association gironde enfant")


@pytest.mark.parametrize("kind", [TITLE, ACRONYM])
def test_an_exact_name_comes_before_everything_and_before_a_former_one(kind: str) -> None:
    assert score("T maison bleu", exact=kind) > score("T maison bleu", exact=FORMER) > score("T maison bleu")


def test_of_equal_names_the_nearest_comes_first() -> None:
    order = [score("T maison bleu", placed=True, territory=one) for one in ("D33", "R75", "national", "D59")]
    assert order == sorted(order, reverse=True)
    assert len(set(order)) == 4


def test_on_equal_relevance_priority_decides() -> None:
    scale = Scale(question("maison"), {}, placed=False)
    first, second = candidate("T maison"), candidate("T maison", priority=3)
    scale.weigh(first, None)
    scale.weigh(second, None)
    assert (first.score > second.score, first.coverage) == (True, second.coverage)


def test_a_text_says_less_than_a_name() -> None:
    scale = Scale(question("maison", "bleu"), {}, placed=False)
    assert (
        scale.compare("T maison", "bleu jardin").everything < scale.compare("T maison|N bleu", "").everything
    )


def test_an_entry_without_a_name_we_read_says_nothing() -> None:
    assert Scale(question("maison"), {}, placed=False).compare("", "") == Wording()
