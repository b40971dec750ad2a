"""Reads helplines.toml, laws.toml and campaigns.toml: facts with their source and date."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from content.finding import Finding
from content.model import LANGUAGES, Campaign, Law, Period, Service
from content.tables import read, shaped, tables_of

T = TypeVar("T")
_TEXTS = ("name", "who", "hours", "languages", "cost", "learns", "write")


def read_services(root: Path) -> tuple[dict[str, Service], list[Finding]]:
    """Services by id. A text that is left out is empty in every language: "not confirmed"."""

    def complete(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {"id": name, **raw, **{key: _by_language(raw.get(key)) for key in _TEXTS}}

    return _read_all(root / "helplines.toml", root, Service, complete)


def read_laws(root: Path) -> tuple[dict[str, Law], list[Finding]]:
    """Legal sources by id."""

    def complete(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        return {"id": name, **raw, "cite": _by_language(raw.get("cite"))}

    return _read_all(root / "laws.toml", root, Law, complete)


def read_campaigns(root: Path) -> tuple[dict[str, Period], dict[str, Campaign], list[Finding]]:
    """Periods of the year and deep-link codes, both from campaigns.toml."""
    table, findings = read(root / "campaigns.toml", root)
    periods: dict[str, Period] = {}
    campaigns: dict[str, Campaign] = {}
    by_period, outside_periods = tables_of(table, table.data.get("periods", {}))
    by_code, outside_codes = tables_of(table, table.data.get("codes", {}))
    findings += outside_periods + outside_codes
    for name, raw in by_period.items():
        days = {key: _month_day(raw.get(key)) for key in ("first", "last")}
        period, wrong = shaped(Period, table, f"periods.{name}", {"id": name, **raw, **days})
        findings += wrong
        if period:
            periods[name] = period
    for code, raw in by_code.items():
        campaign, wrong = shaped(Campaign, table, f"codes.{code}", {"code": code, "target": "", **raw})
        findings += wrong
        if campaign:
            campaigns[code] = campaign
    return periods, campaigns, findings


def _month_day(written: Any) -> Any:
    """ "11-25" as (11, 25); anything else as it is, for its shape to be refused."""
    month, dash, day = str(written).partition("-")
    return (int(month), int(day)) if dash and month.isdecimal() and day.isdecimal() else written


def _by_language(texts: Any) -> dict[str, str]:
    given = texts if isinstance(texts, Mapping) else {}
    return {language: str(given.get(language, "")) for language in LANGUAGES}


def _read_all(path: Path, root: Path, shape: type[T], complete: Any) -> tuple[dict[str, T], list[Finding]]:
    table, findings = read(path, root)
    found: dict[str, T] = {}
    tables, outside = tables_of(table, table.data)
    findings += outside
    for name, raw in tables.items():
        item, wrong = shaped(shape, table, name, complete(name, raw))
        findings += wrong
        if item:
            found[name] = item
    return found, findings
