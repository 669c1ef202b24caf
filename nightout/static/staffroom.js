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
