import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from bot.process.alive import alive
from bot.process.watchdog import beat, notify


async def test_the_file_is_touched_while_the_loop_turns_and_gone_afterwards(tmp_path: Path) -> None:
    file = tmp_path / "alive"
    ages: list[float] = []

    async def sleep(_: float) -> None:
        ages.append(file.stat().st_mtime)
        os.utime(file, (0, 0))
        if len(ages) == 2:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await beat(file, sleep)
    assert len(ages) == 2
    assert all(ages)
    assert not file.exists()


def test_alive_is_a_file_touched_within_a_minute(tmp_path: Path) -> None:
    file = tmp_path / "alive"
    assert not alive(file, 0.0)
    file.touch()
    os.utime(file, (1000, 1000))
    assert alive(file, 1059.0)
    assert not alive(file, 1060.0)


@pytest.mark.parametrize(("there", "code"), [(True, 0), (False, 1)])
def test_the_health_check_of_a_container(tmp_path: Path, there: bool, code: int) -> None:
    file = tmp_path / "alive"
    if there:
        file.touch()
    asked = subprocess.run(
        [sys.executable, "-m", "bot.process.alive"], env=os.environ | {"ALIVE_FILE": str(file)}
    )
    assert asked.returncode == code


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abstract: bool) -> None:
    address = f"@qoldau-test-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + address[1:] if abstract else address)
        systemd.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        notify("WATCHDOG=1")
        assert systemd.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
