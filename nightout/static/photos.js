// Says before sending what the site would refuse only after a long upload
// (templates/organize/_report_photos.html).

const LARGEST = 10 * 1024 * 1024; // bytes; events/photographs.py decides

for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  const { most, tooMany, tooLarge } = input.dataset;
  input.addEventListener("change", () => {
    const files = [...input.files];
    const large = files.filter((file) => file.size > LARGEST).map((file) => file.name);
    let trouble = "";
    if (files.length > Number(most)) trouble = tooMany;
    else if (large.length) trouble = `${tooLarge} ${large.join(", ")}`;
    input.setCustomValidity(trouble);
    input.reportValidity();
  });
}
