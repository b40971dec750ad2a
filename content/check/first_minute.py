"""How fast, and how gently, somebody gets to the words that are theirs (S60–S64)."""

from collections import deque
from collections.abc import Iterator

from content.check.data import pattern
from content.check.paths import BRIDGE
from content.check.phrases import plain
from content.check.prose import unquoted
from content.check.subject import Subject
from content.check.ways import own_ways
from content.finding import Finding
from content.flow import FIRST_TEXT, ROOT, TOPIC_LIST
from content.graph import fixed_edges
from content.model import Special
from content.render import back_of, spoken

YOUNG_LIST = "topics_young"
FIRST_SCREENS = (ROOT, FIRST_TEXT, TOPIC_LIST, "topics_other", YOUNG_LIST)
FIRST_LENGTH = 350
MOST_ROWS = 11
ONE_HIDE = 8


def few_taps_to_a_topic(subject: Subject) -> Iterator[Finding]:
    """S60: one tap chooses the language, two more reach each topic, and its advice is one more away."""
    if FIRST_TEXT not in subject.content.screens:
        return
    near = own_ways(subject, FIRST_TEXT, 2)
    for entry in subject.content.entries.values():
        screen = subject.content.screens.get(entry)
        if entry not in near:
            yield subject.at(entry, "S60", f"is not within two taps of {FIRST_TEXT}: add a button")
        if screen and BRIDGE not in {button.target for button in screen.buttons}:
            yield subject.at(entry, "S60", f"no button leads to {BRIDGE}: add one")


def doors_on_the_welcome(subject: Subject) -> Iterator[Finding]:
    """S60, S61: about me, about somebody else and under 18 are chosen on the first text screen itself."""
    screen = subject.content.screens.get(FIRST_TEXT)
    ways = {button.target for button in screen.buttons} if screen else set()
    for door in (TOPIC_LIST, "topics_other", YOUNG_LIST):
        if screen and door in subject.content.screens and door not in ways:
            yield subject.at(FIRST_TEXT, "S60", f"no button leads to {door}: every door stands here")


def first_screens_are_short(subject: Subject) -> Iterator[Finding]:
    """S64: numbers and first rows are seen without scrolling at 360 x 640."""
    for page in subject.pages:
        if page.screen in FIRST_SCREENS and len(page.text) > FIRST_LENGTH:
            message = f"{len(page.text)} characters on one of the first screens, at most {FIRST_LENGTH}"
            yield subject.on_page(page, "S64", f"{message}: shorten it")


def few_rows(subject: Subject) -> Iterator[Finding]:
    """S64: at most eleven rows, and Hide a second time at the end where there are more than eight."""
    for page in subject.pages:
        rows = page.rows
        if len(rows) > MOST_ROWS:
            yield subject.on_page(page, "S64", f"{len(rows)} rows, at most {MOST_ROWS}: split the screen")
        if len(rows) > ONE_HIDE and rows[-1][0].target != Special.HIDE:
            yield subject.on_page(
                page, "S64", "Hide does not stand at the end of this long screen: put it there"
            )


def nothing_asked_after_danger(subject: Subject) -> Iterator[Finding]:
    """S62: from instructions for danger no button leads back to a question who sees the phone, nor to age."""
    asking = {gate for gates in subject.data.limits.gates.values() for gate in gates}
    for screen in subject.content.screens.values():
        for button in screen.buttons if screen.stays and not screen.spoken else ():
            target = subject.content.screens.get(button.target)
            if target and ((target.id in asking and target.topic != screen.topic) or target.spoken):
                message = f"{button.label} leads to {target.id}, which asks first: lead on to what helps"
                yield subject.at(screen.id, "S62", message)


def asked_once(subject: Subject) -> Iterator[Finding]:
    """S62: the question who sees the phone is asked on the first screens that gates name, nowhere else."""
    asking = {gate for gates in subject.data.limits.gates.values() for gate in gates}
    for known, text in subject.screen_texts():
        asks = subject.data.limits.phone_question[text.language]
        if known.id not in asking and asks in plain(text.raw) and "?" in text.raw:
            yield text.finding("S62", "asks who sees the phone: it is asked once, where a topic begins")


def back_leads_back(subject: Subject) -> Iterator[Finding]:
    """S63: Back never leads to a screen that words opened, nor past danger to the first text."""
    for screen in subject.content.screens.values():
        before = subject.content.screens.get(screen.back)
        if before and before.spoken:
            yield subject.at(screen.id, "S63", f"back leads to {before.id}, which words opened: name another")
        if screen.stays and screen.overlay and back_of(screen) == FIRST_TEXT:
            yield subject.at(screen.id, "S63", f"back leads to {FIRST_TEXT} in place of where one came from")


def children_are_spoken_to_as_children(subject: Subject) -> Iterator[Finding]:
    """S61: whoever said that they are under 18 meets no polite form and no menu for adults on their ways."""
    limits = subject.data.limits
    for name, way in _reached_by_children(subject).items():
        for language, written in limits.formal.items():
            texts = subject.content.words[language].screens.get(name, {})
            said = unquoted(plain(spoken(texts, ("young",)).get("text", "")))
            found = next((match for each in written if (match := pattern(each).search(said))), None)
            if found:
                message = (
                    f"{found[0]!r} is said to a child ({' > '.join(way)}): add text__young, or young to flow"
                )
                yield subject.at(name, "S61", message, language)


def _reached_by_children(subject: Subject) -> dict[str, tuple[str, ...]]:
    """Screens within reach of somebody under 18, with a way; not past the welcome, where doors are chosen."""
    screens = subject.content.screens
    if YOUNG_LIST not in screens:
        return {}
    found: dict[str, tuple[str, ...]] = {YOUNG_LIST: (YOUNG_LIST,)}
    queue = deque(found)
    while queue:
        here = screens[queue.popleft()]
        aims = [button.target for button in here.buttons] + [there for _, _, there in fixed_edges(here)]
        for each in aims:
            target = (screens[each].young or each) if each in screens else ""
            if target and target not in found and target not in (ROOT, FIRST_TEXT):
                found[target] = (*found[here.id], target)
                queue.append(target)
    return found
