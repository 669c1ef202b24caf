// Brings marks to the site and news from it. Whatever goes wrong, a mark stays on the phone until the
// site has said that it took it, and why it did not where it refused.

const BATCH = 50; // events/marks.py takes no more at once
const PATIENCE = 20_000; // milliseconds: with one bar, an answer takes its time
const EVERY = 15_000;
const MEANS = { 404: "gone", 409: "another" };

/** Marks that this page sends: other people's wait for them, another event's for its own door. */
export const isOurs = (mark, told) => mark.user === told.user && mark.event === told.event;

export function makeSync({ store, told, clock, onNews, onState }) {
  let running = null;
  let again = false;

  /** One exchange at a time, in this tab and in others; what came meanwhile goes right after. */
  function run() {
    if (running) {
      again = true;
      return running;
    }
    running = alone(exchange).finally(() => {
      running = null;
      if (again) {
        again = false;
        run();
      }
    });
    return running;
  }

  async function exchange() {
    try {
      await sendAll();
      onState({ signal: "good" });
    } catch (problem) {
      await say(problem);
    }
  }

  async function say(problem) {
    if (problem.signal === "gone") await store.forget(told.event);
    onState({ signal: problem.signal ?? "trouble" });
    if (!problem.signal) throw problem; // ours, and nobody else's
  }

  async function sendAll() {
    let roster = await store.roster(told.event);
    if (!roster) roster = await open();
    for (;;) {
      const waiting = (await store.marks()).filter((mark) => isOurs(mark, told));
      const batch = waiting.slice(0, BATCH);
      const { answers, news } = await post(batch, roster.cursor);
      if (news) roster = merge(roster, news);
      await store.settle(news && roster, batch);
      await onNews({ answers, batch });
      if (roster.rows.length !== news?.count) roster = await open("anew");
      if (waiting.length === batch.length) return;
    }
  }

  /** When the page opens, and when the list is too old: each time it is noted who read it. */
  async function open(anew = "") {
    const known = await store.roster(told.event);
    const address = known && !anew ? `${told.roster}?since=${encodeURIComponent(known.cursor)}` : told.roster;
    const asked = Date.now();
    const news = await answered(await request(address, {}));
    clock.set(news.now, asked);
    const roster = merge(known, news);
    await store.keep(roster);
    await onNews({ answers: [], batch: [] });
    if (roster.rows.length !== news.count && known && !anew) return open("anew");
    return roster;
  }

  function merge(known, news) {
    const rows = new Map(news.whole || !known ? [] : known.rows.map((row) => [row.pk, row]));
    news.rows.forEach((row) => rows.set(row.pk, row));
    return {
      event: told.event,
      user: told.user,
      page: told.page,
      until: news.until,
      cursor: news.cursor,
      at: clock.now(),
      offset: clock.offset,
      rows: [...rows.values()],
    };
  }

  // ---------- The network ----------

  async function post(marks, since) {
    const body = JSON.stringify({ marks: marks.map(asSent), since, user: told.user });
    const send = () =>
      request(told.sync, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken(told.cookie) },
        body,
      });
    let response = await send();
    if (response.status === 403) {
      const opened = await request(told.roster, {}); // it brings the cookie, where there was none
      response = opened.ok ? await send() : opened;
    }
    return answered(response);
  }

  async function request(address, options) {
    try {
      return await fetch(address, {
        ...options,
        cache: "no-store",
        redirect: "manual",
        signal: AbortSignal.timeout?.(PATIENCE),
      });
    } catch (error) {
      throw Object.assign(new Error("no signal", { cause: error }), { signal: "none" });
    }
  }

  async function answered(response) {
    if (response.ok) {
      try {
        return await response.json();
      } catch (error) {
        throw Object.assign(new Error("half an answer", { cause: error }), { signal: "none" });
      }
    }
    const signal = response.type === "opaqueredirect" ? "signed-out" : MEANS[response.status];
    throw Object.assign(new Error(`answer ${response.status}`), { signal: signal ?? "trouble" });
  }

  let isOpened;
  const opened = new Promise((resolve) => {
    isOpened = resolve;
  });

  async function start() {
    const soon = () => document.visibilityState === "visible" && run();
    addEventListener("online", soon);
    addEventListener("focus", soon);
    addEventListener("pageshow", soon);
    document.addEventListener("visibilitychange", soon);
    setInterval(soon, EVERY);
    await alone(async () => {
      try {
        await open();
      } catch (problem) {
        await say(problem);
      }
    });
    isOpened();
    return run();
  }

  return { run, start, opened };
}

function alone(work) {
  return navigator.locks ? navigator.locks.request("nightout-door", work) : work();
}

function asSent({ key, attendee, party, name, adults, children, undoes, at }) {
  return { key, attendee, party, name, adults, children, undoes, at: new Date(at).toISOString() };
}

/** Read each time: whoever signs in again has another one. */
function csrfToken(cookie) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`));
  return found?.slice(cookie.length + 1) ?? "";
}

/** The site's time by the phone's clock, which may be wrong; it never stands still or goes back. */
export function makeClock(offset = 0) {
  const clock = {
    offset,
    last: 0,
    closest: Infinity,
    now: () => Math.round(Date.now() + clock.offset),
    tick() {
      clock.last = Math.max(clock.now(), clock.last + 1);
      return clock.last;
    },
    set(told, asked) {
      const took = Date.now() - asked;
      if (took < clock.closest) {
        clock.closest = took;
        clock.offset = told - (asked + took / 2);
      }
    },
  };
  return clock;
}
