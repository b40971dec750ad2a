"""The command line. Each command imports what it needs, so that none waits for another's parts."""

import argparse
import asyncio
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bot.exit_codes import ExitCode, ended_by

EXAMPLES = {
    "init": ("qoldau init", "qoldau init --yes --token-file token --organisers 123456789"),
    "doctor": ("qoldau doctor --lang en", "qoldau doctor --format json --env-file /etc/qoldau/env"),
    "run": ("qoldau run",),
    "demo": ("qoldau demo", "qoldau demo --port 8160 --no-browser"),
    "check": ("qoldau check", "qoldau check --format json"),
    "flow": ("qoldau flow --lang kk", "qoldau flow --format json"),
    "understand": ("qoldau understand < lines.txt",),
    "stats": ("qoldau stats --weeks 13", "qoldau stats --format xlsx --out report.xlsx"),
    "backup": ("qoldau backup counts-2026-11-24.db",),
    "review": ("qoldau review review.html",),
    "signoff": ("qoldau signoff --lang kk --role helpline-psychologist welcome",),
    "site": ("qoldau site site",),
    "talk": ("qoldau talk --lang kk",),
    "poster": ("qoldau poster --campaign s1 --lang kk --out poster.pdf",),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code, one of `ExitCode`."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        code = command(given)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        ended = ended_by(error)
        if ended is None:
            raise
        return ended
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qoldau", description="Guides people in a bad hour to help.")
    parser.add_argument("--version", action="version", version=f"qoldau {version('qoldau')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        shown = "\n  ".join(("examples:", *EXAMPLES[name]))
        form = argparse.RawDescriptionHelpFormatter
        made = commands.add_parser(name, help=text, description=text, epilog=shown, formatter_class=form)
        made.set_defaults(command=command)
        return made

    from bot.commands.doctor import arguments as of_doctor
    from bot.commands.init import arguments as of_init

    of_init.add_arguments(
        add("init", _init, "Set up the bot: token, organisers, names; asks or takes flags.")
    )
    of_doctor.add_arguments(add("doctor", _doctor, "Say whether the bot is well; exit 1 on an error."))
    add("run", _run, "Run the bot.")
    demo = add("demo", _demo, "Try the bot in the browser, without a token and without a network.")
    demo.add_argument("--port", type=int, default=8150)
    demo.add_argument("--no-browser", action="store_true", help="do not open the page")
    demo.add_argument("--with-history", action="store_true", help="with invented years of counts")
    demo.add_argument("--truth", action="store_true", help="print what was invented, as CSV, and end")
    demo.add_argument("--date", type=_day, help="a day to set the clock to, such as 2026-11-25")
    check = add("check", _check, "Check everything that the bot says; exit 1 on an error.")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--content", type=Path, help="another folder than the program's own")
    flow = add("flow", _flow, "Print the talk as a graph.")
    flow.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    flow.add_argument("--format", choices=("mermaid", "json", "markdown"), default="mermaid")
    add("understand", _understand, "Read lines of text, write what was understood as JSON lines.")
    stats = add("stats", _stats, "Print the published counts.")
    stats.add_argument("--weeks", default="all", help="closed weeks back from now: 4, 13, 52 or all")
    stats.add_argument(
        "--format", default="table", help="table, csv, json, html, xlsx, pdf, pptx, datapackage"
    )
    stats.add_argument("--summary", action="store_true", help="every figure that a report shows, as JSON")
    stats.add_argument("--from", dest="first", default="", metavar="WEEK", help="as in 2026-W48")
    stats.add_argument("--to", dest="last", default="", metavar="WEEK", help="as in 2026-W50")
    stats.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    stats.add_argument("--out", type=Path, help="write into this new file")
    backup = add("backup", _backup, "Copy the closed weeks into a new file.")
    backup.add_argument("file", type=Path)
    for each in (stats, backup):
        each.add_argument("--env-file", type=Path, default=Path(".env"), help="the settings (.env)")
    review = add("review", _review, "Write all screens side by side in three languages, for signing off.")
    review.add_argument("out", type=Path)
    signoff = add(
        "signoff", _signoff, "Record that texts were compared with the Russian, or signed off by a role."
    )
    signoff.add_argument("screens", nargs="*", help="which texts, by the names of qoldau flow")
    signoff.add_argument("--all", action="store_true", help="all texts of the language at once")
    signoff.add_argument("--lang", choices=("kk", "ru", "en"), required=True)
    signoff.add_argument("--role", type=_role, default="", help="who signs, as a role: helpline-psychologist")
    site = add("site", _site, "Write the same content as a static site in three languages.")
    site.add_argument("out", type=Path, help="a new folder, or one that holds such a site")
    talk = add("talk", _talk, "Lead the talk in this terminal, as plain numbered lines.")
    talk.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    poster = add("poster", _poster, "Make a poster with the code of a campaign, ready to print.")
    poster.add_argument("--campaign", required=True, help="a code from campaigns.toml")
    poster.add_argument("--lang", choices=("kk", "ru", "en"), default="kk")
    poster.add_argument("--out", type=Path, required=True, help="a file that ends in .pdf, .svg or .png")
    poster.add_argument("--bot", default="", help="its user name; without it Telegram is asked")
    return parser


def _init(given: argparse.Namespace) -> int:
    from bot.commands.init.command import init

    return init(given)


def _doctor(given: argparse.Namespace) -> int:
    from bot.commands.doctor.command import doctor

    return doctor(given)


def _run(_: argparse.Namespace) -> int:
    from bot.commands.run import run
    from bot.settings import read_settings

    return run(read_settings(with_token=True))


def _demo(given: argparse.Namespace) -> int:
    from bot.demo import demo, print_truth

    if given.truth:
        return print_truth(given.date)
    browser, history = not given.no_browser, given.with_history
    return demo(given.port, open_browser=browser, with_history=history, day=given.date)


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError("a day such as 2026-11-25 is expected") from None


def _check(given: argparse.Namespace) -> int:
    from content.check.report import run
    from content.load import CONTENT_DIR

    text, code = run(given.content or CONTENT_DIR, date.today(), given.format)  # noqa: DTZ011
    sys.stdout.write(text)
    return code


def _flow(given: argparse.Namespace) -> int:
    import json

    from content.chart import as_markdown
    from content.graph import as_json, as_mermaid
    from content.load import load

    content = load()
    if given.format == "json":
        print(json.dumps(as_json(content, given.lang), ensure_ascii=False, indent=1))
    elif given.format == "markdown":
        sys.stdout.write(as_markdown(content))
    else:
        sys.stdout.write(as_mermaid(content, given.lang))
    return 0


def _understand(_: argparse.Namespace) -> int:
    from content.understand import understand_line

    for line in sys.stdin.buffer:
        sys.stdout.write(understand_line(line.decode("utf-8", "replace").rstrip("\r\n")) + "\n")
        sys.stdout.flush()
    return 0


def _stats(given: argparse.Namespace) -> int:
    if given.format == "xlsx" and given.out is None and sys.stdout.isatty():
        print("a workbook is not for a terminal: name a file with --out", file=sys.stderr)
        return ExitCode.WRONG_USE
    from bot.commands.stats import Question, stats
    from bot.settings import read_settings

    settings = read_settings(with_token=False, _env_file=given.env_file)
    database, k = settings.database_url.get_secret_value(), settings.min_count
    question = Question(
        weeks=given.weeks,
        form=given.format,
        out=given.out,
        language=given.lang,
        first=given.first,
        last=given.last,
        summary=given.summary,
    )
    return asyncio.run(stats(database, k, question))


def _backup(given: argparse.Namespace) -> int:
    from bot.commands.backup import backup
    from bot.settings import read_settings

    settings = read_settings(with_token=False, _env_file=given.env_file)
    return asyncio.run(backup(settings.database_url.get_secret_value(), given.file))


def _role(text: str) -> str:
    """A role, never a person: what is signed off stands in a public file."""
    if text and not re.fullmatch(r"[a-z][a-z-]{2,39}", text):
        raise argparse.ArgumentTypeError("name a role, not a person, like helpline-psychologist")
    return text


def _review(given: argparse.Namespace) -> int:
    from content.check.review import review_html
    from content.load import CONTENT_DIR

    try:
        given.out.write_text(review_html(CONTENT_DIR), encoding="utf-8")
    except OSError as error:
        reason = f"{given.out} cannot be written ({error.strerror}): name a file in a folder of yours"
        print(f"review: {reason}", file=sys.stderr)
        return ExitCode.WRONG_USE
    print(f"{given.out}: open it in a browser")
    return 0


def _site(given: argparse.Namespace) -> int:
    from content.site.write import NotOursError, write

    try:
        count = write(given.out)
    except (NotOursError, OSError) as error:
        print(f"site: {error}", file=sys.stderr)
        return ExitCode.WRONG_USE
    print(f"{count} pages in {given.out}: open {given.out / 'index.html'}")
    return 0


def _talk(given: argparse.Namespace) -> int:
    import time

    from bot.clock import today
    from bot.commands.talk import interactive
    from content.load import load

    return interactive(load(), given.lang, today(time.time))


def _poster(given: argparse.Namespace) -> int:
    from bot.commands.poster.command import make

    return make(given.campaign, given.lang, given.out, given.bot)


def _signoff(given: argparse.Namespace) -> int:
    from content.check.confirm import confirm
    from content.load import CONTENT_DIR

    today = date.today()  # noqa: DTZ011
    if bool(given.screens) == given.all:
        print("name the texts that were read, or say --all for the whole language", file=sys.stderr)
        return ExitCode.WRONG_USE
    try:
        done = confirm(CONTENT_DIR, today, given.lang, given.screens, given.role)
    except KeyError as error:
        name = error.args[0][-1] if isinstance(error.args[0], tuple) else error.args[0]
        print(f"there is no text for {name} in {given.lang}: see qoldau flow for the names", file=sys.stderr)
        return ExitCode.WRONG_USE
    print(f"{len(done)} recorded")
    return 0
