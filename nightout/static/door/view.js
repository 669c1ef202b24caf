// The door's screen: who is found, the sheet of one party, and the line that says how the phone stands
// with the site. All that people read comes from the page's own words or is data, set as text.

export function makeScreen({ root, words, parties, onTap, onCount, onUndo, onWalkIn, onScan }) {
  const part = (name) => root.querySelector(`[data-${name}]`);
  const [app, sheet, input, list, scanBox] = [
    part("app"),
    part("sheet"),
    part("find").querySelector("input"),
    part("rows"),
    part("scan"),
  ];
  let state = null;
  let shown = null; // the id of the party on the sheet; "new" while a walk-in is being added
  let fresh = { adults: 1, children: 0 }; // the walk-in's numbers
  let stopScan = () => {};

  function draw(next) {
    state = next;
    drawTotals();
    drawSignal();
    drawRows();
    drawSheet();
  }

  function drawTotals() {
    for (const [name, number] of Object.entries(parties.totals(state.all))) {
      root.querySelector(`[data-total=${name}]`).textContent = number;
    }
  }

  function drawSignal() {
    const line = part("signal");
    const text = signalWords(state, words).filter(Boolean).join(" ");
    line.dataset.state = state.signal;
    if (line.dataset.text !== text) {
      line.dataset.text = text;
      line.replaceChildren(state.signal === "signed-out" ? signInLink(text) : text);
    }
  }

  function signInLink(text) {
    const { signIn, page } = JSON.parse(document.querySelector("#door-told").textContent);
    const href = `${signIn}?next=${encodeURIComponent(page)}`;
    return Object.assign(document.createElement("a"), { href, textContent: text });
  }

  // ---------- Rows ----------

  function drawRows() {
    const found = parties.find(state.all, input.value);
    const rows = found ? found.rows : parties.justMarked(state.all);
    part("about").textContent = about(found, rows);
    const there = new Map([...list.children].map((item) => [item.dataset.id, item]));
    const items = rows.map((party) => fillRow(there.get(party.id) ?? newRow(party.id), party));
    // Only where the order has changed: a row that is replaced under a finger takes no tap.
    if (items.length !== list.children.length || items.some((item, place) => list.children[place] !== item)) {
      list.replaceChildren(...items);
    }
  }

  function about(found, rows) {
    if (!found) {
      return rows.length ? words.justMarked : state.roster ? words.typeTwo : waitingForList();
    }
    if (!found.count) return words.noneFound;
    const more = found.count - found.rows.length;
    if (more) return say("tooMany", { n: more });
    return found.count === 1 ? words.oneFound : say("found", { n: found.count });
  }

  function waitingForList() {
    return state.signal === "opening" ? words.loading : state.signal === "none" ? words.noList : "";
  }

  function newRow(id) {
    const item = part("row").content.firstElementChild.cloneNode(true);
    item.dataset.id = id;
    item.querySelector("[data-tap]").addEventListener("click", async () => {
      await onTap(state.all.get(id));
      openSheet(id);
    });
    return item;
  }

  function fillRow(item, party) {
    const write = (name, text) => {
      const element = item.querySelector(`[data-${name}]`);
      if (element.textContent !== text) element.textContent = text;
      element.hidden = !text;
    };
    write("name", party.name || words.walkIn);
    write("party", partyWords(party));
    write("present", party.here ? `${presentWords(party)}. ${byWords(party.here)}` : "");
    item.querySelector("[data-here]").hidden = !party.here;
    write("status", party.here ? "" : statusWords(party));
    write("more", [party.needs, party.note].filter(Boolean).join(" · "));
    item.firstElementChild.classList.toggle("door-row--here", Boolean(party.here));
    return item;
  }

  // ---------- The sheet ----------

  function openSheet(id) {
    closeScan();
    shown = id;
    drawSheet();
    sheet.querySelector("[data-name]").focus({ preventScroll: true });
  }

  function closeSheet() {
    shown = null;
    drawSheet();
  }

  function drawSheet() {
    const party = shown === "new" ? newParty() : state.all.get(shown);
    sheet.hidden = !party;
    root.classList.toggle("door--busy", Boolean(party));
    if (!party) return;
    const write = (name, text) => {
      sheet.querySelector(`[data-${name}]`).textContent = text;
    };
    const isNew = shown === "new";
    write("name", isNew ? words.walkIn : party.name || words.walkIn);
    write("present", isNew ? "" : presentWords(party));
    write("by", isNew ? "" : party.here ? byWords(party.here) : questionWords(party));
    for (const [name, text] of [["needs", party.needs], ["note", party.note]]) {
      const line = sheet.querySelector(`[data-${name}]`);
      line.hidden = !text;
      line.querySelector("[data-text]").textContent = text ?? "";
    }
    sheet.querySelector("[data-new-name]").hidden = !isNew;
    drawSteppers(party.here ?? party);
    sheet.querySelector("[data-undo]").hidden = !party.here?.mine.length;
    sheet.querySelector("[data-steppers]").hidden = !isNew && !party.here;
    const main = sheet.querySelector("[data-main]");
    main.hidden = Boolean(party.here);
    main.textContent = mainWords(party, isNew);
  }

  function newParty() {
    return { ...fresh, name: "", here: null };
  }

  function drawSteppers(numbers) {
    const alone = numbers.adults + numbers.children <= 1;
    for (const stepper of sheet.querySelectorAll("[data-stepper]")) {
      const number = numbers[stepper.dataset.stepper];
      stepper.querySelector("[data-number]").textContent = number;
      // It keeps the focus of who steps down to the last one.
      const fewer = stepper.querySelector("[data-step='-1']");
      fewer.setAttribute("aria-disabled", number === 0 || alone);
    }
  }

  function step(kind, by) {
    const party = shown === "new" ? newParty() : state.all.get(shown);
    const { adults, children } = party.here ?? party;
    const numbers = { adults, children };
    numbers[kind] += by;
    if (numbers[kind] < 0 || numbers[kind] > 200 || numbers.adults + numbers.children < 1) return;
    if (shown === "new") {
      fresh = numbers;
      drawSheet();
    } else {
      onCount(party, numbers);
    }
  }

  async function main() {
    if (shown !== "new") {
      const party = state.all.get(shown);
      onCount(party, { adults: party.adults, children: party.children });
      return;
    }
    const field = sheet.querySelector("input");
    const id = await onWalkIn({ name: field.value.trim(), ...fresh });
    const people = fresh.adults + fresh.children;
    input.value = "";
    openSheet(id);
    drawRows();
    tellAloud(say("added", { n: people }));
  }

  function openWalkIn() {
    fresh = { adults: 1, children: 0 };
    // What was looked for in vain is their name.
    const text = input.value.trim();
    sheet.querySelector("input").value = text && !parties.find(state.all, text)?.count ? text : "";
    openSheet("new");
  }

  // ---------- Scanning ----------

  async function openScan() {
    closeSheet();
    scanBox.hidden = false;
    const tell = (text) => {
      part("scan-said").textContent = text;
    };
    tell(words.scanning);
    const done = (party) => openSheet(party.id);
    stopScan = await onScan({ video: part("video"), say: tell, done });
    if (scanBox.hidden) stopScan();
  }

  function closeScan() {
    stopScan();
    scanBox.hidden = true;
  }

  /** A party whose code was read by the phone's own camera, or by a reader that types. */
  function openCode(party) {
    if (party) openSheet(party.id);
  }

  // ---------- Words ----------

  function say(name, values) {
    const text = words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
    return text.replace(/\.\.$/, "."); // "at 6:42 p.m." ends a sentence by itself
  }

  function clock(at) {
    const day = new Date(at);
    const [hour, minute] = [day.getHours(), String(day.getMinutes()).padStart(2, "0")];
    return `${hour % 12 || 12}:${minute} ${hour < 12 ? words.morning : words.afternoon}`;
  }

  const childrenWords = (n) => (n === 0 ? words.noChildren : n === 1 ? words.child : say("children", { n }));

  function partyWords({ adults, children }) {
    return `${adults === 1 ? words.adult : say("adults", { n: adults })}, ${childrenWords(children)}`;
  }

  function presentWords({ here, adults, children }) {
    if (!here) return words.notThere;
    const count = say("present", { n: here.adults + here.children, of: adults + children });
    return `${count} · ${childrenWords(here.children)}`;
  }

  function byWords({ by, at }) {
    return by ? say("byOther", { who: by, when: clock(at) }) : say("byYou", { when: clock(at) });
  }

  const statusWords = ({ status }) => ({ waitlisted: words.waits, cancelled: words.cancelled })[status] ?? "";

  function questionWords({ status }) {
    return { waitlisted: words.letInWaiting, cancelled: words.letInCancelled }[status] ?? "";
  }

  function mainWords({ adults, children, status }, isNew) {
    const n = adults + children;
    if (status) return n === 1 ? words.letInOne : say("letIn", { n });
    if (isNew) return n === 1 ? words.addOne : say("add", { n });
    return n === 1 ? words.hereOne : say("here", { n });
  }

  function signalWords({ signal, marks, others, elsewhere, sentAt, roster, isKept }) {
    const n = marks.length;
    const some = (one, many) => (n === 0 ? "" : n === 1 ? words[one] : say(many, { n }));
    const asides = [others && words.ofAnother, elsewhere && words.elsewhere];
    switch (signal) {
      case "none":
        return [
          some("oneWaits", "manyWait") || words.noSignal,
          roster && say("listOf", { when: clock(roster.at) }),
          !isKept && words.notReady,
          ...asides,
        ];
      case "signed-out":
        return [some("signInForOne", "signInForMany") || words.signIn, ...asides];
      case "good":
        return [
          n ? words.sending : sentAt ? say("allSent", { when: clock(sentAt) }) : words.upToDate,
          isKept && words.ready,
          ...asides,
        ];
      case "opening":
        return [some("oneKept", "manyKept") || (roster ? "" : words.loading), ...asides];
      default:
        return [words[signal], some("oneKept", "manyKept"), ...asides];
    }
  }

  // ---------- Saying ----------

  function tellAloud(text) {
    part("said").textContent = text;
  }

  function notice(key, name, { at, ...values }) {
    const notices = part("notices");
    notices.querySelector(`[data-key="${CSS.escape(key)}"]`)?.remove();
    const item = root.querySelector("[data-notice]").content.firstElementChild.cloneNode(true);
    item.dataset.key = key;
    item.querySelector("[data-text]").textContent = say(name, { ...values, when: at && clock(at) });
    item.querySelector("[data-dismiss]").addEventListener("click", () => item.remove());
    notices.prepend(item);
  }

  function sayPresent(party) {
    tellAloud(`${party.name}. ${presentWords(party)}`);
  }

  function sayUndone(party, before) {
    if (!party) return closeSheet(); // a walk-in that the site has not heard of
    const { here, name } = party;
    const text = here
      ? say("takenBackButThere", { who: here.by, when: clock(here.at) })
      : say("takenBack", { name: name || before.name });
    tellAloud(text);
    return undefined;
  }

  // ---------- Hands ----------

  input.addEventListener("input", () => {
    const found = parties.partyOfCode(state.all, input.value);
    if (found?.isGenuine) {
      input.value = "";
      openCode(found.party);
      return;
    }
    closeSheet();
    drawRows();
    part("scroll").scrollTop = 0;
  });
  part("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const rows = list.querySelectorAll("[data-tap]");
    if (rows.length === 1 && parties.find(state.all, input.value)) rows[0].click();
  });
  part("open-walk-in").addEventListener("click", openWalkIn);
  part("open-scan").addEventListener("click", openScan);
  part("close-scan").addEventListener("click", closeScan);
  sheet.querySelector("[data-close]").addEventListener("click", () => {
    closeSheet();
    input.value = "";
    drawRows();
    input.focus();
  });
  sheet.querySelector("[data-undo]").addEventListener("click", () => onUndo(state.all.get(shown)));
  sheet.querySelector("[data-main]").addEventListener("click", main);
  for (const button of sheet.querySelectorAll("[data-step]")) {
    const { stepper } = button.closest("[data-stepper]").dataset;
    button.addEventListener("click", () => step(stepper, Number(button.dataset.step)));
  }
  root.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      closeSheet();
      closeScan();
      input.focus();
    }
  });

  return {
    draw,
    notice,
    openCode,
    say: (text) => notice("said", "plain", { text }),
    sayPresent,
    sayUndone,
    /** Takes the place of the forms, with what was typed there while this was loading. */
    show() {
      const plain = part("plain").querySelector("[type=search]");
      const wasTyping = document.activeElement === plain;
      input.value = plain.value;
      part("plain").hidden = true;
      app.hidden = false;
      document.documentElement.classList.add("door-at-work");
      if (wasTyping) input.focus();
      drawRows();
    },
  };
}
