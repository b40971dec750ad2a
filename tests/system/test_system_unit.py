"""The unit for systemd and the image: as closed as they say, and signs of life from the real process."""

import asyncio
import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from operating import CLEAN, PROGRAM, SECONDS, TOKEN

from bot.running import IN_HAND_SECONDS, LAST_SECONDS, NEUTRAL_SECONDS
from bot.settings import Settings
from sandbox.server import start_sandbox

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "deploy" / "qoldau.service"
MOST_EXPOSED = 1.5


def analyze(*arguments: str) -> str:
    done = subprocess.run(["systemd-analyze", *arguments, str(UNIT)], capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.fixture
def systemd(needed: Callable[[str], None]) -> None:
    if not shutil.which("systemd-analyze"):
        needed("systemd-analyze: apt-get install systemd")


def test_the_unit_is_closed(systemd: None) -> None:
    told = re.search(r"exposure level for qoldau.service: ([\d.]+)", analyze("security", "--offline=true"))
    assert told
    assert float(told[1]) <= MOST_EXPOSED


def test_the_unit_has_no_word_that_systemd_does_not_know(systemd: None) -> None:
    assert "Unknown" not in analyze("verify")


@pytest.mark.parametrize(
    "line",
    [
        "DynamicUser=yes",
        "StateDirectory=qoldau",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "LimitCORE=0",
        "MemorySwapMax=0",
        "LoadCredential=token:/etc/qoldau/token",
        "RestartPreventExitStatus=2 3 4 6",
        "OnFailure=qoldau-failed.service",
    ],
)
def test_S48_the_unit_keeps_the_token_and_memory_to_itself(line: str) -> None:
    assert line in UNIT.read_text(encoding="utf-8").splitlines()


def test_S20_a_stop_gets_the_time_that_open_talks_may_need() -> None:
    needed = IN_HAND_SECONDS + NEUTRAL_SECONDS + LAST_SECONDS
    unit = re.search(r"^TimeoutStopSec=(\d+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    compose = re.search(r"stop_grace_period: (\d+)s", (ROOT / "compose.yaml").read_text(encoding="utf-8"))
    assert unit
    assert compose
    assert min(int(unit[1]), int(compose[1])) > needed


def test_the_image_names_settings_that_exist_and_copies_files_that_exist() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    set_there = set(re.findall(r"\b([A-Z_]+)=(?:sqlite|/dev/shm)", text))
    assert {each.lower() for each in set_there} <= set(Settings.model_fields)
    copied = [
        part for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE) for part in line.split()
    ]
    assert [part for part in copied if not (ROOT / part).exists()] == []
    assert "USER 10001" in text
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert [part for part in copied if f"!{part}" not in allowed] == []


@pytest.mark.parametrize("name", ["qoldau-failed.service", "qoldau-backup.service", "qoldau-backup.timer"])
def test_the_units_beside_it_have_no_word_that_systemd_does_not_know(systemd: None, name: str) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", str(ROOT / "deploy" / name)], capture_output=True, text=True
    )
    assert "Unknown" not in done.stdout + done.stderr
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    commands = set(re.findall(r"bin/qoldau (\w+)", text))
    assert commands <= {"alarm", "backup"}
    assert bool(commands) == name.endswith(".service")


@pytest.mark.parametrize("name", ["Dockerfile", "Makefile"])
def test_whatever_is_installed_before_the_lock_is_pinned_by_its_hash(name: str) -> None:
    installs = re.findall(r"pip install (.+)", (ROOT / name).read_text(encoding="utf-8"))
    assert installs
    assert all("--require-hashes -r deploy/uv.txt" in each for each in installs)
    lines = (ROOT / "deploy" / "uv.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if not line.startswith(("#", "    --hash=sha256:"))]
    assert [bool(re.fullmatch(r"[a-z-]+==[0-9.]+ \\", line)) for line in named] == [True]


def test_every_image_can_be_given_by_its_digest() -> None:
    compose = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert re.findall(r"image: (?!\$\{[A-Z]+_IMAGE:-)", compose) == []
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)) == {"${PYTHON}"}


async def health_check(file: Path) -> int:
    process = await asyncio.create_subprocess_exec(
        *(PROGRAM[0], "-m", "bot.process.alive"), env=CLEAN | {"ALIVE_FILE": str(file)}, cwd=file.parent
    )
    return await process.wait()


async def test_the_running_bot_gives_signs_of_life_until_it_stops(tmp_path: Path) -> None:
    sandbox = await start_sandbox()
    file = tmp_path / "alive"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": sandbox.url, "ALIVE_FILE": str(file)}
        process = await asyncio.create_subprocess_exec(
            *(*PROGRAM, "run"),
            cwd=tmp_path,
            env=CLEAN | settings | {"NOTIFY_SOCKET": str(tmp_path / "notify")},
            stderr=asyncio.subprocess.DEVNULL,
        )
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(SECONDS):
            assert await loop.sock_recv(systemd, 100) == b"READY=1"
            assert await loop.sock_recv(systemd, 100) == b"WATCHDOG=1"
            await (await sandbox.person()).start()
            assert await sandbox.crowd.confirmed(SECONDS)
            assert await health_check(file) == 0
            process.terminate()
            assert await process.wait() == 0
            assert await loop.sock_recv(systemd, 100) == b"STOPPING=1"
    assert await health_check(file) == 1
    await sandbox.close()
