"""From a typed message to language, topics and danger. Pure: the same text gives the same answer."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from content.understand.compiled_rules import CompiledRule, CompiledRules, compiled_rules
from content.understand.filled_places import (
    FilledPlaces,
    ends_of,
    filed_under,
    holds,
    idiom_words,
    lay_out,
    lay_out_both,
    lay_out_whole,
)
from content.understand.language import language_of, looks_english
from content.understand.matching import near, pattern_ends
from content.understand.readings import meant
from content.understand.rules import (
    ABOUT,
    AFRAID_OF_SELF,
    CRISIS,
    GREETING,
    NEEDS,
    SAFE_WORD,
    SMALL,
    TOPIC_OF_NEED,
    TOPICS,
    Rule,
)
from content.understand.suggestions import Suggestion, suggested, suggested_needs, understood
from content.understand.tokenise import bounded
from content.understand.training_data import OTHER

_BESIDES = ("need", "about")
"""Levels that say what a message is besides its topic."""
SERIOUS = ("urgent", "topic")
TOPICAL = (*SERIOUS, "hint")
TOPICS_AT_MOST = NEEDS_AT_MOST = 3
_SUGGESTED_FROM = 120
"""Words that a suggestion looks at."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`topics`: best first, at most three, ("other",) for none; `rules`: ids of the rules that fired.

    `needs`: what is asked for besides, best first, at most three. `small_talk` is read only where there is
    no topic, except the fear of what one might do oneself.
    """

    language: str
    topics: tuple[str, ...]
    urgent: bool
    rules: tuple[str, ...]
    language_sure: bool
    small_talk: str | None
    safe_word: bool
    needs: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """Of content.understand.rules.ABOUT."""

    @property
    def third_person(self) -> bool:
        """Told about somebody else: never answered with "will you hurt yourself?" (S69)."""
        return "third_person" in self.about or "professional" in self.needs[:1]

    @property
    def own_violence(self) -> bool:
        """Their own violence, done or feared: never answered with a victim's words (S70)."""
        return self.small_talk == AFRAID_OF_SELF or "own_violence" in self.needs


def recognise(text: str) -> Recognised:
    """Read a message as it was meant: by rules, and where they are silent by what was learned.

    A learned topic is no danger; rules that ask for the topic and words of danger beside it may then see one.
    """
    typed, words = meant(bounded(text))
    answer = by_rules(typed, words)
    by_rule = answer.needs
    answer = _with_learned(answer, words[:_SUGGESTED_FROM])
    return answer if _is_found(answer) else _with_topic_of_need(answer, by_rule)


def _with_learned(answer: Recognised, words: Sequence[str]) -> Recognised:
    crisis = bool(set(answer.topics) & set(CRISIS))
    about_the_bot = answer.small_talk not in (None, GREETING, AFRAID_OF_SELF)
    if crisis and (answer.needs or about_the_bot):
        return answer
    english = looks_english(words)
    book = compiled_rules()
    filled = lay_out_whole(words, book, transliterated=not english)
    struck = idiom_words(filled, book)
    said = understood([word for i, word in enumerate(words) if not struck >> (i + 1) & 1], english)
    if said is None:
        return answer
    if not answer.needs and not about_the_bot:
        answer = replace(answer, needs=suggested_needs(said, careful=crisis))
    if crisis or _is_spoken_against(filled, book, answer.rules):
        return answer
    return _with_suggestion(answer, suggested(said, careful=_is_found(answer) or about_the_bot), words, book)


def _with_topic_of_need(answer: Recognised, needs: Sequence[str]) -> Recognised:
    topics = (TOPIC_OF_NEED[need] for need in needs if need in TOPIC_OF_NEED)
    topic = next(topics, None)
    return replace(answer, topics=(topic,)) if topic else answer


def _is_found(answer: Recognised) -> bool:
    return answer.topics != (OTHER,)


def _with_suggestion(
    answer: Recognised, suggestion: Suggestion | None, words: Sequence[str], book: CompiledRules
) -> Recognised:
    if suggestion is None or suggestion.topics[0] in answer.topics:
        return answer
    more = tuple(topic for topic in suggestion.topics if topic not in answer.topics)
    topics = (*answer.topics, *more)[:TOPICS_AT_MOST] if _is_found(answer) else more
    if not suggestion.sure:
        return replace(answer, topics=topics)
    filled = lay_out(words, book, transliterated=not looks_english(words))
    fired = fired_rules(filled, book, supposed=suggestion.topics[0])
    urgent = any(rule.level == "urgent" for rule in fired)
    ids = {rule.id for rule in fired}.union(answer.rules)
    return replace(answer, topics=topics, urgent=urgent, rules=tuple(sorted(ids)))


