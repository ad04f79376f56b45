from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from digests.classification import Classifier
from digests.sources.source import Declaration, Entry
from storage.catalogue import Catalogue
from storage.database import Database
from storage.items import Found
from tests.digests.labelled import (
    HELD_OUT,
    HELD_OUT_MISSES,
    MISTAKEN_KINDS,
    USED,
    USED_MISSES,
    classified,
    labels,
    measured,
    misses,
    mistaken_kinds,
)

NEWS = Declaration("presse", "Presse du secteur", "feed", "https://exemple.fr/rss")
GENERAL = replace(NEWS, name="general", words=("travail social",))


@pytest.fixture(scope="module")
def classify(catalogue: Catalogue) -> Classifier:
    return Classifier(catalogue)


def entry(title: str, summary: str = "", **changes: Any) -> Entry:
    return replace(Entry(title, "https://exemple.fr/a", summary=summary), **changes)


# ------------------------------------------------------------------------------------------------- measured


def test_enough_entries_are_labelled_and_none_is_in_both_parts() -> None:
    used, held_out = ({label["title"] for label in labels()[part]} for part in ("used", "held_out"))
    assert (len(used), len(held_out), used & held_out) == (103, 63, set())


def test_the_themes_of_the_entries_used_while_writing_are_precise_and_found(classify: Classifier) -> None:
    assert measured(classify, "used") == USED
    assert (USED["themes"][0] >= 0.85, USED["themes"][1] >= 0.75, USED["territories"][0] >= 0.95) == (
        True,
    ) * 3
    assert misses(classify, "used") == USED_MISSES


def test_the_themes_of_the_entries_held_out_are_precise_and_found(classify: Classifier) -> None:
    """Written before the classifier, by the same hand, and never used to choose a word or a number.

    At its very first reading this part gave 0.855 and 0.877 on themes. What changed since was chosen without it, by
    reading real feeds: words that share a stem, and a verb taken for funding.
    """
    assert measured(classify, "held_out") == HELD_OUT
    assert (HELD_OUT["themes"][0] >= 0.85, HELD_OUT["themes"][1] >= 0.75) == (True, True)
    assert HELD_OUT["territories"][0] >= 0.95
    assert misses(classify, "held_out") == HELD_OUT_MISSES


def test_the_kinds_that_are_mistaken(classify: Classifier) -> None:
    assert mistaken_kinds(classify) == MISTAKEN_KINDS


def test_what_is_not_for_us_is_about_nothing(classify: Classifier) -> None:
    for part in ("used", "held_out"):
        wrongly = [
            label["title"]
            for label, found in classified(classify, part)
            if not label["themes"] and (found.themes or found.trades)
        ]
        assert wrongly == []


# ------------------------------------------------------------------------------------------------- explained


def test_each_slug_is_explained_by_the_words_of_the_entry(classify: Classifier) -> None:
    found = classify(
        entry(
            "L’ASE recrute : les Mecs en quête d’éducatrices spécialisées",
            "Dans le Nord, l’aide sociale à l’enfance a des difficultés de recrutement. Les employeurs cherchent.",
        ),
        NEWS,
    )
    assert found.themes == ("protection-enfance", "attractivite")
    assert (found.trades, found.audiences, found.territories) == (
        ("educateur-specialise",),
        ("employeurs",),
        ("D59",),
    )
    assert dict(found.why) == {
        "protection-enfance": ("ASE", "Mecs", "aide sociale à l’enfance"),
        "attractivite": ("recrute", "difficultés de recrutement"),
        "educateur-specialise": ("éducatrices spécialisées",),
        "employeurs": ("employeurs",),
        "D59": ("Nord",),
    }


def test_every_slug_given_is_explained_and_nothing_else_is(classify: Classifier) -> None:
    for part in ("used", "held_out"):
        for _, found in classified(classify, part):
            given = {*found.themes, *found.trades, *found.audiences, *found.territories}
            assert set(found.why) == given
            assert all(said and all(said) for said in found.why.values())


