"""How well typed text is understood, and how fast, beside two peers. `python -m bench.understand [messages]`.

`messages`: a CSV like content/phrases/dev.csv, the default, or JSON lines with the same names.
The rules were widened with dev.csv in view, so its figures flatter them; a file they have not seen does not.
"""

import csv
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.peers import keywords, ngrams
from content.understand import recognise
from content.understand.rules import CRISIS
from content.understand.tables import PHRASES


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    language: str
    topic: str
    urgent: bool
    tags: frozenset[str]
    also: frozenset[str]


@dataclass(frozen=True, slots=True)
class Guess:
    topics: tuple[str, ...]
    urgent: bool
    language: str = ""


def messages(path: Path) -> list[Message]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            rows = [row | {k: row[k].split() for k in ("tags", "alt")} for row in csv.DictReader(file)]
        else:
            rows = [json.loads(line) for line in file if line.strip()]
    return [
        Message(
            row["text"], row["lang"], row["topic"], row["urgent"] in (True, "1"),
            frozenset(row["tags"]), frozenset(row["alt"]),
        )
        for row in rows
    ]  # fmt: skip


def ours(text: str) -> Guess:
    answer = recognise(text)
    return Guess(answer.topics, answer.urgent, answer.language)


def by_keywords(text: str) -> Guess:
    topic, urgent = keywords.recognise(text)
    return Guess((topic,), urgent)


def share(
    pairs: Sequence[tuple[Message, Guess]], of: Callable[[Message], bool], hit: Callable[[Guess], bool]
) -> str:
    chosen = [guess for message, guess in pairs if of(message)]
    return f"{sum(map(hit, chosen)) / len(chosen):8.3f}" if chosen else "       -"


def is_crisis(guess: Guess) -> bool:
    return any(topic in CRISIS for topic in guess.topics)


def figures(pairs: Sequence[tuple[Message, Guess]]) -> dict[str, str]:
    """Measure → share, in the order of the goals."""
    lines = {
        "crisis seen": share(pairs, lambda m: m.topic in CRISIS, is_crisis),
        **{
            f"crisis seen, {language}": share(
                pairs, lambda m, of=language: m.topic in CRISIS and m.language == of, is_crisis
            )
            for language in ("kk", "ru", "en", "mixed")
        },
        "crisis seen, indirect": share(
            pairs, lambda m: m.topic in CRISIS and "indirect" in m.tags, is_crisis
        ),
        "urgent seen": share(pairs, lambda m: m.urgent, lambda g: g.urgent),
        "harmless as urgent": share(pairs, lambda m: "harmless" in m.tags, lambda g: g.urgent),
        "harmless as crisis": share(pairs, lambda m: "harmless" in m.tags, is_crisis),
    }
    by_topic: dict[str, list[bool]] = {}
    for message, guess in pairs:
        by_topic.setdefault(message.topic, []).append(guess.topics[0] in {message.topic, *message.also})
    means = {topic: statistics.mean(hits) for topic, hits in by_topic.items()}
    lines |= {f"first topic, {topic}": f"{mean:8.3f}" for topic, mean in sorted(means.items())}
    lines["first topic, mean"] = f"{statistics.mean(means.values()):8.3f}"
    known = [guess.language == message.language for message, guess in pairs if guess.language]
    sure = [message.language == "mixed" for message, guess in pairs if guess.language]
    right = [a or b for a, b in zip(known, sure, strict=True)]
    lines["language"] = f"{statistics.mean(right):8.3f}" if right else "       -"
    return lines


def microseconds(read: Callable[[str], object], texts: Sequence[str]) -> str:
    times = []
    for text in texts:
        began = time.perf_counter()
        read(text)
        times.append(time.perf_counter() - began)
    return f"{statistics.median(times) * 1e6:8.0f}"


def start_ms() -> float:
    began = time.perf_counter()
    recognise("")
    return (time.perf_counter() - began) * 1000


def main(arguments: Sequence[str]) -> None:
    print(f"start {start_ms():.0f} ms")
    rows = messages(Path(arguments[0]) if arguments else PHRASES / "dev.csv")
    texts = [row.text for row in rows]
    labels = [row.topic for row in rows]
    topics = ngrams.predictions(texts, labels)
    urgency = ngrams.predictions(texts, [str(row.urgent) for row in rows])
    trained = [Guess((topic,), urgent == "True") for topic, urgent in zip(topics, urgency, strict=True)]
    model = ngrams.fitted(texts, labels)
    columns = {
        "rules": figures(list(zip(rows, map(ours, texts), strict=True))),
        "keywords": figures(list(zip(rows, map(by_keywords, texts), strict=True))),
        "n-grams": figures(list(zip(rows, trained, strict=True))),
    }
    columns["rules"]["median µs"] = microseconds(recognise, texts)
    columns["keywords"]["median µs"] = microseconds(keywords.recognise, texts)
    columns["n-grams"]["median µs"] = microseconds(lambda text: model.predict([text]), texts[:200])
    print(f"{len(rows)} messages".ljust(34) + "".join(name.rjust(10) for name in columns))
    for measure in columns["rules"]:
        print(measure.ljust(34) + "".join(column[measure].rjust(10) for column in columns.values()))


if __name__ == "__main__":
    main(sys.argv[1:])
