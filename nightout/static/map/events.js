// Events on the map: one point for each place, points that stand close together as one number.
// What people read comes from <template> elements (templates/events/_map_words.html) or is data,
// which goes into the page as text only.
/* global L */

const POINT = 28; // pixels
const CLUSTER = 42;
const APART = 76; // what stands closer is one number; it may move by half of it
const MOST_CITIES = 3; // named where many events stand together
const NEAR_ENOUGH = 12; // how near the map comes by itself
const AMERICA = [
  [25, -124],
  [49, -67],
];

export function drawEvents(map, figure, collection, speech) {
  const write = writer(figure, speech);
  const open = opener(map, write);
  const drawn = collection.features.filter((event) => event.geometry);
  const group = clusters(map, write, open);
  group.addLayers(byPlace(drawn).map((events) => marker(events, write, open)));
  if (drawn.length) {
    map.fitBounds(group.getBounds(), { animate: false, maxZoom: NEAR_ENOUGH, padding: [32, 32] });
  } else {
    map.fitBounds(AMERICA, { animate: false });
  }
  map.addLayer(group);
  keepInOrder(map, group);
  return summary(collection, drawn.length, speech.words);
}

// Events at one point share it, but a park in the middle of a city is not "somewhere in the city".
function byPlace(events) {
  const places = new Map();
  for (const event of events) {
    const key = [...event.geometry.coordinates, event.properties.exact].join();
    const there = places.get(key) ?? [];
    there.push(event);
    places.set(key, there);
  }
  return [...places.values()];
}

// ---------- Points ----------

const eventsOf = new WeakMap();

function marker(events, write, open) {
  const [longitude, latitude] = events[0].geometry.coordinates;
  const point = L.marker([latitude, longitude]);
  eventsOf.set(point, events);
  point.setIcon(icon(point, { events, write, size: POINT, kinds: kindsOf(events), act: open }));
  point.on("click", () => open(point));
  return point;
}

function kindsOf(events) {
  const kinds = ["map-point"];
  if (!events[0].properties.exact) {
    kinds.push("map-point--approximate");
  }
  if (events.every((event) => event.properties.status === "cancelled")) {
    kinds.push("map-point--cancelled");
  }
  return kinds.join(" ");
}

function clusters(map, write, open) {
  const group = L.markerClusterGroup({
    animate: map.options.zoomAnimation,
    iconCreateFunction: (cluster) => {
      const events = eventsUnder(cluster);
      return icon(cluster, { events, write, size: CLUSTER, kinds: "map-cluster", act: enter });
    },
    maxClusterRadius: APART,
    showCoverageOnHover: false,
    spiderfyOnMaxZoom: false,
    zoomToBoundsOnClick: false,
  });

  // Closer, or a list of what stays together however close one comes.
  function enter(cluster, { byKeyboard = false } = {}) {
    if (staysTogether(map, cluster)) {
      open(cluster);
      return;
    }
    const first = southward(cluster.getAllChildMarkers())[0];
    if (byKeyboard) {
      map.once("moveend", () => group.getVisibleParent(first)?.getElement().focus());
    }
    cluster.zoomToBounds({ padding: [40, 40] });
  }

  group.on("clusterclick", ({ layer }) => enter(layer));
  return group;
}

function eventsUnder(layer) {
  return eventsOf.get(layer) ?? layer.getAllChildMarkers().flatMap((point) => eventsOf.get(point));
}

function staysTogether(map, cluster) {
  const nearest = map.getMaxZoom();
  const box = cluster.getBounds();
  const [one, other] = [box.getNorthWest(), box.getSouthEast()].map((corner) => map.project(corner, nearest));
  return map.getZoom() === nearest || one.distanceTo(other) < APART;
}

function icon(layer, { events, write, size, kinds, act }) {
  const count = document.createElement("span");
  count.textContent = events.length > 1 ? grouped(events.length) : "";
  const made = new L.DivIcon({ className: kinds, html: count, iconSize: [size, size] });
  made.createIcon = () => {
    const element = L.DivIcon.prototype.createIcon.call(made);
    element.setAttribute("aria-label", write.name(events));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault(); // else Leaflet would answer a second time
        act(layer, { byKeyboard: true });
      }
    });
    return element;
  };
  return made;
}

// Tab goes from north to south through what is in sight, whatever came onto the map first.
function keepInOrder(map, group) {
  const pane = map.getPane("markerPane");
  function sort() {
    const icons = [...pane.children];
    const at = new Map(icons.map((element) => [element, L.DomUtil.getPosition(element)]));
    icons.sort((one, other) => at.get(one).y - at.get(other).y || at.get(one).x - at.get(other).x);
    const sight = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    icons.forEach((element) => {
      element.tabIndex = sight.contains(at.get(element).add(origin)) ? 0 : -1;
    });
    const focused = icons.indexOf(document.activeElement); // would lose the focus if it moved
    icons.forEach((element, index) => {
      if (index !== focused) {
        pane.insertBefore(element, index < focused ? icons[focused] : null);
      }
    });
  }
  map.on("moveend", sort);
  group.on("animationend", sort);
  sort();
}

function southward(points) {
  return [...points].sort((one, other) => other.getLatLng().lat - one.getLatLng().lat);
}

// ---------- What opens ----------

function opener(map, write) {
  const area = map.getContainer();
  let opened = null; // the popup and where it came from

  function open(layer) {
    const content = write.popup(eventsUnder(layer));
    const popup = L.popup({
      autoPanPadding: [12, 12],
      closeButton: false, // Leaflet's own speaks English
      maxHeight: Math.max(160, area.clientHeight - 80),
      maxWidth: Math.min(340, area.clientWidth - 40),
      minWidth: Math.min(260, area.clientWidth - 60),
      offset: [0, -6],
    });
    popup.setLatLng(layer.getLatLng()).setContent(content).openOn(map);
    opened = { popup, layer };
    content.querySelector("[data-close]").addEventListener("click", close);
    content.focus({ preventScroll: true });
  }

  function close() {
    const { popup, layer } = opened;
    opened = null;
    popup.close();
    const point = layer.getElement()?.isConnected ? layer.getElement() : area;
    point.focus({ preventScroll: true });
  }

  area.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened) {
      event.stopPropagation();
      close();
    }
  });
  map.on("popupclose", ({ popup }) => {
    opened = opened?.popup === popup ? null : opened;
  });
  return open;
}

// ---------- Words ----------

function writer(figure, { words, when, prefix }) {
  const copy = (name) => figure.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);

  function eventItem({ properties }) {
    const item = copy("event");
    const link = item.querySelector("[data-title]");
    link.textContent = properties.title;
    link.href = `${location.origin}${prefix}/${properties.url.replace(/^\/+/, "")}`;
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
    dialog.querySelector("[data-events]").append(...events.map(eventItem));
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
  const said = [drawn ? filled(words.onMap, { events: counted(drawn, words) }) : words.noEvents];
  if (truncated) {
    said.push(filled(words.truncated, { number: grouped(features.length) }));
  }
  if (drawn && drawn < features.length) {
    said.push(filled(words.onlyListed, { events: counted(features.length - drawn, words) }));
  }
  return said.join(" ");
}

function counted(number, words) {
  return number === 1 ? words.oneEvent : filled(words.events, { number: grouped(number) });
}

// "2,000" in each of our languages, as nightout/formats has it.
function grouped(number) {
  return number.toLocaleString("en-US");
}

function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
