"""`python -m bot` is `qoldau`."""

import sys

from bot.cli import main

sys.exit(main())
