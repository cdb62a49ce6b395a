// The texts of a table that are to be given a meaning: many of them are searched, and shown on demand.
"use strict";

for (const table of document.querySelectorAll("table.choices")) {
  const others = table.querySelector("tbody.others");
  if (!others) continue;
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const search = table.parentElement.querySelector(".choice-search");
  const more = document.createElement("button");
  more.type = "button";
  more.className = "button more-choices";
  more.textContent = `Show the ${others.rows.length} others`;
  table.after(more);
  others.hidden = true;
  search.hidden = false;
  more.addEventListener("click", () => {
    others.hidden = false;
    more.remove();
    others.querySelector("input, select").focus();
  });
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = wanted !== "" && !row.cells[0].textContent.toLowerCase().includes(wanted);
    others.hidden = more.isConnected && wanted === "";
  });
}
