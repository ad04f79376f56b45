"""What a member sees, as a value: the platform's own components are made from it in ``commands/ui.py`` alone."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens a page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button that comes back to us with this id (see ``commands/ids.py``)."""

    label: str
    id: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu."""

    label: str
    value: str
    description: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A menu that comes back to us with this id and what was chosen: from ``least`` to ``most`` of its options."""

    id: str
    placeholder: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the reply, with the page it leads to when there is one."""

    text: str
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes with a reply. ``name`` holds letters without accents, figures and dashes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply.

    Attributes:
        title: the first line.
        blocks: paragraphs, in order.
        menus: menus, one per row.
        buttons: buttons and links, five a row.
        footer: small print: page, source, what to do next.
        files: shown under the paragraphs, to be downloaded.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    menus: tuple[Menu, ...] = ()
    buttons: tuple[Press | Link, ...] = ()
    footer: str = ""
    urgent: bool = field(default=False)
    files: tuple[File, ...] = ()
