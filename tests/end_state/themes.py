"""Kinds of stories: each leans to one way in which a screen may stay, and is random in all else."""

from collections.abc import Callable
from dataclasses import replace

from end_state import faults
from end_state.script import TWO_DAYS, Script
from end_state.story import STOP, Fault

Theme = Callable[[Script], tuple[str, list[Fault]]]
"""Writes the part; how it ends, and what goes wrong."""


def free(script: Script) -> tuple[str, list[Fault]]:
    """Anything, with anything going wrong."""
    script.arrive()
    script.wander(7)
    end = script.hide()
    moments = [act.at for act in script.acts]
    wrong = [
        faults.any_of(script.chance, script.chance.choice(moments), script.who)
        for _ in range(script.chance.randint(0, 3))
    ]
    return end, wrong


def race(script: Script) -> tuple[str, list[Fault]]:
    """Hide while other answers are on their way."""
    script.arrive()
    script.wander(3)
    if script.chance.random() < 0.5:
        script.soon("type", "unknown")
    for _ in range(script.chance.randint(1, 3)):
        script.something_to_answer(script.chance.choice((2.0, 0.15, 0.3)))
    return script.hide(script.chance.uniform(0.1, 0.3)), []


def outage(script: Script) -> tuple[str, list[Fault]]:
    """Telegram does not answer, and people go on."""
    script.arrive()
    script.wander(2)
    begins = script.now + script.chance.uniform(0.5, 3.0)
    for _ in range(script.chance.randint(1, 3)):
        script.soon(*script.chance.choice((("tap", "topic"), ("type", "crisis"), ("type", "unknown"))))
    return script.hide(), [faults.outage(script.chance, begins + 1.0, _whose(script))]


def flood(script: Script) -> tuple[str, list[Fault]]:
    """Telegram throttles."""
    script.arrive()
    script.wander(2)
    at = script.now + 2.0
    script.something_to_answer(script.chance.uniform(1.0, 3.0))
    return script.hide(), [faults.flood(script.chance, at, _whose(script))]


def hang(script: Script) -> tuple[str, list[Fault]]:
    """One call hangs, and Hide comes after it."""
    script.arrive()
    script.something_to_answer(script.chance.uniform(1.0, 3.0))
    kind = script.chance.choice(("silent", "silent_after", "slow"))
    methods = script.chance.choice(("editMessageText", "sendMessage", "deleteMessages", ""))
    hung = Fault(script.now, 0.4, kind, methods, script.who, most=1, amount=script.chance.uniform(3.0, 30.0))
    return script.hide(script.chance.uniform(0.6, 2.0)), [hung]


def lost(script: Script) -> tuple[str, list[Fault]]:
    """What was sent arrives, and its answer does not."""
    script.arrive()
    script.something_to_answer(script.chance.uniform(1.0, 3.0))
    method = script.chance.choice(("sendMessage", "sendContact", "editMessageText"))
    kind = script.chance.choice(("lost_after", "error_after", "silent_after"))
    gone = Fault(script.now - 0.05, 2.0, kind, method, script.who, most=script.chance.randint(1, 2))
    return script.hide(script.chance.choice((None, 0.2))), [gone]


def card(script: Script) -> tuple[str, list[Fault]]:
    """The contact card of 150."""
    script.arrive()
    script.walk("contact")
    wrong = [faults.any_of(script.chance, script.now, script.who)] if script.chance.random() < 0.7 else []
    return script.hide(script.chance.choice((None, 0.2))), wrong


def exercise(script: Script) -> tuple[str, list[Fault]]:
    """Breathing goes on by the clock, and its frames fail."""
    script.arrive()
    script.walk("exercise")
    at = script.now + script.chance.uniform(0.0, 6.0)
    kind = script.chance.choice(("silent", "error", "slow"))
    long = faults.some(script.chance, 1.0, 40.0)
    failing = Fault(at, long, kind, "editMessageText", script.who, amount=7.0)
    if script.chance.random() < 0.5:
        return STOP, [replace(failing, seconds=6.0, most=1)]
    script.now = at
    return script.hide(script.chance.uniform(0.5, 6.0)), [failing]


def old(script: Script) -> tuple[str, list[Fault]]:
    """A message that Telegram no longer lets be deleted, nor shows to the bot."""
    script.arrive()
    script.do("tap", "any", TWO_DAYS + script.chance.uniform(60.0, 7_200.0))
    for _ in range(script.chance.randint(1, 3)):
        script.soon("tap", "topic")
    for _ in range(script.chance.randint(0, 2)):
        script.something_to_answer(script.chance.uniform(1.0, 3.0))
    return script.hide(), []


def cleared(script: Script) -> tuple[str, list[Fault]]:
    """A tap, and the person clears the chat before it is answered."""
    script.arrive()
    script.do("tap", "topic", script.chance.uniform(5.0, 9.0))
    script.do("wipe", "", script.chance.uniform(0.01, 0.1))
    script.ends()
    return "wipe", []


def stopped(script: Script) -> tuple[str, list[Fault]]:
    """SIGTERM with the talk open."""
    script.arrive()
    script.wander(2)
    script.something_to_answer(None)
    wrong = [faults.single(script.chance, script.now, script.who)] if script.chance.random() < 0.5 else []
    return STOP, wrong


def danger(script: Script) -> tuple[str, list[Fault]]:
    """Danger or help is tapped while Telegram does not answer."""
    script.arrive()
    want = script.chance.choice(("danger", "helplines"))
    script.do("tap", want, script.chance.uniform(2.0, 4.0))
    script.ends()
    begins = script.now - script.chance.uniform(0.0, 1.0)
    seconds = faults.some(script.chance, 1.0, 60.0)
    kind = script.chance.choice(("error", "reset", "silent", "flood"))
    return want, [Fault(begins, seconds, kind, "", script.who if kind == "flood" else -1)]


def idle(script: Script) -> tuple[str, list[Fault]]:
    """Left alone."""
    script.arrive()
    script.wander(4)
    script.something_to_answer(None)
    at = script.now + script.chance.choice((0.0, 899.0, 895.0))
    wrong = [faults.any_of(script.chance, at, script.who)] if script.chance.random() < 0.6 else []
    return "idle", wrong


def stays(script: Script) -> tuple[str, list[Fault]]:
    """Reads on while others hide."""
    script.arrive()
    script.ends()
    return "stays", []


def _whose(script: Script) -> int:
    """Everybody's trouble, or this person's alone."""
    return script.chance.choice((-1, script.who))


THEMES: dict[Theme, int] = {
    free: 6,
    race: 4,
    outage: 4,
    flood: 2,
    hang: 3,
    lost: 3,
    card: 3,
    exercise: 3,
    old: 2,
    cleared: 1,
    stopped: 2,
    danger: 2,
    idle: 3,
}
BESIDE: dict[Theme, int] = {free: 3, race: 3, stays: 3, idle: 2, card: 1}
"""What the others in the story do."""
