"""The figures of /metrics say something of the program and betray nobody (S55)."""

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from talking import Clock

from bot.jobs.gauges import Seen, Sources, gauges, late_minutes, numbers_days, waiting_class
from bot.process.memory import resident
from content.model import Content

DEPLOY = Path(__file__).parents[3] / "deploy"
NAMES = {
    "qoldau_ready",
    "qoldau_counting_ok",
    "qoldau_telegram_ok",
    "qoldau_waiting_class",
    "qoldau_fetch_late_minutes",
    "qoldau_alarms",
    "qoldau_backup_age_days",
    "qoldau_numbers_age_days",
    "qoldau_start_time_seconds",
    "qoldau_resident_memory_megabytes",
}


class Intake:
    silent = 0.0

    def ready(self) -> bool:
        return True

    def silent_seconds(self) -> float:
        return self.silent


def shown(content: Content, seen: Seen, folder: Path | None, clock: Clock) -> dict[str, int]:
    sources = Sources(Intake(), seen, lambda: True, lambda: content, folder, clock)
    return {each.name: each.value() for each in gauges(sources)}


def test_S55_no_figure_is_a_count_of_what_people_do(content: Content, tmp_path: Path) -> None:
    clock = Clock()
    values = shown(content, Seen(waiting=42), tmp_path, clock)
    assert set(values) == NAMES
    assert values["qoldau_waiting_class"] == 2
    assert values["qoldau_backup_age_days"] == -1
    assert values["qoldau_start_time_seconds"] == int(clock())


def test_the_age_of_the_newest_copy_is_counted_in_days(content: Content, tmp_path: Path) -> None:
    clock = Clock()
    for name, days in (("old.db", 9), ("new.db", 3)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (clock() - days * 86_400 - 1,) * 2)
    assert shown(content, Seen(), tmp_path, clock)["qoldau_backup_age_days"] == 3


@pytest.mark.parametrize(
    ("count", "expected"), [(None, -1), (0, 0), (1, 1), (9, 1), (10, 2), (99, 2), (100, 3), (5_000, 3)]
)
def test_S55_what_waits_is_a_class(count: int | None, expected: int) -> None:
    assert waiting_class(count) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(0, 0), (59, 0), (119.9, 0), (120, 2), (650, 10)])
def test_S55_a_fetch_that_came_back_early_is_not_to_be_told_from_a_late_one(
    seconds: float, expected: int
) -> None:
    assert late_minutes(seconds) == expected


def test_S14_the_age_of_the_numbers_is_that_of_the_oldest(content: Content) -> None:
    oldest = min(each.checked for each in content.services.values())
    assert numbers_days(content, date.fromordinal(oldest.toordinal() + 91)) == 91


def test_memory_is_counted_in_pages_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "statm").write_text("100 7 3 1 0 20 0\n")
    monkeypatch.setattr("os.sysconf", {"SC_PAGE_SIZE": 65_536}.__getitem__)
    assert resident(tmp_path / "statm") == 7 * 65_536
    assert resident(tmp_path / "nowhere") == 0


@pytest.mark.parametrize("name", ["alerts.yaml", "dashboard.json"])
def test_alerts_and_dashboard_ask_only_for_figures_that_there_are(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    used = set(re.findall(r"qoldau_\w+", text))
    assert used - NAMES - {"qoldau_info"} == set()
    assert {"qoldau_waiting_class", "qoldau_counting_ok", "qoldau_backup_age_days"} <= used


def test_the_dashboard_is_one_that_grafana_can_import() -> None:
    dashboard = json.loads((DEPLOY / "dashboard.json").read_text(encoding="utf-8"))
    panels = dashboard["panels"]
    assert dashboard["title"] == "Qoldau"
    assert len({panel["id"] for panel in panels}) == len(panels) > 5
    assert all(panel["targets"][0]["expr"] and panel["title"] for panel in panels)
