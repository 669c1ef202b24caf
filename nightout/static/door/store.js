// What the door keeps on this phone: lists of people, by event, and marks that are not sent yet.
//
// The rule: a list is forgotten at sign-out, when somebody else signs in, when its event is no longer
// theirs, and a day after the event is over, as soon as a page of ours is opened. A mark is kept until
// the site has taken it, whatever happens: it holds numbers, and of a walk-in the name.

const NAME = "nightout-door";
const VERSION = 1;

export async function openStore() {
  const database = await opened();
  const tell = new BroadcastChannel(NAME); // other tabs of the same door

  function write(names, work) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(names, "readwrite", { durability: "strict" });
      work(...names.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => {
        tell.postMessage("changed");
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    });
  }

  function read(name, ask) {
    return new Promise((resolve, reject) => {
      const request = ask(database.transaction(name).objectStore(name));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  return {
    roster: (event) => read("rosters", (store) => store.get(event)),
    rosters: () => read("rosters", (store) => store.getAll()),
    marks: () => read("marks", (store) => store.getAll()), // in the order in which they were made
    add: (mark) => write(["marks"], (store) => store.add(mark)),
    keep: (roster) => write(["rosters"], (store) => store.put(roster)),
    forget: (event) => write(["rosters"], (store) => store.delete(event)),

    /** What the site has taken goes, and what it told comes, or neither. */
    settle: (roster, taken) =>
      write(["rosters", "marks"], (rosters, marks) => {
        if (roster) rosters.put(roster);
        taken.forEach((mark) => marks.delete(mark.place));
      }),

    onChange(listener) {
      tell.addEventListener("message", listener);
    },
  };
}

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("rosters", { keyPath: "event" });
      request.result.createObjectStore("marks", { keyPath: "place", autoIncrement: true });
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

const CACHE = `${NAME}:`; // and the address of the page

export const cacheOf = (page) => CACHE + page;

/** The page and its files go, and what serves them. Without a page: every door's. */
export async function forgetPages(page = "") {
  if (!("serviceWorker" in navigator)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(CACHE + page)).map((name) => caches.delete(name)));
  const workers = await navigator.serviceWorker.getRegistrations();
  const ours = workers.filter(
    ({ active, scope }) => active?.scriptURL.endsWith("/door-worker.js") && new URL(scope).pathname.startsWith(page),
  );
  await Promise.all(ours.map((worker) => worker.unregister()));
}
