// Share a page by the phone's own sheet; where there is none, copy its address.
for (const button of document.querySelectorAll("[data-share]")) {
  const said = button.parentElement.querySelector("[role=status]");
  const { share: url, title, copied, failed } = button.dataset;
  button.hidden = !(navigator.share || navigator.clipboard);
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) {
        await navigator.share({ title, url });
      } else {
        await navigator.clipboard.writeText(url);
        said.textContent = copied;
      }
    } catch (problem) {
      // Whoever closes the sheet has changed their mind: that is no failure.
      if (problem.name !== "AbortError") said.textContent = failed;
    }
  });
}
