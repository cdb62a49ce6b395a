// The button that copies the link to a placed result; without it, the link stands in a field to be selected.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    if (!field || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = "Copied";
      } catch {
        field.select(); // not allowed here: the reader copies what is selected
        button.textContent = "Selected: copy it";
      }
    });
    field.addEventListener("focus", () => field.select());
  }
})();