def _is_spoken_against(filled: FilledPlaces, book: CompiledRules, fired: Collection[str]) -> bool:
    """Whether a rule would have fired but for its guard, an idiom or a film: then silence was meant."""
    return any(
        compiled.rule.level in ("urgent", "topic", "context")
        and compiled.rule.id not in fired
        and pattern_ends(compiled.tracks, filled.found, filled.everywhere)
        for compiled in filed_under(filled, book)
    )


def understand_line(text: str) -> str:
    """One JSON object as `qoldau understand` prints it."""
    answer = recognise(text)
    return json.dumps(
        {
            "language": answer.language,
            "topics": list(answer.topics),
            "urgent": answer.urgent,
            "needs": list(answer.needs),
        }
    )


def by_rules(typed: str, words: Sequence[str]) -> Recognised:
    """What the rules alone say of a bounded text and its words."""
    english = looks_english(words)
    language, sure = language_of(words, typed, english)
    book = compiled_rules()
    whole, filled = lay_out_both(words, book, transliterated=not english)
    fired = fired_rules(filled, book)
    asking = [compiled.rule for compiled in filed_under(whole, book) if _asks(compiled, whole)]
    about = {rule.topic for rule in asking if rule.level == "about"}
    serious = [rule for rule in fired if rule.level in SERIOUS]
    topics = _in_order(rule.topic for rule in serious or fired if rule.level in TOPICAL)
    small = {rule.topic for rule in fired if rule.level == "small"}
    small &= {AFRAID_OF_SELF} if topics else small
    return Recognised(
        language,
        topics or (OTHER,),
        any(rule.level == "urgent" for rule in serious),
        tuple(sorted(rule.id for rule in (*fired, *asking))),
        sure,
        next((key for key in SMALL if key in small), None),
        SAFE_WORD in small,
        _needs_of(asking),
        tuple(each for each in ABOUT if each in about),
    )


def _asks(compiled: CompiledRule, whole: FilledPlaces) -> bool:
    """Idioms hide danger, not what is asked for."""
    return compiled.rule.level in _BESIDES and holds(compiled, whole)


def _needs_of(asking: Iterable[Rule]) -> tuple[str, ...]:
    found = {rule.topic for rule in asking if rule.level == "need"}
    return tuple(need for need in NEEDS if need in found)[:NEEDS_AT_MOST]


def _in_order(topics: Iterable[str]) -> tuple[str, ...]:
    found = set(topics)
    return tuple(topic for topic in TOPICS if topic in found)[:TOPICS_AT_MOST]


def fired_rules(filled: FilledPlaces, book: CompiledRules, supposed: str = "") -> list[Rule]:
    """The rules that match a message, those that ask for a topic found before too.

    `supposed`: a topic that counts as found everywhere.
    """
    candidates = [
        compiled for compiled in filed_under(filled, book) if compiled.rule.level not in ("idiom", *_BESIDES)
    ]
    spared = _spared(candidates, filled)
    fired: list[Rule] = []
    topic_ends = {supposed: filled.everywhere} if supposed else {}
    for compiled in candidates:
        if compiled.rule.level != "context":
            _fire(compiled, filled, spared, fired, topic_ends)
    for topic, ends in topic_ends.items():
        for place in book.marks.get(f"@{topic}", ()):
            filled.found.one[place] = ends
    if topic_ends:
        for compiled in filed_under(filled, book):
            if compiled.leans:
                _fire(compiled, filled, spared, fired, topic_ends)
    return fired


def _fire(
    compiled: CompiledRule,
    filled: FilledPlaces,
    spared: dict[str, int],
    fired: list[Rule],
    ends: dict[str, int],
) -> None:
    rule = compiled.rule
    if here := ends_of(compiled, filled) & ~spared.get(rule.topic, spared[""]):
        fired.append(rule)
        if rule.level in SERIOUS:
            ends[rule.topic] = ends.get(rule.topic, 0) | here


def _spared(candidates: Sequence[CompiledRule], filled: FilledPlaces) -> dict[str, int]:
    """Topic → positions near films, games, homework; "" holds what spares every topic."""
    spared = dict.fromkeys(("", *TOPICS), 0)
    for compiled in candidates:
        if compiled.rule.level == "context":
            here = near(ends_of(compiled, filled))
            for topic in (compiled.rule.topic,) if compiled.rule.topic else spared:
                spared[topic] |= here
    return spared
