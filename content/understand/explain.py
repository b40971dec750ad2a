"""Why a message is understood as it is, in words for whoever cares for the phrases."""

from collections.abc import Iterator, Sequence

from content.understand.classifier import NEEDS_FILE, Model, believed, evidence, likely, model
from content.understand.compiled_rules import CompiledRule, CompiledRules, compiled_rules
from content.understand.filled_places import FilledPlaces, filed_under, holds, lay_out_whole
from content.understand.language import looks_english
from content.understand.matching import pattern_ends
from content.understand.readings import meant
from content.understand.recognition import SERIOUS, recognise
from content.understand.suggestions import Said, crisis_belief, likely_enough, understood
from content.understand.tables import PHRASES
from content.understand.tokenise import bounded, split

_LIKELIEST = 3
_WORDS_AT_MOST = 5


def why(text: str) -> str:
    """Several lines: what was read, what fired, what kept silent and why, what was learned."""
    return "\n".join(_lines(text)) + "\n"


def _lines(text: str) -> Iterator[str]:
    answer = recognise(text)
    words = meant(bounded(text))[1]
    english = looks_english(words)
    book = compiled_rules()
    whole = lay_out_whole(words, book, transliterated=not english)
    urgent = ", urgent" if answer.urgent else ""
    yield f"topics: {', '.join(answer.topics)}{urgent}; needs: {', '.join(answer.needs) or 'none'}"
    yield f"language: {answer.language} ({'sure' if answer.language_sure else 'not sure'})"
    if words != split(bounded(text)):
        yield f"read as: {' '.join(words)}"
    for compiled in book.rules:
        if compiled.rule.id in answer.rules:
            yield f"fired: {_named(compiled)}"
    yield from _silent(book, whole, answer.rules)
    if (said := understood(words, english)) is not None:
        yield from _learned(said)


def _named(compiled: CompiledRule) -> str:
    rule = compiled.rule
    about = f" {rule.topic}" if rule.topic else ""
    return f'{rule.level}{about} {rule.id} at {rule.file}:{rule.line} ("{rule.example}")'


def _silent(book: CompiledRules, whole: FilledPlaces, fired: Sequence[str]) -> Iterator[str]:
    for compiled in filed_under(whole, book):
        if compiled.rule.level in ("idiom", "context") and holds(compiled, whole):
            yield f"keeps others silent: {_named(compiled)}"
    for compiled in filed_under(whole, book):
        rule = compiled.rule
        matched = pattern_ends(compiled.tracks, whole.found, whole.everywhere)
        if rule.level in SERIOUS and rule.id not in fired and matched:
            guarded = not holds(compiled, whole)
            because = "its own guard (unless)" if guarded else "an idiom or a context above"
            yield f"kept silent by {because}: {_named(compiled)}"


def _learned(said: Said) -> Iterator[str]:
    if (table := model()) is not None:
        belief, chance = crisis_belief(said, table)
        enough = "enough" if likely_enough(belief, len(said.keys)) else "not enough"
        yield f"learned: a crisis with log-odds {belief:.1f}, {enough} to be suggested; {_best(chance)}"
        yield f"  spoke most for it: {', '.join(_strongest(said, table)) or 'nothing'}"
    if (table := model(PHRASES / NEEDS_FILE)) is not None:
        chance = likely(said.found, table)
        belief = believed(evidence(1 - chance["other"], said.keys, said.found, table), table.trust)
        yield f"learned needs: log-odds {belief:.1f}; {_best(chance)}"


def _best(chance: dict[str, float]) -> str:
    best = sorted(chance, key=lambda name: -chance[name])[:_LIKELIEST]
    return ", ".join(f"{name} {chance[name]:.0%}" for name in best)


def _strongest(said: Said, table: Model) -> list[str]:
    """The words without which the message would be believed least, as keys."""
    belief, _ = crisis_belief(said, table)
    gains = []
    for i, key in enumerate(said.keys):
        others = [*said.keys[:i], *said.keys[i + 1 :]]
        less, _ = crisis_belief(Said.of(others), table)
        gains.append((belief - less, key))
    return [key for gain, key in sorted(gains, reverse=True)[:_WORDS_AT_MOST] if gain > 0]
