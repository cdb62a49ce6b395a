// The field that the page was opened for: unfolded, and begun at also where a list of choices stands in its place.
"use strict";

window.addEventListener("load", () => {
  const field = document.querySelector("#content-main [autofocus]");
  if (!field) return;
  for (let folded = field.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
  const begin = () => {
    const shown = field.parentElement.querySelector(".select2-selection") || field;
    shown.focus();
    shown.scrollIntoView({ block: "center" });
  };
  requestAnimationFrame(() => requestAnimationFrame(begin)); // after the browser's own autofocus
});

// A row that was asked for by its link is begun at; others come from text that is put back.
document.addEventListener("formset:added", (event) => {
  if (!document.activeElement?.closest(".add-row")) return;
  event.target.querySelector("input:not([type=hidden], [type=checkbox]), select, textarea")?.focus();
});
