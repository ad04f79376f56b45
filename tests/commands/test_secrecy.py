import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.secrecy import KINDS, MASKS, Finding, find, mask
from tests.commands.reviewed import reviewed

MARK = re.compile(r"\[([^\]]+)\]\(([a-z-]+)\)")
IDENTIFY: list[str] = reviewed("secrecy")["identify"]
SILENT: list[str] = reviewed("secrecy")["silent"]

Heard = list[tuple[str, str]]

# What is known to be missed, or heard for nothing: sentence → what `find` answers.
MISSED: dict[str, Heard] = {
    "Ezgi Aydemir vit dans un garage.": [],
    "Depuis lundi Karim refuse le foyer.": [],
    "Il habite rue des Lilas, la maison aux volets bleus.": [],
}
FALSE_ALARMS: dict[str, Heard] = {
    "La MDPH du Nord répond au 03 59 73 73 73.": [("telephone", "03 59 73 73 73")],
    "Le siège de la fédération est au 12 rue de la Paix.": [("address", "12 rue de la Paix")],
}


def plain(marked: str) -> str:
    return MARK.sub(r"\1", marked)


def expected(marked: str) -> Heard:
    return [(kind, text) for text, kind in MARK.findall(marked)]


def heard(text: str) -> Heard:
    return [(finding.kind, finding.text) for finding in find(text)]


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in find(text)]


# ----------------------------------------------------------------------------------------------- reviewed sentences


def test_the_lists_are_long_enough_to_prove_something() -> None:
    assert len(IDENTIFY) >= 70
    assert len(SILENT) >= 50
    assert {kind for marked in IDENTIFY for kind, _ in expected(marked)} == set(KINDS)


def test_what_identifies_is_heard_exactly_where_it_stands() -> None:
    wrong = {text: found for each in IDENTIFY if (found := heard(text := plain(each))) != expected(each)}

    assert wrong == MISSED


def test_what_identifies_nobody_is_left_alone() -> None:
    assert {text: found for text in SILENT if (found := heard(text))} == FALSE_ALARMS


def test_little_is_missed_and_little_is_heard_for_nothing() -> None:
    marks = [(plain(each), mark) for each in IDENTIFY for mark in expected(each)]
    recall = sum(mark in heard(text) for text, mark in marks) / len(marks)

    assert recall >= 0.95
    assert len([text for text in SILENT if find(text)]) / len(SILENT) <= 0.05


# -------------------------------------------------------------------------------------------------- ways of typing


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\u202f"),
        "\u200b".join,
        "\u00ad".join,
        lambda text: text.replace("-", "\u2011").replace("'", "’"),
        lambda text: f"> - **{text}** ||spoiler||",
    ],
    ids=["NFD", "no accent", "no-break", "narrow", "zero width", "soft hyphen", "typography", "Markdown"],
)
def test_the_way_it_is_typed_changes_nothing(typed: Callable[[str], str]) -> None:
    texts = [plain(each) for each in IDENTIFY]
    assert {text: found for text in texts if (found := kinds(typed(text))) != kinds(text)} == {}
    assert {text: found for text in SILENT if (found := kinds(typed(text)))}.keys() == FALSE_ALARMS.keys()


def test_capitals_hide_no_number() -> None:
    numbers = {"telephone", "e-mail", "nir", "birth-date", "file-number", "plate"}
    texts = [plain(each) for each in IDENTIFY]
    said = {text: [kind for kind in kinds(text) if kind in numbers] for text in texts}

    assert {text: kinds(text.upper()) for text in texts if not _holds(kinds(text.upper()), said[text])} == {}


def _holds(found: list[str], wanted: list[str]) -> bool:
    return [kind for kind in found if kind in wanted] == wanted


@pytest.mark.parametrize("number", "15 17 18 112 114 115 119 3919 3114 3133 3949 3230 116117".split())
def test_a_public_number_is_never_somebody_s(number: str) -> None:
    assert heard(f"Appelez le {number}. Tél. {number}, téléphone : {number}") == []


@pytest.mark.parametrize(
    ("territory", "number"),
    [
        ("GP", "0590 12 34 56"),
        ("GP", "+590 690 12 34 56"),
        ("MQ", "+596 696 12 34 56"),
        ("GF", "+594 694 12 34 56"),
        ("RE", "00262 692 12 34 56"),
        ("YT", "+262 639 12 34 56"),
        ("PM", "+508 55 12 34"),
        ("NC", "+687 75 12 34"),
        ("PF", "+689 87 12 34 56"),
        ("WF", "+681 82 12 34"),
    ],
)
def test_a_telephone_rings_overseas_too(territory: str, number: str) -> None:
    assert heard(f"Son frère ({territory}) : {number}, le soir.") == [("telephone", number)]


def test_a_name_once_heard_is_heard_again() -> None:
    text = "Mme Kébé dort dehors. Hier, Kébé a appelé. L'école de Lucas, 7 ans, s'inquiète : Lucas a faim."
    assert heard(text) == [
        ("name", "Kébé"),
        ("name", "Kébé"),
        ("first-name", "Lucas"),
        ("first-name", "Lucas"),
    ]


