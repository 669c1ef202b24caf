// Serves the page of the door, and the files that it needs, where there is no signal. The page itself
// puts them into the cache (door/keep.js); this only takes them out. It is registered for the address
// of one door and answers for nothing else: no other page, and no list of people.

const PATIENCE = 4000; // milliseconds that a page may take before the kept one is shown

const page = new URL(self.registration.scope).pathname;
const cacheName = `nightout-door:${page}`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) {
    return;
  }
  if (pathname === page) {
    event.respondWith(request.mode === "navigate" ? openPage(request) : fetch(request));
  } else if (!pathname.startsWith(page)) {
    event.respondWith(openFile(request));
  }
});

async function openPage(request) {
  const kept = await find(page);
  if (!kept) {
    return fetch(request);
  }
  try {
    const response = await Promise.race([fetch(request), tooLate()]);
    return response.status >= 500 ? kept : response;
  } catch (error) {
    console.info("The kept page is shown.", error);
    return kept;
  }
}

async function openFile(request) {
  return (await find(request)) ?? fetch(request);
}

async function find(request) {
  const cache = await caches.open(cacheName);
  return cache.match(request, { ignoreSearch: request === page, ignoreVary: true });
}

function tooLate() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("no answer in time")));
}
