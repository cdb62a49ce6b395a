// Suggestions while somebody types into a search field: a listbox in groups, after the ARIA combobox pattern. Arrows
// choose, Enter opens, Escape closes; without a choice Enter searches as it does without this script.
(() => {
  "use strict";
  const WAIT = 120; // ms without typing

  const attach = (field, number) => {
    const form = field.form;
    const box = document.createElement("div");
    box.id = `suggestions-${number}`;
    box.className = "suggestions";
    box.setAttribute("role", "listbox");
    box.setAttribute("aria-label", "Suggestions");
    box.hidden = true;
    form.classList.add("suggests");
    form.append(box);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": box.id, autocomplete: "off" })) field.setAttribute(name, value);

    let timer = 0;
    let running = null;
    let chosen = -1;
    const options = () => [...box.querySelectorAll('[role="option"]')];
    const choose = (place) => {
      const all = options();
      chosen = all.length ? ((place % all.length) + all.length) % all.length : -1;
      all.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
      if (chosen >= 0) {
        field.setAttribute("aria-activedescendant", all[chosen].id);
        all[chosen].scrollIntoView({ block: "nearest" });
      } else field.removeAttribute("aria-activedescendant");
    };
    const close = () => {
      box.hidden = true;
      chosen = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    const show = (groups) => {
      box.replaceChildren();
      let count = 0;
      for (const [at, group] of groups.entries()) {
        const part = document.createElement("div");
        part.setAttribute("role", "group");
        const title = document.createElement("p");
        title.id = `${box.id}-title-${at}`;
        title.textContent = group.title;
        part.setAttribute("aria-labelledby", title.id);
        part.append(title);
        for (const item of group.items) {
          const option = document.createElement("a");
          option.id = `${box.id}-${count++}`;
          option.setAttribute("role", "option");
          option.setAttribute("aria-selected", "false");
          option.tabIndex = -1;
          option.href = item.href;
          option.innerHTML = item.html; // typeset and escaped by the server
          if (item.note) {
            const note = document.createElement("small");
            note.textContent = ` ${item.note}`;
            option.append(note);
          }
          part.append(option);
        }
        box.append(part);
      }
      chosen = -1;
      box.hidden = !count;
      field.setAttribute("aria-expanded", String(count > 0));
      field.removeAttribute("aria-activedescendant");
    };
    const ask = async () => {
      running?.abort();
      const text = field.value.trim();
      if (text.length < 2) return close();
      const mine = (running = new AbortController());
      try {
        const answer = await fetch(`${form.action}suggestions/?q=${encodeURIComponent(text)}`, { signal: mine.signal });
        if (!answer.ok) return close();
        const { groups } = await answer.json();
        if (mine === running && document.activeElement === field) show(groups);
      } catch (error) {
        if (error.name !== "AbortError") close(); // no suggestions then; the search itself still works
      }
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !box.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (box.hidden) ask();
        else choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0 && !box.hidden) {
        event.preventDefault();
        options()[chosen].click();
      }
    });
    field.addEventListener("blur", () => setTimeout(() => !box.contains(document.activeElement) && close(), 150));
    box.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus until the click
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll('form[action$="/search/"] input[name="q"]').forEach(attach);
  });
})();
