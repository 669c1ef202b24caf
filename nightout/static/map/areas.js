// Incidents on the map: areas as large as what is known of a place, each with a number. What people
// read comes from <template> elements (templates/incidents/_map_words.html) or is data, which goes
// into the page as text only.
/* global L */

import { copier, counted, drawPlaces, filled, inLanguage, shortened } from "./places.js";

const MOST_NAMES = 3; // of places, where many areas stand together

export function draw(map, figure, collection, { words, prefix }) {
  const places = byMiddle(collection.features);
  const shapes = L.geoJSON(places.map(({ things }) => things[0]), {
    interactive: false,
    style: ({ properties }) => ({ className: `map-shape map-shape--${properties.kind}` }),
  });
  const looks = { write: writer(figure, words, prefix), kinds, label: (areas) => shortened(total(areas)) };
  drawPlaces(map, places, looks, places.length ? shapes.getBounds() : undefined);
  map.getPane("overlayPane").setAttribute("aria-hidden", "true");
  shapes.addTo(map);
  return places.length
    ? filled(words.onMap, { incidents: counted(total(collection.features), words) })
    : words.nothing;
}

// A city and its neighborhoods share their middle: one number, and a list of them all.
function byMiddle(areas) {
  const places = new Map();
  for (const area of areas) {
    const [longitude, latitude] = area.properties.middle;
    const key = [longitude, latitude, area.properties.kind === "square"].join();
    const there = places.get(key) ?? { point: [latitude, longitude], things: [] };
    there.things.push(area);
    places.set(key, there);
  }
  return [...places.values()];
}

function kinds(areas) {
  return areas[0].properties.kind === "square" ? "map-point map-point--square" : "map-point map-point--approximate";
}

function total(areas) {
  return areas.reduce((sum, { properties }) => sum + properties.incidents, 0);
}

// ---------- Words ----------

function writer(figure, words, prefix) {
  const copy = copier(figure);

  function areaItem({ properties }) {
    const item = copy("place");
    const link = item.querySelector("[data-title]");
    link.textContent = counted(properties.incidents, words);
    link.href = inLanguage(prefix, properties.url);
    item.querySelector("[data-where]").textContent = properties.name ?? "";
    item.querySelector("[data-where]").hidden = !properties.name;
    for (const known of item.querySelectorAll("[data-kind-is]")) {
      known.hidden = known.dataset.kindIs !== properties.kind;
    }
    return item;
  }

  function popup(areas) {
    const dialog = copy("popup");
    const head = dialog.querySelector("[data-head]");
    head.textContent = counted(total(areas), words);
    head.hidden = areas.length === 1;
    dialog.setAttribute("aria-label", head.textContent);
    dialog.querySelector("[data-things]").append(...areas.map(areaItem));
    return dialog;
  }

  // What is heard at a number: how many, where, and how closely that is known.
  function name(areas) {
    const names = [...new Set(areas.map(({ properties }) => properties.name).filter(Boolean))];
    const more = names.length > MOST_NAMES ? " …" : "";
    const [first] = areas;
    const known = areas.length === 1 && areaItem(first).querySelector("[data-kind-is]:not([hidden])");
    const said = [
      counted(total(areas), words),
      names.length && `${names.slice(0, MOST_NAMES).join("; ")}${more}`,
      known && known.textContent.trim(),
    ];
    return said.filter(Boolean).join(": ");
  }

  return { popup, name };
}
