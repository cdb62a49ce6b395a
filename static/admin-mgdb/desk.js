// The page of a paper by keyboard: j and k go from record to record, a accepts, r returns, c comments, ? tells. Keys act
// only outside of fields, and a, r, c only on the record that has the focus; one tick turns them off. Without this
// script the same forms and buttons do all of it.
(() => {
  "use strict";
  const items = [...document.querySelectorAll(".review-item")];
  const help = document.querySelector(".keys");
  if (!items.length || !help) return;

  const on = document.getElementById("keys-on");
  const KEPT = "mgdb-desk-keys";
  on.closest("label").hidden = false;
  on.checked = localStorage.getItem(KEPT) !== "off";
  on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "on" : "off"));

  const current = () => items.findIndex((item) => item.contains(document.activeElement));
  const go = (place) => {
    const item = items[Math.max(0, Math.min(items.length - 1, place))];
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  };
  const button = (item, name) => item.querySelector(`button[name="${name}"]`);
  // What Ctrl+Enter in a comment does: what r or c had begun, else the comment alone.
  const begin = (item, name) => {
    const field = item.querySelector("textarea");
    field.dataset.sends = name;
    button(item, "send_back").classList.toggle("chosen", name === "send_back");
    button(item, "comment_only").classList.toggle("chosen", name === "comment_only");
    field.focus();
  };

  const actions = {
    j: () => go(current() + 1),
    k: () => go(current() - 1),
    a: (item) => item && button(item, "accept").click(),
    r: (item) => item && begin(item, "send_back"),
    c: (item) => item && begin(item, "comment_only"),
    "?": () => {
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input, textarea, select, [contenteditable]");
    if (field && field.type !== "checkbox") {
      if (event.key === "Escape") field.closest(".review-item")?.focus();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && field.name === "comment") {
        event.preventDefault();
        button(field.closest(".review-item"), field.dataset.sends || "comment_only").click();
      }
      return;
    }
    if (!on.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action(items[current()]);
  });

  // A form is sent once, however often the key is pressed.
  for (const form of document.querySelectorAll(".desk form")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll(".desk form")) delete form.dataset.sent;
  });

  const place = items.findIndex((item) => `#${item.id}` === location.hash);
  if (place >= 0) go(place);
})();
