"""The last issue of a person of the demonstration, as the mail it would be."""

import locales
from bot.postman import naming
from digests.delivery import page_for
from digests.rendering import as_html
from sandbox.simulation import Server


async def last_mail(server: Server, viewer: str) -> str | None:
    """The mail in HTML; None for somebody who received no issue."""
    services, member = server.client.services, server.members[viewer]
    async with services.database.begin() as store:
        subscriber = await store.subscriptions.of(server.guild.id, member.id)
        received = await store.editions.received(subscriber.id, 1) if subscriber else ()
        items = await store.items.some(received[0].items) if received else ()
    if subscriber is None or not received:
        return None
    name = naming(services.catalogue, {})
    page = page_for(received[0], items, subscriber, services.catalogue.territories, name)
    return as_html(page, locales.reader(subscriber.locale), {})
