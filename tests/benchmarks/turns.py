"""Ways to ask for one thing take turns, so that what else the machine does meets all of them."""

import re
import time
from dataclasses import dataclass
from statistics import median

from tests.benchmarks import serving
from tests.benchmarks.plan import Plan
from tests.benchmarks.serving import Burst, Site
from tests.benchmarks.table import Row, ratios, savings, several, sizes

THREADS = 8  # of the server: each loads its templates and connects


@dataclass(frozen=True)
class Way:
    path: str
    is_kept: bool = False  # by who asks: the answer is 304, while nothing changes


@dataclass(frozen=True)
class Turns:
    size: int  # bytes of what is asked for
    bursts: dict[str, list[Burst]]  # by way

    def median(self, way: str, measure: str) -> float:
        return median(getattr(burst, measure) for burst in self.bursts[way])


@dataclass(frozen=True)
class Pair:
    """One way held against another; `less` where the goal says how much less it needs."""

    ours: str
    limit: str
    goal: str
    less: bool = False


def with_bare(site: Site, name: str, path: str) -> dict[str, Way]:
    """The bytes of a page without the site; the page; and the page for who has it already."""
    bare = site.keep_bare(re.sub(r"\W+", "-", name), site.get(path))
    return {"bare bytes": Way(bare), "warm": Way(path), "304": Way(path, is_kept=True)}


def take_turns(plan: Plan, site: Site, ways: dict[str, Way]) -> Turns:
    """The size is that of the first way's answer."""
    paths = dict.fromkeys(way.path for way in ways.values())
    seconds = {path: long_enough(plan, site, path) for path in paths}
    bursts: dict[str, list[Burst]] = {name: [] for name in ways}
    for _round in range(plan.rounds):
        for name, way in ways.items():
            burst = burst_of_304 if way.is_kept else Site.burst
            bursts[name].append(burst(site, way.path, seconds[way.path]))
    first = next(iter(ways.values()))
    return Turns(len(site.get(first.path)), bursts)


def long_enough(plan: Plan, site: Site, path: str) -> float:
    """Seconds: longer for a slow page."""
    for _number in range(THREADS):
        began = time.monotonic()
        site.get(path)
        took = time.monotonic() - began
    return min(max(plan.seconds, 12 * took), 10 * plan.seconds)


def burst_of_304(site: Site, path: str, seconds: float) -> Burst:
    """Anew where the page changed meanwhile, as all do with the hour."""
    while True:
        kept = {"If-None-Match": site.ask(path).tag}
        if site.ask(path, kept).status != 304:
            raise RuntimeError(f"{path} is sent again to who has it.")
        burst = site.burst(path, seconds, kept)
        if site.ask(path, kept).status == 304:
            return burst


def cpu_row(plan: Plan, name: str, measured: list[Turns], pair: Pair) -> Row:
    limits = [turns.median(pair.limit, "cpu_ms") for turns in measured]
    ours = [turns.median(pair.ours, "cpu_ms") for turns in measured]
    app = [turns.median(pair.ours, "app_ms") for turns in measured]
    postgres = [turns.median(pair.ours, "postgres_ms") for turns in measured]
    size = several([turns.size / 1024 for turns in measured])
    return Row(
        name,
        f"{pair.ours}: CPU ms per request, beside {pair.limit}, {size} KB",
        several(limits),
        several(ours),
        savings(ours, limits) if pair.less else ratios(ours, limits),
        pair.goal,
        sizes(plan.sizes),
        f"the site's workers {several(app)} ms, Postgres {several(postgres)} ms",
    )


def rate_row(plan: Plan, name: str, measured: list[Turns], pair: Pair) -> Row:
    limits = [turns.median(pair.limit, "rate") for turns in measured]
    ours = [turns.median(pair.ours, "rate") for turns in measured]
    return Row(
        name,
        f"{pair.ours}: requests per second, {serving.CONNECTIONS} connections",
        several(limits),
        several(ours),
        ratios(ours, limits),
        pair.goal,
        sizes(plan.sizes),
    )
