// The map without events: outlines of states and counties and names of places from our own files,
// above them the tiles of another host, where the site has one; buttons, keys and fingers.
/* global L */

const COUNTIES_FROM = 7; // the zoom from which counties and names are worth their files
const COUNTY_NAMES_FROM = 8;
const NEAREST = { outlines: 13, tiles: 18 };

export function makeMap(figure, files, { zoomIn, zoomOut }) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const byTouch = matchMedia("(pointer: coarse)").matches;
  const map = L.map(figure.querySelector("[data-area]"), {
    attributionControl: false, // the template says below the map whose it is
    dragging: !byTouch, // one finger moves the page, two move the map
    fadeAnimation: !still,
    inertia: !still,
    markerZoomAnimation: !still,
    maxBounds: [
      [-40, -210],
      [80, 180],
    ],
    maxZoom: files.tiles ? NEAREST.tiles : NEAREST.outlines,
    minZoom: 2,
    scrollWheelZoom: false, // the page scrolls by it, unless one is at work on the map
    zoomAnimation: !still,
    zoomControl: false,
  });
  if (still) {
    map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
  }
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  const zoom = L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  figure.querySelector("[data-bar]").append(zoom.getContainer());
  pressSpaceLikeEnter(zoom.getContainer());
  centreOnClick(map);
  return map;
}

// Once the map knows where it is, so that nothing is loaded for another view.
export function drawGround(map, files) {
  if (!files.tiles) {
    drawOutlines(map, files);
    return;
  }
  const layer = L.tileLayer(files.tiles, {
    maxZoom: NEAREST.tiles,
    referrerPolicy: "strict-origin-when-cross-origin", // some hosts serve nobody they do not know
  });
  layer.once("tileerror", () => drawOutlines(map, files)); // below the tiles: seen where none came
  layer.addTo(map);
}

export function drawPoint(map, point, label) {
  map.setView(point, map.getMaxZoom() - 2, { animate: false });
  const icon = L.divIcon({ className: "map-point", iconSize: [28, 28] });
  const name = Object.assign(document.createElement("span"), { textContent: label });
  L.marker(point, { icon, interactive: false, keyboard: false })
    .bindTooltip(name, { className: "map-label", direction: "top", offset: [0, -14], opacity: 1, permanent: true })
    .addTo(map);
}

// Leaflet's buttons are links: they answer to Enter alone.
function pressSpaceLikeEnter(container) {
  container.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a[role=button]")) {
      event.preventDefault();
      event.target.click();
    }
  });
}

// Who cannot drag moves the map by a click on what should be its middle.
function centreOnClick(map) {
  let soon;
  let closing = false; // the click that closes a popup does nothing else
  map.on("popupclose", () => {
    closing = true;
    setTimeout(() => {
      closing = false;
    });
  });
  map.on("click", ({ latlng, originalEvent }) => {
    clearTimeout(soon);
    if (originalEvent.detail === 1 && !closing) {
      soon = setTimeout(() => map.panTo(latlng), 300); // a second click would be a double one
    }
  });
  map.on("dblclick movestart", () => clearTimeout(soon));
}

async function drawOutlines(map, files) {
  const land = pane(map, "land", 150);
  pane(map, "names", 160);
  const states = L.geoJSON(await read(files.states), outline("map-land")).addTo(map);
  const farther = new Map(states.getLayers().map((layer) => [layer.feature.id, layer]));
  const boxes = new Map([...farther].map(([state, layer]) => [state, boxesOf(layer.feature)]));
  const names = placeNames(map);
  const asked = new Set();

  async function comeNearer(state) {
    asked.add(state);
    let found;
    try {
      found = await read(files.counties[state]);
    } catch (error) {
      asked.delete(state); // the next move of the map asks again
      throw error;
    }
    const part = Object.fromEntries(found.features.map((feature) => [feature.properties.kind, feature]));
    states.removeLayer(farther.get(state));
    L.geoJSON(part.land, outline("map-land")).addTo(map);
    L.geoJSON(part.borders, outline("map-border", { fill: false })).addTo(map);
    names.add(part.places, part.counties);
  }

  function look() {
    const near = map.getZoom() >= COUNTIES_FROM;
    land.classList.toggle("map-pane--far", !near);
    const view = map.getBounds();
    for (const [state, parts] of near ? boxes : []) {
      if (!asked.has(state) && parts.some((box) => view.intersects(box))) {
        comeNearer(state);
      }
    }
    names.show();
  }

  map.on("moveend", look);
  look();
}

function pane(map, name, height) {
  const made = map.createPane(name);
  made.style.zIndex = height; // tiles are at 200
  made.setAttribute("aria-hidden", "true");
  return made;
}

function outline(className, { fill = true } = {}) {
  return { interactive: false, pane: "land", style: { className, fill, weight: 1 } };
}

// One box for each part: Alaska and Hawaii reach far, but not over what lies between.
function boxesOf(feature) {
  return feature.geometry.coordinates.map(([ring]) => L.latLngBounds(ring.map(([x, y]) => [y, x])));
}

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response.json();
}

// Names of places, as many as have room. Which ones depends on the zoom alone, so that moving the
// map neither adds nor takes one: larger places first, then counties.
function placeNames(map) {
  const shown = L.layerGroup().addTo(map);
  const known = { places: [], counties: [] };
  let chosen = { zoom: null, names: [] };

  function choose(zoom) {
    const taken = new Map(); // boxes by the squares that they touch
    const wanted = zoom >= COUNTY_NAMES_FROM ? [...known.places, ...known.counties] : known.places;
    return wanted.filter(({ text, point }) => {
      const { x, y } = map.project(point, zoom);
      const air = zoom < 10 ? 24 : 6; // pixels around a name: from afar, few names read better
      const [width, height] = [text.length * 4 + air, 10 + air];
      const box = { left: x - width, right: x + width, top: y - height, bottom: y + height };
      const squares = [];
      for (let column = box.left >> 8; column <= box.right >> 8; column += 1) {
        for (let row = box.top >> 8; row <= box.bottom >> 8; row += 1) {
          squares.push(`${column} ${row}`);
        }
      }
      if (squares.some((square) => taken.get(square)?.some((other) => overlap(box, other)))) {
        return false;
      }
      squares.forEach((square) => taken.set(square, [...(taken.get(square) ?? []), box]));
      return true;
    });
  }

  function show() {
    const zoom = map.getZoom();
    if (zoom < COUNTIES_FROM) {
      shown.clearLayers();
      return;
    }
    if (chosen.zoom !== zoom) {
      chosen = { zoom, names: choose(zoom) };
    }
    const view = map.getBounds().pad(0.25);
    shown.clearLayers();
    chosen.names.filter(({ point }) => view.contains(point)).forEach((name) => shown.addLayer(label(name)));
  }

  function add(places, counties) {
    for (const [kind, feature] of Object.entries({ places, counties })) {
      feature.geometry.coordinates.forEach(([x, y], index) => {
        known[kind].push({ text: feature.properties.names[index], point: L.latLng(y, x), kind, rank: index });
      });
      known[kind].sort((one, other) => one.rank - other.rank);
    }
    chosen.zoom = null;
    show();
  }

  return { add, show };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function label({ text, point, kind }) {
  const html = Object.assign(document.createElement("span"), { textContent: text });
  const icon = L.divIcon({ className: `map-name map-name--${kind}`, html, iconSize: [0, 0] });
  return L.marker(point, { icon, interactive: false, keyboard: false, pane: "names" });
}
