"""What a run found, counted in the stage; for a person and for a program."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.models import (
    CHANGES,
    KEPT,
    ROW_REFUSED,
    VALUE_REFUSED,
    Outcome,
    PlacePrecision,
    Remark,
)
from nightout.places import finder

from .mapping import Mapping
from .staging import Stage

MOST_REMARKS = 20  # of each kind, on paper; the staff room has them all
MOST_PLACES = 50
SUGGESTED = 3

COUNTS = """
SELECT status, count(*) FROM incoming GROUP BY status
"""
PEOPLE = """
SELECT outcome, count(*) FROM staged JOIN incoming USING (external_id) WHERE is_person GROUP BY 1
"""
# How exactly the places of the file are known.
PRECISIONS = """
SELECT place_precision, count(*) FROM incoming WHERE place_precision IS NOT NULL GROUP BY 1
"""
KINDS = "SELECT kind, count(*) FROM remarked GROUP BY kind"
NEWEST = """
SELECT kind, line, external_id, "column", value FROM (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY line) AS place FROM remarked
) AS numbered WHERE place <= %s ORDER BY line, kind
"""
NOWHERE = """
SELECT city, county, state, count(*)
FROM staged JOIN placed USING (place)
WHERE lacking = 'unknown_place' GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT %s
"""
STATUSES = ("new", "changed", "unchanged", "deleted", "merged", "hidden", "other_agency")


@dataclass
class Report:
    """Of one run. `counts` and `places` are kept with it; `remarks` are the first of each kind."""

    file_name: str
    sha256: str
    applied: bool
    counts: dict[str, Any]
    places: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    run: int | None = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing was refused and every place was found."""
        refused = [*ROW_REFUSED, *VALUE_REFUSED]
        return not any(self.counts["remarks"].get(kind.value) for kind in refused)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """On paper, for the shell."""
        counts = self.counts
        yield (
            _("Written into the registry.")
            if self.applied
            else _("A dry run: nothing was written. With --apply it is.")
        )
        yield from summary(counts)
        for title, kinds in (
            (_("Rows refused"), ROW_REFUSED),
            (_("Values refused; their rows are read without them"), VALUE_REFUSED),
            (_("Changed"), CHANGES),
            (_("Left as they are"), KEPT),
        ):
            yield from self._section(title, kinds)
        if self.places:
            yield "\n" + _("Places not found")
        for place in self.places:
            yield "  " + in_words(place)

    def _section(self, title: str, kinds: list[Remark]) -> Iterator[str]:
        found = [remark for remark in self.remarks if remark["kind"] in kinds]
        if found:
            yield f"\n{title}"
        for kind in kinds:
            own = [remark for remark in found if remark["kind"] == kind]
            number = self.counts["remarks"].get(kind.value, 0)
            if number:
                yield f"  {kind.label}: {number:,}"
            for remark in own:
                told = [remark["external_id"], remark["column"], remark["value"]]
                where = _("line %d") % remark["line"] + ": " if remark["line"] else ""
                yield f"    {where}" + " · ".join(filter(None, told))
            if number > len(own):
                yield "    " + _("and %s more") % f"{number - len(own):,}"


def told(stage: Stage, read: dict[str, int], mapping: Mapping, **of_file: Any) -> Report:
    statuses = dict.fromkeys(STATUSES, 0) | dict(stage.rows(COUNTS))
    outcomes = dict(stage.rows(PEOPLE))
    precisions, kinds = dict(stage.rows(PRECISIONS)), dict(stage.rows(KINDS))
    refused = [Remark.NO_PLACE, Remark.UNKNOWN_PLACE] if mapping.unknown_place == "refuse" else []
    names = ("kind", "line", "external_id", "column", "value")
    counts = {
        **read,
        "refused": read["refused"] + sum(kinds.get(kind.value, 0) for kind in refused),
        "incidents": statuses,
        "absent": kinds.get(Remark.ABSENT.value, 0),
        "places": {p.value: precisions[p.value] for p in PlacePrecision if p.value in precisions},
        "people": {o.value: outcomes.get(o.value, 0) for o in Outcome if outcomes.get(o.value)},
        "remarks": {kind.value: kinds[kind.value] for kind in Remark if kind.value in kinds},
    }
    return Report(
        counts=counts,
        places=[_place(*row) for row in stage.rows(NOWHERE, MOST_PLACES)],
        remarks=[dict(zip(names, row, strict=True)) for row in stage.rows(NEWEST, MOST_REMARKS)],
        **of_file,
    )


def _place(city: str, county: str, state: str, number: int) -> dict[str, Any]:
    """With the places that come nearest to what the file calls it."""
    text = ", ".join(filter(None, [city or county, state]))
    found = finder.find(text, limit=SUGGESTED)
    near = [f"{each}" for each in [*found.cities, *found.neighborhoods][:SUGGESTED]]
    return {"place": ", ".join(filter(None, [city, county, state])), "rows": number, "near": near}


def in_words(place: dict[str, Any]) -> str:
    rows = ngettext("%(n)d row", "%(n)d rows", place["rows"]) % {"n": place["rows"]}
    text = f"{place['place']}: {rows}"
    near = _("Near in name") + ": " + "; ".join(place["near"])
    return f"{text}. {near}" if place["near"] else text


def summary(counts: dict[str, Any]) -> Iterator[str]:
    yield _("Rows: %(rows)s read, %(refused)s refused, %(left_out)s left out as no victims") % {
        name: f"{counts[name]:,}" for name in ("rows", "refused", "left_out")
    }
    incidents = counts["incidents"]
    yield _(
        "Incidents: %(new)s new, %(changed)s changed in the file, %(unchanged)s unchanged, %(kept)s left alone"
    ) % {
        **{name: f"{incidents[name]:,}" for name in ("new", "changed", "unchanged")},
        "kept": f"{sum(incidents[name] for name in STATUSES[3:]):,}",
    }
    if counts["absent"]:
        absent = _("Of earlier files and not in this one: %s incidents; they stay")
        yield absent % f"{counts['absent']:,}"
    places = ", ".join(
        f"{number:,} {PlacePrecision(name).label}" for name, number in counts["places"].items()
    )
    yield _("Places: %s") % (places or "–")
    people = ", ".join(
        f"{number:,} {Outcome(outcome).label}" for outcome, number in counts["people"].items()
    )
    yield _("People in the file: %(number)s") % {
        "number": f"{sum(counts['people'].values()):,}"
    } + (f" ({people})" if people else "")
