// Things on the map, one point for each place, points that stand close together as one number: what
// events.js and areas.js share. A place is a point with its things; how they look and what is read
// or heard of them, the caller knows: `label`, `kinds` and `write` with its `name` and `popup`.
/* global L */

const POINT = 28; // pixels
const CLUSTER = 42;
const APART = 76; // what stands closer is one number; it may move by half of it
const NEAR_ENOUGH = 12; // how near the map comes by itself
const AMERICA = [
  [25, -124],
  [49, -67],
];

// `bounds` says what is to be seen at first, where things are larger than their points.
export function drawPlaces(map, places, looks, bounds) {
  const open = opener(map, looks.write);
  const group = clusters(map, looks, open);
  group.addLayers(places.map((place) => marker(place, looks, open)));
  if (places.length) {
    map.fitBounds(bounds ?? group.getBounds(), { animate: false, maxZoom: NEAR_ENOUGH, padding: [32, 32] });
  } else {
    map.fitBounds(AMERICA, { animate: false });
  }
  map.addLayer(group);
  keepInOrder(map, group);
}

// ---------- Points ----------

const thingsOf = new WeakMap();

function marker({ point, things }, looks, open) {
  const made = L.marker(point);
  thingsOf.set(made, things);
  made.setIcon(icon(made, { things, looks, size: POINT, kinds: looks.kinds(things), act: open }));
  made.on("click", () => open(made));
  return made;
}

function clusters(map, looks, open) {
  const group = L.markerClusterGroup({
    animate: map.options.zoomAnimation,
    iconCreateFunction: (cluster) => {
      const things = thingsUnder(cluster);
      return icon(cluster, { things, looks, size: CLUSTER, kinds: "map-cluster", act: enter });
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

function thingsUnder(layer) {
  return thingsOf.get(layer) ?? layer.getAllChildMarkers().flatMap((point) => thingsOf.get(point));
}

function staysTogether(map, cluster) {
  const nearest = map.getMaxZoom();
  const box = cluster.getBounds();
  const [one, other] = [box.getNorthWest(), box.getSouthEast()].map((corner) => map.project(corner, nearest));
  return map.getZoom() === nearest || one.distanceTo(other) < APART;
}

function icon(layer, { things, looks, size, kinds, act }) {
  const count = document.createElement("span");
  count.textContent = looks.label(things);
  const made = new L.DivIcon({ className: kinds, html: count, iconSize: [size, size] });
  made.createIcon = () => {
    const element = L.DivIcon.prototype.createIcon.call(made);
    element.setAttribute("aria-label", looks.write.name(things));
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
    const content = write.popup(thingsUnder(layer));
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

// The copies of a figure's <template> elements.
export function copier(figure) {
  return (name) => figure.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
}

// A link of a feed in the language of the page.
export function inLanguage(prefix, url) {
  return `${location.origin}${prefix}/${url.replace(/^\/+/, "")}`;
}

export function counted(number, words) {
  return number === 1 ? words.one : filled(words.several, { number: grouped(number) });
}

// "2,000" in each of our languages, as nightout/formats has it.
export function grouped(number) {
  return number.toLocaleString("en-US");
}

// As short as a point has room for: "999", "1K", "257K". Its name says the whole number.
export function shortened(number) {
  return new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 0 }).format(number);
}

export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
