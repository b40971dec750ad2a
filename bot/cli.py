"""The command line. Each command imports what it needs, so that none waits for another's parts."""

import argparse
import asyncio
import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code (0 well, 1 errors found, 2 wrong settings or question, 3 refused)."""
    given = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = given.command
    try:
        return command(given)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="qoldau", description="Guides people in a bad hour to help.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=command)
        return made

    from bot.doctor import arguments as of_doctor
    from bot.init import arguments as of_init

    of_init.add_arguments(
        add("init", _init, "Set up the bot: token, organisers, names; asks or takes flags.")
    )
    of_doctor.add_arguments(add("doctor", _doctor, "Say whether the bot is well; exit 1 on an error."))
    add("run", _run, "Run the bot.")
    demo = add("demo", _demo, "Try the bot in the browser, without a token and without a network.")
    demo.add_argument("--port", type=int, default=8150)
    demo.add_argument("--no-browser", action="store_true", help="do not open the page")
    demo.add_argument("--with-history", action="store_true", help="with an invented year of counts")
    check = add("check", _check, "Check everything that the bot says; exit 1 on an error.")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--content", type=Path, help="another folder than the program's own")
    flow = add("flow", _flow, "Print the talk as a graph.")
    flow.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    flow.add_argument("--format", choices=("mermaid", "json", "markdown"), default="mermaid")
    understand = add(
        "understand", _understand, "Read lines of text, write what was understood as JSON lines."
    )
    understand.add_argument("--why", metavar="TEXT", help="say in words why TEXT is understood as it is")
    stats = add("stats", _stats, "Print the published counts.")
    stats.add_argument("--weeks", default="all", help="closed weeks back from now: 4, 13, 52 or all")
    stats.add_argument("--format", choices=("table", "csv", "json", "html", "xlsx"), default="table")
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
    signoff.add_argument("screens", nargs="*", help="none: all of the language")
    signoff.add_argument("--lang", choices=("kk", "ru", "en"), required=True)
    signoff.add_argument("--role", type=_role, default="", help="who signs, as a role: helpline-psychologist")
    site = add("site", _site, "Write the same content as a static site in three languages.")
    site.add_argument("out", type=Path, help="a new folder, or one that holds such a site")
    talk = add("talk", _talk, "Lead the talk in this terminal, as plain numbered lines.")
    talk.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    poster = add("poster", _poster, "Make a poster with the code of a campaign, ready to print.")
    poster.add_argument("--campaign", required=True, help="a code from campaigns.toml")
    poster.add_argument("--lang", choices=("kk", "ru", "en"), default="kk")
    poster.add_argument("--out", type=Path, required=True, help="a file that ends in .pdf or .svg")
    poster.add_argument("--bot", default="", help="its user name; without it Telegram is asked")
    return parser


def _init(given: argparse.Namespace) -> int:
    from bot.init.command import init

    return init(given)


def _doctor(given: argparse.Namespace) -> int:
    from bot.doctor.command import doctor

    return doctor(given)


def _run(_: argparse.Namespace) -> int:
    from bot.run import run
    from bot.settings import SettingsError, read_settings, stop_with

    try:
        return run(read_settings(with_token=True))
    except SettingsError as error:
        return stop_with(error)


def _demo(given: argparse.Namespace) -> int:
    from bot.demo import demo

    return demo(given.port, open_browser=not given.no_browser, with_history=given.with_history)


def _check(given: argparse.Namespace) -> int:
    from content.check.report import run
    from content.load import CONTENT_DIR

    text, code = run(given.content or CONTENT_DIR, date.today(), given.format)  # noqa: DTZ011
    sys.stdout.write(text)
    return code


def _flow(given: argparse.Namespace) -> int:
    import json

    from content.chart import as_markdown
    from content.finding import ContentError
    from content.graph import as_json, as_mermaid
    from content.load import load

    try:
        content = load()
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    if given.format == "json":
        print(json.dumps(as_json(content, given.lang), ensure_ascii=False, indent=1))
    elif given.format == "markdown":
        sys.stdout.write(as_markdown(content))
    else:
        sys.stdout.write(as_mermaid(content, given.lang))
    return 0


def _understand(given: argparse.Namespace) -> int:
    from content.understand import understand_line
    from content.understand.explain import why

    if given.why:
        sys.stdout.write(why(given.why))
        return 0
    for line in sys.stdin.buffer:
        sys.stdout.write(understand_line(line.decode("utf-8", "replace").rstrip("\r\n")) + "\n")
        sys.stdout.flush()
    return 0


def _stats(given: argparse.Namespace) -> int:
    from bot.counts.commands import stats
    from bot.settings import SettingsError, read_settings, stop_with

    try:
        settings = read_settings(with_token=False, _env_file=given.env_file)
    except SettingsError as error:
        return stop_with(error)
    database, k = settings.database_url.get_secret_value(), settings.min_count
    return asyncio.run(stats(database, k, given.weeks, given.format, given.out, given.lang))


def _backup(given: argparse.Namespace) -> int:
    from bot.counts.commands import backup
    from bot.settings import SettingsError, read_settings, stop_with

    try:
        settings = read_settings(with_token=False, _env_file=given.env_file)
    except SettingsError as error:
        return stop_with(error)
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
        return 2
    print(f"{given.out}: open it in a browser")
    return 0


def _site(given: argparse.Namespace) -> int:
    from content.finding import ContentError
    from content.site.write import NotOursError, write

    try:
        count = write(given.out)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except (NotOursError, OSError) as error:
        print(f"site: {error}", file=sys.stderr)
        return 2
    print(f"{count} pages in {given.out}: open {given.out / 'index.html'}")
    return 0


def _talk(given: argparse.Namespace) -> int:
    import time

    from bot.clock import today
    from bot.talking import interactive
    from content.finding import ContentError
    from content.load import load

    try:
        return interactive(load(), given.lang, today(time.time))
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1


def _poster(given: argparse.Namespace) -> int:
    from bot.poster.command import make

    return make(given.campaign, given.lang, given.out, given.bot)


def _signoff(given: argparse.Namespace) -> int:
    from content.check.confirm import confirm
    from content.load import CONTENT_DIR

    today = date.today()  # noqa: DTZ011
    try:
        done = confirm(CONTENT_DIR, today, given.lang, given.screens, given.role)
    except KeyError as error:
        name = error.args[0][-1] if isinstance(error.args[0], tuple) else error.args[0]
        print(f"there is no text for {name} in {given.lang}: see qoldau flow for the names", file=sys.stderr)
        return 2
    print(f"{len(done)} recorded")
    return 0
