// Cuts the base of the maps, nightout/static/counties/: `make maps` runs it, README.md there
// describes the files. Arguments: the folder with the npm packages, and the folder to write into.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const [packages, target] = process.argv.slice(2).map((folder) => path.resolve(folder));
const require = createRequire(path.join(packages, "/"));
const topojson = { ...require("topojson-client"), ...require("topojson-simplify") };
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

const DECIMALS = 3; // about 100 metres; the outlines are right to half a kilometre
const DECIMALS_FAR = 2;
const LEAST_TRIANGLE = 0.005; // square degrees: ten square pixels where states are drawn largest
const SMALL_STATE = 0.6; // square degrees: drawn as exactly as its counties
const MOST_PLACES = 400;

const counties = rows("counties.csv");
const cities = rows("cities.csv");
const stateOf = new Map(counties.map(({ fips, state }) => [fips.slice(0, 2), state]));

const atlas = require("us-atlas/counties-10m.json");
const simple = require("us-atlas/states-10m.json");
delete simple.objects.nation; // else every coast is a border between two shapes, and no island goes
const far = topojson.simplify(
  topojson.presimplify(simple, topojson.planarTriangleArea),
  LEAST_TRIANGLE,
);

mkdirSync(target, { recursive: true });
const states = [];
for (const [fips, state] of [...stateOf].sort(([, one], [, other]) => (one < other ? -1 : 1))) {
  const exact = topojson.mergeArcs(atlas, countiesOf(fips));
  write(`${state}.json`, [
    feature({ kind: "land" }, whole(polygons(atlas, exact), DECIMALS)),
    feature({ kind: "borders" }, borders(fips)),
    feature({ kind: "counties", ...names(countyPoints(state)) }, points(countyPoints(state))),
    feature({ kind: "places", ...names(placePoints(state)) }, points(placePoints(state))),
  ]);
  const shape = polygons(atlas, exact);
  const rough = simple.objects.states.geometries.find(({ id }) => id === fips);
  states.push({
    ...feature({}, area(shape) < SMALL_STATE ? whole(shape, DECIMALS_FAR) : light(rough)),
    id: state,
  });
}
write("states.json", states);

function rows(name) {
  const [head, ...lines] = readFileSync(path.join(here, name), "utf8").trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, n) => [columns[n], cell])));
}

function cells(line) {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

function countiesOf(fips) {
  return atlas.objects.counties.geometries.filter(({ id }) => id.startsWith(fips));
}

function borders(fips) {
  const collection = { type: "GeometryCollection", geometries: countiesOf(fips) };
  const mesh = topojson.mesh(atlas, collection, (one, other) => one !== other);
  const lines = mesh.coordinates.map((line) => rounded(line, DECIMALS));
  return { type: "MultiLineString", coordinates: lines.filter((line) => line.length > 1) };
}

function polygons(topology, shape) {
  const { type, coordinates } = topojson.feature(topology, shape).geometry;
  return type === "Polygon" ? [coordinates] : coordinates;
}

function whole(shape, decimals) {
  const rings = shape.map((polygon) => polygon.map((ring) => closed(rounded(ring, decimals))));
  const drawn = rings.map((polygon) => polygon.filter((ring) => ring.length > 3));
  return { type: "MultiPolygon", coordinates: drawn.filter((polygon) => polygon.length) };
}

// Without the islands too small to be seen from afar.
function light(shape) {
  const seen = polygons(far, shape).filter(
    (polygon) => topojson.planarRingArea(polygon[0]) > LEAST_TRIANGLE,
  );
  return whole(seen, DECIMALS_FAR);
}

function area(shape) {
  return shape.reduce((sum, polygon) => sum + topojson.planarRingArea(polygon[0]), 0);
}

// A ring's first and last point may differ by a hair, and be rounded apart.
function closed(ring) {
  return [...ring.slice(0, -1), ring[0]];
}

function rounded(line, decimals) {
  const near = line.map((point) => position(...point, decimals));
  return near.filter((point, n) => n === 0 || String(point) !== String(near[n - 1]));
}

// Alaska goes on beyond the line of date: west of it, not at the other end of the map.
function position(longitude, latitude, decimals) {
  const west = latitude > 50 && longitude > 0 ? longitude - 360 : longitude;
  return [Number(west.toFixed(decimals)), Number(latitude.toFixed(decimals))];
}

function countyPoints(state) {
  return counties.filter((county) => county.state === state);
}

// The largest first: where names would overlap, they win.
function placePoints(state) {
  return cities
    .filter((city) => city.state === state)
    .sort((one, other) => other.population - one.population || one.geonameid - other.geonameid)
    .slice(0, MOST_PLACES);
}

function names(named) {
  return { names: named.map(({ name }) => name.replace(/ (County|Municipio|Parish)$/, "")) };
}

function points(named) {
  const coordinates = named.map(({ lon, lat }) => position(Number(lon), Number(lat), DECIMALS));
  return { type: "MultiPoint", coordinates };
}

function feature(properties, geometry) {
  return { type: "Feature", properties, geometry };
}

function write(name, features) {
  const lines = features.map((one) => JSON.stringify(one)).join(",\n");
  const text = `{"type":"FeatureCollection","features":[\n${lines}\n]}\n`;
  writeFileSync(path.join(target, name), text);
}
