"""The figures of a report against a truth that is known, and every form made of them."""

import csv
import io
import json
import re
import tomllib

import pytest
from histories import rows_of, week
from invented import years

from bot.counts.demo_data import AT_NIGHT, RISING_NEED, truth, year
from bot.counts.errors import BadPeriod
from bot.counts.model import RAN, Row, Vocabulary
from bot.counts.publish import published
from bot.reports.period import chosen_weeks, last_weeks
from bot.reports.questions import QUESTIONS, answer_text, sixteen_days
from bot.reports.report_words import DIRECTORY, words
from bot.reports.summary import cells_of, summary
from bot.reports.tables import COLUMNS, csv_bytes, json_bytes
from bot.reports.terminal import table_bytes
from bot.reports.text import report_text
from content.model import FEARS, LANGUAGES, NEEDS, TOPICS, Measure

UNTIL = "2026-W47"
SIZES = (13, 40, 130, 400)


@pytest.fixture(scope="module")
def everything():
    return published(list(year(UNTIL, Vocabulary(("spring",), ("quiz_1",)))), 10, UNTIL)


def of_topic(*weekly, measure="opened", topic="abuse"):
    return rows_of((measure, topic), [(0, n, 0) for n in weekly])


def told(*rows, weeks=None, closed):
    return summary(published([one for each in rows for one in each], 10, week(closed)), weeks)


def test_a_number_says_how_many_of_the_weeks_it_holds():
    figure = told(of_topic(20, 4, 4, 4, 20, 3), closed=5).find("opened", "abuse")
    assert (figure.n, figure.weeks_shown, figure.weeks) == (52, 5, 6)


def test_a_batch_that_crosses_the_edge_is_shown_with_its_own_weeks_and_not_cut():
    seen = told(of_topic(20, 4, 4, 4, 20), weeks=2, closed=4)
    assert (seen.find("opened", "abuse").n, seen.find("opened", "abuse").weeks_shown) == (20, 1)
    assert [(one.first, one.last, one.n) for one in seen.crossing()] == [(week(1), week(3), 12)]
    assert "20 (1 of 2 weeks shown); 12 in 06.10.2025 – 26.10.2025" in report_text(seen, "en")


def test_fewer_than_k_is_said_only_where_it_follows_from_the_rules():
    three = told(of_topic(20, 3, 3, 3), weeks=3, closed=3).find("opened", "abuse")
    last_unknown = told(of_topic(20, 3, 99), weeks=2, closed=2).find("opened", "abuse")
    assert (three.n, three.few) == (0, True)
    assert (last_unknown.n, last_unknown.few) == (0, False)


def test_a_rate_is_made_only_of_topics_and_weeks_that_show_both_numbers():
    rows = [of_topic(100, 100, 100, topic="other"), of_topic(200, 200, 200)]
    rows += [of_topic(20, 4, 30, measure="will_call")]
    seen = told(*rows, closed=2)
    abuse = seen.find("will_call", "abuse")
    assert (abuse.n, abuse.weeks_shown) == (20, 1)
    assert abuse.per_100 is None  # a third of the openings is too little to speak for all of them
    more = told(*rows[:2], of_topic(20, 4, 30, 30, measure="will_call"), of_topic(0, 0, 0, 50), closed=3)
    assert more.find("will_call", "abuse").per_100.value == pytest.approx(100 * 84 / 650, abs=0.1)


def test_a_week_without_the_bot_is_named_and_no_batch_is_bounded_by_it():
    ran = [Row(week(at), *RAN_CELL, 168) for at in (0, 1, 3, 4, 5)]
    seen = told(of_topic(20, 4, 0, 4, 4, 20), ran, closed=5)
    assert seen.silent == (week(2),)
    assert "No numbers for week 2025-W42: the bot did not run." in report_text(seen, "en")
    assert [(one.first, one.last, one.n) for one in seen.batches] == [
        *((week(0), week(0), 20), (week(1), week(4), 12), (week(5), week(5), 20)),
    ]


RAN_CELL = (RAN.measure, RAN.topic, RAN.language)


def test_a_quiet_week_in_which_the_bot_ran_is_not_called_silent():
    ran = [Row(week(at), *RAN_CELL, 168) for at in range(3)]
    assert told(of_topic(20, 0, 20), ran, closed=2).silent == ()
    assert told(of_topic(20, 0, 20), closed=2).silent == ()


@pytest.mark.parametrize("weekly", SIZES)
def test_figures_are_true_of_invented_years(weekly):
    check_truth(range(2), weekly, 13)


@pytest.mark.soak
@pytest.mark.parametrize("weekly", SIZES)
@pytest.mark.parametrize("weeks", [4, 13, 52])
def test_figures_are_true_of_forty_invented_years_a_size(weekly, weeks):
    check_truth(range(40), weekly, weeks)


def check_truth(seeds, weekly, weeks):
    for seed in seeds:
        truth = years(seed, weekly, silent=(99,))
        seen = summary(published(truth.rows, 10, truth.until), weeks)
        for one in (each for each in seen.figures if each.measure != "language"):
            cells = cells_of(one.measure, one.topic)
            if not all(cell in truth.numbers for cell in cells):
                continue
            true = truth.sum(cells, seen.span)
            assert one.n <= true
            assert one.n == true or not one.whole
            assert not one.few or true < 10
            if one.per_100 and one.per_100.of != "quiz" and not one.topic and one.n >= 50:
                whole = truth.sum(cells_of(one.per_100.of, ""), seen.span)
                assert one.per_100.value == pytest.approx(100 * true / whole, rel=0.35)


@pytest.mark.parametrize("weekly", SIZES)
def test_at_constant_rates_hardly_a_report_claims_a_change(weekly):
    assert claims(range(3), weekly, 4) + claims(range(3), weekly, 13) <= 1


