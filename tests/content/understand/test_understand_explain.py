"""`qoldau understand --why` says which rule or evidence spoke and what kept silent."""

from content.understand.explain import why


def test_the_rules_that_fired_are_named_with_their_place() -> None:
    said = why("муж меня бьёт")
    assert "topics: domestic_violence" in said
    assert "fired: topic domestic_violence" in said
    assert ".csv:" in said


def test_what_kept_silent_is_named() -> None:
    assert "keeps others silent: idiom" in why("умираю со смеху")


def test_what_was_learned_is_told_with_the_words_that_spoke_for_it() -> None:
    said = why("не вижу смысла просыпаться по утрам")
    assert "learned: a crisis with log-odds" in said
    assert "spoke most for it: " in said


def test_another_reading_is_told() -> None:
    assert "read as: хочу умереть" in why("[jxe evthtnm")
