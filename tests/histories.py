"""Random histories of counting, and publications of them, for the tests of publication."""

import json
from functools import cache

from hypothesis import strategies as st

from bot.counts import weeks
from bot.counts.model import LANGUAGES, Row
from bot.counts.publish import as_json, published

FIRST = "2025-W40"


@cache
def week(number):
    return weeks.plus(FIRST, number)


@cache
def number(named):
    return weeks.count(FIRST, named) - 1


def rows_of(cell, numbers):
    """Rows of one (measure, topic) from a triple of kk, ru, en for each week."""
    return [
        Row(week(at), *cell, language, n)
        for at, triple in enumerate(numbers)
        for language, n in zip(LANGUAGES, triple, strict=True)
    ]


def batches_of(rows, k, closed, cell):
    """What the rest of the world sees of a cell after `closed` weeks, with week numbers for names."""
    seen = json.loads(as_json(published(rows, k, week(closed - 1))))["batches"]
    return [
        {**one, "from": number(one["from"]), "to": number(one["to"])}
        for one in seen
        if (one["measure"], one["topic"]) == cell
    ]


def random_numbers(random, count):
    """Weeks whose level and share of languages wander: often small, now and then a rush."""
    levels = [random.choice((1, 3, 6, 12, 40)) for _ in range(3)]
    numbers = []
    for _ in range(count):
        if random.random() < 0.1:
            levels[random.randrange(3)] = random.choice((0, 0, 1, 2, 4, 8, 15, 60))
        numbers.append(tuple(int(random.expovariate(1) * level) if level else 0 for level in levels))
    return [tuple(min(n, 150) for n in triple) for triple in numbers]


def random_part(random, numbers):
    """What part of each number was not understood."""
    share = random.choice((0.05, 0.3, 0.8, 1.0))
    return [tuple(sum(random.random() < share for _ in range(n)) for n in triple) for triple in numbers]


small = st.one_of(st.just(0), st.integers(0, 4), st.integers(0, 15), st.integers(0, 60))
weekly = st.lists(st.tuples(small, small, small), min_size=1, max_size=40)
ks = st.sampled_from((5, 10, 10, 12))
