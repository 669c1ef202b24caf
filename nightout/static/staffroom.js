// A row that was just added is what one types into next.
document.addEventListener("formset:added", (event) => {
  const first = event.target.querySelector(
    "input:not([type=hidden]), textarea, .select2-selection, select:not(.select2-hidden-accessible)",
  );
  first?.focus();
});
