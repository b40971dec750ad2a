"""The flags of `qoldau init`."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything that can be asked can also be given; with --yes nothing is asked."""
    parser.add_argument("--lang", choices=("kk", "ru", "en"), help="language of the questions")
    parser.add_argument("--token-file", type=Path, help="read the token from this file")
    parser.add_argument(
        "--leave-token", action="store_true", help="note where --token-file is, not the token"
    )
    parser.add_argument("--token", metavar="-", help="- reads the token from standard input")
    parser.add_argument("--organisers", metavar="IDS", help="Telegram user ids with commas between them")
    parser.add_argument(
        "--database-url",
        metavar="URL",
        help="sqlite:///file or postgresql://...; - reads it from standard input",
    )
    parser.add_argument("--api-url", metavar="URL", help="another Bot API than Telegram's own")
    parser.add_argument("--env-file", type=Path, default=Path(".env"), help="the file to write (.env)")
    parser.add_argument(
        "--delete-webhook", action="store_true", help="let the bot fetch messages itself again"
    )
    parser.add_argument("--test-message", action="store_true", help="send a test message to the organisers")
    parser.add_argument("--yes", action="store_true", help="ask nothing, keep what is set already")
