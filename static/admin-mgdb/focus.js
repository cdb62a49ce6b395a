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

// A list of choices that a script draws is named as its field is: by its label, or by the name that the field carries.
const nameChoices = (within) => {
  for (const field of within.querySelectorAll("select.select2-hidden-accessible")) {
    const drawn = field.parentElement.querySelector(".select2-selection");
    const chosen = drawn?.querySelector(".select2-selection__rendered");
    const label = field.labels[0];
    if (!chosen?.id) continue;
    if (label) label.id ||= `label-of-${field.id}`;
    const name = field.getAttribute("aria-label");
    if (label) chosen.setAttribute("aria-labelledby", label.id);
    else if (name) chosen.setAttribute("aria-label", name);
    if (label) drawn.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  }
};
window.django?.jQuery?.(() => setTimeout(() => nameChoices(document)));
document.addEventListener("formset:added", (event) => setTimeout(() => nameChoices(event.target)));
