import pytest

from commands.exchange.lookup import (
    LONGEST,
    Asking,
    again,
    dangers,
    is_too_short,
    masked,
    names_place,
    other_spaces,
    packed,
    revealing,
    spaces_for,
    subject,
    tags_for,
    title,
    unpacked,
    unread,
)
from commands.ids import code
from storage.catalogue import Catalogue
from storage.members import Profile
from storage.questions import Subject

EVERYTHING = Subject(trade="cesf", theme="handicap", territory="D33")


def test_a_draft_gives_the_whole_question_back() -> None:
    asking = Asking("Qui connaît ?", "Des adultes", "Rien ne marche", "Tout", EVERYTHING)
    assert again(asking.fields()) == asking


@pytest.mark.parametrize(
    ("sought", "short"),
    [
        ("", True),
        ("   ", True),
        ("VAE ?", True),
        ("🙂🙂🙂🙂🙂🙂🙂🙂🙂", True),
        ("Une VAE de nuit", False),
        ("خلال أي وقت", False),
    ],
)
def test_a_question_without_a_few_letters_is_too_short(sought: str, short: bool) -> None:
    assert is_too_short(Asking(sought)) is short


def test_a_title_is_one_line_that_fits() -> None:
    assert title(Asking("Une  VAE\n de nuit ?")) == "Une VAE de nuit ?"
    assert len(title(Asking("mot " * 50))) <= 100


def test_a_danger_is_heard_in_any_text_and_never_across_two(catalogue: Catalogue) -> None:
    assert [each.slug for each in dangers(catalogue, Asking(tried="Il dit qu’il veut se suicider"))] == [
        "risque-suicidaire"
    ]
    assert dangers(catalogue, Asking("Comment faire ?", problem="Les horaires")) == []


def test_what_may_identify_somebody_is_told_with_the_text_that_holds_it_and_can_be_masked() -> None:
    asking = Asking("Une VAE", problem="Appeler Kevin Durand", tried="Au 06 12 34 56 78")
    assert [(name, found.kind) for name, found in revealing(asking)] == [
        ("problem", "name"),
        ("tried", "telephone"),
    ]
    assert masked(asking) == Asking("Une VAE", problem="Appeler [nom]", tried="Au [numéro de téléphone]")
    assert revealing(masked(asking)) == []


def test_what_is_typed_comes_before_the_space_and_the_space_before_the_profile(catalogue: Catalogue) -> None:
    profile = Profile("", ("cesf",), ("D75",), ("ethique",))
    here = Subject(theme="genre", territory="R11")
    assert [
        subject(catalogue, "handicap", "TISF", "33", here, profile),
        subject(catalogue, "", "", "", here, profile),
        subject(catalogue, "", "", "", Subject(), profile),
        subject(catalogue, "", "", "", Subject(), Profile()),
    ] == [
        Subject("tisf", "handicap", "D33"),
        Subject("cesf", "genre", "R11"),
        Subject("cesf", "", "D75"),
        Subject(),
    ]


def test_what_means_nothing_or_several_things_is_said(catalogue: Catalogue) -> None:
    assert unread(catalogue, "zorglub", "ES", "nulle part") == ["zorglub", "nulle part"]
    assert unread(catalogue, "", "", "") == []


def test_every_subject_comes_back_from_its_id(catalogue: Catalogue) -> None:
    assert unpacked(catalogue, *packed(EVERYTHING)) == EVERYTHING
    assert unpacked(catalogue, *packed(Subject())) == Subject()
    assert unpacked(catalogue, "zzz", "zzz", "D999") == Subject()


def test_no_two_trades_share_a_code(catalogue: Catalogue) -> None:
    assert len({code(slug) for slug in catalogue.trades}) == len(catalogue.trades)


def test_a_question_goes_to_its_theme_then_here_then_to_its_trade_territory_and_audience(
    catalogue: Catalogue,
) -> None:
    assert spaces_for(catalogue, EVERYTHING, "channel:audience:elus", "etudiants") == (
        "channel:theme:handicap",
        "channel:audience:elus",
        "channel:trade:cesf",
        "channel:territory:D33",
        "channel:territory:R75",
        "channel:audience:etudiants",
        "channel:help",
    )
    assert spaces_for(catalogue, Subject(), "", "") == ("channel:help",)
    assert spaces_for(catalogue, Subject(territory="C988"), "", "") == (
        "channel:territory:C988",
        "channel:territory:overseas",
        "channel:help",
    )


def test_it_is_announced_in_the_other_space_only_when_it_has_a_theme_and_a_territory(
    catalogue: Catalogue,
) -> None:
    assert other_spaces(catalogue, EVERYTHING, "channel:theme:handicap") == (
        "channel:territory:D33",
        "channel:territory:R75",
    )
    assert other_spaces(catalogue, EVERYTHING, "channel:territory:R75") == ("channel:theme:handicap",)
    assert other_spaces(catalogue, Subject(theme="handicap"), "channel:theme:handicap") == ()
    assert other_spaces(catalogue, Subject(territory="C988"), "channel:territory:C988") == ()


def test_its_tags_are_question_and_its_departement(catalogue: Catalogue) -> None:
    offered = ["Ressource", "❓ Question", "Landes", "Gironde", "Résolu"]
    assert tags_for(catalogue, EVERYTHING, offered) == [1, 3]
    assert tags_for(catalogue, Subject(), offered) == [1]
    assert tags_for(catalogue, Subject(), []) == []


@pytest.mark.parametrize(
    ("tag", "id", "same"),
    [
        ("Gironde", "D33", True),
        ("33", "D33", True),
        ("33 Gironde", "D33", True),
        ("Gironde (33)", "D33", True),
        ("Alpes-de-Haute-Prov", "D04", True),
        ("Haute-Savoie", "D73", False),
        ("Savoie", "D74", False),
        ("Pyrénées", "D66", False),
        ("2A Corse-du-Sud", "D2A", True),
        ("Question", "D33", False),
        ("Charente", "D17", False),
        ("Alpes-de-Haute-Prov.", "D04", True),
        ("Terr. de Belfort 90", "D90", True),
        ("Saint-Pierre-et-Miq.", "C975", True),
    ],
)
def test_a_tag_names_a_place(catalogue: Catalogue, tag: str, id: str, same: bool) -> None:
    assert names_place(tag, catalogue.territories[id]) is same


def test_the_longest_texts_leave_room_for_their_escapes() -> None:
    assert 2 * sum(LONGEST.values()) < 3700
