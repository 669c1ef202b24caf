// A map beside a list (templates/_map.html). It loads when it comes near the screen: Leaflet and the
// outlines weigh more than the page. Without this script nothing is missing, the list says it all.

const NEAR = "400px";

for (const figure of document.querySelectorAll("[data-map]")) {
  figure.hidden = false;
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        open(figure);
      }
    },
    { rootMargin: NEAR },
  );
  observer.observe(figure);
}

async function open(figure) {
  const files = data("map-files");
  const words = data("map-words");
  const status = figure.querySelector("[data-status]");
  status.textContent = words.loading;
  try {
    status.textContent = await (figure.dataset.source ? openList : openPoint)(figure, files, words);
  } catch (error) {
    status.textContent = words.failed;
    throw error;
  }
}

async function openList(figure, files, words) {
  const { source, draws, home } = figure.dataset;
  const [collection, base, things, when] = await Promise.all([
    json(source),
    import(files.base),
    import(files[draws]),
    document.getElementById("map-dates") && speaking(files),
    leaflet(files).then(() => Promise.all([import(files.clusters), style(files.clustersStyle)])),
  ]);
  const map = base.makeMap(figure, files, words);
  const said = things.draw(map, figure, collection, { words, when, prefix: home.slice(0, -1) });
  base.drawGround(map, files);
  return said;
}

async function speaking(files) {
  const dates = await import(files.dates);
  return dates.speaking(data("map-dates"));
}

async function openPoint(figure, files, words) {
  const [base] = await Promise.all([import(files.base), leaflet(files)]);
  const { latitude, longitude, label } = figure.dataset;
  const map = base.makeMap(figure, files, words);
  base.drawPoint(map, [Number(latitude), Number(longitude)], label);
  base.drawGround(map, files);
  return "";
}

function leaflet(files) {
  return Promise.all([import(files.leaflet), style(files.leafletStyle)]);
}

// In the head, so before map.css, which stands in the body: what that says about Leaflet, wins.
function style(address) {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", resolve);
    link.addEventListener("error", () => reject(new Error(`${address} did not load`)));
    document.head.append(link);
  });
}

async function json(address) {
  const response = await fetch(address);
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response.json();
}

function data(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
