// Whoever signs out leaves no list of people on the phone. What waits is sent before that; and a list
// whose event was over yesterday goes whenever a page of ours opens.

const script = document.querySelector("script[data-leaving]");
const { store: address, unsent, user } = script.dataset;
const { openStore, forgetPages } = await import(address);

for (const form of document.querySelectorAll('form[action$="/logout/"]')) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form);
  });
}
if (await hasList()) await forgetOld();

async function leave(form) {
  const told = document.querySelector("#door-told");
  const field = form.elements.csrfmiddlewaretoken;
  // A page that was kept on the phone may be older than the sign-in.
  if (told) field.value = cookie(JSON.parse(told.textContent).cookie) || field.value;
  if (await hasList()) {
    await alone(() => emptied(field.value, form));
  } else {
    form.submit();
  }
}

/** The door of this page sends and keeps nothing meanwhile, nor afterwards: the page is left. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("nightout-door", work) : work();
}

async function emptied(token, form) {
  const store = await openStore();
  for (let waiting = await mine(store); waiting.length; waiting = await mine(store)) {
    if (await sent(store, waiting, token)) continue;
    if (!confirm(unsent.replace("{n}", waiting.length))) return undefined;
    break;
  }
  for (const { event } of await store.rosters()) await store.forget(event);
  await forgetPages();
  form.submit();
  return new Promise(() => {}); // holds the door's lock until the page is gone
}

/** Most who sign in have never stood at a door: nothing is made on their phones. */
async function hasList() {
  const all = (await indexedDB.databases?.()) ?? [{ name: "nightout-door" }];
  return all.some(({ name }) => name === "nightout-door");
}

async function mine(store) {
  return (await store.marks()).filter((mark) => mark.user === Number(user));
}

async function sent(store, waiting, token) {
  const { to } = waiting[0];
  const batch = waiting.filter((mark) => mark.to === to).slice(0, 50);
  const marks = batch.map((mark) => ({ ...mark, at: new Date(mark.at).toISOString() }));
  try {
    const response = await fetch(to, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ marks, user }),
      redirect: "manual",
      signal: AbortSignal.timeout?.(20_000),
    });
    if (response.ok) await store.settle(null, batch);
    return response.ok;
  } catch (error) {
    console.warn(error);
    return false;
  }
}

async function forgetOld() {
  const store = await openStore();
  for (const { event, page, until } of await store.rosters()) {
    if (until < Date.now()) {
      await store.forget(event);
      await forgetPages(page);
    }
  }
}

function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? "";
}
