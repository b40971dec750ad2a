import io

import pytest

from bot.commands.init import given
from bot.commands.init.fault import Fault
from bot.commands.init.terminal import terminal
from content.model import LANGUAGES

BOT = 777


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@aigerim", "organiser_is_name"),
        ("aigerim", "organiser_is_name"),
        ("https://t.me/aigerim", "organiser_is_name"),
        ("-1001234567890", "organiser_is_group"),
        ("+77011234567", "organiser_is_phone"),
        ("87011234567", "organiser_is_phone"),
        ("777", "organiser_is_bot"),
        ("12x", "organiser_is_no_number"),
        ("0", "organiser_is_no_number"),
        ("12345 67890", "organiser_is_no_number"),
        ("٣٤٥", "organiser_is_no_number"),
    ],
)
def test_each_mistake_about_an_organiser_has_its_own_line(text: str, key: str) -> None:
    with pytest.raises(Fault) as caught:
        given.organisers(f"123, {text}", BOT)
    assert (caught.value.key, caught.value.parts) == (key, {"given": text})
    lines = [terminal(each, asking=False).words.say("faults", key, given=text) for each in LANGUAGES]
    assert all(text in line for line in lines)
    assert len(set(lines)) == 3


@pytest.mark.parametrize(("text", "expected"), [("5, 6,5;7,", "5,6,7"), ("", ""), (" 12 ", "12")])
def test_numbers_of_organisers_are_written_in_one_way(text: str, expected: str) -> None:
    assert given.organisers(text, BOT) == expected


@pytest.mark.parametrize("text", ["", "1:", ":x", "1 :abc", "bot1:abc", "1:абв", "1:a\n2:b"])
def test_S48_a_broken_token_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(Fault) as caught:
        given.token(text)
    assert (caught.value.key, caught.value.parts) == ("token_malformed", {})


def test_S48_a_token_in_the_command_is_refused() -> None:
    with pytest.raises(Fault) as caught:
        given.token_from("1:demo", None)
    assert caught.value.key == "token_open"


@pytest.mark.parametrize(
    "text", ["mysql://x", "counts.db", "sqlite://counts.db", "sqlite:///", "postgresql://"]
)
def test_a_wrong_database_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(Fault) as caught:
        given.database(text)
    assert (caught.value.key, caught.value.parts) == ("database", {})


@pytest.mark.parametrize("text", ["", "api.telegram.org", "ftp://x", "https://"])
def test_a_wrong_address_is_refused(text: str) -> None:
    with pytest.raises(Fault) as caught:
        given.address(text)
    assert caught.value.key == "address"


UNUSABLE = [
    "http://[bad",
    "http://host:99999",
    "http://host:x",
    "http://a b.example",
    "http://a..b",
    "http://%zz",
    "https://host?x=1",
    "https://host/#f",
    "https://exa\tmple",
    "http://" + "a" * 300,
]


@pytest.mark.parametrize("text", UNUSABLE)
def test_an_address_that_no_call_could_use_is_refused(text: str) -> None:
    with pytest.raises(Fault) as caught:
        given.address(text)
    assert caught.value.key == "address"


def test_S48_a_password_in_a_wrong_address_is_not_shown() -> None:
    with pytest.raises(Fault) as caught:
        given.address("http://boss:canary@host:99999")
    assert caught.value.parts == {"given": "http://host:99999"}


@pytest.mark.parametrize(
    "text", ["postgresql://u:canary@h/n", "postgresql://h/n?password=canary", "postgresql://u:canary@[h/n"]
)
def test_S48_a_database_password_in_the_command_is_refused(text: str) -> None:
    with pytest.raises(Fault) as caught:
        given.database(text)
    assert (caught.value.key, caught.value.parts) == ("database_open", {})


def test_S48_a_database_with_a_password_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("postgresql://u:canary@h/n\n"))
    assert given.database("-") == "postgresql://u:canary@h/n"
    assert given.database("postgresql://u@h/n") == "postgresql://u@h/n"
