"""What goes between replicas: noise to all but this bot, and whatever is not ours is ignored."""

import json
from base64 import b64decode, b64encode

import pytest

from bot.sessions.replica_notes import Kind, Note, Seal

TOKEN = "123456789:token-of-the-bot"
CHAT = 4_112_233_445
LONGEST = Note(
    Kind.GIVEN,
    "f" * 16,
    10**12,
    CHAT,
    tuple(range(10**12, 10**12 + 5)),
    "f" * 16 + "/1000000000000",
    "x" * 64,
    99,
)
NOTE = Note(Kind.HID, "a" * 16, 7, CHAT, (987_654_321, 987_654_320))
LONGEST_NOTIFY = 8_000


@pytest.mark.parametrize("note", [NOTE, LONGEST, Note(Kind.HELLO, "b" * 16, 1)])
def test_a_note_is_read_by_whoever_has_the_token(note: Note) -> None:
    assert Seal(TOKEN).opened(Seal(TOKEN).closed(note)) == note


def test_S46_nothing_of_a_note_is_in_clear() -> None:
    text = Seal(TOKEN).closed(NOTE)
    raw = b64decode(text)
    for secret in (CHAT, *NOTE.ids):
        assert str(secret) not in text
        assert str(secret).encode() not in raw
        assert secret.to_bytes(8) not in raw
        assert secret.to_bytes(4, "little") not in raw
    for word in (TOKEN, NOTE.sender, f'"{NOTE.kind}"'):
        assert word.encode() not in raw
        assert word not in text


def test_S46_notes_of_one_chat_cannot_be_told_from_those_of_another() -> None:
    seal = Seal(TOKEN)
    texts = [seal.closed(note) for note in (NOTE, NOTE, LONGEST, Note(Kind.ASK, "c", 1, 1))]
    assert len(set(texts)) == len(texts)
    assert {len(text) for text in texts} == {len(texts[0])}
    assert len(texts[0]) < LONGEST_NOTIFY
    shared = [sum(one == other for one, other in zip(texts[0], text, strict=True)) for text in texts[1:]]
    assert max(shared) < len(texts[0]) / 8


def test_a_note_of_another_bot_is_refused() -> None:
    assert Seal(TOKEN).opened(Seal(TOKEN + "x").closed(NOTE)) is None


def test_a_note_with_one_changed_bit_is_refused() -> None:
    seal = Seal(TOKEN)
    raw = b64decode(seal.closed(NOTE))
    for at in range(len(raw)):
        changed = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        assert seal.opened(b64encode(changed).decode()) is None


@pytest.mark.parametrize("text", ["", "hello", "AAAA", "ж", "A" * 640, "=", '["hid","a",1,2,[],"","",0]'])
def test_what_is_no_note_is_ignored(text: str) -> None:
    assert Seal(TOKEN).opened(text) is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        [],
        ["hid", "a", 1, 2],
        ["gossip", "a", 1, 2, [], "", "", 0],
        ["hid", "a", "1", 2, [], "", "", 0],
        ["hid", "a", 1, 2, ["3"], "", "", 0],
        ["hid", "a", 1, 2, 3, "", "", 0],
        ["hid", None, 1, 2, [], "", "", 0],
        ["hid", "a", 1, True, [], "", "", 0],
    ],
)
def test_a_sealed_note_of_another_shape_is_ignored(given: object, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = Seal(TOKEN)
    with monkeypatch.context() as patch:
        patch.setattr("bot.sessions.replica_notes.astuple", lambda _: given)
        text = seal.closed(NOTE)
    assert seal.opened(text) is None
    assert json.dumps(given) not in text


def test_a_note_that_does_not_fit_is_not_sent() -> None:
    with pytest.raises(ValueError, match="too long"):
        Seal(TOKEN).closed(Note(Kind.GIVEN, "a", 1, data="x" * 500))
