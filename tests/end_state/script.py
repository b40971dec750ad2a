"""Writes one person's part of a story, act by act, out of chance."""

import random
from dataclasses import dataclass, field, replace

from end_state.story import Act

WANTS = ("any", "any", "topic", "topic", "contact", "exercise", "danger", "helplines")
MEDIA = ("photo", "sticker", "voice")
SAID = ("crisis", "urgent", "topic", "unknown")
COMMANDS = ("/start", "/help", "/language", "/about")
DEEDS = {
    "tap": 12.0,
    "double": 2.0,
    "old": 3.0,
    "type": 5.0,
    "send": 2.0,
    "command": 3.0,
    "/hide": 1.0,
    "hide_any": 1.0,
    "clear": 1.0,
    "delete": 2.0,
    "long": 0.3,
}
"""What people do, and how often."""
GAPS = ((0.05, 0.4, 4), (0.8, 8.0, 10), (8.0, 90.0, 3), (90.0, 840.0, 1), (960.0, 3_600.0, 1))
"""Seconds between acts: from, to, weight."""
LONGEST_WAY = 8
SECOND = ("old", "hide_old")
"""From a second device, which still shows what stood there before."""
TWO_DAYS = 48 * 3_600.0


@dataclass(slots=True)
class Script:
    """`now` is the second of the last act."""

    chance: random.Random
    who: int
    now: float = 0.0
    acts: list[Act] = field(default_factory=list)

    def do(self, kind: str, want: str = "", after: float | None = None) -> None:
        """The next act, `after` seconds or as long as people take."""
        self.now += self._gap() if after is None else after
        pick, device = self.chance.random(), int(kind in SECOND or self.chance.random() < 0.2)
        self.acts.append(Act(round(self.now, 3), self.who, kind, want, round(pick, 3), device))

    def ends(self) -> None:
        """The act just written is how this person ends."""
        self.acts[-1] = replace(self.acts[-1], last=True)

    def soon(self, kind: str, want: str = "") -> None:
        """A deliberate next act, when what came before has been read."""
        self.do(kind, want, self.chance.uniform(1.0, 4.0))

    def at_once(self, kind: str, want: str = "") -> None:
        """While the answer to the last act is still on its way."""
        self.do(kind, want, self.chance.uniform(0.1, 0.3))

    def arrive(self) -> None:
        """Opens the bot and walks to somewhere that nobody else should see."""
        self.do("/start", after=self.chance.uniform(0.0, 2.0))
        for _ in range(self.chance.randint(2, 4)):
            self.soon("tap", "topic")

    def wander(self, most: int) -> None:
        for _ in range(self.chance.randint(0, most)):
            self.anything(None)

    def walk(self, want: str) -> None:
        """To the card of 150 or to the breathing exercise, which begins with the last tap."""
        for _ in range(LONGEST_WAY):
            self.soon("near", want)
        self.soon("tap", want)

    def anything(self, after: float | None) -> None:
        """Any act there is."""
        kind = self.chance.choices(list(DEEDS), list(DEEDS.values()))[0]
        if kind == "long":
            self.do("tap", "any", TWO_DAYS + self.chance.uniform(60.0, 7_200.0))
        elif kind == "command":
            self.do(self.chance.choice(COMMANDS), "", after)
        else:
            self.do(kind, self._want(kind), after)

    def something_to_answer(self, after: float | None) -> None:
        """Any act whose answer brings a screen."""
        kind = self.chance.choice(("tap", "type", "type", "type", "send", "/start", "/start", "old"))
        self.do(kind, self._want(kind), after)

    def hide(self, after: float | None = None) -> str:
        """The last act: Hide, by button or command; the kind of it."""
        kind = self.chance.choices(("hide", "/hide", "hide_any", "hide_old"), (6, 3, 1, 1))[0]
        self.do(kind, "", self.chance.uniform(0.8, 6.0) if after is None else after)
        self.ends()
        if self.chance.random() < 0.15:
            self.do("old", "topic", self.chance.uniform(0.02, 1.0))
        return kind

    def _want(self, kind: str) -> str:
        wants = {"tap": WANTS, "double": WANTS, "old": WANTS, "type": SAID, "send": MEDIA}
        return self.chance.choice(wants.get(kind, ("own", "bot") if kind == "delete" else ("",)))

    def _gap(self) -> float:
        low, high, _ = self.chance.choices(GAPS, [weight for *_, weight in GAPS])[0]
        return self.chance.uniform(low, high)
