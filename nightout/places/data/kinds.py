"""Set the kind of each place in cities.csv by a Census Bureau Gazetteer file of places."""

import argparse
import csv
import math
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

CITIES = Path(__file__).with_name("cities.csv")
KM_PER_DEGREE = 111.2
FARTHEST_KM = 30
KINDS = {
    "city": "city",
    "city and borough": "city",
    "town": "town",
    "village": "village",
    "borough": "borough",
    "CDP": "census_place",
}
NAME_AND_KIND = re.compile(rf"(.+?) ({'|'.join(KINDS)})")
# Where the Census writes another name than people and GeoNames do.
NAMES = {
    ("CA", "San Buenaventura (Ventura)"): "Ventura",
    ("FL", "De Funiak Springs"): "DeFuniak Springs",
    ("FL", "Islamorada, Village of Islands"): "Islamorada",
    ("FL", "Lake Worth"): "Lake Worth Beach",
    ("ID", "Boise City"): "Boise",
    ("NY", "New York"): "New York City",
}
# There a "CDP" is often the heart of a town or township that governs itself: the word would tell
# its people wrongly that they have no town hall.
STATES_OF_TOWNSHIPS = {"CT", "MA", "ME", "MI", "MN", "NH", "NJ", "NY", "PA", "RI", "VT", "WI"}
# Incorporated since the file of 2010, or of a kind or at a point that the file tells otherwise.
KINDS_BY_HAND = {
    "anchorage-ak": "city",
    "eastvale-ca": "city",
    "jurupa-valley-ca": "city",
    "mountain-house-ca": "city",
    "san-francisco-ca": "city",
    "estero-fl": "village",
    "indiantown-fl": "village",
    "brookhaven-ga": "city",
    "mableton-ga": "city",
    "peachtree-corners-ga": "city",
    "south-fulton-ga": "city",
    "stonecrest-ga": "city",
    "tucker-ga": "city",
    "honolulu-hi": "city",
    "diamondhead-ms": "city",
    "carson-city-nv": "city",
    "kearns-ut": "city",
    "magna-ut": "city",
    "millcreek-ut": "city",
    "bedford-va": "town",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("census_file", type=Path)
    parser.add_argument("--encoding", default="utf-8-sig", help="latin-1 for the file of 2010")
    options = parser.parse_args()
    with CITIES.open(encoding="utf-8", newline="") as file:
        cities = list(csv.DictReader(file))

    kinds = match(cities, read_census(options.census_file, options.encoding))
    for city in cities:
        kind = kinds.get(city["geonameid"], "place")
        city["kind"] = KINDS_BY_HAND.get(city["slug"], kind)

    with CITIES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, cities[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(cities)
    print(Counter(city["kind"] for city in cities))


def read_census(path: Path, encoding: str) -> list[dict]:
    with path.open(encoding=encoding) as file:
        header, *rows = [line.strip().split("|" if "|" in line else "\t") for line in file]
    places = []
    for row in (dict(zip(map(str.strip, header), row, strict=True)) for row in rows):
        state = row["USPS"] if "USPS" in row else row["STUSPS"]
        full_name = row["NAME"].removesuffix(" (balance)")
        if found := NAME_AND_KIND.fullmatch(full_name):
            name, kind = found[1], KINDS[found[2]]
        elif "government" in full_name or full_name.endswith(("County", "county", "Silver Bow")):
            # A city and its county in one: "Athens-Clarke County unified government".
            name, kind = re.split("[-/,]", full_name)[0], "city"
        else:
            continue
        if kind == "census_place" and state in STATES_OF_TOWNSHIPS:
            continue
        name = NAMES.get((state, name), name)
        point = float(row["INTPTLAT"]), float(row["INTPTLONG"])
        places.append({"state": state, "name": name, "kind": kind, "point": point})
    return places


def key(place: dict) -> tuple[str, str]:
    ascii_name = unicodedata.normalize("NFKD", place["name"]).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z]+", " ", ascii_name.lower().replace("'", "").replace(".", ""))
    return place["state"], name


def match(cities: list[dict], census: list[dict]) -> dict[str, str]:
    """Kinds by geonameid: same state and name, the nearest pairs first, each place once."""
    by_key = defaultdict(list)
    for number, place in enumerate(census):
        by_key[key(place)].append((number, place))
    pairs = []
    for city in cities:
        lat, lon = float(city["lat"]), float(city["lon"])
        for number, place in by_key[key(city)]:
            place_lat, place_lon = place["point"]
            east = (place_lon - lon) * math.cos(math.radians(lat))
            pairs.append((math.hypot(east, place_lat - lat), city["geonameid"], number))
    kinds = {}
    used = set()
    for degrees, geonameid, number in sorted(pairs):
        near = degrees * KM_PER_DEGREE <= FARTHEST_KM
        if near and geonameid not in kinds and number not in used:
            kinds[geonameid] = census[number]["kind"]
            used.add(number)
    return kinds


if __name__ == "__main__":
    main()