@pytest.mark.soak
@pytest.mark.parametrize("weekly", SIZES)
@pytest.mark.parametrize("weeks", [4, 13, 52])
def test_at_constant_rates_at_most_a_twentieth_of_reports_claims_a_change(weekly, weeks):
    assert claims(range(100), weekly, weeks) <= 5


@pytest.mark.parametrize("weeks", [4, 13])
def test_a_true_doubling_at_130_a_week_is_named(weeks):
    named = 0
    for seed in range(5):
        truth = years(seed, 130, factor=2.0, last=weeks)
        changed = summary(published(truth.rows, 10, truth.until), weeks).changed()
        named += any(one.measure == "opened" and 50 < one.change.percent < 170 for one in changed)
    assert named >= 4


@pytest.mark.soak
@pytest.mark.parametrize("weeks", [4, 13])
def test_a_true_doubling_at_130_a_week_is_named_in_four_of_five_reports(weeks):
    reports = (years(seed, 130, factor=2.0, last=weeks) for seed in range(40))
    changed = [summary(published(one.rows, 10, one.until), weeks).find("opened").change for one in reports]
    assert sum(one is not None and 50 < one.percent < 170 for one in changed) >= 32


def claims(seeds, weekly, weeks):
    reports = (published(truth.rows, 10, truth.until) for truth in (years(seed, weekly) for seed in seeds))
    return sum(bool(summary(one, weeks).changed()) for one in reports)


def test_the_summary_as_json_has_the_form_that_scripts_rely_on(everything):
    seen = json.loads(summary(everything, 13).as_json())
    assert list(seen) == ["figures"]
    keys = ["measure", "topic", "n", "weeks_shown", "weeks", "per_100", "change", "few"]
    assert all(list(one) == keys for one in seen["figures"])
    assert all(list(one["per_100"]) == ["of", "value"] for one in seen["figures"] if one["per_100"])
    names = [(one["measure"], one["topic"]) for one in seen["figures"]]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_a_word_for_all_that_is_counted(language, everything):
    said = words(language)
    assert all(said.measure(measure) for measure in Measure)
    assert all(said.topic(topic) for topic in ("", *TOPICS))
    assert all(said.place("need", need) for need in NEEDS)
    assert all(said.place("not_now", fear) for fear in FEARS)
    for weeks in (None, 4, 13, 52):
        text = report_text(summary(everything, weeks), language)
        assert "{" not in text
        assert "quiz_1" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_has_an_answer_in_each_language(everything, question, language):
    text = answer_text(everything, last_weeks(everything, 52), question, language)
    assert text.startswith(words(language).say("questions", question))
    assert words(language).say("questions", "nothing") not in text
    assert len(text) < 4096


def test_the_invented_weeks_of_the_demo_are_told_truly(everything):
    rows = [line.split(",") for line in truth(UNTIL, Vocabulary(("spring",), ("quiz_1",))).splitlines()[1:]]
    seen = summary(everything, 13)
    for one in (each for each in seen.figures if each.topic and each.measure != "language"):
        true = sum(
            int(n)
            for at, measure, topic, n in rows
            if at >= seen.span.first and (measure, topic) == (one.measure, one.topic)
        )
        assert one.n <= true
        assert one.n == true or not one.whole
    assert seen.silent == ("2026-W41",)
    assert seen.find("need", RISING_NEED).change.percent > 100
    assert seen.find("helpline_night").per_100.value == pytest.approx(100 * AT_NIGHT, abs=4)


def test_the_16_days_are_those_that_are_over():
    assert str(sixteen_days("2026-W47")) == "2025-W48..2025-W50"
    assert str(sixteen_days("2026-W50")) == "2026-W48..2026-W50"
    assert str(sixteen_days("2026-W50", years_ago=1)) == "2025-W48..2025-W50"


def test_the_languages_have_the_same_words_with_the_same_parts():
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
        text = output(summary(everything, 13), language).decode("utf-8-sig")
        assert UNTIL in text
        assert " 10 " in text
        assert "qoldau 0." in text


def test_S53_a_report_fits_one_telegram_message(everything):
    assert max(len(report_text(summary(everything, 13), language)) for language in LANGUAGES) < 4096


def test_csv_opens_right_in_excel_with_a_russian_locale(everything):
    data = csv_bytes(summary(everything, 13), "ru")
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
    table = csv_bytes(told(rows, closed=0), "en").decode("utf-8-sig")
    assert f";'{code};" in table


def test_json_is_the_published_window_and_nothing_else(everything):
    seen = json.loads(json_bytes(everything, 4))
    assert list(seen) == ["k", "until", "batches", "pending"]
    assert all(one["from"] >= "2026-W44" for one in seen["batches"])


def test_before_anything_is_published_every_output_says_so():
    nothing = told(of_topic(3), closed=0)
    assert words("en").say("report", "nothing", k=10) in report_text(nothing, "en")
    assert table_bytes(nothing, "ru").decode().startswith("Qoldau")


def test_S51_a_topic_too_small_to_show_is_said_to_be_so():
    text = report_text(told(of_topic(30), of_topic(9, topic="bullying"), closed=0), "en")
    assert "Bullying: fewer than 10" in text


@pytest.mark.parametrize("bad", [0, -1, 99_999])
def test_a_period_that_cannot_be_is_named(everything, bad):
    with pytest.raises(BadPeriod):
        summary(everything, bad)


@pytest.mark.parametrize(
    ("first", "last"), [("2026-W48", "2026-W48"), ("2026-W40", "2026-W39"), ("x", UNTIL)]
)
def test_weeks_that_are_not_over_or_not_in_order_are_refused(everything, first, last):
    with pytest.raises(BadPeriod):
        chosen_weeks(everything, first, last)
