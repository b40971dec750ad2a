"""People with their phones: each act of a story, resolved against what stands in the chat at that moment."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from end_state.story import Act
from end_state.ways import arrives, chosen
from sandbox.api.world import Chat, World
from sandbox.people import phone

READING_SECONDS = 0.7
"""A tap sooner than this after its keyboard appeared may be taken for a slip (S65); people repeat it then."""
TYPED = {
    "crisis": ("не хочу жить", "хочу умереть", "өлгім келеді", "I want to kill myself"),
    "urgent": ("муж сейчас бьёт меня", "он идёт с ножом", "мені ұрып жатыр", "he is hitting me right now"),
    "topic": ("меня травят в школе", "енем күнде ұрысады", "my husband hits me"),
    "unknown": ("абракадабра щётка", "қисық сөз", "lorem ipsum dolor"),
}
MARK = "мета"
"""Stands in every typed text, so that the person's own words are known wherever they turn up."""


@dataclass(slots=True)
class Keyboard:
    """A keyboard that was seen: callback data of its buttons, and the second it appeared."""

    message: int
    offered: tuple[str, ...]
    at: float


@dataclass(slots=True)
class Somebody:
    """One person. `seen`: every keyboard that ever stood in their chat, oldest first."""

    chat: Chat
    seen: list[Keyboard] = field(default_factory=list)
    pressed: tuple[int, str, float] = (0, "", 0.0)
    """The last button tapped: its message, its data, when its keyboard had appeared."""
    wanted: str = ""

    def visible(self) -> dict[int, dict[str, Any]]:
        """The messages that any of their devices shows."""
        return {n: each for n, each in self.chat.messages.items() if n > self.chat.cleared}

    def keyboards(self) -> list[Keyboard]:
        """Those that stand in the chat now, by age of the message."""
        return [
            Keyboard(number, offered, self._since(number))
            for number, message in sorted(self.visible().items())
            if (offered := data_of(message))
        ]

    def _since(self, message: int) -> float:
        return max((each.at for each in self.seen if each.message == message), default=0.0)


def data_of(message: dict[str, Any]) -> tuple[str, ...]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return tuple(button["callback_data"] for row in rows for button in row if "callback_data" in button)


@dataclass(slots=True)
class Cast:
    """Everybody in a story. `done` counts acts as (kind, want); `ended`: who ended as they meant to."""

    world: World
    people: list[Somebody]
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    ended: set[int] = field(default_factory=set)

    def shown(self, chat: int, message: dict[str, Any], now: float) -> None:
        """A message of the bot appeared or changed."""
        for somebody in self.people:
            if somebody.chat.id == chat and (offered := data_of(message)):
                somebody.seen.append(Keyboard(message["message_id"], offered, now))

    def act(self, act: Act, now: float) -> bool:
        """Whether the person repeats the tap: a double one, or one that may be taken for a slip."""
        somebody = self.people[act.who]
        deeds = {
            "tap": self._tap,
            "near": self._tap,
            "double": self._tap,
            "old": self._old,
            "type": self._type,
        }
        deeds |= {"send": self._send, "clear": self._clear, "delete": self._delete, "wipe": self._wipe}
        deeds |= {"hide": self._hide, "hide_any": self._hide, "hide_old": self._hide}
        deed = deeds.get(act.kind, self._command)
        if not deed(somebody, act, now):
            return False
        self.done[act.kind, act.want] += 1
        self.ended |= {act.who} if act.last else set()
        return act.kind == "double" or (
            act.kind in ("tap", "hide", "hide_any") and now - somebody.pressed[2] < READING_SECONDS
        )

    def again(self, act: Act) -> None:
        """The same tap once more, if its button still stands there."""
        somebody = self.people[act.who]
        message, data, _ = somebody.pressed
        if act.kind == "double" or data in data_of(somebody.visible().get(message, {})):
            phone.tap(self.world, somebody.chat, message, data)

    def _tap(self, somebody: Somebody, act: Act, now: float) -> bool:
        stands = somebody.keyboards()
        data = chosen(stands[-1].offered, act.want, act.pick) if stands else ""
        if not data or (act.kind == "near" and arrives(data, act.want)):
            return False
        return self._press(somebody, stands[-1], data)

    def _press(self, somebody: Somebody, keyboard: Keyboard, data: str) -> bool:
        if data:
            phone.tap(self.world, somebody.chat, keyboard.message, data)
            somebody.pressed = keyboard.message, data, keyboard.at
        return bool(data)

    def _old(self, somebody: Somebody, act: Act, now: float) -> bool:
        """From a device that still shows a keyboard of before; after the end never the way to a new talk."""
        past = somebody.seen[-8:]
        if act.who in self.ended:
            past = [each for each in past if len(each.offered) > 1]
        if not past:
            return False
        keyboard = past[int(act.pick * 997) % len(past)]
        return self._press(somebody, keyboard, chosen(keyboard.offered, act.want, act.pick))

    def _hide(self, somebody: Somebody, act: Act, now: float) -> bool:
        """On the newest screen, any that stands there or stood there; who sees none types the command."""
        there = somebody.seen[-4:] if act.kind == "hide_old" else somebody.keyboards()
        hides = [(each, data) for each in there if (data := chosen(each.offered, "hide", 0))]
        if not hides:
            return self._command(somebody, Act(act.at, act.who, "/hide"), now)
        place = -1 if act.kind == "hide" else int(act.pick * len(hides)) % len(hides)
        return self._press(somebody, *hides[place])

    def _type(self, somebody: Somebody, act: Act, now: float) -> bool:
        texts = TYPED[act.want]
        said = texts[int(act.pick * len(texts)) % len(texts)]
        phone.write(self.world, somebody.chat, {"text": f"{said} {MARK}{round(act.at * 100)}"})
        return True

    def _send(self, somebody: Somebody, act: Act, now: float) -> bool:
        phone.write(self.world, somebody.chat, phone.sample(act.want))
        return True

    def _command(self, somebody: Somebody, act: Act, now: float) -> bool:
        phone.write(self.world, somebody.chat, {"text": act.kind})
        return True

    def _clear(self, somebody: Somebody, act: Act, now: float) -> bool:
        """On their side only; the bot is not told."""
        phone.delete_chat(self.world, somebody.chat)
        return True

    def _wipe(self, somebody: Somebody, act: Act, now: float) -> bool:
        """Everything, for both sides."""
        for number in list(somebody.chat.messages):
            phone.delete_message(self.world, somebody.chat, number)
        return True

    def _delete(self, somebody: Somebody, act: Act, now: float) -> bool:
        """One message, their own or the bot's, for both sides."""
        mine = act.want == "own"
        there = [
            n for n, each in somebody.visible().items() if (each.get("from") is somebody.chat.user) is mine
        ]
        if not there:
            return False
        phone.delete_message(self.world, somebody.chat, there[int(act.pick * len(there)) % len(there)])
        return True
