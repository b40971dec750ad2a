"""What is suggested where no rule knows: only suggested, never a danger, never against a guard."""

from array import array
from pathlib import Path

import pytest

from content.understand import recognise, suggestions
from content.understand.classifier import Model, likely, model, packed
from content.understand.compiled_rules import compiled_rules
from content.understand.features import features, keys_of
from content.understand.recognition import Recognised, by_rules
from content.understand.rules import CRISIS, TOPICS
from content.understand.suggestions import suggested, suggested_needs, understood
from content.understand.tokenise import bounded, split
from content.understand.training_data import messages

TOO_SHORT = Model("x", ("other", "bullying"), 1.0, (0.0, 0.0), (), array("I", [1]), memoryview(b"1"))


def rules_alone(text: str) -> Recognised:
    typed = bounded(text)
    return by_rules(typed, split(typed))


def always(topic: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on whatever is guessed is this topic."""
    chances = {name: float(name == topic) for name in ("other", *TOPICS)}
    monkeypatch.setattr(suggestions, "crisis_belief", lambda *_: (9.0, chances))


def test_chances_are_whole_and_the_same_each_time() -> None:
    table = model()
    assert table is not None
    words = split("в классе меня никто не замечает")
    chances = likely(features(keys_of(words, english=False)), table)
    assert sum(chances.values()) == pytest.approx(1)
    assert likely(features(keys_of(words, english=False)), table) == chances


def test_a_guess_alone_opens_no_danger_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    always("suicidal_thoughts", monkeypatch)
    leaning = {
        compiled.rule.id
        for compiled in compiled_rules().rules
        if compiled.leans and compiled.rule.level == "urgent"
    }
    guessed = 0
    for text, *_ in messages(lambda _: "other"):
        alone = rules_alone(text)
        if set(alone.topics) & set(CRISIS):
            continue
        answer = recognise(text)
        guessed += answer.topics != alone.topics
        assert answer.urgent == bool(leaning & set(answer.rules))
    assert guessed > 1_000


def test_words_of_danger_beside_a_guess_open_it(monkeypatch: pytest.MonkeyPatch) -> None:
    always("suicidal_thoughts", monkeypatch)
    assert not recognise("всё как в тумане").urgent
    assert recognise("всё как в тумане, передо мной лезвие").urgent


def test_where_rules_see_a_crisis_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    always("bullying", monkeypatch)
    assert recognise("муж меня бьёт").topics == rules_alone("муж меня бьёт").topics


@pytest.mark.parametrize(
    "text",
    [
        "никто меня не обижает",
        "муж меня не бьёт",
        "умираю со смеху",
        "готовлю презентацию о домашнем насилии",
    ],
)
def test_what_a_guard_keeps_silent_stays_silent(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    always("suicidal_thoughts", monkeypatch)
    assert not set(recognise(text).topics) & set(CRISIS)


def test_a_spoilt_file_leaves_the_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = tmp_path / "classifier.bin"
    for written in (b"", b"x 1\n", packed(TOO_SHORT)):
        spoilt.write_bytes(written)
        assert model.__wrapped__(spoilt) is None
    monkeypatch.setattr(suggestions, "model", lambda *_: None)
    said = understood(["муж", "меня", "бьёт"], english=False)
    assert said is not None
    assert suggested(said, careful=False) is None
    assert suggested_needs(said) == ()
    assert recognise("муж меня бьёт").topics == ("domestic_violence",)
