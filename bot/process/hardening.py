"""Keeps the memory of the process, which holds talks and the token, from disks and from other readers."""

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4


def forbid_dumps() -> None:
    """No core dumps, not into a pipe either, which a limit of zero does not stop; no debugger either.

    prctl(2): a process that is not dumpable cannot be attached to, and its files in /proc belong to root.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
