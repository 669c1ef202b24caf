// Numbers of people with a button for one less and one more beside them, for a thumb. Without this
// script the number is typed.

for (const stepper of document.querySelectorAll("[data-stepper]")) {
  const number = stepper.querySelector("input");
  const least = Number(number.min) || 0;
  const most = Number(number.max) || Infinity;

  for (const button of stepper.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = (Number(number.value) || 0) + Number(button.dataset.step);
      number.value = Math.min(Math.max(next, least), most);
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}
