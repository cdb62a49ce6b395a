// The comparison that a reader is choosing, kept for this tab, and the words of marks on hover and focus.
// Everything here also works as plain links; this only saves steps.
(() => {
  "use strict";
  const KEY = "mgdb-comparison";
  const MOST = 12;
  const ID = /^(mat|mea)-[0-9a-z]{7}$/;

  const read = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((one) => one && ID.test(one.id)).slice(0, MOST) : [];
    } catch {
      return []; // storage is switched off, or holds something else
    }
  };
  const write = (chosen) => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(chosen));
      return true;
    } catch {
      return false; // then the links lead to the page that chooses by its address
    }
  };
  const made = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // ------------------------------------------------------------------------------------------------- the basket
  const address = () => document.body.dataset.compare || "/compare/";
  const say = (words) => {
    let live = document.getElementById("comparison-said");
    if (!live) {
      live = made("p", "", { id: "comparison-said", class: "visually-hidden", role: "status" });
      document.body.append(live);
    }
    live.textContent = words;
  };

  // a link says its id in its address, and one of a row its name in what it is called; a box has both beside it
  const CHOOSES = '[data-compare-name], .add-compare[aria-label^="Add "]';
  const idOf = (one) => one.dataset.compare ?? new URL(one.href).searchParams.get("ids");
  const nameOf = (one) =>
    one.dataset.compareName ?? one.getAttribute("aria-label").replace(/^Add (.*) to the comparison$/u, "$1");
  const mark = (chosen) => {
    for (const link of document.querySelectorAll(CHOOSES)) {
      const isIn = chosen.some((one) => one.id === idOf(link));
      if (link.type === "checkbox") {
        link.checked = isIn;
        continue;
      }
      link.setAttribute("role", "button");
      link.setAttribute("aria-pressed", String(isIn));
      link.classList.toggle("chosen", isIn);
    }
  };

  const bar = (chosen) => {
    document.getElementById("comparison-bar")?.remove();
    document.body.classList.toggle("has-comparison", chosen.length > 0 && !document.querySelector("[data-chosen]"));
    if (!chosen.length || document.querySelector("[data-chosen]")) return; // its own page shows what is chosen
    const box = made("aside", "", { id: "comparison-bar", class: "comparison-bar no-print", "aria-label": "Comparison" });
    const list = made("ul", "");
    for (const one of chosen) {
      const item = made("li", `${one.name} `);
      const remove = made("button", "×", { type: "button", "aria-label": `Remove ${one.name}` });
      remove.addEventListener("click", () => change(chosen.filter((other) => other.id !== one.id), `${one.name} removed`));
      item.append(remove);
      list.append(item);
    }
    const ids = chosen.map((one) => one.id).join(",");
    const enough = chosen.length > 1;
    const go = made("a", enough ? `Compare ${chosen.length}` : "Find another", {
      class: "button",
      href: `${address()}${enough ? "chosen/" : ""}?ids=${ids}`,
    });
    const clear = made("button", "Clear", { type: "button", class: "button quiet" });
    clear.addEventListener("click", () => change([], "Nothing is chosen any more"));
    box.append(list, go, clear);
    document.body.append(box);
  };

  const change = (chosen, words) => {
    const stored = write(chosen);
    mark(chosen);
    bar(chosen);
    say(words);
    return stored;
  };

  const start = () => {
    const own = document.querySelector("[data-chosen]");
    if (own) {
      // A comparison that is open is the one to go on choosing for.
      write(
        [...own.querySelectorAll("[data-chosen-id]")].map((one) => ({ id: one.dataset.chosenId, name: one.dataset.chosenName })),
      );
    }
    const chosen = read();
    mark(chosen);
    bar(chosen);
  };

  // of a list's rows: a box that is ticked stays so from page to page
  document.addEventListener("change", (event) => {
    const box = event.target.closest?.("input[data-compare-name]");
    if (!box) return;
    const chosen = read();
    const { compare: id, compareName: name } = box.dataset;
    if (!box.checked) change(chosen.filter((one) => one.id !== id), `${name} removed`);
    else if (chosen.length >= MOST) full(chosen);
    else change([...chosen, { id, name }], `${name} added, ${chosen.length + 1} chosen`);
  });
  document.addEventListener("mgdb:list", () => mark(read()));
  const full = (chosen) => {
    mark(chosen);
    say(`${MOST} are chosen, which is the most that stand side by side; remove one first.`);
    document.getElementById("comparison-bar")?.querySelector("button")?.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(CHOOSES);
    if (!link || link.matches("input") || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const chosen = read();
    const [id, name] = [idOf(link), nameOf(link)];
    if (chosen.some((one) => one.id === id)) {
      event.preventDefault();
      change(chosen.filter((one) => one.id !== id), `${name} removed`);
    } else if (chosen.length >= MOST) {
      event.preventDefault();
      full(chosen);
    } else if (change([...chosen, { id, name }], `${name} added, ${chosen.length + 1} chosen`)) {
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", (event) => {
    // what acts as a button answers to the space bar as well
    if (event.key === " " && event.target.matches?.(CHOOSES) && event.target.getAttribute("role") === "button") {
      event.preventDefault();
      event.target.click();
    }
  });
  window.addEventListener("pageshow", (event) => event.persisted && start());

  // --------------------------------------------------------------------------------------- the words of a mark
  let tip = null;
  const hide = () => {
    if (tip?.matches(":popover-open")) tip.hidePopover();
  };
  const show = (link) => {
    const words = document.getElementById(link.dataset.note);
    if (!words || !HTMLElement.prototype.showPopover) return;
    link.removeAttribute("title"); // the browser's own would come on top
    tip ||= document.body.appendChild(made("div", "", { class: "mark-words", popover: "manual", "aria-hidden": "true" }));
    tip.textContent = words.textContent.trim();
    hide();
    tip.showPopover();
    const [at, own] = [link.getBoundingClientRect(), tip.getBoundingClientRect()];
    const below = at.bottom + own.height + 8 < window.innerHeight;
    tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - own.width - 8))}px`;
    tip.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - own.height - 6)}px`;
  };
  for (const [on, off] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
    document.addEventListener(on, (event) => {
      const link = event.target.closest?.("[data-note]");
      if (link) show(link);
    });
    document.addEventListener(off, (event) => event.target.closest?.("[data-note]") && hide());
  }
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", hide, { capture: true, passive: true });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
