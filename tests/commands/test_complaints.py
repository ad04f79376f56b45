"""What people complained of in other services, as promises kept here: spelling, acronyms, places, deadlines, age."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import locales
from commands import choosing
from commands.answer import Question, State, Widening
from commands.answering import answer, card
from commands.batch import look_up
from commands.directory import lookup as directory
from commands.ids import pack, unpack
from commands.reading import Reader
from storage.catalogue import Catalogue
from storage.database import Database
from storage.importing import export_catalogue, import_catalogue
from storage.reference_files import read_folder
from tests.builders import organisation, scheme, small_catalogue, write_folder
from tests.commands.conftest import MakeCatalogue
from tests.commands.reviewed import asked, reviewed
from tests.commands.seen import text_of
from tests.conftest import sqlite_url

PARIS = ZoneInfo("Europe/Paris")


def first(catalogue: Catalogue, command: str, query: str, now: datetime) -> str:
    return str(look_up(catalogue, {"command": command, "query": query}, now)["results"][0]["slug"])


# « Il faut taper les accents » (complaint 14)


@pytest.mark.parametrize(
    ("command", "spellings", "slug"),
    [
        (
            "metier",
            [
                "educateur specialise",
                "ÉDUCATEUR SPÉCIALISÉ",
                "éducatrice spécialisée",
                "educateur-specialise",
                "Éducateurs spécialisés",
            ],
            "educateur-specialise",
        ),
        ("sigle", ["l’aide sociale à l’enfance", "l'aide sociale a l'enfance"], "sigle-ase"),
        ("ressource", ["cœur", "coeur", "COEUR", "Cœurs"], "coup-de-coeur-litteraire"),
    ],
)
def test_accents_case_gender_hyphens_and_apostrophes_change_nothing(
    catalogue: Catalogue, now: datetime, command: str, spellings: list[str], slug: str
) -> None:
    assert {each: first(catalogue, command, each, now) for each in spellings} == dict.fromkeys(
        spellings, slug
    )


@pytest.mark.parametrize("typed", ["logemment", "prevantion", "handicappe", "educatuer", "formatoin"])
def test_one_slip_in_a_long_word_is_read_and_said(
    catalogue: Catalogue, french: Reader, now: datetime, typed: str
) -> None:
    found = directory.find(catalogue, Question(typed), now=now)
    reply = answer(catalogue, "annuaire", Question(typed), french).reply
    (known,) = found.corrections.values()
    said = french.words("Did you mean {words}? That is what we looked for.", words=f"**{known}**")
    assert (found.state, bool(found.hits)) == (State.DID_YOU_MEAN, True)
    assert said in text_of(reply)


# « Les sigles ne donnent rien » (complaint 15)


def test_an_ambiguous_acronym_offers_every_meaning(catalogue: Catalogue, french: Reader) -> None:
    for entry in catalogue.glossary.values():
        seen = (
            text_of(card(catalogue, "glossary", entry.slug, french)).replace("’", "'").replace("\u202f", " ")
        )
        assert [each.label for each in entry.expansions if each.label[:60] not in seen] == []


def test_no_answer_of_the_reviewed_list_is_a_bare_nothing(catalogue: Catalogue, now: datetime) -> None:
    empty = [
        line["query"]
        for line in reviewed("questions")
        if not (found := look_up(catalogue, asked(line), now))["results"]
        and found["state"] not in ("did_you_mean", "out_of_scope")
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("query", "state", "way_out"),
    [("xqzt", State.OUT_OF_SCOPE, "/orienter"), ("plombier zorglub", State.OUT_OF_SCOPE, "/orienter")],
)
def test_an_unknown_word_leads_to_a_person(
    catalogue: Catalogue, french: Reader, query: str, state: State, way_out: str
) -> None:
    answered = answer(catalogue, "annuaire", Question(query), french)
    assert (answered.state, answered.results, answered.missed) == (state, 0, tuple(query.split()))
    assert way_out in answered.reply.blocks[-1].text


def test_an_unknown_place_and_a_wider_one_are_said(catalogue: Catalogue, french: Reader) -> None:
    words = french.words
    unknown = answer(catalogue, "annuaire", Question("mecs", territory="atlantide"), french).reply
    wider = answer(catalogue, "annuaire", Question("mdph", territory="33"), french).reply
    assert words(
        "We know no place called « {place} »: here is the answer everywhere.", place="atlantide"
    ) in (text_of(unknown))
    nation = "Territory: {place}. Nothing of its own: here is what holds for the whole country."
    assert words(nation, place="**Gironde**") in text_of(wider)


# « La Corse, l'outre-mer et les homonymes n'existent pas » (complaint 16)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("2A", ["D2A"]),
        ("20", ["R94"]),
        ("Corse", ["R94"]),
        ("974", ["D974"]),
        ("La Réunion", ["R04"]),
        ("Saint-Denis", ["D93", "D974"]),
        ("Paris 13e", ["D75"]),
        ("75013", ["D75"]),
        ("75113", ["D75"]),
        ("97400", ["D974"]),
        ("20000", ["D2A"]),
        ("33063", ["D33"]),
    ],
)
def test_places_that_others_forget_are_understood(catalogue: Catalogue, typed: str, ids: list[str]) -> None:
    assert [place.id for place in catalogue.territories.resolve(typed)] == ids


def test_every_region_departement_and_collectivity_round_trips(catalogue: Catalogue) -> None:
    places = catalogue.territories.places
    kinds = [id[0] for id in places if id not in ("national", "europe", "international")]
    assert (kinds.count("R"), kinds.count("D")) == (18, 101)
    assert [id for id in places if [one.id for one in catalogue.territories.resolve(id)] != [id]] == []


def test_every_place_is_still_the_same_once_a_button_remembered_it(catalogue: Catalogue) -> None:
    resolve = catalogue.territories.resolve
    changed = [
        place.name
        for place in catalogue.territories.places.values()
        if resolve(_remembered(catalogue, place.name)) != resolve(place.name)
    ]
    assert changed == []


def _remembered(catalogue: Catalogue, name: str) -> str:
    return unpack(pack(Question("mecs", territory=name)), choosing.known_slugs(catalogue)).territory


def test_a_homonym_asks_which_place_is_meant(catalogue: Catalogue, french: Reader, now: datetime) -> None:
    asked = Question("mdph", territory="Saint-Denis")
    found = directory.find(catalogue, asked, now=now)
    assert [place.id for place in found.homonyms] == ["D93", "D974"]
    said = french.words(
        "Several places have this name: {places}. Say which one in the option « territoire ».",
        places="**Seine-Saint-Denis** ou **La Réunion**",
    )
    assert said in text_of(answer(catalogue, "annuaire", asked, french).reply)


async def test_what_is_near_comes_before_the_region_then_the_nation(
    make_catalogue: MakeCatalogue, now: datetime
) -> None:
    places = ("national", "D64", "R75", "D33", "D59")
    catalogue = await make_catalogue(
        organisations=[
            organisation(f"relais-{place.lower()}", name="Relais des familles", territory=place)
            for place in places
        ]
    )
    found = directory.find(catalogue, Question("relais des familles", territory="Bordeaux"), now=now)
    assert [hit.territory for hit in found.hits] == ["D33", "R75", "D64", "national", "D59"]
    assert (found.state, found.widening) == (State.FOUND, Widening.NONE)


# « La date est passée et on me le montre encore ouvert » (complaint 17)

CLOSING = date(2026, 3, 31)


@pytest.fixture
async def closing(make_catalogue: MakeCatalogue) -> Catalogue:
    return await make_catalogue(
        funding=[
            scheme("bourse", closes_on=CLOSING.isoformat()),
            scheme("bourse-ile", name="Bourse de l'île", territory="D974", closes_on=CLOSING.isoformat()),
            scheme("bourse-sans-date", name="Bourse sans date"),
            scheme("bourse-a-venir", name="Bourse à venir", opens_on="2026-09-01", closes_on="2026-10-01"),
        ]
    )


def _surfaces(catalogue: Catalogue, slug: str, now: datetime) -> dict[str, str]:
    """What each place that shows a scheme says of it at this instant."""
    reader = Reader(locales.reader("fr"), now)
    lines = answer(catalogue, "financement", Question("bourse"), reader).reply.blocks
    name = catalogue.funding[slug].name.replace("'", "’")
    return {
        "card": text_of(card(catalogue, "funding", slug, reader)),
        "list": next(block.text for block in lines if f"**{name}**" in block.text),
    }


@pytest.mark.parametrize(
    ("slug", "zone", "last"),
    [("bourse", "Europe/Paris", (23, 59)), ("bourse-ile", "Indian/Reunion", (23, 59))],
)
def test_a_scheme_is_open_to_the_last_minute_of_its_own_zone_and_never_after(
    closing: Catalogue, slug: str, zone: str, last: tuple[int, int]
) -> None:
    words = locales.reader("fr")
    at_the_end = datetime(2026, 3, 31, *last, tzinfo=ZoneInfo(zone))
    day = words.date(CLOSING)
    for said in _surfaces(closing, slug, at_the_end).values():
        assert words("closes today, {day}, at 23:59", day=day) in said
        assert words("Existing") in said
    for said in _surfaces(closing, slug, at_the_end + timedelta(minutes=1)).values():
        assert words("Closed ({year})", year=2026) in said
        assert words("Existing") not in said
        assert words("closed") in said


@pytest.mark.parametrize("days", [30, 7, 1])
def test_the_days_left_are_counted(closing: Catalogue, days: int) -> None:
    words = locales.reader("fr")
    now = datetime(2026, 3, 31, 9, tzinfo=PARIS) - timedelta(days=days)
    said = words.plural(
        "closes in {n} day, on {day}", "closes in {n} days, on {day}", days, day=words.date(CLOSING)
    )
    assert [said in each for each in _surfaces(closing, "bourse", now).values()] == [True, True]


def test_without_a_date_we_say_that_none_was_given(closing: Catalogue, now: datetime) -> None:
    said = _surfaces(closing, "bourse-sans-date", now)
    assert ["date non communiquée" in each for each in said.values()] == [True, True]


def test_a_scheme_to_come_is_not_open_yet(closing: Catalogue) -> None:
    words = locales.reader("fr")
    now = datetime(2026, 5, 1, tzinfo=PARIS)
    opening = words("opens on {day}", day=words.date(date(2026, 9, 1)))
    assert [opening in each for each in _surfaces(closing, "bourse-a-venir", now).values()] == [True, True]


def test_a_route_no_longer_walks_through_what_is_over(closing: Catalogue) -> None:
    asked = Question(situation="etudiant", objective="diplome")
    steps = {}
    for day in (CLOSING, CLOSING + timedelta(days=1)):
        reader = Reader(locales.reader("fr"), datetime(day.year, day.month, day.day, 12, tzinfo=PARIS))
        steps[day] = "**1. Bourse**" in text_of(answer(closing, "financement", asked, reader).reply)
    assert steps == {CLOSING: True, CLOSING + timedelta(days=1): False}


# « La fiche est vieille, ou elle parle de quelqu'un qui est parti » (complaint 18)


@pytest.mark.parametrize(
    ("verified_on", "said", "in_list"),
    [
        ("2025-11-26", "vérifié le 26 novembre 2025", "vérifié le 26 novembre 2025"),
        ("2025-11-25", "vérifié le 25 novembre 2025", "vérifié le 25 novembre 2025"),
        (
            "2025-11-24",
            "à vérifier\u00a0: dernier contrôle le 24 novembre 2025, il y a longtemps",
            "à vérifier",
        ),
        (None, "à vérifier\u00a0: personne ne l’a encore contrôlé sur le site officiel", "à vérifier"),
    ],
)
async def test_past_twelve_months_an_entry_says_that_it_must_be_checked(
    make_catalogue: MakeCatalogue, french: Reader, verified_on: str | None, said: str, in_list: str
) -> None:
    relay = organisation("le-relais", verified_on=verified_on, sources=["003:12-15"])
    catalogue = await make_catalogue(organisations=[relay])
    assert card(catalogue, "organisations", "le-relais", french).footer.endswith(f" · {said}")
    (line,) = answer(catalogue, "annuaire", Question("le relais"), french).reply.blocks[1:]
    assert line.text.endswith(f"documents fondateurs, {in_list}")


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_url(write_folder(tmp_path / "catalogue", small_catalogue())))
    await database.upgrade()
    await import_catalogue(database, tmp_path / "catalogue")
    yield database
    await database.close()


async def test_who_objects_disappears_at_once_from_search_completion_cards_and_export(
    kept: Database, tmp_path: Path, french: Reader, now: datetime
) -> None:
    catalogue = await Catalogue.load(kept, now)
    before = [label for label, _ in choosing.names(catalogue, ("organisations",), "le rel")]
    async with kept.begin() as store:
        await store.entries.withdraw("organisations", "le-relais", now.date())
    await catalogue.refresh(kept, now)
    await export_catalogue(kept, tmp_path / "export")
    exported = {
        entry["slug"]
        for shelf in read_folder(tmp_path / "export")
        if shelf.shelf == "organisations"
        for entry in shelf.entries
    }
    assert before == ["Le relais"]
    assert list(choosing.names(catalogue, ("organisations",), "le rel")) == []
    assert directory.find(catalogue, Question("le relais"), now=now).hits == ()
    assert card(catalogue, "organisations", "le-relais", french).title == french.words("Entry withdrawn")
    assert exported == {"la-passerelle"}
    catalogue.close()
