import io
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Queue

from django.db import connections, transaction

PIECE = 64 * 1024
WAITING = 4  # pieces; more would be memory, fewer would make the two threads wait for each other


class Conveyor(io.RawIOBase):
    """A file that hands what is written into it to another thread."""

    def __init__(self) -> None:
        self.pieces: Queue[bytes | None] = Queue(WAITING)
        self.unwanted = False

    def writable(self) -> bool:
        return True

    def write(self, piece: memoryview) -> int:
        if not self.unwanted:
            self.pieces.put(bytes(piece))
        return len(piece)


def copied(select: str, options: str, *, using: str) -> Generator[bytes, None, None]:
    """What Postgres sends for COPY, on this thread's own connection and in its transaction.

    The driver pushes and a response pulls, so a second thread takes the pushing; this one leaves
    the connection alone meanwhile. The savepoint (or transaction) gives the connection back in
    order when the COPY fails, or when nobody wants the rest and it is cancelled.
    """
    connection = connections[using]
    conveyor = Conveyor()
    with (
        transaction.atomic(using=using),
        connection.cursor() as cursor,
        ThreadPoolExecutor(max_workers=1) as thread,
    ):

        def push() -> None:
            try:
                with io.BufferedWriter(conveyor, PIECE) as file, connection.wrap_database_errors:
                    cursor.copy_expert(f"COPY ({select}) TO STDOUT ({options})", file)
            finally:
                conveyor.pieces.put(None)

        pushing = thread.submit(push)
        try:
            while (piece := conveyor.pieces.get()) is not None:
                yield piece
            pushing.result()
        finally:
            if not pushing.done():
                try:
                    connection.connection.cancel()
                finally:
                    discard(conveyor, pushing)


def discard(conveyor: Conveyor, pushing: Future[None]) -> None:
    conveyor.unwanted = True
    while not pushing.done():
        with suppress(Empty):
            conveyor.pieces.get(timeout=0.02)
