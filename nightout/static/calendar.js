// Arrow keys in the month (templates/events/_calendar_month.html): from day to day, and over its edge
// into the next month. Tab reaches one day, from which the arrows start, and all events as before.
// Without this script each day is a plain link.

const WEEK = 7;
const KEYS = {
  ArrowLeft: (here) => walk(here, -1),
  ArrowRight: (here) => walk(here, 1),
  ArrowUp: (here) => walk(here, -WEEK),
  ArrowDown: (here) => walk(here, WEEK),
  Home: (here) => along(here, -1),
  End: (here) => along(here, 1),
  PageUp: (here) => turn("prev", sameDay(here, -1)),
  PageDown: (here) => turn("next", sameDay(here, 1)),
};

const table = document.querySelector("[data-calendar]");
const hint = document.getElementById("calendar-hint");
const days = [...table.querySelectorAll("[id^='on-']")];

hint.hidden = false;
settle();
addEventListener("resize", settle);
table.addEventListener("focusin", ({ target, relatedTarget }) => {
  if (days.includes(target)) {
    reach(target, !table.contains(relatedTarget));
  }
});
table.addEventListener("keydown", (event) => {
  const go = KEYS[event.key];
  if (go && days.includes(event.target) && !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    go(event.target);
  }
});

// The day that Tab reaches first: the one in the address, today, or the first of the month; in the
// list of a narrow screen, one that is shown.
function settle() {
  const reached = days.filter((day) => day.tabIndex === 0);
  const asked = document.getElementById(location.hash.slice(1));
  const today = table.querySelector("[aria-current=date]");
  const first = table.querySelector("td:not(.calendar__square--outside) > [id^='on-']");
  const once = reached.length === 1 ? reached : [];
  reach([...once, asked, today, first, ...days].find((day) => days.includes(day) && isShown(day)), true);
}

// Who comes to the calendar hears the hint; who goes on within it does not.
function reach(day, isNew) {
  for (const other of days) {
    other.tabIndex = other === day ? 0 : -1;
    other.removeAttribute("aria-describedby");
  }
  if (isNew) {
    day?.setAttribute("aria-describedby", hint.id);
  }
}

function walk(here, step) {
  const stride = isTable() ? step : Math.sign(step);
  let next = days.indexOf(here) + stride;
  while (days[next] && !isShown(days[next])) {
    next += stride;
  }
  if (days[next]) {
    days[next].focus();
  } else if (isTable()) {
    turn(step < 0 ? "prev" : "next", shifted(here, step));
  }
}

// To the first or last day of the week, or of the whole list.
function along(here, direction) {
  const start = isTable() ? days.indexOf(here) - (days.indexOf(here) % WEEK) : 0;
  const week = days.slice(start, isTable() ? start + WEEK : days.length).filter(isShown);
  week.at(direction < 0 ? 0 : -1).focus();
}

// The page of another month, with the focus on a day of it: an address's fragment takes the focus.
function turn(rel, date) {
  const link = document.querySelector(`.calendar__nav [rel=${rel}]`);
  if (link) {
    location.assign(`${link.href}#on-${date.toISOString().slice(0, 10)}`);
  }
}

function sameDay(here, months) {
  const date = dateOf(here);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(date.getUTCDate(), last)));
}

function shifted(here, step) {
  const date = dateOf(here);
  date.setUTCDate(date.getUTCDate() + step);
  return date;
}

function dateOf(day) {
  return new Date(day.id.slice("on-".length));
}

function isTable() {
  return getComputedStyle(table).display === "table";
}

function isShown(day) {
  return day.getClientRects().length > 0;
}
