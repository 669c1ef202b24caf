// Keeps the page and its files on the phone, so that the door opens without signal. Files come first:
// a page is kept only when all that it needs is there, and the older one serves until then.

export async function keepHere({ told, cacheName }) {
  await navigator.serviceWorker.register(told.worker, { scope: told.page });
  const cache = await caches.open(cacheName);
  const files = [...told.files.kept, ...decoderOf(told)];
  await cache.addAll(files);
  const page = await fetch(told.page, { redirect: "manual" });
  if (page.ok) await cache.put(told.page, page);
  const wanted = new Set([told.page, ...files]);
  const there = await cache.keys();
  const old = there.filter(({ url }) => !wanted.has(new URL(url).pathname));
  await Promise.all(old.map((request) => cache.delete(request)));
}

/** Whether it is all there, from now or from an earlier time. */
export async function isKept({ told, cacheName }) {
  const cache = await caches.open(cacheName);
  return Boolean(await cache.match(told.page, { ignoreVary: true }));
}

function decoderOf(told) {
  return "BarcodeDetector" in window ? [] : told.files.decoder;
}
