import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from histories import ks, number, rows_of, week, weekly
from hypothesis import given
from hypothesis import strategies as st

from bot.counts.errors import BadPeriod
from bot.counts.model import Row
from bot.counts.publish import Batch, as_json, published, within

CELL = ("opened", "bullying")
NIGHT = ("opened", "abuse")


def one_language(*weekly):
    return rows_of(CELL, [(0, n, 0) for n in weekly])


def spans(everything):
    return [(number(one.first), number(one.last), one.n) for one in everything.batches]


def test_S51_small_weeks_are_carried_forward_until_they_add_up():
    assert spans(published(one_language(4, 4, 4), 10, week(2))) == [(0, 2, 12)]


def test_S51_a_big_week_is_published_alone_and_what_follows_begins_anew():
    assert spans(published(one_language(10, 4, 0, 7, 30, 9), 10, week(5))) == [
        (0, 0, 10),
        (1, 3, 11),
        (4, 4, 30),
    ]


def test_S54_a_batch_is_never_closed_after_two_weeks_for_that_would_bound_the_second():
    assert spans(published(one_language(9, 50), 10, week(1))) == []
    assert spans(published(one_language(9, 50, 0), 10, week(2))) == [(0, 2, 59)]


@pytest.mark.parametrize(
    ("numbers", "languages"),
    [
        ((12, 10, 11), {"kk": 12, "ru": 10, "en": 11}),
        ((12, 10, 9), {"kk": 12, "other": 19}),
        ((12, 20, 0), {"kk": 12, "other": 20}),
        ((9, 20, 20), None),
        ((0, 20, 0), None),
        ((50, 5, 4), None),
    ],
)
def test_S52_languages_are_split_only_when_every_part_is_at_least_k(numbers, languages):
    [batch] = published(rows_of(CELL, [numbers]), 10, week(0)).batches
    assert batch.languages == languages


def test_S54_a_cell_without_a_remainder_is_pending_like_any_other():
    rows = [*one_language(10), *rows_of(NIGHT, [(0, 0, 0)])]
    assert published(rows, 10, week(0)).pending == (NIGHT, CELL)


def test_S54_what_was_not_understood_is_shown_of_a_batch_of_what_was_typed_or_not_at_all():
    typed = rows_of(("typed", ""), [(0, n, 0) for n in (4, 20, 0, 15, 30, 19)])
    part = rows_of(("not_understood", ""), [(0, n, 0) for n in (0, 14, 0, 2, 20, 10)])
    seen = published([*typed, *part], 10, week(5))
    shown = [(one.measure, number(one.first), number(one.last), one.n) for one in seen.batches]
    assert shown == [
        ("not_understood", 0, 2, 14),
        ("not_understood", 4, 4, 20),
        ("typed", 0, 2, 24),
        ("typed", 3, 3, 15),
        ("typed", 4, 4, 30),
        ("typed", 5, 5, 19),
    ]


def test_S54_a_part_is_not_shown_where_a_language_of_the_whole_would_bound_it():
    typed = rows_of(("typed", ""), [(28, 6, 6)])
    part = rows_of(("not_understood", ""), [(20, 0, 0)])
    assert [one.measure for one in published([*typed, *part], 10, week(0)).batches] == ["typed"]


def test_the_text_form_is_the_one_that_scripts_rely_on():
    rows = one_language(4, 4, 4)
    assert as_json(published(rows, 10, week(2))) == (
        '{"k": 10, "until": "2025-W42", "batches": [{"measure": "opened", "topic": "bullying", '
        '"from": "2025-W40", "to": "2025-W42", "n": 12, "languages": null}], '
        '"pending": [{"measure": "opened", "topic": "bullying"}]}\n'
    )


def test_a_window_holds_only_batches_that_lie_wholly_in_it():
    everything = published(one_language(10, 4, 0, 7, 30), 10, week(4))
    assert spans(within(everything, 1)) == [(4, 4, 30)]
    assert spans(within(everything, 3)) == [(4, 4, 30)]
    assert spans(within(everything, 4)) == [(1, 3, 11), (4, 4, 30)]
    assert within(everything, None) == everything


