"""Public pages over HTTP, by the server of production.

Warm ones beside a bare view that sends the same bytes; new ones beside the cards that stand on
them, made by Django's templates without a database.
"""

from urllib.parse import urlsplit

from tests.benchmarks import addresses, serving
from tests.benchmarks.filling import say
from tests.benchmarks.plan import COLD, KNOWN, TEMPLATE, Plan
from tests.benchmarks.serving import Site
from tests.benchmarks.table import Row
from tests.benchmarks.turns import Pair, Turns, Way, cpu_row, rate_row, take_turns, with_bare

MADE_ANEW = ("events", "events of a city")
WARM = Pair("warm", "bare bytes", "1: ≤ 2.0 × bare bytes")
RATE = Pair("warm", "bare bytes", "1: ≥ 0.45 × bare bytes")
KEPT = Pair("304", "bare bytes", "5: ≤ 3 × bare bytes")
CARDS, FORM = "cards by templates", "form and cards by templates"
NEW = [
    Pair(ours, limit, "2: ≤ 0.30 × templates")
    for ours in ("cold", "cards known")
    for limit in (CARDS, FORM)
]


def measure(plan: Plan) -> list[Row]:
    kept: dict[str, list[Turns]] = {}
    new: dict[str, list[Turns]] = {}
    for events, database in plan.databases.items():
        with serving.serve(database, plan.pages, **plan.environment) as site:
            for name, path in addresses.listed().items():
                say(f"{events:,} events: {name}, {path}")
                ways = with_bare(site, f"{name}-{events}", path)
                kept.setdefault(name, []).append(take_turns(plan, site, ways))
                if name in MADE_ANEW:
                    new.setdefault(name, []).append(made_anew(plan, site, path))
    return [row for name in kept for row in rows(plan, name, kept[name], new.get(name))]


def made_anew(plan: Plan, site: Site, path: str) -> Turns:
    query = urlsplit(path).query
    ways = {
        "cold": Way(f"{COLD}{path[1:]}"),
        "cards known": Way(f"{KNOWN}{path[1:]}"),
        CARDS: Way(f"{TEMPLATE}cards?{query}"),
        FORM: Way(f"{TEMPLATE}form?{query}"),
    }
    return take_turns(plan, site, ways)


def rows(plan: Plan, name: str, kept: list[Turns], new: list[Turns] | None) -> list[Row]:
    found = [
        cpu_row(plan, name, kept, WARM),
        rate_row(plan, name, kept, RATE),
        cpu_row(plan, name, kept, KEPT),
    ]
    return found + [cpu_row(plan, name, new, pair) for pair in NEW if new]
