from pathlib import Path

import commands
from commands.families import FAMILIES

FOLDER = Path(commands.__file__).parent


def test_every_folder_with_a_face_is_a_family_and_the_other_way_round() -> None:
    faces = {f"commands.{path.parent.name}.cog" for path in FOLDER.glob("*/cog.py")}
    assert faces == {family.__module__ for family in FAMILIES}


def test_every_family_says_what_it_is_for() -> None:
    assert [family.__name__ for family in FAMILIES if not (family.__doc__ or "").strip()] == []