def test_nothing_is_published_of_nothing():
    assert published([], 10, week(0)).batches == ()
    assert published(one_language(50), 10, week(-1)).batches == ()


def test_a_week_that_does_not_exist_is_refused():
    with pytest.raises(BadPeriod):
        published(one_language(50), 10, "2026-W99")
    with pytest.raises(ValueError, match="at least 1"):
        published([], 0, week(0))


@given(weekly, weekly, ks, st.randoms(use_true_random=False))
def test_S50_the_open_week_and_the_order_of_rows_change_no_byte(numbers, others, k, random):
    rows = [*rows_of(CELL, numbers), *rows_of(NIGHT, others)]
    until = week(len(numbers) // 2)
    closed = [row for row in rows if row.week <= until]
    random.shuffle(rows)
    assert as_json(published(rows, k, until)) == as_json(published(closed, k, until))


@given(weekly, ks)
def test_S50_what_was_published_never_changes(numbers, k):
    rows = rows_of(CELL, numbers)
    grown = [published(rows, k, week(closed)).batches for closed in range(len(numbers))]
    assert all(later[: len(earlier)] == earlier for earlier, later in pairwise(grown))
    assert all(
        later[-1].last == week(at + 1)
        for at, (earlier, later) in enumerate(pairwise(grown))
        if earlier != later
    )


@given(weekly, weekly, ks)
def test_S51_batches_are_disjoint_sums_of_at_least_k(numbers, others, k):
    rows = [*rows_of(CELL, numbers), *rows_of(NIGHT, others)]
    seen = published(rows, k, week(max(len(numbers), len(others)) - 1)).batches
    assert all(one.n >= k and one.n == true_sum(rows, one) for one in seen)
    for earlier, later in pairwise(seen):
        if (earlier.measure, earlier.topic) == (later.measure, later.topic):
            assert earlier.last < later.first


@given(weekly, ks)
def test_S52_every_part_of_a_split_is_at_least_k_and_parts_add_up(numbers, k):
    rows = rows_of(CELL, numbers)
    for one in published(rows, k, week(len(numbers) - 1)).batches:
        if one.languages is not None:
            assert min(one.languages.values()) >= k
            assert sum(one.languages.values()) == one.n
            assert one.languages["kk"] == true_sum(rows, one, "kk")


@given(weekly, ks)
def test_S54_a_remainder_is_the_only_thing_ever_left_out(numbers, k):
    seen = published(rows_of(CELL, numbers), k, week(len(numbers) - 1)).batches
    covered = {at for one in seen for at in range(number(one.first), number(one.last) + 1)}
    assert covered == set(range(len(covered)))
    rest = numbers[len(covered) :]
    checked = rest[: len(rest) - (len(rest) + 1) % 2]
    assert sum(map(sum, checked)) < k


def true_sum(rows: list[Row], batch: Batch, language: str | None = None) -> int:
    return sum(
        row.n
        for row in rows
        if (row.measure, row.topic) == (batch.measure, batch.topic)
        and batch.first <= row.week <= batch.last
        and language in (None, row.language)
    )


def test_S53_the_same_rows_give_the_same_text():
    rows = rows_of(CELL, [(12, 10, 11)] * 3)
    text = as_json(published(rows, 10, week(2)))
    assert json.loads(text)["batches"][0]["languages"] == {"kk": 12, "ru": 10, "en": 11}
    assert as_json(published(tuple(reversed(rows)), 10, week(2))) == text


def test_the_example_in_the_documentation_is_what_happens():
    text = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text()
    lines = re.findall(r"^\| (2026-W\d\d) \| (\d+) \| (.+) \|$", text, re.MULTILINE)
    rows = [Row(at, *CELL, "ru", int(n)) for at, n, _ in lines]
    shown: list[str] = []
    seen = []
    for at, _, _ in lines:
        now = [span(one) for one in published(rows, 10, at).batches]
        seen.append(now[len(shown) :])
        shown = now
    assert seen == [re.findall(r"\*\*(.+?)\*\*", said) for _, _, said in lines]
    assert len(lines) == 5


def span(batch):
    named = sorted({f"W{batch.first[-2:]}", f"W{batch.last[-2:]}"})
    return f"{'–'.join(named)}: {batch.n}"
