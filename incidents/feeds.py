"""Areas of the map with how many incidents lie in each: GeoJSON (RFC 7946).

The properties are a promise to whoever draws them, our own map included:

kind (square, neighborhood, city or county: how closely the place is known), name (of the place;
null for a square), incidents (how many), middle (where a number can be written: longitude and
latitude), url (the list of just these, a path without a language).

All degrees lie on the grid of incidents.models.GRID or on its half steps: nothing here is more
exact than a block, however often and however narrowly one asks.
"""

from decimal import Decimal
from typing import Any

from django.http import QueryDict

from incidents.areas import Circle, Counted, areas_of
from incidents.models.incident import IncidentQuerySet
from nightout.links import without

MOST = 2000  # squares; a phone draws no more


def collection(incidents: IncidentQuerySet, query: QueryDict, *, most: int = MOST) -> dict:
    """Areas of a list; `query` is what narrowed it."""
    found = areas_of(incidents, most=most)
    return {
        "type": "FeatureCollection",
        "features": [_feature(counted, query) for counted in found],
    }


def _feature(counted: Counted, query: QueryDict) -> dict[str, Any]:
    area = counted.area
    return {
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[_degrees(p) for p in area.ring()]]},
        "properties": {
            "kind": area.kind,
            "name": str(area.place) if isinstance(area, Circle) else None,
            "incidents": counted.incidents,
            "middle": _degrees(area.middle),
            "url": f"/incidents/{without(query, 'view', 'lang', area=area.code)}",
        },
    }


def _degrees(point: tuple[Decimal, Decimal]) -> list[float]:
    return [float(degrees) for degrees in point]
