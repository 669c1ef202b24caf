"""Public pages over HTTP, beside a bare view that sends the same bytes from the same server."""

import re
import time
from statistics import median

from tests.benchmarks import addresses, serving
from tests.benchmarks.filling import say
from tests.benchmarks.plan import Plan
from tests.benchmarks.serving import Burst, Site
from tests.benchmarks.table import Row, ratios, several, sizes


def measure(plan: Plan) -> list[Row]:
    found: dict[str, list[tuple[list[Burst], list[Burst], int]]] = {}
    for events, database in plan.databases.items():
        with serving.serve(database, plan.pages, **plan.environment) as site:
            for name, path in addresses.listed().items():
                say(f"{events:,} events: {name}, {path}")
                found.setdefault(name, []).append(in_turns(plan, site, f"{name}-{events}", path))
    return [row for name, measured in found.items() for row in rows(plan, name, measured)]


def in_turns(plan: Plan, site: Site, name: str, path: str) -> tuple[list[Burst], list[Burst], int]:
    """Bursts at the bare view, bursts at the page, and the bytes of both."""
    body = site.get(path)
    bare = site.keep_bare(re.sub(r"\W+", "-", name), body)
    for _number in range(8):  # each thread of the server loads its templates and connects
        site.get(bare)
        began = time.monotonic()
        site.get(path)
        took = time.monotonic() - began
    seconds = min(max(plan.seconds, 12 * took), 10 * plan.seconds)  # longer for a slow page
    limits, ours = [], []
    for _round in range(plan.rounds):
        limits.append(site.burst(bare, plan.seconds))
        ours.append(site.burst(path, seconds))
    return limits, ours, len(body)


def rows(plan: Plan, name: str, measured: list[tuple[list[Burst], list[Burst], int]]) -> list[Row]:
    limit_cpu = [median(burst.cpu_ms for burst in limits) for limits, _ours, _size in measured]
    our_cpu = [median(burst.cpu_ms for burst in ours) for _limits, ours, _size in measured]
    limit_rate = [median(burst.rate for burst in limits) for limits, _ours, _size in measured]
    our_rate = [median(burst.rate for burst in ours) for _limits, ours, _size in measured]
    app = [median(burst.app_ms for burst in ours) for _limits, ours, _size in measured]
    postgres = [median(burst.postgres_ms for burst in ours) for _limits, ours, _size in measured]
    size = several([size / 1024 for _limits, _ours, size in measured])
    bound = f"the site's workers {several(app)} ms, Postgres {several(postgres)} ms"
    return [
        Row(
            name,
            f"CPU ms per request, {size} KB",
            several(limit_cpu),
            several(our_cpu),
            ratios(our_cpu, limit_cpu),
            "1: ≤ 2.0 × bare bytes",
            sizes(plan.sizes),
            bound,
        ),
        Row(
            name,
            f"requests per second, {serving.CONNECTIONS} connections",
            several(limit_rate),
            several(our_rate),
            ratios(our_rate, limit_rate),
            "1: ≥ 0.45 × bare bytes",
            sizes(plan.sizes),
        ),
    ]