def test_first_names_said_to_be_changed_are_left_alone_but_not_the_rest() -> None:
    text = "(Les prénoms ont été changés.) Lucas, 7 ans, fils de Mme Kébé, 06 12 34 56 78"
    assert heard(text) == [("name", "Kébé"), ("telephone", "06 12 34 56 78")]


def test_the_surest_wins_where_two_are_heard() -> None:
    assert heard("dossier n° 1 85 05 78 006 084 91") == [("nir", "1 85 05 78 006 084 91")]
    assert heard("12 rue Jean Dupont") == [("address", "12 rue Jean Dupont")]


# ------------------------------------------------------------------------------------------------------- masking


def test_a_masked_text_says_what_was_there() -> None:
    text = (
        "Mme Lopez, née le 4 juin 1981, 10 rue Pasteur, 06 22 33 44 55, a@orange.fr, NIR 1850578006084, CAF 7654321K, "
        "Clio AB-123-CD, et son fils Enzo"
    )
    assert mask(text, find(text)) == (
        "Mme [nom], née le [date de naissance], [adresse], [numéro de téléphone], [adresse électronique], "
        "NIR [numéro de sécurité sociale], CAF [numéro de dossier], Clio [immatriculation], et son fils [prénom]"
    )


def test_only_the_findings_chosen_are_masked() -> None:
    text = "Mme Lopez, 06 22 33 44 55"
    assert (
        mask(text, [each for each in find(text) if each.kind == "telephone"])
        == "Mme Lopez, [numéro de téléphone]"
    )
    assert mask(text, []) == text


def test_every_kind_has_its_mask() -> None:
    assert set(MASKS) == set(KINDS)


def test_a_masked_text_has_nothing_left_to_hear() -> None:
    masked = {text: mask(text, find(text)) for text in map(plain, IDENTIFY)}
    assert {text: found for text, after in masked.items() if (found := heard(after))} == {}


PIECES = st.lists(st.sampled_from([*map(plain, IDENTIFY), *SILENT]), min_size=1, max_size=4)


@given(PIECES, st.sampled_from([" ", "\n", ". ", "\u00a0", "\r\n\r\n"]))
def test_masking_leaves_nothing_of_what_was_found(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    findings = find(text)
    masked = mask(text, findings)

    pattern = "(.*)".join(re.escape(MASKS[each.kind]) for each in findings)
    assert re.search(pattern, masked, re.DOTALL)
    assert [
        each.text for each in findings if re.search(rf"(?<!\w){re.escape(each.text)}(?!\w)", masked)
    ] == []


ANY_TEXT = st.text(max_size=300) | st.text(
    alphabet="0123456789 +.-/@()n°éÉ’'\n\u200b\u0301œAaBbMmedruLucas,", max_size=300
)


@given(ANY_TEXT | PIECES.map("".join))
def test_any_text_is_read_without_a_stumble(text: str) -> None:
    findings = find(text)

    assert [each for each in findings if not 0 <= each.start < each.end <= len(text)] == []
    assert [each for each in findings if text[each.start : each.end] != each.text] == []
    assert [(one, two) for one, two in pairwise(findings) if one.end > two.start] == []
    assert _restored(mask(text, findings), findings) == text


def _restored(masked: str, findings: list[Finding]) -> str:
    """The text again: each finding put back where it stood."""
    for each in findings:
        end = each.start + len(MASKS[each.kind])
        assert masked[each.start : end] == MASKS[each.kind]
        masked = masked[: each.start] + each.text + masked[end:]
    return masked


# --------------------------------------------------------------------------------------------------------- speed

LONG = [
    " ".join(map(plain, IDENTIFY)),
    " ".join(SILENT),
    *(
        "a",
        "A",
        "1",
        "0 ",
        "+1 ",
        "+99 9 9 9 9 9 9 9 9 ",
        "a@",
        "a@a.",
        "Aa ",
        "Aa-",
        "A'",
        "Mme ",
        "M. ",
        "Mme De La ",
    ),
    *(
        "Lucas ",
        "Lucas et ",
        "Lucas, 7 ans ",
        "Lucas Dupont ",
        "DUPONT LUCAS ",
        "dossier ",
        "n° ",
        "caf : ",
        "tel ",
    ),
    *(
        "1 rue ",
        "1 rue de la ",
        "12/",
        "12 mars 1987, ",
        "né le 12/03/1987 ",
        " ",
        "\n",
        "\u200b",
        "a\u0301",
        "\ufdfa",
    ),
]


@pytest.mark.parametrize("piece", LONG, ids=lambda piece: ascii(piece[:12]))
def test_a_text_made_to_slow_the_reading_is_read_to_its_end(piece: str) -> None:
    """A pattern that goes back on its steps would never end here; how long it takes is measured elsewhere."""
    text = (piece * (4000 // len(piece) + 1))[:4000]

    assert [found for found in find(text) if not 0 <= found.start < found.end <= len(text)] == []
