"""A story as plain data: who does what when, and what goes wrong at Telegram meanwhile."""

from dataclasses import dataclass

IDLE_SECONDS = 15 * 60.0
DANGER_IDLE_SECONDS = 30 * 60.0
PATIENCE_SECONDS = 30.0
HIDES = ("hide", "hide_any", "hide_old", "/hide")
STOP = "stop"


@dataclass(frozen=True, slots=True)
class Act:
    """What one person does, `at` seconds into the story, from one of their devices.

    `pick` (from 0 to 1) decides what the act leaves open, such as which button; `want` is where taps lead to.
    `last`: how this person ended; only a late tap may follow.
    """

    at: float
    who: int
    kind: str
    want: str = ""
    pick: float = 0.0
    device: int = 0
    last: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Calls between `at` and `at + seconds` go wrong; of one method and one person's chat when named.

    `most` calls at most, 0 for all; `chance` of each. `amount`: seconds of delay (slow).
    """

    at: float
    seconds: float
    kind: str
    method: str = ""
    who: int = -1
    most: int = 0
    chance: float = 1.0
    amount: float = 0.0

    @property
    def until(self) -> float:
        return self.at + self.seconds


@dataclass(frozen=True, slots=True)
class Story:
    """`ends` says for each person how it ended; `stop_at` is the second of SIGTERM, 0 for none."""

    seed: int
    theme: str
    languages: tuple[str, ...]
    latency: float
    acts: tuple[Act, ...]
    faults: tuple[Fault, ...]
    ends: tuple[str, ...]
    stop_at: float = 0.0
    first_message: int = 1