def test_what_its_source_declares_is_always_given_first_and_explained_by_its_name(
    classify: Classifier,
) -> None:
    declared = replace(GENERAL, label="La veille de l’Hérault", themes=("handicap",), territories=("D34",))
    found = classify(entry("Ouverture d’une crèche à Lyon"), declared)
    assert (found.themes, found.territories) == (("handicap", "petite-enfance"), ("D34", "D69"))
    assert (found.why["handicap"], found.why["D34"]) == (
        ("La veille de l’Hérault",),
        ("La veille de l’Hérault",),
    )
    alone = classify(entry("Prévisions de croissance"), declared)
    assert (alone.themes, alone.territories) == (("handicap",), ("D34",))


def test_a_headline_in_capitals_is_read_like_another(classify: Classifier) -> None:
    found = classify(entry("LA PROTECTION DE L’ENFANCE EN DANGER"), GENERAL)
    assert (found.themes, found.why) == (
        ("protection-enfance",),
        {"protection-enfance": ("protection de l’enfance",)},
    )


def test_the_rest_of_an_entry_is_kept_as_it_is(classify: Classifier) -> None:
    given = entry("Un guide", "Pour tous.", authors=("Ada",), doi="10.1000/182", language="en", access="free")
    found = classify(given, replace(NEWS, licence="Licence Ouverte 2.0"))
    assert found == Found(
        "presse", ("doi:10.1000/182", "url:https://exemple.fr/a"), "resource", "Un guide", "https://exemple.fr/a",
        "Pour tous.", ("Ada",), language="en", access="free", licence="Licence Ouverte 2.0",
    )  # fmt: skip


def test_keywords_count_and_so_does_the_place_a_source_gives(classify: Classifier) -> None:
    found = classify(entry("Dix ans après", keywords=("pair-aidance",), place="Finistère"), NEWS)
    assert (found.themes, found.territories) == (("participation",), ("D29",))


# ------------------------------------------------------------------------------------------------- look-alikes


@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("L’État aide les entreprises exportatrices", ()),
        ("L’Agence aide à domicile les vacanciers à recharger leur voiture", ("grand-age",)),
        ("Le chiffre d’affaires d’un ami de la famille", ()),
        ("Le MAS provençal et la BASSE saison", ()),
        ("Une crèche de Noël sur la place de l’église", ()),
        ("Placements financiers : que faire de son épargne ?", ()),
        ("Cent places de parking en plus", ()),
        ("La dépendance énergétique de l’Europe", ()),
        ("L’autonomie stratégique de la défense", ()),
        ("Insertion paysagère des éoliennes", ()),
        ("Les douze apôtres prennent place, car tout commence", ()),
        ("Sur une ligne de crête", ()),
        ("L’équipement des stations de ski", ()),
        ("Trois repas par jour", ()),
        ("Le climat social dans l’automobile", ()),
    ],
)
def test_words_that_look_alike_say_nothing(classify: Classifier, title: str, themes: tuple[str, ...]) -> None:
    assert classify(entry(title), NEWS).themes == themes


@pytest.mark.parametrize(
    ("text", "territories"),
    [
        ("La somme versée aux familles dans le Nord", ("D59",)),
        ("Le Département de la Somme recrute", ("D80",)),
        ("La Somme théologique", ()),
        ("Une somme d’efforts, et puis le sens de la marche", ()),
        ("Le commerce dans le Nord de l’Europe", ()),
        ("Les deux tours de la ville de Tours", ("D37",)),
        ("Les falaises de la Manche", ()),
        ("Vivre dans la Manche et dans l’Orne", ("D50", "D61")),
        ("Thèse soutenue à l’université de Bordeaux", ()),
        ("Colloque à l’université de Bordeaux", ("D33",)),
        ("Dix ans après l’accord de Paris", ()),
        ("La MDPH de la Loire", ("D42",)),
        ("Grève à Saint-Denis", ()),
        ("Une baisse de 95 % dans 12 établissements", ()),
        ("En Île-de-France et à La Réunion", ("R11", "R04")),
    ],
)
def test_places_are_those_that_are_named_as_places(
    classify: Classifier, text: str, territories: tuple[str, ...]
) -> None:
    assert classify(entry(text), NEWS).territories == territories


