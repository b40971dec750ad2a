"""The flags of `qoldau doctor`."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Language, format, and which file holds the settings."""
    parser.add_argument("--lang", choices=("kk", "ru", "en"), default="ru")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--env-file", type=Path, default=Path(".env"), help="the settings (.env)")
