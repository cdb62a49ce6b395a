// Buttons that copy what stands in a field or a block of text; without this script both can be selected.
(() => {
  "use strict";
  const select = (element) => {
    if (element.select) return element.select();
    window.getSelection().selectAllChildren(element);
  };
  const unhide = () => {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const element = button && document.getElementById(button.dataset.copy);
    if (!element) return;
    try {
      await navigator.clipboard.writeText(element.value ?? element.textContent);
      button.textContent = "Copied";
    } catch {
      select(element); // not allowed here: the reader copies what is selected
      button.textContent = "Selected: copy it";
    }
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.id && document.querySelector(`input ~ [data-copy="${CSS.escape(event.target.id)}"]`)) select(event.target);
  });
  document.addEventListener("mgdb:list", unhide); // the rows of a list, and its lines to copy, are new
  unhide();
})();
