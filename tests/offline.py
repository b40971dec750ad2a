"""Keeps tests on this machine: anything but loopback and local sockets is refused."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


class NetworkUsedError(AssertionError):
    """A test tried to leave this machine."""


def is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True
    return str(address[0]).startswith(LOOPBACK)


@contextmanager
def offline() -> Iterator[None]:
    """While it lasts no socket of this process connects to, and no name is looked up for, another machine."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded(real: Any) -> Any:
        def run(self: socket.socket, address: Any) -> Any:
            if not is_local(address):
                raise NetworkUsedError(f"a test reaches for {address[0]}")
            return real(self, address)

        return run

    def looked_up(host: Any, *rest: Any, **given: Any) -> Any:
        if host is not None and not is_local((host,)):
            raise NetworkUsedError(f"a test looks up {host}")
        return look_up(host, *rest, **given)

    socket.socket.connect = guarded(connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = guarded(connect_ex)  # type: ignore[method-assign]
    socket.getaddrinfo = looked_up
    try:
        yield
    finally:
        socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]
        socket.getaddrinfo = look_up
