"""From nothing to a running bot by `qoldau init`, with flags and by answering questions."""

import asyncio
import os
import pty
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from operating import CLEAN, PROGRAM, SECONDS, TOKEN, qoldau

from sandbox.api.faults import throttle
from sandbox.server import Sandbox, start_sandbox

pytestmark = pytest.mark.system


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    started = await start_sandbox(tokens=[TOKEN])
    yield started
    await started.close()


async def by_flags(folder: Path, sandbox: Sandbox, *more: str, token: str = TOKEN) -> tuple[int, str, str]:
    (folder / "token").write_text(token + "\n")
    given = ("--token-file", "token", "--api-url", sandbox.url, "--yes", *more)
    return await qoldau(folder, "init", *given)


def of_the_readme() -> list[list[str]]:
    """The commands of the README that set up and run the bot without questions."""
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    [block] = [each for each in text.split("```") if "--token-file" in each]
    return [line.removeprefix(".venv/bin/qoldau ").split() for line in block.strip().splitlines()]


async def test_from_a_token_to_an_answering_bot_as_the_readme_has_it(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting_up, looking, running = of_the_readme()
    monkeypatch.setitem(CLEAN, "BOT_API_URL", sandbox.url)
    (tmp_path / "token").write_text(TOKEN)
    code, _, error = await qoldau(tmp_path, *setting_up)
    assert (code, error) == (0, "")
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    _, out, _ = await qoldau(tmp_path, *looking, "--lang", "en")
    assert "ok      Token: works" in out
    process = await asyncio.create_subprocess_exec(
        *(*PROGRAM, *running), cwd=tmp_path, env=CLEAN, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        person = await sandbox.person("A", "ru")
        await person.start()
        assert await sandbox.crowd.confirmed(SECONDS)
        assert (await person.chat()).last is not None
    finally:
        process.terminate()
        assert await process.wait() == 0


async def test_S21_name_descriptions_and_commands_are_set_in_three_languages(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    code, _, _ = await by_flags(tmp_path, sandbox)
    profile = sandbox.world.profile
    assert code == 0
    for table in (profile.names, profile.descriptions, profile.short_descriptions):
        assert sorted(table) == ["", "en", "kk", "ru"]
    assert sorted(language for _, language in profile.commands) == ["", "en", "kk", "ru"]


async def test_run_again_it_changes_only_what_is_asked(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / ".env").write_text("# mine\nIDLE_MINUTES=20\nSOMETHING=else\n")
    await by_flags(tmp_path, sandbox, "--organisers", "5")
    before = (tmp_path / ".env").read_text()
    code, out, _ = await qoldau(tmp_path, "init", "--yes", "--lang", "en")
    assert (code, (tmp_path / ".env").read_text()) == (0, before)
    assert "Nothing to change" in out
    names = [call for call in sandbox.recorder if call.method == "setMyName"]
    assert len(names) == 4
    await qoldau(tmp_path, "init", "--yes", "--organisers", "6")
    assert (tmp_path / ".env").read_text() == before.replace("ORGANISERS=5", "ORGANISERS=6")
    assert before.startswith("# mine\nIDLE_MINUTES=20\nSOMETHING=else\n")


@pytest.mark.parametrize(
    ("more", "token", "expected", "says"),
    [
        ((), "2:stranger", 3, "does not know this token"),
        ((), "no token", 2, "This is no token"),
        (("--organisers", "@aigerim"), TOKEN, 2, "@aigerim is a user name"),
        (("--organisers=-1001234567890",), TOKEN, 2, "group or channel"),
        (("--organisers", "1"), TOKEN, 2, "the bot itself"),
        (("--database-url", "mysql://x"), TOKEN, 2, "no address of a database"),
        (("--env-file", "/proc/.env"), TOKEN, 3, "cannot be written"),
        (("--env-file", "missing/.env"), TOKEN, 3, "cannot be written"),
        (("--api-url", "http://127.0.0.1:9"), TOKEN, 1, "does not answer"),
        (("--api-url", "nonsense"), TOKEN, 2, "is no address"),
        (("--token-file", "absent"), TOKEN, 2, "cannot be read"),
        (("--token", TOKEN), TOKEN, 2, "Do not write the token into the command"),
    ],
)
async def test_each_wrong_input_has_its_line_and_writes_nothing(
    tmp_path: Path, sandbox: Sandbox, more: tuple[str, ...], token: str, expected: int, says: str
) -> None:
    code, _, error = await by_flags(tmp_path, sandbox, "--lang", "en", *more, token=token)
    assert code == expected
    assert says in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / ".env").exists()


async def test_without_any_token_it_says_where_to_get_one(tmp_path: Path) -> None:
    code, _, error = await qoldau(tmp_path, "init", "--yes", "--lang", "en")
    assert code == 2
    assert "@BotFather" in error


async def test_a_token_comes_from_standard_input(tmp_path: Path, sandbox: Sandbox) -> None:
    code, _, _ = await qoldau(tmp_path, "init", "--token", "-", "--api-url", sandbox.url, stdin=f"{TOKEN}\n")
    assert code == 0
    assert f"BOT_TOKEN={TOKEN}\n" in (tmp_path / ".env").read_text()


async def test_a_token_can_be_left_in_its_file(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / ".env").write_text("BOT_TOKEN=1:old\n")
    code, _, _ = await by_flags(tmp_path, sandbox, "--leave-token")
    text = (tmp_path / ".env").read_text()
    assert code == 0
    assert f"BOT_TOKEN_FILE={tmp_path / 'token'}\n" in text
    assert TOKEN not in text
    assert "ok      Token: works" in (await qoldau(tmp_path, "doctor", "--lang", "en"))[1]


async def test_the_test_message_reaches_those_who_pressed_start(tmp_path: Path, sandbox: Sandbox) -> None:
    met, stranger = await sandbox.person("A", "ru"), await sandbox.person("B", "ru")
    await met.start()
    both = f"{met.id},{stranger.id}"
    code, out, _ = await by_flags(tmp_path, sandbox, "--organisers", both, "--test-message", "--lang", "en")
    assert code == 0
    assert "1 of 2" in out
    assert "press Start" in out
    last = (await met.chat()).last
    assert last is not None
    assert last.text == "This is a test message. The connection works."


async def test_a_name_that_telegram_refuses_is_told_and_breaks_nothing(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    sandbox.faults.next("setMyName", throttle(50000), 9)
    code, out, _ = await by_flags(tmp_path, sandbox, "--lang", "en")
    assert code == 0
    assert "did not take: setMyName" in out


async def test_a_foreign_webhook_is_deleted_when_asked(tmp_path: Path, sandbox: Sandbox) -> None:
    sandbox.world.updates.allowed = None
    sandbox.api.webhook.polls.webhook_url = "https://elsewhere.example/hook"
    code, _, _ = await by_flags(tmp_path, sandbox, "--delete-webhook")
    assert (code, sandbox.api.webhook.polls.webhook_url) == (0, "")


async def test_guided_it_asks_in_the_chosen_language_and_hides_the_token(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    person = await sandbox.person("A", "ru")
    await person.start()
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(*PROGRAM, "init", "--api-url", sandbox.url),
        cwd=tmp_path,
        env=CLEAN | {"PYTHONIOENCODING": "utf-8"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    seen = bytearray()
    grown = asyncio.Event()

    def more() -> None:
        try:
            seen.extend(os.read(ours, 65536))
        except OSError:
            asyncio.get_running_loop().remove_reader(ours)
        grown.set()

    asyncio.get_running_loop().add_reader(ours, more)

    async def answer(prompt: str, text: str) -> None:
        async with asyncio.timeout(SECONDS):
            while prompt not in seen.decode("utf-8", "replace"):
                grown.clear()
                await grown.wait()
        seen.clear()
        os.write(ours, f"{text}\n".encode())

    await answer("English", "en")
    await answer("Token (it is not shown while you paste it)", "nonsense")
    await answer("Token (it is not shown while you paste it)", TOKEN)
    assert "no token" not in seen.decode()
    await answer("Numbers of the organisers, with commas between them: ", "@me")
    await answer("Numbers of the organisers, with commas between them: ", str(person.id))
    await answer("Send a test message to the organisers? (yes/no): ", "yes")
    async with asyncio.timeout(SECONDS):
        assert await process.wait() == 0
    asyncio.get_running_loop().remove_reader(ours)
    os.close(ours)
    text = (tmp_path / ".env").read_text()
    assert f"BOT_TOKEN={TOKEN}\n" in text
    assert f"ORGANISERS={person.id}\n" in text
    last = (await person.chat()).last
    assert last is not None
    assert "test message" in last.text
