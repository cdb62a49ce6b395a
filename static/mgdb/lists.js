// Lists: a click or a form replaces only what changes with the question. The address stays the whole state, so that
// back, forward, reload and a copied address work; without this script every link and form works by itself.
(() => {
  "use strict";
  const root = document.getElementById("list");
  if (!root || !window.fetch || !window.history.pushState) return;
  const wide = window.matchMedia("(min-width: 72rem)");
  let running = null;

  const filters = () => document.getElementById("filters");
  const unfold = () => {
    if (wide.matches) filters().open = true;
  };

  // What is unfolded and what has the focus stays so.
  const remember = () => ({
    open: [...root.querySelectorAll("details[id]")].map((one) => [one.id, one.open]),
    focus: document.activeElement && root.contains(document.activeElement) ? nameOf(document.activeElement) : "",
  });
  const nameOf = (element) =>
    element.id ? `#${element.id}` : element.getAttribute("aria-label")?.split(",")[0] || element.querySelector?.("b")?.textContent || element.textContent.trim();
  const restore = ({ open, focus }) => {
    for (const [id, is] of open) {
      const one = document.getElementById(id);
      if (one && !["columns", "save", "strict", "group"].includes(id)) one.open = is;
    }
    unfold();
    if (!focus) return;
    const again = focus.startsWith("#")
      ? document.getElementById(focus.slice(1))
      : [...root.querySelectorAll("a, button")].find((one) => nameOf(one) === focus);
    (again || root.querySelector(".question"))?.focus?.({ preventScroll: true });
  };

  const show = async (address, push) => {
    running?.abort();
    const mine = (running = new AbortController());
    root.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: mine.signal });
      // a refusal is a page of its own, with its own words
      if (!answer.ok) return void window.location.assign(address);
      const text = await answer.text();
      if (mine !== running) return;
      const kept = remember();
      root.innerHTML = text;
      restore(kept);
      if (push) window.history.pushState({ list: true }, "", address);
      document.dispatchEvent(new CustomEvent("mgdb:list"));
    } catch (error) {
      if (error.name !== "AbortError") window.location.assign(address);
    } finally {
      if (mine === running) root.removeAttribute("aria-busy");
    }
  };

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (link.hasAttribute("download") || address.pathname !== window.location.pathname || address.origin !== window.location.origin) return;
    event.preventDefault();
    show(link.href, true);
    if (link.closest(".pages")) root.scrollIntoView({ block: "start" });
  });

  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (new URL(form.action).pathname !== window.location.pathname) return;
    event.preventDefault();
    const address = new URL(form.action);
    const given = [...new FormData(form, event.submitter)].filter(([name, value]) => value !== "" && asked(form, name));
    address.search = new URLSearchParams(given).toString();
    show(address.href, true);
  });
  // a unit without limits asks for nothing, except in which unit the numbers are shown
  const asked = (form, name) => {
    const field = form.elements[name];
    if (!field || field.tagName !== "SELECT") return true;
    const stem = name === "unit" ? "value" : name.slice(0, -"_unit".length);
    return form.elements[`${stem}_min`].value || form.elements[`${stem}_max`].value || field.selectedIndex > 0 || new URL(window.location).searchParams.has(name);
  };
  root.addEventListener("change", (event) => {
    if (event.target.matches(".limits select, .limits input")) event.target.form.requestSubmit();
  });

  // the periodic table: arrows move between its elements
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const panel = event.target.closest(".bar > details[open]");
      if (panel) {
        panel.open = false;
        panel.querySelector("summary").focus();
      }
      return;
    }
    const here = event.target.closest(".table-of-elements a");
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!here || !step) return;
    event.preventDefault();
    const from = here.getBoundingClientRect();
    const along = (box) => (box.left - from.left) * step[0] + (box.top - from.top) * step[1];
    const beside = (box) => Math.abs((box.left - from.left) * step[1]) + Math.abs((box.top - from.top) * step[0]);
    const near = [...here.closest("ul").querySelectorAll("a")]
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, box]) => along(box) > 4)
      .sort(([, a], [, b]) => along(a) + 3 * beside(a) - along(b) - 3 * beside(b))[0];
    near?.[0].focus();
  });

  window.addEventListener("popstate", () => show(window.location.href, false));
  wide.addEventListener("change", unfold);
  unfold();
})();
