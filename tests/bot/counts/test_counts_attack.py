"""S54: what the best-informed reader can find out about numbers that were not published."""

import json
from collections import defaultdict
from itertools import product
from random import Random

import pytest
from attacker import LANGUAGES, Attacker
from histories import batches_of, number, random_numbers, random_part, rows_of, week

from bot.counts.model import RAN, Row
from bot.counts.publish import GROUP_OF, as_json, published, split
from bot.reports.summary import summary

CELL, WHOLE, PART = ("opened", "bullying"), ("typed", ""), ("not_understood", "")
HELPLINE, NIGHT = ("helpline", "bullying"), ("helpline_night", "bullying")
WEEKS = 60


def attack(seed: int, k: int = 10) -> tuple[int, list]:
    """Attack one history; returns how many numbers are hidden, and those narrowed."""
    random = Random(seed)
    opened, typed = random_numbers(random, WEEKS), random_numbers(random, WEEKS)
    part = random_part(random, typed)
    rows = [*rows_of(CELL, opened), *rows_of(WHOLE, typed), *rows_of(PART, part)]
    alone, both = Attacker(k), Attacker(k)
    alone.learn("opened", WEEKS, growing(rows, k, CELL))
    both.learn("typed", WEEKS, growing(rows, k, WHOLE))
    both.learn_part("not_understood", WEEKS, growing(rows, k, PART), "typed", growing(rows, k, WHOLE))
    helpline = random_numbers(random, WEEKS)
    at_night = random_part(random, helpline)
    rows = [*rows_of(HELPLINE, helpline), *rows_of(NIGHT, at_night)]
    night = Attacker(k)
    night.learn("helpline", WEEKS, growing(rows, k, HELPLINE))
    shown = growing(rows, k, NIGHT)
    night.learn_part(NIGHT[0], WEEKS, shown, "helpline", growing(rows, k, HELPLINE), GROUP_OF[NIGHT[0]])
    hidden = len(alone.hidden) + len(both.hidden) + len(night.hidden)
    return hidden, alone.narrowed() + both.narrowed() + night.narrowed()


def growing(rows, k, cell):
    """All that is published of a cell, week after week; what was published once must stay."""
    seen: list[dict] = []
    for closed in range(1, WEEKS + 1):
        now = batches_of(rows, k, closed, cell)
        assert now[: len(seen)] == seen
        assert all(one["to"] == closed - 1 for one in now[len(seen) :])
        seen = now
    return seen


def report(results) -> str:
    hidden = sum(count for count, _ in results)
    narrowed = [one for _, found in results for one in found]
    print(f"\nhistories of {WEEKS} weeks: {len(results)}, cells hidden: {hidden}, narrowed: {len(narrowed)}")
    return f"{narrowed[:5]}"


def test_S54_an_attacker_narrows_no_hidden_number():
    results = [attack(seed) for seed in range(2)]
    first = report(results)
    assert not any(found for _, found in results), first


@pytest.mark.soak
def test_S54_an_attacker_narrows_no_hidden_number_in_many_histories():
    results = [attack(seed, k) for seed, k in zip(range(1_000, 1_250), [10, 10, 10, 10, 5] * 50, strict=True)]
    first = report(results)
    assert not any(found for _, found in results), first


def test_S54_the_attacker_does_break_the_plain_rule_that_looks_every_week():
    attacker = Attacker(10, rule=lambda _: True)
    attacker.learn("opened", 2, [{"from": 0, "to": 1, "n": 12, "languages": None}])
    assert (("opened", 1, "all"), 0) in attacker.narrowed()


def test_S54_the_attacker_does_break_a_part_that_is_shown_beside_too_small_a_language():
    whole = {"from": 0, "to": 0, "n": 40, "languages": {"kk": 28, "other": 12}}
    attacker = Attacker(10)
    attacker.learn("typed", 1, [whole])
    attacker.learn_part(
        "not_understood", 1, [{"from": 0, "to": 0, "n": 20, "languages": None}], "typed", [whole]
    )
    assert (("not_understood", 0, "kk"), 0) in attacker.narrowed()


