"""How a page's queries grow with the table, in this process: all sizes in turns, no server.

Nothing is kept from one request to the next, so that every row is read.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.test import Client

from tests.benchmarks import addresses
from tests.benchmarks.databases import using
from tests.benchmarks.filling import say
from tests.benchmarks.forgetting import forget
from tests.benchmarks.plan import Plan
from tests.benchmarks.table import Row, exponents, figure, several, sizes


@dataclass(frozen=True)
class Query:
    sql: str
    params: Any
    ms: float


def measure(plan: Plan) -> list[Row]:
    found: dict[str, dict[int, list[list[Query]]]] = {}
    for number in range(plan.rounds + 1):
        for events, database in plan.databases.items():
            say(f"queries of pages, {events:,} events, round {number} of {plan.rounds}")
            with using(database):
                for name, path in addresses.all_of_them().items():
                    forget()
                    asked = queries_of(path)
                    if number:  # the first round only warms up
                        found.setdefault(name, {}).setdefault(events, []).append(asked)
    with using(plan.largest):
        return [row(plan, name, rounds) for name, rounds in found.items()]


def queries_of(path: str, client: Client | None = None) -> list[Query]:
    seen: list[Query] = []
    declared: list[int] = []

    def timed(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            seen.append(Query(sql, params, since(began)))
            if context["cursor"].cursor.name:
                declared.append(len(seen) - 1)

    client = client or Client()
    with connection.execute_wrapper(timed):
        answer = client.get(path)
        if answer.streaming:
            for _piece in answer.streaming_content:
                pass
    for at in declared:
        seen[at] = at_once(seen[at])
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answers {answer.status_code}")
    return seen


def at_once(query: Query) -> Query:
    """What was asked for piece by piece, in one piece: there is one time to measure."""
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(query.sql, query.params)
        return replace(query, ms=since(began))


def since(began: float) -> float:
    """Milliseconds."""
    return (time.perf_counter() - began) * 1000


def row(plan: Plan, name: str, rounds: dict[int, list[list[Query]]]) -> Row:
    spent = [min(total(asked) for asked in rounds[events]) for events in plan.sizes]
    numbers = [len(rounds[events][-1]) for events in plan.sizes]
    queries = str(numbers[0]) if len(set(numbers)) == 1 else " / ".join(map(str, numbers))
    return Row(
        name,
        f"ms in {queries} queries, best of {plan.rounds}",
        "≤ 1 ms, exponent ≤ 0.10",
        several(spent),
        exponents(plan.sizes, spent),
        "4, 11",
        sizes(plan.sizes),
        explained(rounds[plan.sizes[-1]][-1]),
    )


def total(queries: list[Query]) -> float:
    return sum(query.ms for query in queries)


def explained(queries: list[Query]) -> str:
    """Which step of the slowest query takes the longest, by a plan made anew."""
    slowest = max(queries, key=lambda query: query.ms)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {slowest.sql}", slowest.params)
        (explanation,) = cursor.fetchone()[0]
    step = max(steps(explanation["Plan"]), key=own_ms)
    what = step.get("Index Name") or step.get("Relation Name") or step.get("Subplan Name", "")
    return (
        f"{figure(slowest.ms)} of {figure(total(queries))} ms in one query: planning"
        f" {figure(explanation['Planning Time'])} ms, {step['Node Type']} {what}"
        f" {figure(own_ms(step))} ms for {touched(step):,} rows"
    )


def steps(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(step for child in node.get("Plans", []) for step in steps(child))]


def own_ms(step: dict[str, Any]) -> float:
    """Without the steps below it."""
    return whole_ms(step) - sum(whole_ms(child) for child in step.get("Plans", []))


def whole_ms(step: dict[str, Any]) -> float:
    return step["Actual Total Time"] * step["Actual Loops"]


def touched(step: dict[str, Any]) -> int:
    """Rows that it gave on, and those that it read in vain."""
    removed = sum(number for name, number in step.items() if name.startswith("Rows Removed"))
    return int((step["Actual Rows"] + removed) * step["Actual Loops"])
