"""What each command takes. Nothing is imported here but what an argument needs."""

import argparse
import re
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bot.commands.doctor import arguments as of_doctor
from bot.commands.init import arguments as of_init

LANGUAGES = ("kk", "ru", "en")
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
    "restore": ("qoldau restore counts-2026-11-24.db",),
    "move": ("qoldau move sqlite:///counts.db postgresql://qoldau@localhost/qoldau",),
    "alarm": ("qoldau alarm",),
    "review": ("qoldau review review.html",),
    "signoff": ("qoldau signoff --lang kk --role helpline-psychologist welcome",),
    "site": ("qoldau site site",),
    "talk": ("qoldau talk --lang kk",),
    "poster": ("qoldau poster --campaign s1 --lang kk --out poster.pdf",),
}
Add = Callable[[str, str], argparse.ArgumentParser]
"""(name, what it does) → the parser of a command."""


def parser() -> argparse.ArgumentParser:
    """All commands; `command` of the result is the name of the chosen one."""
    made_of = argparse.ArgumentParser(prog="qoldau", description="Guides people in a bad hour to help.")
    made_of.add_argument("--version", action="version", version=f"qoldau {version('qoldau')}")
    commands = made_of.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        shown = "\n  ".join(("examples:", *EXAMPLES[name]))
        form = argparse.RawDescriptionHelpFormatter
        made = commands.add_parser(name, help=text, description=text, epilog=shown, formatter_class=form)
        made.set_defaults(command=name)
        return made

    for group in (_service, _counts, _texts, _outreach):
        group(add)
    return made_of


def _service(add: Add) -> None:
    of_init.add_arguments(add("init", "Set up the bot: token, organisers, names; asks or takes flags."))
    of_doctor.add_arguments(add("doctor", "Say whether the bot is well; exit 1 on an error."))
    add("run", "Run the bot.")
    demo = add("demo", "Try the bot in the browser, without a token and without a network.")
    demo.add_argument("--port", type=int, default=8150)
    demo.add_argument("--no-browser", action="store_true", help="do not open the page")
    demo.add_argument("--with-history", action="store_true", help="with invented years of counts")
    demo.add_argument("--truth", action="store_true", help="print what was invented, as CSV, and end")
    demo.add_argument("--date", type=_day, help="a day to set the clock to, such as 2026-11-25")


def _counts(add: Add) -> None:
    stats = add("stats", "Print the published counts.")
    stats.add_argument("--weeks", default="all", help="closed weeks back from now: 4, 13, 52 or all")
    stats.add_argument(
        "--format", default="table", help="table, csv, json, html, xlsx, pdf, pptx, datapackage"
    )
    stats.add_argument("--summary", action="store_true", help="every figure that a report shows, as JSON")
    stats.add_argument("--from", dest="first", default="", metavar="WEEK", help="as in 2026-W48")
    stats.add_argument("--to", dest="last", default="", metavar="WEEK", help="as in 2026-W50")
    stats.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    stats.add_argument("--out", type=Path, help="write into this new file")
    backup = add("backup", "Copy the closed weeks into a new file.")
    backup.add_argument("file", type=Path)
    restore = add("restore", "Put a copy back; the bot must be stopped.")
    restore.add_argument("file", type=Path, help="made by qoldau backup")
    move = add("move", "Copy all counts into another, empty database; the bot must be stopped.")
    move.add_argument("source", metavar="FROM", help="sqlite:///file or postgresql://...; - reads it")
    move.add_argument("goal", metavar="TO", help="sqlite:///file or postgresql://...; - reads it")
    alarm = add("alarm", "Tell the organisers that the bot has stopped, in one neutral line.")
    for each in (stats, backup, restore, move, alarm):
        each.add_argument("--env-file", type=Path, default=Path(".env"), help="the settings (.env)")


def _texts(add: Add) -> None:
    check = add("check", "Check everything that the bot says; exit 1 on an error.")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.add_argument("--content", type=Path, help="another folder than the program's own")
    flow = add("flow", "Print the talk as a graph.")
    flow.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    flow.add_argument("--format", choices=("mermaid", "json", "markdown"), default="mermaid")
    understand = add("understand", "Read lines of text, write what was understood as JSON lines.")
    understand.add_argument("--why", metavar="TEXT", help="say in words why TEXT is understood as it is")
    review = add("review", "Write all screens side by side in three languages, for signing off.")
    review.add_argument("out", type=Path)
    signoff = add("signoff", "Record that texts were compared with the Russian, or signed off by a role.")
    signoff.add_argument("screens", nargs="*", help="which texts, by the names of qoldau flow")
    signoff.add_argument("--all", action="store_true", help="all texts of the language at once")
    signoff.add_argument("--lang", choices=("kk", "ru", "en"), required=True)
    signoff.add_argument("--role", type=_role, default="", help="who signs, as a role: helpline-psychologist")


def _outreach(add: Add) -> None:
    site = add("site", "Write the same content as a static site in three languages.")
    site.add_argument("out", type=Path, help="a new folder, or one that holds such a site")
    talk = add("talk", "Lead the talk in this terminal, as plain numbered lines.")
    talk.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    poster = add("poster", "Make a poster with the code of a campaign, ready to print.")
    poster.add_argument("--campaign", required=True, help="a code from campaigns.toml")
    poster.add_argument("--lang", choices=("kk", "ru", "en"), default="kk")
    poster.add_argument("--out", type=Path, required=True, help="a file that ends in .pdf, .svg or .png")
    poster.add_argument("--bot", default="", help="its user name; without it Telegram is asked")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise argparse.ArgumentTypeError("a day such as 2026-11-25 is expected") from None


def _role(text: str) -> str:
    """A role, never a person: what is signed off stands in a public file."""
    if text and not re.fullmatch(r"[a-z][a-z-]{2,39}", text):
        raise argparse.ArgumentTypeError("name a role, not a person, like helpline-psychologist")
    return text
