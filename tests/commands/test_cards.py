from commands.cards import MOST_LINKED, Card, line, name_of, reply
from commands.reading import Reader
from commands.reply import Link
from storage.catalogue import Catalogue
from storage.schema import FundingScheme, GlossaryEntry, Organisation, Trade
from tests.builders import acronym, organisation, scheme, trade
from tests.commands.seen import links, pressed

ENTRY = Organisation.model_validate(organisation("le-relais", url="https://exemple.fr/"))


def test_a_card_leads_to_the_site_the_channel_and_the_report(catalogue: Catalogue, english: Reader) -> None:
    card = reply(
        catalogue,
        "organisations",
        ENTRY,
        Card(
            "Le relais",
            "Accueille.",
            (("Kind:", "Association"), ("Place:", None)),
            ENTRY.url,
            (),
            ["handicap"],
        ),
        english,
    )
    assert [block.text for block in card.blocks] == [
        "Accueille.",
        "**Kind:** Association",
        "See also the channels: « Handicap et société inclusive »",
    ]
    assert links(card) == ["https://exemple.fr/"]
    assert [press.id for verb in ("give", "report") for press in pressed(card, verb)] == [
        "give~organisations~le-relais",
        "report~organisations~le-relais",
    ]
    assert card.footer == english.provenance(ENTRY)


def test_an_empty_card_has_no_empty_paragraph(catalogue: Catalogue, english: Reader) -> None:
    card = reply(catalogue, "organisations", ENTRY, Card("Le relais", "Accueille.", ()), english)
    assert [block.text for block in card.blocks] == ["Accueille."]
    assert card.menus == ()


def test_the_menu_of_neighbours_has_each_once_and_not_too_many(catalogue: Catalogue, english: Reader) -> None:
    linked = [("organisations", Organisation.model_validate(organisation(f"le-{n % 30}"))) for n in range(60)]
    (menu,) = reply(
        catalogue, "organisations", ENTRY, Card("Le relais", "x", (), None, linked), english
    ).menus
    assert [option.value for option in menu.options] == [f"organisations~le-{n}" for n in range(MOST_LINKED)]


def test_a_proposal_is_told_as_such_even_in_a_menu(catalogue: Catalogue, english: Reader) -> None:
    linked = [
        ("funding", FundingScheme.model_validate(scheme(status, status=status)))
        for status in ("existant", "partiel", "propose")
    ]
    (menu,) = reply(
        catalogue, "organisations", ENTRY, Card("Le relais", "x", (), None, linked), english
    ).menus
    assert [option.description for option in menu.options] == [
        "",
        "Partial: uneven, local or incomplete",
        "Proposal only: this is not a right",
    ]


def test_a_line_keeps_the_facts_that_must_never_be_missing(english: Reader) -> None:
    block = line("1. ", "Le relais", "Accueille.", ("Gironde", None, "", "Existing"), ENTRY.url, english)
    assert block.text == "**1. Le relais**\nAccueille.\n-# Gironde · Existing"
    assert block.link == Link("Official site", "https://exemple.fr/")
    assert line("", "Le relais", "Accueille.", (), None, english).link is None


def test_every_record_has_a_name() -> None:
    assert name_of(ENTRY) == "Le relais"
    assert name_of(Trade.model_validate(trade("cesf"))) == "Cesf"
    assert name_of(GlossaryEntry.model_validate(acronym("ES", "Éducateur spécialisé"))) == "ES"