# ------------------------------------------------------------------------------------------------- relevance


@pytest.mark.parametrize(
    ("title", "relevant"),
    [
        ("Le travail social face à la canicule", True),
        ("Ce que touchent les allocataires du RSA", True),
        ("Des éducateurs spécialisés racontent", True),
        ("L’emploi recule dans l’industrie", False),
        ("Intelligence artificielle : la nouvelle loi", False),
        ("Le prix de l’énergie et du logement", False),
        ("", False),
    ],
)
def test_an_entry_of_a_general_source_is_for_us_when_it_shows_it(
    classify: Classifier, title: str, *, relevant: bool
) -> None:
    assert classify.relevant(entry(title)) is relevant


def test_the_same_words_are_about_a_theme_in_our_own_press_only(classify: Classifier) -> None:
    told = entry("Intelligence artificielle : la nouvelle loi")
    assert classify(told, NEWS).themes == ("numerique",)
    assert (classify(told, GENERAL).themes, classify(told, GENERAL).why) == ((), {})


# ------------------------------------------------------------------------------------------------- kinds


@pytest.mark.parametrize(
    ("title", "declared", "kind"),
    [
        ("Appel à projets 2027", "news", "call"),
        ("Appel à communications : le care", "event", "call"),
        ("Journées d’étude sur le secret", "news", "event"),
        ("Décret du 3 mai relatif aux stages", "news", "law"),
        ("Guide des aidants", "news", "resource"),
        ("Les chiffres clés de l’autonomie", "resource", "figures"),
        ("Une thèse sur les Mecs", "news", "research"),
        ("Bourses des étudiants", "news", "funding"),
        ("Enquête sur les décrets et les chiffres", "research", "research"),
        ("Guide de lecture des tableaux", "figures", "figures"),
        ("Ce qui change en janvier", "news", "news"),
        ("Rapport annuel", "law", "law"),
    ],
)
def test_the_kind_is_told_by_the_title_as_far_as_the_source_gives_such_things(
    classify: Classifier, title: str, declared: Any, kind: str
) -> None:
    assert classify(entry(title), replace(NEWS, kind=declared)).kind == kind


def test_the_kind_that_the_source_tells_is_never_guessed_again(classify: Classifier) -> None:
    assert classify(entry("Appel à projets", kind="news"), NEWS).kind == "news"


# ------------------------------------------------------------------------------------------------- corrected


async def test_what_an_editor_corrects_is_never_overwritten_by_another_reading(
    classify: Classifier, database: Database, now: datetime
) -> None:
    told = entry("Ouverture d’une crèche à Lyon, un guide", external_id="a1")
    async with database.begin() as store:
        assert await store.items.keep([classify(told, NEWS)], now, baseline=False) == 1
        (item,) = await store.items.between(now, now + timedelta(hours=1))
        assert (item.themes, item.territories, item.kind) == (("petite-enfance",), ("D69",), "resource")
        corrected = {
            "themes": ["genre"], "trades": ["ass"], "audiences": [], "territories": ["R84"], "kind": "news",
            "why": {"genre": ["un titre"]},
        }  # fmt: skip
        assert await store.items.edit(item.id, **corrected)
    async with database.begin() as store:
        again = [
            classify(told, source) for source in (NEWS, replace(NEWS, name="autre", themes=("handicap",)))
        ]
        assert await store.items.keep(again, now + timedelta(days=1), baseline=False) == 0
    async with database.begin() as store:
        (kept,) = await store.items.some([item.id])
    assert (kept.themes, kept.trades, kept.audiences, kept.territories) == (
        ("genre",),
        ("ass",),
        (),
        ("R84",),
    )
    assert (kept.kind, kept.why, kept.sources) == ("news", {"genre": ["un titre"]}, ("autre", "presse"))
