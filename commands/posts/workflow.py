"""A post that somebody wrote by hand: greeted once, and followed when it asks something."""

from dataclasses import dataclass
from datetime import datetime

from commands.exchange.workflow import next_due
from commands.posts.lookup import asks, is_for_exchange, subject_of
from storage.catalogue import Catalogue
from storage.database import Store
from storage.notices import Note


@dataclass(frozen=True, slots=True)
class Post:
    """A post as Discord shows it without its messages: where, whose, its title, its tags and those of its forum."""

    guild_id: int
    forum_id: int
    thread_id: int
    author_id: int
    title: str
    applied: tuple[str, ...]
    offered: tuple[str, ...]


async def meet(store: Store, catalogue: Catalogue, post: Post, now: datetime) -> None:
    """One quiet message under a post in a forum of exchange, and its question followed if it asks one."""
    space = await store.spaces.at(post.guild_id, post.forum_id)
    if space is None or space.archived or not is_for_exchange(space.key):
        return
    asked = asks(post.title, post.applied, post.offered)
    key, facts = f"post:{post.thread_id}", {"asks": asked}
    await store.notices.add(Note(key, post.guild_id, "post", now, post.thread_id, facts=facts))
    if asked:
        about = subject_of(catalogue, space.key, post.applied)
        due = next_due(now, 0, about.territory)
        await store.questions.add(
            post.guild_id, post.thread_id, post.author_id, now, about, by_form=False, next_at=due
        )
