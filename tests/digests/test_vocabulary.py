from collections import Counter
from typing import get_args

from digests.vocabulary import vocabulary
from storage.catalogue import Catalogue
from storage.items import Kind


def test_the_words_name_only_what_the_catalogue_and_the_items_know(catalogue: Catalogue) -> None:
    read = vocabulary(catalogue)
    slugs: dict[str, set[str]] = {}
    stack = [read.lexicon.tree]
    while stack:
        for token, branch in stack.pop().items():
            if token:
                stack.append(branch)
                continue
            for mark in branch:
                slugs.setdefault(mark.facet, set()).add(mark.slug)
    assert slugs["themes"] == set(catalogue.themes)
    assert slugs["audiences"] == set(catalogue.audiences)
    assert slugs["trades"] <= set(catalogue.trades)
    assert (
        slugs["kind in title"] | slugs["kind in summary"] == set(read.kinds) == set(get_args(Kind)) - {"news"}
    )
    assert read.ours <= set(catalogue.themes)


def test_no_slug_is_used_in_two_facets_so_that_each_has_its_own_reasons(catalogue: Catalogue) -> None:
    used = Counter(
        [*catalogue.themes, *catalogue.trades, *catalogue.audiences, *catalogue.territories.places]
    )
    assert [slug for slug, times in used.items() if times > 1] == []
