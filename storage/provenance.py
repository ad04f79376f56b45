"""Where an entry comes from, in words: the founding documents by their names, public pages by their sites."""

from collections.abc import Iterable
from urllib.parse import urlsplit

DOCUMENTS = {
    "000": "compte rendu du colloque INTS (5 novembre 2024)",
    "001": "lettre de mission INTS (27 mars 2024)",
    "002": "article sur la mission INTS (mai 2024)",
    "003": "livre blanc du travail social (2023)",
    "004": "assises Midi-Pyrénées (27 février 2014)",
}
"""The founding documents, by the key that references use."""


def documents(references: Iterable[str]) -> list[str]:
    """Names of the founding documents that these references cite, each once."""
    keys = dict.fromkeys(reference.split(":")[0] for reference in references)
    return [DOCUMENTS[key] for key in keys if key in DOCUMENTS]


def sites(references: Iterable[str]) -> list[str]:
    """Sites of the public pages that these references cite, each once."""
    hosts = (urlsplit(reference).netloc for reference in references if reference.startswith("http"))
    return list(dict.fromkeys(host.removeprefix("www.") for host in hosts))
