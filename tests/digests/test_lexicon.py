import pytest

from digests.lexicon import Lexicon, said

PHRASES = [
    ("aide sociale à l'enfance", "enfance"), ("enfance", "enfant"), ("ASE", "enfance"), ("AMI", "appel"),
    ("MECS", "maison"), ("éducateur spécialisé", "métier"), ("accès aux droits", "droits"),
    ("placement", "placement"), ("droits", "droits"),
]  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon[str]:
    return Lexicon(PHRASES, whole=["placement"])


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("L’aide sociale à l’enfance", [("enfance", "aide sociale à l’enfance"), ("enfant", "enfance")]),
        ("confiés à l’ASE.", [("enfance", "ASE")]),
        ("l’A.S.E. et les MECS", [("enfance", "A.S.E"), ("maison", "MECS")]),
        ("dans deux Mecs", [("maison", "Mecs")]),
        ("un ami de la famille", []),
        ("un AMI est ouvert", [("appel", "AMI")]),
        ("les éducatrices spécialisées", [("métier", "éducatrices spécialisées")]),
        ("éducateur·rice spécialisé·e", [("métier", "éducateur·rice spécialisé·e")]),
        ("l’accès de tous à leurs droits", [("droits", "droits")]),
        ("l’accès à leurs droits", [("droits", "accès à leurs droits"), ("droits", "droits")]),
        ("des placements", [("placement", "placements")]),
        ("des places en plus", []),
        ("", []),
    ],
)
def test_phrases_are_heard_as_they_are_written(
    lexicon: Lexicon[str], text: str, heard: list[tuple[str, str]]
) -> None:
    written = text.split()
    found = [
        (meaning, said(written[each.start : each.end]))
        for each in lexicon.hear(written)
        for meaning in each.meanings
    ]
    assert found == heard


def test_a_phrase_may_mean_several_things_each_once() -> None:
    lexicon = Lexicon([("logement", 1), ("logements", 2), ("logement", 1)])
    assert [each.meanings for each in lexicon.hear(["Logement"])] == [(1, 2)]


@pytest.mark.parametrize(
    ("written", "capital"),
    [
        ("Nord", True),
        ("l’Orne", True),
        ("nord", False),
        ("« Paris", True),
        ("(Lyon)", True),
        ("d’orne", False),
    ],
)
def test_a_spelling_knows_whether_it_begins_with_a_capital(
    lexicon: Lexicon[str], written: str, *, capital: bool
) -> None:
    assert lexicon.spelling(written).capital is capital
