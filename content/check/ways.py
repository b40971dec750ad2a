"""Ways that must exist, as listed in ways.toml (S15, S16, S32, S34, S36, S39)."""

from collections.abc import Iterator

from content.check.subject import Subject
from content.finding import Finding


def required_ways(subject: Subject) -> Iterator[Finding]:
    """Each screen that cannot be reached by own buttons in as many taps as it must."""
    for way in subject.data.ways:
        near = own_ways(subject, way.start, way.taps)
        for target in way.to:
            if target not in near:
                message = f"{target} is not within {way.taps} taps of this screen: {way.mend}"
                yield subject.at(way.start, way.rule, message)


def own_ways(subject: Subject, start: str, taps: int) -> set[str]:
    """Screens within `taps` by the screens' own buttons, without those that stand everywhere."""
    found = {start}
    for _ in range(taps):
        for name in tuple(found):
            if name in subject.content.screens:
                found |= {button.target for button in subject.content.screens[name].buttons}
    return found & set(subject.content.screens)
