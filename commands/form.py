"""A form that a person fills, as a value: the platform's own one is made from it in ``commands/ui.py`` alone."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One thing asked.

    Attributes:
        id: the name under which ``commands/submission.py`` gives the text back.
        most: how many characters may be typed.
        long: several lines rather than one.
        value: what is typed already.
    """

    id: str
    label: str
    description: str = ""
    most: int = 1000
    least: int = 0
    long: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole form; its id says what it is about (see ``commands/ids.py``). At most five fields."""

    id: str
    title: str
    fields: tuple[Field, ...]
