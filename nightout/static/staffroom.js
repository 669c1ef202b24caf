// A row that was just added is what one types into next.
document.addEventListener("formset:added", (event) => {
  const first = event.target.querySelector(
    "input:not([type=hidden]), textarea, .select2-selection, select:not(.select2-hidden-accessible)",
  );
  first?.focus();
  nameChoices(event.target);
});

// The widget that searches while one types hides the select that has the label: it takes its name.
function nameChoices(part) {
  for (const select of part.querySelectorAll("select.admin-autocomplete")) {
    const name = select.ariaLabel || select.labels?.[0]?.textContent.trim();
    const shown = select.nextElementSibling?.querySelectorAll("[role=combobox], [role=textbox], input");
    for (const element of name && shown ? shown : []) {
      element.ariaLabel = name;
    }
  }
}

// After the admin's own: what asks jQuery later is called later.
window.django?.jQuery?.(() => nameChoices(document));

// What a form holds; of an untouched new row nothing. Counts of rows change without anybody typing.
function heldBy(form) {
  const filled = [...new FormData(form)]
    .map(([name, value]) => [name, value.name ?? value])
    .filter(([name, value]) => value !== "" && !name.endsWith("-TOTAL_FORMS"));
  return JSON.stringify(filled);
}

// The browser's own question, in its own words, before what was typed and not saved is lost. A form
// that came back with errors holds what is saved nowhere.
function askBeforeLosing(form) {
  const before = heldBy(form);
  const cameBack = form.querySelector(".errornote") !== null;
  let isSent = false;
  form.addEventListener("submit", (event) => {
    isSent = !event.defaultPrevented;
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && (cameBack || heldBy(form) !== before)) {
      event.preventDefault();
    }
  });
}

window.django?.jQuery?.(() => {
  const form = document.querySelector(".change-form #content-main > form[method=post]");
  if (form) {
    askBeforeLosing(form);
  }
});
