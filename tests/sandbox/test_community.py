from sandbox.community import Community, community
from storage.reference_files import read_folder, shipped
from storage.schema import Theme

THEMES = [
    Theme.model_validate(entry)
    for shelf in read_folder(shipped())
    if shelf.shelf == "themes"
    for entry in shelf.entries
]
INVENTED: Community = community(THEMES)
NAMES = [channel.name for channel in INVENTED.channels]


def test_every_theme_of_the_catalogue_has_its_channel() -> None:
    assert [theme.channel for theme in THEMES if theme.channel not in NAMES] == []


def test_no_two_channels_share_a_name() -> None:
    assert len(NAMES) == len(set(NAMES))


def test_only_people_of_the_community_talk() -> None:
    people = {person.name for person in INVENTED.people}
    assert {name for channel in INVENTED.channels for name, _ in channel.messages} - people == set()


def test_every_channel_is_talked_in_and_has_something_to_try() -> None:
    assert [each.name for each in INVENTED.channels if not (each.messages and each.suggestions)] == []


def test_the_channel_of_moderators_is_closed_to_the_others() -> None:
    assert [each.name for each in INVENTED.channels if each.moderators_only] == ["modération"]


def test_a_stranger_reads_french() -> None:
    assert (INVENTED.locale_of("Emma"), INVENTED.locale_of("nobody")) == ("en-GB", "fr")
