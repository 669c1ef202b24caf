// Events on the map, one point for each place. What people read comes from <template> elements
// (templates/events/_map_words.html) or is data, which goes into the page as text only.

import { copier, counted, drawPlaces, filled, grouped, inLanguage, shortened } from "./places.js";

const MOST_CITIES = 3; // named where many events stand together

export function draw(map, figure, collection, speech) {
  const drawn = collection.features.filter((event) => event.geometry);
  drawPlaces(map, byPlace(drawn), { write: writer(figure, speech), kinds, label });
  return summary(collection, drawn.length, speech.words);
}

// Events at one point share it, but a park in the middle of a city is not "somewhere in the city".
function byPlace(events) {
  const places = new Map();
  for (const event of events) {
    const key = [...event.geometry.coordinates, event.properties.exact].join();
    const [longitude, latitude] = event.geometry.coordinates;
    const there = places.get(key) ?? { point: [latitude, longitude], things: [] };
    there.things.push(event);
    places.set(key, there);
  }
  return [...places.values()];
}

function label(events) {
  return events.length > 1 ? shortened(events.length) : "";
}

function kinds(events) {
  const names = ["map-point"];
  if (!events[0].properties.exact) {
    names.push("map-point--approximate");
  }
  if (events.every((event) => event.properties.status === "cancelled")) {
    names.push("map-point--cancelled");
  }
  return names.join(" ");
}

// ---------- Words ----------

function writer(figure, { words, when, prefix }) {
  const copy = copier(figure);

  function eventItem({ properties }) {
    const item = copy("event");
    const link = item.querySelector("[data-title]");
    link.textContent = properties.title;
    link.href = inLanguage(prefix, properties.url);
    if (properties.lang) {
      link.lang = properties.lang;
    }
    item.querySelector("[data-when]").textContent = when(properties.start, properties.end);
    item.querySelector("[data-where]").textContent = `${properties.place ?? words.noPlace}, ${properties.city}`;
    for (const status of item.querySelectorAll("[data-status-is]")) {
      status.hidden = status.dataset.statusIs !== properties.status;
    }
    item.querySelector("[data-sample]").hidden = !properties.sample;
    item.querySelector("[data-approximate]").hidden = properties.exact;
    return item;
  }

  function popup(events) {
    const dialog = copy("popup");
    const head = dialog.querySelector("[data-head]");
    head.textContent = counted(events.length, words);
    head.hidden = events.length === 1;
    dialog.setAttribute("aria-label", head.hidden ? events[0].properties.title : head.textContent);
    dialog.querySelector("[data-things]").append(...events.map(eventItem));
    return dialog;
  }

  // What is heard at a point, the most important first: what is true of all its events.
  function name(events) {
    const item = copy("event");
    const is = (test) => events.every(({ properties }) => test(properties));
    const status = [...item.querySelectorAll("[data-status-is]")].find((one) =>
      is((properties) => properties.status === one.dataset.statusIs),
    );
    const approximate = item.querySelector("[data-approximate]").textContent.trim();
    const said = [
      status && `${status.textContent.trim()}:`,
      events.length === 1 ? alone(events[0], when) : together(events, words),
      is((properties) => !properties.exact) && `(${approximate})`,
    ];
    return said.filter(Boolean).join(" ");
  }

  return { popup, name };
}

function alone({ properties }, when) {
  return `${properties.title}, ${when(properties.start, properties.end)}`;
}

function together(events, words) {
  const cities = [...new Set(events.map((event) => event.properties.city))];
  const more = cities.length > MOST_CITIES ? " …" : "";
  return `${counted(events.length, words)}: ${cities.slice(0, MOST_CITIES).join(", ")}${more}`;
}

function summary({ features, truncated }, drawn, words) {
  const said = [drawn ? filled(words.onMap, { events: counted(drawn, words) }) : words.nothing];
  if (truncated) {
    said.push(filled(words.truncated, { number: grouped(features.length) }));
  }
  if (drawn && drawn < features.length) {
    said.push(filled(words.onlyListed, { events: counted(features.length - drawn, words) }));
  }
  return said.join(" ");
}
