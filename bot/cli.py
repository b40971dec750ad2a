"""The command line. Each command imports what it needs, so that none waits for another's parts."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import date

from bot.arguments import parser
from bot.exit_codes import ExitCode, ended_by

BINARY = ("xlsx", "pdf", "pptx", "datapackage")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit code, one of `ExitCode`."""
    given = parser().parse_args(arguments)
    try:
        code = COMMANDS[given.command](given)
        sys.stdout.flush()
    except (Exception, KeyboardInterrupt) as error:
        ended = ended_by(error)
        if ended is None:
            raise
        return ended
    return code


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
    if given.format in BINARY and given.out is None and sys.stdout.isatty():
        print("this format is not for a terminal: name a file with --out", file=sys.stderr)
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


def _restore(given: argparse.Namespace) -> int:
    from bot.commands.restore import restore

    return restore(given)


def _move(given: argparse.Namespace) -> int:
    from bot.commands.restore import move

    return move(given)


def _alarm(given: argparse.Namespace) -> int:
    from bot.commands.alarm import alarm

    return alarm(given)


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


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _init,
    "doctor": _doctor,
    "run": _run,
    "demo": _demo,
    "check": _check,
    "flow": _flow,
    "understand": _understand,
    "stats": _stats,
    "backup": _backup,
    "restore": _restore,
    "move": _move,
    "alarm": _alarm,
    "review": _review,
    "site": _site,
    "talk": _talk,
    "poster": _poster,
    "signoff": _signoff,
}
