"""Things made once and used until they change, as many as fit into a few megabytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Keeps what was asked for last; each process has its own. Safe among threads."""

    def __init__(self, *, most_bytes: int) -> None:
        self.most_bytes, self.bytes = most_bytes, 0
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Thing | None:
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: Thing, *, size: int) -> None:
        """`size` in bytes; what alone would fill the shelf is not kept."""
        if size > self.most_bytes // 4:
            return
        with self._lock:
            _old, old_size = self._things.pop(key, (None, 0))
            self._things[key] = (thing, size)
            self.bytes += size - old_size
            while self.bytes > self.most_bytes:
                _key, (_thing, freed) = self._things.popitem(last=False)
                self.bytes -= freed

    def clear(self) -> None:
        with self._lock:
            self._things.clear()
            self.bytes = 0
