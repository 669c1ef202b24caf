// Who is on the list, found by a few letters or by the code of the mail, and who is there: what the
// site has told, and above it the marks that it has not heard of yet. No page and no network here.

const SHORTEST = 2; // letters
const MOST = 30; // rows
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"; // events/tokens.py
const CODE = /(?:^|\/rsvp\/)([0-9A-Za-z]{1,8})-([0-9A-Za-z]{22})(?:\/|$)/;
const SHORT = 4; // events/roster.py
const SIGNS = /[-\s‐–—_.,;:''’‘"“”/()&!?#*+]+/gu;

/** As Postgres folds (nightout_fold): "Zúñiga-Ábalos" is "zuniga abalos". */
export function fold(text) {
  const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]+/gu, "");
  return plain.toLowerCase().replace(SIGNS, " ").trim();
}

/** Walk-ins are known by the key that the phone made, before and after the site knows them. */
export const idOf = (row) => row.party ?? String(row.pk);

export function makeParties(rows, marks) {
  const parties = new Map(rows.map((row) => [idOf(row), { ...row, id: idOf(row), words: wordsOf(row) }]));
  const marksOf = new Map();
  for (const mark of marks) {
    const id = mark.party ?? String(mark.attendee);
    if ("name" in mark && !parties.has(id)) {
      parties.set(id, walkIn(id, mark));
    }
    marksOf.set(id, [...(marksOf.get(id) ?? []), mark]);
  }
  for (const [id, party] of parties) {
    party.here = whoIsHere(party, marksOf.get(id) ?? []);
  }
  return parties;
}

function walkIn(id, { name, adults, children }) {
  const row = { id, party: id, name, key: fold(name), adults, children };
  return { ...row, words: wordsOf(row) };
}

/** As the site counts: the latest mark that nobody took back. */
function whoIsHere(party, marks) {
  const undone = new Set(marks.map((mark) => mark.undoes).filter(Boolean));
  const known = (party.mine ?? []).filter((key) => !undone.has(key));
  const live = marks.filter((mark) => !mark.undoes && !undone.has(mark.key));
  const latest = live.at(-1);
  const mine = [...known, ...live.map((mark) => mark.key)];
  const told = party.at && (party.by || known.length > 0); // else all that was told is taken back
  if (latest && !(told && party.at > latest.at)) {
    return { adults: latest.adults, children: latest.children, at: latest.at, by: "", mine };
  }
  if (told) {
    return {
      adults: party.adultsHere ?? 0,
      children: party.childrenHere ?? 0,
      at: party.at,
      by: party.by,
      mine,
    };
  }
  return null;
}

export function totals(parties) {
  const sums = { people: 0, children: 0, toCome: 0 };
  for (const { here, status } of parties.values()) {
    if (here) {
      sums.people += here.adults + here.children;
      sums.children += here.children;
    } else if (!status) {
      sums.toCome += 1;
    }
  }
  return sums;
}

// ---------- Finding ----------

const folded = new WeakMap(); // two thousand names, and a tap must not wait for them

/** Every word of the name, and the surname first, once more without hyphens and apostrophes. */
function wordsOf(row) {
  if (!folded.has(row)) folded.set(row, ` ${fold(row.key ?? "")} ${fold(row.name)}`);
  return folded.get(row);
}

export function find(parties, text) {
  const asked = fold(text).split(" ");
  if (asked.join("").length < SHORTEST) {
    return null;
  }
  const found = [];
  for (const party of parties.values()) {
    const rank = rankOf(party.words, asked);
    if (rank < 3) found.push({ party, rank });
  }
  found.sort((one, other) => one.rank - other.rank || inOrder(one.party, other.party));
  return { rows: found.slice(0, MOST).map(({ party }) => party), count: found.length };
}

function inOrder(one, other) {
  const [first, second] = [one.key ?? "", other.key ?? ""];
  return first < second ? -1 : first > second ? 1 : 0;
}

// 0: the surname begins so; 1: another word does; 2: it is within a word; 3: not at all.
function rankOf(text, asked) {
  let rank = text.startsWith(` ${asked[0]}`) ? 0 : 1;
  for (const word of asked) {
    if (!text.includes(word)) return 3;
    if (!text.includes(` ${word}`)) rank = 2;
  }
  return rank;
}

export function justMarked(parties, most = 4) {
  const mine = [...parties.values()].filter(({ here }) => here && !here.by);
  return mine.sort((one, other) => other.here.at - one.here.at).slice(0, most);
}

/** The party of a code: undefined where the text is no code, null where no party has it. */
export function partyOfCode(parties, text) {
  const [, number, signature] = text.trim().match(CODE) ?? [];
  if (!number) return undefined;
  const pk = [...number].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
  const party = [...parties.values()].find((one) => one.pk === pk);
  if (!party) return null;
  return { party, isGenuine: (party.code ?? "").split(" ").includes(signature.slice(-SHORT)) };
}
