"""What was measured, as a table for people."""

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import django
from django.db import connection

COLUMNS = ("name", "what is measured", "limit", "ours", "ratio", "goal", "events")


@dataclass(frozen=True)
class Row:
    """`bound` says what holds it back, where the measurement itself can tell."""

    name: str
    measured: str
    limit: str
    ours: str
    ratio: str
    goal: str
    events: str
    bound: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            *(self.name, self.measured, self.limit, self.ours),
            *(self.ratio, self.goal, self.events),
        )


def sizes(numbers: Sequence[int]) -> str:
    """10000 and 300000 are 1e4 and 3e5."""
    return " / ".join(f"{n:.0e}".replace("e+0", "e") if n >= 1000 else str(n) for n in numbers)


def several(numbers: Sequence[float]) -> str:
    return " / ".join(figure(number) for number in numbers)


def ratios(ours: Sequence[float], limits: Sequence[float]) -> str:
    pairs = zip(ours, limits, strict=True)
    return several([our / limit if limit else math.inf for our, limit in pairs]) + " ×"


def savings(ours: Sequence[float], limits: Sequence[float]) -> str:
    return ratios(limits, ours) + " less"


def figure(number: float) -> str:
    """Three figures, and no more: the rest is noise."""
    if number == 0 or not math.isfinite(number):
        return f"{number:.0f}"
    decimals = max(0, 2 - math.floor(math.log10(abs(number))))
    return f"{number:,.{min(decimals, 3)}f}"


def exponents(numbers: Sequence[int], measured: Sequence[float]) -> str:
    """How the measure grows with the table: 0 not at all, 1 like it."""
    pairs = zip(numbers, numbers[1:], measured, measured[1:], strict=False)
    found = [math.log(late / early) / math.log(n2 / n1) for n1, n2, early, late in pairs]
    return "exponent " + ", ".join(f"{e:.2f}" for e in found) if found else "–"


def markdown(rows: Sequence[Row], facts: Sequence[str]) -> str:
    lines = ["# Benchmarks", "", *facts, ""]
    lines += [line(COLUMNS), line(["---"] * len(COLUMNS))]
    lines += [line(row.cells) for row in rows]
    bounds = [f"- {row.name}, {row.measured}: {row.bound}" for row in rows if row.bound]
    if bounds:
        lines += ["", "## What bounds it", "", *bounds]
    return "\n".join(lines) + "\n"


def line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def machine() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers')"
        )
        version, buffers = cursor.fetchone()
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return [
        f"{datetime.now():%Y-%m-%d %H:%M}; {os.cpu_count()} cores ({processor()}), load {load} at"
        f" the end; PostgreSQL {version.split()[0]} with {buffers} of shared buffers;"
        f" Python {platform.python_version()}; Django {django.get_version()}.",
        "Limit and ours were measured in turns; each figure is the median of its rounds."
        " Other programs may have shared the machine: read the ratios.",
    ]


def processor() -> str:
    info = Path("/proc/cpuinfo")
    named = [ln for ln in info.read_text().splitlines() if ln.startswith("model name")]
    return named[0].partition(": ")[2] if named else platform.machine()
