// The search box (templates/_search_box.html) as a combobox: it offers what begins like the text.
// Without this script, or without an answer, it is a plain form that leads to the search page.

const WAIT = 150; // milliseconds after the last key
const SHORTEST = 2; // characters

for (const form of document.querySelectorAll("form[data-suggest]")) {
  offerIn(form);
}

function offerIn(form) {
  const input = form.querySelector("input[type=search]");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[data-said]");
  let timer;
  let asked = new AbortController();
  let active = -1; // the choice that the arrow keys reached; -1 is the text itself

  function askSoon() {
    forget();
    activate(-1);
    const text = input.value.trim();
    if (text.length < SHORTEST) {
      close();
    } else {
      timer = setTimeout(ask, WAIT, text);
    }
  }

  /** Nothing older is waited for: its answer would cover a newer one. */
  function forget() {
    clearTimeout(timer);
    asked.abort();
  }

  async function ask(text) {
    asked = new AbortController();
    const { signal } = asked;
    try {
      const address = `${form.dataset.suggest}&q=${encodeURIComponent(text)}`;
      const answer = await fetch(address, { signal });
      const { said, suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map((it, position) => option(it, `${list.id}-${position}`)));
      list.scrollTop = 0;
      open(suggestions.length > 0);
      status.textContent = said;
    } catch (error) {
      if (!signal.aborted) {
        close(); // the form still searches
        console.warn(error);
      }
    }
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", isOpen);
  }

  function close() {
    forget();
    activate(-1);
    open(false);
    status.textContent = "";
  }

  function activate(position) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = position;
    const item = list.children[active];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", item.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  /** Where a key leads: round the list and through the text. Undefined: it keeps its meaning. */
  function target(key) {
    const last = list.children.length - 1;
    switch (key) {
      case "ArrowDown":
        return active === last ? -1 : active + 1;
      case "ArrowUp":
        return active === -1 ? last : active - 1;
      case "Home":
        return active === -1 ? undefined : 0;
      case "End":
        return active === -1 ? undefined : last;
    }
  }

  function press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (list.hidden) {
      if (event.key === "ArrowDown") askSoon();
      return;
    }
    const position = target(event.key);
    if (position !== undefined) {
      activate(position);
    } else if (event.key === "Enter" && active !== -1) {
      choose(list.children[active]);
    } else if (event.key === "Escape") {
      close();
    } else {
      if (event.key === "Tab") close(); // the list scrolls, so the focus would stop at it
      if (["ArrowLeft", "ArrowRight"].includes(event.key)) activate(-1);
      return;
    }
    event.preventDefault();
  }

  input.autocomplete = "off";
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  open(false);
  input.addEventListener("input", askSoon);
  input.addEventListener("keydown", press);
  form.addEventListener("focusout", ({ relatedTarget }) => form.contains(relatedTarget) || close());
  // The text keeps the focus while a choice is pressed: else the list would close under it.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
  window.addEventListener("pageshow", close); // back from a choice
}

function option({ label, kind, context, url }, id) {
  const item = document.createElement("li");
  item.id = id;
  item.dataset.url = url;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.append(
    span("search__name", label),
    " ",
    span("search__context", [kind, context].filter(Boolean).join(" · ")),
  );
  return item;
}

function span(name, text) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  return element;
}

function choose(item) {
  if (item) window.location.assign(item.dataset.url);
}
