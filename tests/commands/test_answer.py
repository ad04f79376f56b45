from commands.answer import Answer, Question, State


def test_only_the_filters_that_were_filled_in_become_facets() -> None:
    asked = Question("mecs", territory="33", theme="handicap", year="2023")
    assert asked.filters("theme", "audience", "kind", "year") == ("theme:handicap", "year:2023")
    assert asked.filters() == ()


def test_the_states_are_the_five_of_the_batch() -> None:
    assert [state.value for state in State] == ["found", "widened", "did_you_mean", "stale", "out_of_scope"]


def test_an_answer_holds_nothing_that_it_was_not_given() -> None:
    empty = Answer(State.FOUND)
    assert (
        empty.hits,
        empty.homonyms,
        empty.corrections,
        empty.missed,
        empty.suggestions,
        empty.relaxed,
    ) == (
        (),
        (),
        {},
        (),
        (),
        (),
    )
