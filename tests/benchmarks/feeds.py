"""A city's events as files over HTTP: new ones beside naive views, kept ones beside bare bytes."""

from events.models import Event
from tests.benchmarks import addresses, serving
from tests.benchmarks.filling import say
from tests.benchmarks.plan import COLD, NAIVE, Plan
from tests.benchmarks.table import Row
from tests.benchmarks.turns import Pair, Turns, Way, cpu_row, take_turns, with_bare

FOLLOWED = 700  # events: a large city's ten years
AGAINST_NAIVE = {
    "geojson": Pair("cold", "naive", "5: ≥ 5 × less", less=True),
    "ics": Pair("cold", "naive", "5: ≥ 15 × less", less=True),
}
AGAINST_BARE = [Pair(ours, "bare bytes", "5: ≤ 3 × bare bytes") for ours in ("warm", "304")]


def measure(plan: Plan) -> list[Row]:
    found: dict[str, list[Turns]] = {suffix: [] for suffix in AGAINST_NAIVE}
    held = []
    for events, database in plan.databases.items():
        with serving.serve(database, plan.pages, **plan.environment) as site:
            city = addresses.city_of_about(FOLLOWED)
            held.append(Event.objects.public().in_city(city).count())
            for suffix, measured in found.items():
                say(f"{events:,} events: {suffix} of {city}, {held[-1]} events")
                path = f"/cities/{city.slug}.{suffix}"
                ways = with_bare(site, f"{suffix}-{events}", path) | {
                    "cold": Way(f"{COLD}{path[1:]}"),
                    "naive": Way(f"{NAIVE}{city.slug}.{suffix}"),
                }
                measured.append(take_turns(plan, site, ways))
    return [row for suffix in found for row in rows(plan, suffix, held, found[suffix])]


def rows(plan: Plan, suffix: str, held: list[int], measured: list[Turns]) -> list[Row]:
    name = f"{suffix} of a city's {' / '.join(map(str, held))} events"
    pairs = [AGAINST_NAIVE[suffix], *AGAINST_BARE]
    return [cpu_row(plan, name, measured, pair) for pair in pairs]
