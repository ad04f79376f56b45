import pytest
from aiohttp import web

from digests.fetching import Fetcher
from digests.pages import LookedPage, look
from digests.sources.source import NetworkFailure, ParseFailure
from tests.digests.site import Site

WHOLE = """<html><head><title>Accueil &ndash; Le site</title>
<meta name="description" content="Pour tous.">
<meta property="og:title" content="Accompagner l&#8217;habitat inclusif">
<meta property="og:description" content="<p>Un guide.</p><p>Dix fiches.</p>"></head>
<body><svg><title>Une image</title></svg></body></html>"""


def page(text: str) -> web.Response:
    return web.Response(
        body=text.encode("latin-1", "xmlcharrefreplace"), content_type="text/html", charset="iso-8859-1"
    )


async def test_a_page_is_read_as_it_introduces_itself_without_tracking(site: Site, fetch: Fetcher) -> None:
    site.pages["/guide"] = page(WHOLE)
    looked = await look(fetch, f"{site.address}/guide?utm_source=lettre")
    assert looked == LookedPage(
        f"{site.address}/guide", "Accompagner l’habitat inclusif", "Un guide. Dix fiches."
    )


async def test_a_page_with_a_title_alone_is_enough(site: Site, fetch: Fetcher) -> None:
    site.pages["/"] = page("<title>\n Bien vieillir \u00e0 domicile\n</title><svg><title>Logo</title></svg>")
    looked = await look(fetch, f"{site.address}/")
    assert (looked.title, looked.summary) == ("Bien vieillir à domicile", "")


async def test_a_page_without_a_title_and_a_file_are_refused_with_what_to_do(
    site: Site, fetch: Fetcher
) -> None:
    site.pages["/empty"] = page("<p>Rien.</p>")
    site.pages["/file.pdf"] = web.Response(body=b"%PDF-1.7", content_type="application/pdf")
    with pytest.raises(ParseFailure, match="no title"):
        await look(fetch, f"{site.address}/empty")
    with pytest.raises(ParseFailure, match="a file"):
        await look(fetch, f"{site.address}/file.pdf")


async def test_a_page_that_is_gone_or_inside_a_network_is_not_read(site: Site, fetch: Fetcher) -> None:
    site.pages["/gone"] = web.Response(status=404)
    with pytest.raises(NetworkFailure):
        await look(fetch, f"{site.address}/gone")
    with pytest.raises(NetworkFailure):
        await look(fetch, "http://10.0.0.1/")
