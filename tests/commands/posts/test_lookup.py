from datetime import datetime

import pytest

from commands.posts.lookup import asks, hints, is_for_exchange, solved_tags, subject_of
from storage.catalogue import Catalogue
from storage.questions import Subject


@pytest.mark.parametrize(
    ("key", "tags", "about"),
    [
        ("channel:theme:handicap", (), Subject(theme="handicap")),
        ("channel:theme:handicap", ("Gironde",), Subject(theme="handicap")),
        ("channel:trade:cesf", (), Subject(trade="cesf")),
        ("channel:territory:R75", (), Subject(territory="R75")),
        ("channel:territory:R75", ("Question", "Gironde"), Subject(territory="D33")),
        ("channel:territory:R75", ("Paris",), Subject(territory="R75")),
        ("channel:territory:C988", (), Subject(territory="C988")),
        ("channel:territory:overseas", (), Subject()),
        ("channel:territory:overseas", ("Saint-Pierre-et-Miq.",), Subject(territory="C975")),
        ("channel:territory:zorglub", ("Gironde",), Subject()),
        ("channel:theme:zorglub", (), Subject()),
        ("channel:help", (), Subject()),
        ("category:themes", (), Subject()),
        ("", (), Subject()),
    ],
)
def test_a_forum_and_its_tags_say_what_a_post_is_about(
    catalogue: Catalogue, key: str, tags: tuple[str, ...], about: Subject
) -> None:
    assert subject_of(catalogue, key, tags) == about


def test_a_post_asks_by_its_tag_by_its_title_or_where_no_tag_could_say_so() -> None:
    offered = ("Question", "Ressource")
    assert [
        asks("Une journée", ("Question",), offered),
        asks("Qui connaît une MECS ?", ("Ressource",), offered),
        asks("Une journée", ("Ressource",), offered),
        asks("Une journée", (), offered),
        asks("Une journée", (), ()),
    ] == [True, True, False, False, True]


def test_only_the_forums_of_exchange_are_watched() -> None:
    keys = ("channel:theme:genre", "channel:territory:R75", "channel:help", "channel:agenda", "channel:queue")
    assert [is_for_exchange(key) for key in keys] == [True, True, True, False, False]


def test_the_tag_of_what_is_solved_is_found_whatever_its_dress() -> None:
    assert solved_tags(["Question", "✅ Résolu", "resolu", "Non résolu"]) == [1, 2]


def test_a_title_that_says_nothing_is_helped_by_the_theme_of_its_forum(
    catalogue: Catalogue, now: datetime
) -> None:
    own = hints(catalogue, "Un stage en foyer", Subject(theme="handicap"), now)
    helped = hints(catalogue, "Besoin d’avis", Subject(theme="handicap", territory="D33"), now)
    nothing = hints(catalogue, "Besoin d’avis", Subject(), now)
    assert [found.themes[0].theme.slug for found in (own, helped)] == ["stages", "handicap"]
    assert (bool(helped.contacts), nothing.themes, nothing.contacts) == (True, (), ())


def test_a_danger_in_a_title_is_still_heard(catalogue: Catalogue, now: datetime) -> None:
    found = hints(catalogue, "Elle veut se suicider", Subject(theme="handicap"), now)
    assert [danger.slug for danger in found.dangers] == ["risque-suicidaire"]
