from datetime import UTC, datetime

import pytest

from bot.counts import weeks
from bot.counts.errors import BadPeriod


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 11, 22, 18, 59, 59, tzinfo=UTC), "2026-W47"),
        (datetime(2026, 11, 22, 19, 0, 0, tzinfo=UTC), "2026-W48"),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), "2026-W53"),
        (datetime(2027, 1, 3, 19, tzinfo=UTC), "2027-W01"),
        (datetime(2024, 12, 30, 12, tzinfo=UTC), "2025-W01"),
    ],
)
def test_S50_a_week_begins_on_monday_in_kazakhstan(moment, week):
    assert weeks.week_of(moment.timestamp()) == week


def test_weeks_of_two_years_follow_each_other_without_a_gap():
    named = list(weeks.between("2026-W52", "2027-W02"))
    assert named == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]
    assert weeks.count("2026-W52", "2027-W02") == 4
    assert weeks.plus("2027-W01", -1) == "2026-W53"


@pytest.mark.parametrize(
    "bad", ["", "2026", "2026-48", "2026-W54", "2025-W53", "2026-W00", "2026-W4", "w", "２026-W48"]
)
def test_a_week_that_does_not_exist_is_named_as_such(bad):
    with pytest.raises(BadPeriod, match="2026-W48"):
        weeks.monday(bad)
