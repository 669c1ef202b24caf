// "Near me" (templates/_near_me.html): asks the browser only when it is pressed, and rounds what
// it says before it leaves this page. Without this script the button is not there.

const DECIMALS = 2; // of a degree: some half a mile
const PATIENCE = { timeout: 10_000, maximumAge: 300_000 }; // milliseconds

for (const part of document.querySelectorAll("[data-near-me]")) {
  if (window.isSecureContext && navigator.geolocation) {
    part.hidden = false;
    part.querySelector("button").addEventListener("click", () => ask(part));
  }
}

function ask(part) {
  say(part, part.dataset.asking);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      say(part, "");
      const near = [coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(DECIMALS));
      window.location.assign(`${part.dataset.nearMe}?near=${near.join(",")}`);
    },
    (error) => say(part, inWords(part.dataset, error)),
    PATIENCE,
  );
}

function inWords(words, { code, PERMISSION_DENIED, TIMEOUT }) {
  return { [PERMISSION_DENIED]: words.denied, [TIMEOUT]: words.late }[code] ?? words.unknown;
}

function say(part, words) {
  part.querySelector("[data-said]").textContent = words;
}
