"""Gives memory back that the C library would keep (glibc's malloc.h, mallopt(3), malloc_trim(3))."""

import ctypes
import os
import sys
from pathlib import Path

M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8
TRIM_BYTES = 64 * 1024


def one_arena() -> None:
    """All threads share one arena, and what lies free at its end goes back at once."""
    if mallopt := _of_libc("mallopt"):
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TRIM_THRESHOLD, TRIM_BYTES)


def give_back() -> None:
    """What is free now goes back; for the end of a start, since it takes some milliseconds."""
    if malloc_trim := _of_libc("malloc_trim"):
        malloc_trim(0)


def resident(statm: Path = Path("/proc/self/statm")) -> int:
    """Bytes of memory that this process holds, 0 where the system does not say."""
    try:
        return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _of_libc(name: str) -> "ctypes._NamedFuncPointer | None":
    """None where the C library has no such function."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
