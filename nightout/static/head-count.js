// Counting people one by one (templates/organize/_counter.html): a large button for a thumb. Each
// tap is kept on the phone at once, so that neither a reload nor a lost signal loses a person.
// Without this script the number is typed.

for (const counter of document.querySelectorAll("[data-counter]")) {
  const form = counter.closest("form");
  const people = form.querySelector("[name=people]");
  const shown = counter.querySelector("output");
  const name = `head-count-${counter.dataset.counter}`;

  const show = (number) => {
    shown.textContent = number;
    if (!keep(name, number)) counter.querySelector("[data-not-kept]").hidden = false;
  };
  const count = (number) => {
    people.value = number;
    const oneByOne = form.querySelector("[name=how][value=counted]");
    if (oneByOne) oneByOne.checked = true;
    show(number);
  };

  const refused = people.value !== "" && people.value;
  const before = refused || kept(name);
  if (before) count(Number(before));
  counter.hidden = false;

  counter.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    const now = Number(people.value) || 0;
    if ("step" in button.dataset) {
      count(Math.max(now + Number(button.dataset.step), 0));
      navigator.vibrate?.(15);
    } else if (now === 0 || window.confirm(counter.dataset.sure)) {
      count(0);
      people.value = "";
    }
  });
  people.addEventListener("input", () => show(Math.max(Number(people.value) || 0, 0)));
}

function kept(name) {
  try {
    return Number(window.localStorage.getItem(name));
  } catch {
    return 0; // private mode: there is nothing kept
  }
}

function keep(name, number) {
  try {
    window.localStorage.setItem(name, number);
    return true;
  } catch {
    return false;
  }
}
