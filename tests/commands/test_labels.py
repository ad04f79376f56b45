from typing import get_args

import pytest

import locales
from commands import labels
from storage.schema import (
    Bridge,
    BridgeKind,
    FundingKind,
    Organisation,
    OrganisationKind,
    ResourceKind,
    SchemeStatus,
    Trade,
    TradeKind,
)

CODES = {
    "ORGANISATION_KIND": get_args(OrganisationKind),
    "FUNDING_KIND": get_args(FundingKind),
    "BRIDGE_KIND": get_args(BridgeKind),
    "RESOURCE_KIND": (*get_args(ResourceKind), "pratique"),
    "TRADE_KIND": get_args(TradeKind),
    "STATUS": tuple(
        dict.fromkeys(
            status
            for closed_list in (
                SchemeStatus,
                Bridge.model_fields["status"].annotation,
                Organisation.model_fields["status"].annotation,
                Trade.model_fields["status"].annotation,
            )
            for status in get_args(closed_list)
        )
    ),
}


@pytest.mark.parametrize("table", CODES)
def test_every_code_of_the_schema_has_its_words_and_no_other(table: str) -> None:
    assert set(getattr(labels, table)) == set(CODES[table])


def test_only_what_exists_is_called_existing() -> None:
    assert [code for code, said in labels.STATUS.items() if said == "Existing"] == ["existant", "active"]


@pytest.mark.parametrize("table", CODES)
def test_no_two_codes_are_said_alike_in_either_language(table: str) -> None:
    for language in ("fr", "en"):
        said = {
            locales.reader(language)(text)
            for code, text in getattr(labels, table).items()
            if code != "active"
        }
        assert len(said) == len([code for code in getattr(labels, table) if code != "active"])
