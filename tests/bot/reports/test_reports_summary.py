import csv
import io
import json

import pytest
from histories import rows_of, week

from bot.counts.demo_data import year
from bot.counts.errors import BadPeriod
from bot.counts.model import Vocabulary
from bot.counts.publish import published
from bot.reports.report_words import DIRECTORY, words
from bot.reports.summary import changes, summary
from bot.reports.tables import COLUMNS, csv_bytes, json_bytes
from bot.reports.terminal import table_bytes
from bot.reports.text import report_text
from content.model import LANGUAGES, TOPICS, Measure

UNTIL = "2026-W47"


@pytest.fixture(scope="module")
def rows():
    return list(year(UNTIL, Vocabulary(("spring",), ("who_answers_150",))))


@pytest.fixture(scope="module")
def everything(rows):
    return published(rows, 10, UNTIL)


def of_topic(*weekly, measure="opened", topic="abuse"):
    return rows_of((measure, topic), [(0, n, 0) for n in weekly])


def test_what_grew_and_what_shrank_is_told_by_a_weeks_average():
    rows = [
        *of_topic(20, 20, 40, 40),
        *of_topic(60, 60, 20, 20, topic="other"),
        *of_topic(30, 30, 33, 30, topic="bullying"),
    ]
    told = summary(published(rows, 10, week(3)), 2)
    assert [(one.topic, one.trend, one.percent) for one in changes(told.topics)] == [
        ("abuse", "grew", 100),
        ("other", "shrank", -67),
    ]
    assert next(one for one in told.topics if one.topic == "bullying").trend == "same"


def test_a_number_that_reaches_beyond_the_period_is_in_neither():
    told = summary(published(of_topic(20, 4, 4, 4, 20), 10, week(4)), 2)
    [abuse] = [one for one in told.topics if one.topic == "abuse"]
    assert (abuse.n, abuse.before, abuse.trend) == (20, 0, "unknown")


def test_the_path_to_help_is_a_sum_of_published_batches(everything):
    told = summary(everything, None)
    by_hand = [
        sum(b.n for b in everything.batches if b.measure == name)
        for name in ("opened", "helpline", "will_call")
    ]
    assert [one.n for one in told.path] == by_hand
    assert by_hand == sorted(by_hand, reverse=True)


def test_the_share_of_texts_not_understood_uses_only_batches_that_show_both():
    rows = [
        *of_topic(40, 40, measure="typed", topic=""),
        *of_topic(4, 20, measure="not_understood", topic=""),
    ]
    told = summary(published(rows, 10, week(1)), None)
    assert told.not_understood == (20, 40)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_word_for_all_that_is_counted(language, everything):
    said = words(language)
    assert all(said.measure(measure) for measure in Measure)
    assert all(said.topic(topic) for topic in ("", *TOPICS))
    assert all("{" not in report_text(everything, language, weeks) for weeks in (None, 4, 13, 52))


def test_the_languages_have_the_same_words_with_the_same_parts():
    import re
    import tomllib

    def shape(language):
        tables = tomllib.loads((DIRECTORY / f"{language}.toml").read_text())
        return {
            (name, key): sorted(set(re.findall(r"{\w+}", text)))
            for name, table in tables.items()
            if isinstance(table, dict)
            for key, text in table.items()
        }

    assert shape("kk") == shape("ru") == shape("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_S53_every_output_prints_the_rules_in_force(everything, language):
    from bot.reports.html import html_bytes

    for output in (csv_bytes, table_bytes, html_bytes):
        text = output(everything, language, 13).decode("utf-8-sig")
        assert UNTIL in text
        assert " 10 " in text
        assert "qoldau 0." in text


def test_S53_a_report_fits_one_telegram_message(everything):
    assert max(len(report_text(everything, language, 13)) for language in LANGUAGES) < 4096


def test_csv_opens_right_in_excel_with_a_russian_locale(everything):
    data = csv_bytes(everything, "ru", 13)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert len(lines[0]) == len(COLUMNS)
    opened = next(line for line in lines if line[0] == words("ru").measure("opened"))
    assert opened[4].count(".") == 2
    assert int(opened[7]) >= 10


@pytest.mark.parametrize("code", ["=1+1", "-2", "+3", "@sum", "\tx"])
def test_csv_holds_no_formula(code):
    rows = of_topic(20, measure="campaign", topic=code)
    table = csv_bytes(published(rows, 10, week(0)), "en").decode("utf-8-sig")
    assert f";'{code};" in table


def test_json_is_the_published_window_and_nothing_else(everything):
    seen = json.loads(json_bytes(everything, 4))
    assert list(seen) == ["k", "until", "batches", "pending"]
    assert all(one["from"] >= "2026-W44" for one in seen["batches"])


def test_before_anything_is_published_every_output_says_so():
    nothing = published(of_topic(3), 10, week(0))
    assert words("en").say("report", "nothing", k=10) in report_text(nothing, "en")
    assert table_bytes(nothing, "ru").decode().startswith("Qoldau")
    assert json.loads(json_bytes(nothing))["batches"] == []


def test_S51_a_topic_too_small_to_show_is_said_to_be_so():
    text = report_text(published([*of_topic(30), *of_topic(9, topic="bullying")], 10, week(0)), "en")
    assert "Bullying: fewer than 10 so far" in text


@pytest.mark.parametrize("bad", [0, -1, 99_999])
def test_a_period_that_cannot_be_is_named(everything, bad):
    with pytest.raises(BadPeriod):
        summary(everything, bad)