def test_S54_the_attacker_does_break_a_part_of_several_batches_that_one_of_them_must_have_given():
    wholes = [{"from": at, "to": at, "n": n, "languages": None} for at, n in enumerate((10, 60))]
    attacker = Attacker(10)
    attacker.learn("helpline", 2, wholes)
    attacker.learn_part(
        "helpline_night", 2, [{"from": 0, "to": 1, "n": 30, "languages": None}], "helpline", wholes, 2
    )
    assert (("helpline_night", ("batch", 1, 1), "all"), 0) in attacker.narrowed()


def silent_histories():
    """Short histories in which the bot may have been off for weeks, with k = 2."""
    for numbers in product(range(MOST + 1), (None, *range(MOST + 1)), range(MOST + 1), range(MOST + 1)):
        rows = rows_of(CELL, [(n or 0, 0, 0) for n in numbers])
        rows += [Row(week(at), *RAN_CELL, 168) for at, n in enumerate(numbers) if n is not None]
        yield tuple(n or 0 for n in numbers), rows, tuple(at for at, n in enumerate(numbers) if n is None)


def test_S54_a_week_without_the_bot_bounds_no_week_beside_it():
    alike = defaultdict(list)
    for numbers, rows, off in silent_histories():
        seen = published(rows, 2, week(3))
        assert [number(one) for one in seen.silent] == list(off)
        alike[as_json(seen), off].append(numbers)
    for (shown, off), group in alike.items():
        if any(one["n"] > MOST for one in json.loads(shown)["batches"]):
            continue
        for place, values in enumerate(zip(*group, strict=True)):
            possible = set(values)
            assert place in off or possible >= {0, 1} or min(possible) >= 2, (shown, place, possible)


@pytest.mark.parametrize("histories", ["weekly_one_language", "weekly_whole_and_part"])
def test_S54_the_summary_tells_an_attacker_nothing_beyond_what_is_published(histories):
    """Histories that look alike in what is published look alike in every figure as well."""
    alike = {}
    for at, (_, rows) in enumerate(globals()[histories]()):
        if at % 19:
            continue
        seen = published(rows, 2, max(row.week for row in rows))
        figures = [summary(seen, n).as_json() for n in (1, 3)]
        assert alike.setdefault(as_json(seen), figures) == figures


MOST = 4
RAN_CELL = (RAN.measure, RAN.topic, RAN.language)


def weekly_one_language():
    for numbers in product(range(MOST + 1), repeat=6):
        yield numbers, rows_of(CELL, [(n, 0, 0) for n in numbers])


def weekly_all_languages():
    weekly = [triple for triple in product(range(MOST + 1), repeat=3) if sum(triple) <= MOST]
    for numbers in product(weekly, repeat=3):
        yield sum(numbers, ()), rows_of(CELL, numbers)


def weekly_whole_and_part():
    for numbers in product([(n, m) for n in range(MOST + 1) for m in range(n + 1)], repeat=3):
        whole, part = zip(*numbers, strict=True)
        rows = [*rows_of(WHOLE, [(0, n, 0) for n in whole]), *rows_of(PART, [(0, n, 0) for n in part])]
        yield (*whole, *part), rows


@pytest.mark.parametrize("histories", [weekly_one_language, weekly_all_languages, weekly_whole_and_part])
def test_S54_among_all_histories_there_are_none_that_give_a_hidden_number_away(histories):
    """With k = 2, every short history there is; nothing about the rules is assumed."""
    alike = defaultdict(list)
    for numbers, rows in histories():
        alike[as_json(published(rows, 2, max(row.week for row in rows)))].append(numbers)
    for shown, group in alike.items():
        if any(one["n"] > MOST for one in json.loads(shown)["batches"]):
            continue  # here the list of histories is not complete
        for place, values in enumerate(zip(*group, strict=True)):
            possible = set(values)
            assert possible >= {0, 1} or min(possible) >= 2, (shown, place, possible)


def test_S54_a_language_is_not_given_away_by_the_splits_of_one_batch():
    """With k = 3, all splits of one batch: those that look alike leave each hidden language 0 to 2."""
    alike = defaultdict(list)
    for numbers in product(range(12), repeat=3):
        if sum(numbers) >= 3:
            alike[sum(numbers), str(split(numbers, 3))].append(numbers)
    for (n, shown), group in alike.items():
        if n >= 12:
            continue
        for name, values in zip(LANGUAGES, zip(*group, strict=True), strict=True):
            assert f"'{name}'" in shown or set(values) >= {0, 1, 2}, (n, shown, name)
