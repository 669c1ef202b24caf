// The door (templates/organize/door.html). Without this script it is a page of forms. With it, each tap
// is written down on the phone first and sent afterwards, so that it works where there is no signal.

const told = JSON.parse(document.querySelector("#door-told").textContent);
const words = JSON.parse(document.querySelector("#door-words").textContent);
const modules = await Promise.all(Object.values(told.files.modules).map((address) => import(address)));
const [store, parties, sync, view, scan, keep] = modules;

open().catch((error) => {
  // Private windows of some browsers have no database: the page of forms stays, and says why.
  document.querySelector("[data-plain]").prepend(Object.assign(document.createElement("p"), { textContent: words.cannotKeep }));
  throw error;
});

async function open() {
  const kept = await store.openStore();
  await keepOnlyTheirs(kept);
  const state = { roster: undefined, marks: [], all: new Map(), signal: "opening", sentAt: 0, isKept: false, others: 0 };
  const clock = sync.makeClock();
  const screen = view.makeScreen({
    root: document.querySelector("[data-door]"),
    words,
    parties,
    onTap: tap,
    onCount: (party, numbers) => mark(party, numbers),
    onUndo: undo,
    onWalkIn: walkIn,
    onScan: startScan,
  });
  const line = sync.makeSync({ store: kept, told, clock, onNews: news, onState: signal });
  let stopScan = null;

  async function reload() {
    const marks = await kept.marks();
    state.roster = await kept.roster(told.event);
    state.marks = marks.filter((one) => sync.isOurs(one, told));
    state.others = marks.filter((one) => one.user !== told.user).length;
    state.elsewhere = marks.filter((one) => one.user === told.user && one.event !== told.event).length;
    if (state.roster && clock.closest === Infinity) clock.offset = state.roster.offset;
    draw();
  }

  function draw() {
    state.all = parties.makeParties(state.roster?.rows ?? [], state.marks);
    screen.draw(state);
  }

  // ---------- What people do ----------

  async function tap(party) {
    if (!party.here && !party.status) {
      await mark(party, { adults: party.adults, children: party.children });
    }
  }

  async function mark(party, { adults, children }) {
    await write({ ...reference(party), adults, children });
    screen.sayPresent(state.all.get(party.id));
  }

  async function undo(party) {
    for (const key of party.here?.mine ?? []) {
      await write({ ...reference(party), adults: 0, children: 0, undoes: key });
    }
    screen.sayUndone(state.all.get(party.id), party);
  }

  async function walkIn({ name, adults, children }) {
    const party = crypto.randomUUID();
    await write({ party, name, adults, children });
    return party;
  }

  function reference(party) {
    return party.party ? { party: party.party } : { attendee: party.pk };
  }

  /** On the phone first: only then does the page say that it is done. */
  async function write(what) {
    const whose = { event: told.event, user: told.user, to: told.sync };
    try {
      await kept.add({ ...what, ...whose, key: crypto.randomUUID(), at: clock.tick() });
    } catch (error) {
      screen.notice("kept", "plain", { text: words.notKept });
      throw error;
    }
    await reload();
    line.run();
  }

  async function startScan({ video, say, done }) {
    stopScan?.();
    stopScan = null;
    video.hidden = false;
    try {
      stopScan = await scan.scan(video, told.files.decoder[0], (text) => {
        const found = foundByCode(text, say);
        if (found) done(found);
        return found;
      });
      return () => stopScan?.();
    } catch (error) {
      console.info(error);
      video.hidden = true;
      say(words.noCamera);
      return () => {};
    }
  }

  function foundByCode(text, say) {
    const match = parties.partyOfCode(state.all, text);
    if (match === undefined) return null; // a code of something else
    if (!match) say(words.codeUnknown);
    if (match && !match.isGenuine) say(words.codeWrong);
    return match?.isGenuine ? match.party : null;
  }

  // ---------- What the site says ----------

  function news({ answers, batch }) {
    const made = new Map(batch.map((one) => [one.key, one]));
    if (batch.length) state.sentAt = clock.now();
    for (const { key, refused, others = [] } of answers) {
      const one = made.get(key);
      const party = state.all.get(one.party ?? String(one.attendee));
      if (refused) screen.notice(key, "refused", { name: party?.name ?? "", why: refused });
      for (const other of one.undoes ? [] : others) {
        screen.notice(`${party?.id} ${other.by}`, "alsoBy", { name: party?.name ?? "", who: other.by, at: other.at });
      }
    }
    return reload();
  }

  async function signal(told) {
    state.signal = told.signal;
    if (told.signal === "gone") await store.forgetPages(location.pathname);
    await reload();
  }

  // ---------- Beginning ----------

  /** The party of a link; a list of yesterday may lack it, so the new one is asked, too. */
  async function openAsked() {
    const asked = new URLSearchParams(location.search).get("party");
    if (location.search) history.replaceState(null, "", location.pathname);
    if (!asked) return;
    if (!parties.partyOfCode(state.all, asked)?.isGenuine) await line.opened;
    screen.openCode(foundByCode(asked, screen.say));
  }

  async function keepThePage() {
    if (!("serviceWorker" in navigator)) return;
    const which = { told, cacheName: store.cacheOf(told.page) };
    try {
      await navigator.storage?.persist?.();
      await keep.keepHere(which);
    } catch (error) {
      console.info(error); // without signal: what was kept before is still there
    }
    state.isKept = await keep.isKept(which);
    draw();
  }

  await reload();
  screen.show();
  kept.onChange(reload);
  openAsked();
  await line.start().finally(keepThePage);
}

/** A list that somebody else has left on this phone goes before anything of it is shown. */
async function keepOnlyTheirs(kept) {
  for (const { event, user } of await kept.rosters()) {
    if (user !== told.user) await kept.forget(event);
  }
}
