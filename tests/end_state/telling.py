"""A story as lines that a person can read: when, who, what; and what was left."""

from end_state.machine import Outcome
from end_state.story import Act, Fault, Story

KINDS = {
    "slow": "takes effect {amount:.1f} s late",
    "slow_answer": "takes effect, answered {amount:.1f} s late",
    "reset": "is lost",
    "lost_after": "takes effect, the answer is lost",
    "error": "502",
    "error_after": "takes effect, answered 502",
    "silent": "never answered",
    "silent_after": "takes effect, never answered",
    "flood": "429",
}


def told(story: Story, outcome: Outcome) -> str:
    """The whole story in order of time."""
    lines = [(act.at, _act(act)) for act in story.acts] + [(each.at, _fault(each)) for each in story.faults]
    lines += [(story.stop_at, "SIGTERM")] if story.stop_at else []
    head = (
        f"seed {story.seed} ({story.theme}), {len(story.languages)} people, {story.latency:.2f} s a call, "
        f"ends: {', '.join(story.ends)}"
    )
    body = [f"  {at:9.3f}  {line}" for at, line in sorted(lines, key=lambda each: each[0])]
    return "\n".join([head, *body, *(f"  left: {line}" for line in outcome.left or ["nothing"])])


def _act(act: Act) -> str:
    what = " ".join(filter(None, (act.kind, act.want)))
    return f"person{act.who}{' on their second device' if act.device else ''}: {what} [{act.pick}]"


def _fault(fault: Fault) -> str:
    whose = "" if fault.who < 0 else f" for person{fault.who}"
    often = f", first {fault.most}" if fault.most else ""
    often += f", {fault.chance:.0%} of them" if fault.chance < 1 else ""
    what = KINDS[fault.kind].format(amount=fault.amount)
    return f"Telegram: {fault.method or 'every call'}{whose} for {fault.seconds:.2f} s{often}: {what}"
