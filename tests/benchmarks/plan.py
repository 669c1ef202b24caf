from dataclasses import dataclass
from pathlib import Path

# What the server sends below these, see bare.py
BARE = "/bare/"
TEMPLATE = "/template/"
NAIVE = "/naive/"
SELECT = "/select/"
COLD = "/cold/"
KNOWN = "/known/"
KEPT_IN = "NIGHTOUT_BENCH_PAGES"  # names the folder with the bytes


@dataclass(frozen=True)
class Plan:
    """How much is measured: databases by their number of events, small to large."""

    databases: dict[int, str]
    attendees: int
    rounds: int
    seconds: float  # of asking for one page, per round
    pages: Path  # a folder for what the bare view sends
    environment: dict[str, str]  # of the server, beside what production needs

    @property
    def sizes(self) -> list[int]:
        return list(self.databases)

    @property
    def largest(self) -> str:
        return self.databases[self.sizes[-1]]
