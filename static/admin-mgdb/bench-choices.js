// The list of choices under a field: letters in any of its words find one, Tab or Enter takes the one that is marked. Of a
// closed list the first is marked at once; a name may be one that is not there yet, so that none is until an arrow marks it.
(() => {
  "use strict";
  const MOST = 10;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‐-―−]/g, "-").toLowerCase();

  const found = (choices, typed) => {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    const rank = (label) => {
      const text = fold(label);
      if (label === typed) return -1;
      if (!words.every((word) => text.includes(word))) return 3;
      if (text.startsWith(words[0] ?? "")) return 0;
      return new RegExp(`[^\\p{L}\\p{N}]${(words[0] ?? "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "u").test(text) ? 1 : 2;
    };
    return choices
      .map((label) => [rank(label), label])
      .filter(([place]) => place < 3)
      .sort((a, b) => a[0] - b[0])
      .slice(0, MOST)
      .map(([, label]) => label);
  };

  class Choices {
    constructor(host) {
      this.list = document.createElement("ul");
      Object.assign(this.list, { id: "bench-choices", className: "bench-choices", hidden: true });
      this.list.setAttribute("role", "listbox");
      host.append(this.list);
      this.list.addEventListener("pointerdown", (event) => {
        event.preventDefault(); // the field keeps the focus
        const item = event.target.closest("li");
        if (item) this.take(item.textContent);
      });
    }
    // offers(): the choices of the field, asked whenever something is typed
    attach(field, offers, closed) {
      field.closed = closed;
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "bench-choices"], ["autocomplete", "off"]]) field.setAttribute(name, value);
      field.addEventListener("input", () => this.open(field, offers));
      field.addEventListener("blur", () => {
        if (this.isOpen(field) && this.marked >= 0) this.take(this.list.children[this.marked].textContent);
        this.close();
      });
      field.addEventListener("keydown", (event) => this.key(event, field, offers));
    }
    open(field, offers, all = false) {
      const typed = field.value.trim();
      const labels = typed || all ? found(offers(), typed) : [];
      if (!labels.length || (labels.length === 1 && labels[0] === field.value)) return this.close();
      this.field = field;
      this.list.replaceChildren(
        ...labels.map((label, place) => {
          const item = document.createElement("li");
          Object.assign(item, { id: `bench-choice-${place}`, textContent: label });
          item.setAttribute("role", "option");
          return item;
        }),
      );
      this.list.hidden = false;
      field.setAttribute("aria-expanded", "true");
      this.mark(field.closed || labels[0] === typed ? 0 : -1);
      const box = field.getBoundingClientRect();
      const below = window.innerHeight - box.bottom > this.list.offsetHeight + 8;
      this.list.style.left = `${Math.max(4, Math.min(box.left, window.innerWidth - this.list.offsetWidth - 8)) + window.scrollX}px`;
      this.list.style.top = `${(below ? box.bottom + 2 : box.top - this.list.offsetHeight - 2) + window.scrollY}px`;
      this.list.style.minWidth = `${box.width}px`;
    }
    close() {
      if (this.list.hidden) return;
      this.list.hidden = true;
      this.field.setAttribute("aria-expanded", "false");
      this.field.removeAttribute("aria-activedescendant");
    }
    mark(place) {
      const items = [...this.list.children];
      this.marked = place < 0 ? -1 : place % items.length;
      items.forEach((item, at) => item.setAttribute("aria-selected", String(at === this.marked)));
      if (this.marked < 0) return this.field.removeAttribute("aria-activedescendant");
      items[this.marked].scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", items[this.marked].id);
    }
    take(label) {
      this.close();
      this.field.value = label;
      this.field.dispatchEvent(new CustomEvent("taken", { bubbles: true }));
    }
    isOpen(field) {
      return !this.list.hidden && this.field === field;
    }
    key(event, field, offers) {
      const open = this.isOpen(field);
      if (event.key === "ArrowDown" && (open || event.altKey || !field.value)) {
        event.preventDefault();
        event.stopImmediatePropagation();
        if (open) this.mark(this.marked + 1);
        else this.open(field, offers, true);
      } else if (event.key === "ArrowUp" && open) {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.mark(this.marked > 0 ? this.marked - 1 : this.list.children.length - 1);
      } else if (event.key === "Escape" && open) {
        event.stopImmediatePropagation();
        this.close();
      } else if ((event.key === "Tab" || event.key === "Enter") && open && this.marked >= 0) {
        this.take(this.list.children[this.marked].textContent); // and the key does what it always does
      }
    }
  }
  Object.assign(window.mgdbBench, { Choices });
})();
