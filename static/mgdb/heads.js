// Headings of tables that scroll sideways alone: such a frame keeps what is sticky to itself, so that its headings leave
// the window with the page. A copy of them stands at the top of the window meanwhile, moved sideways with the frame; it
// says nothing to who does not see it, and without this script the table is as it is.
(() => {
  "use strict";
  const copies = new Map(); // frame → its copy

  const isSideways = (frame) => {
    const style = getComputedStyle(frame);
    return style.overflowY === "hidden" && ["auto", "scroll"].includes(style.overflowX);
  };

  const headOf = (frame) => frame.querySelector(":scope > table.data > thead");

  const made = (frame) => {
    if (copies.has(frame)) return copies.get(frame);
    const table = headOf(frame).parentElement.cloneNode(false);
    const head = headOf(frame).cloneNode(true);
    for (const one of [head, ...head.querySelectorAll("[id]")]) one.removeAttribute("id");
    for (const one of head.querySelectorAll("a, button, input")) one.tabIndex = -1;
    table.removeAttribute("id");
    table.append(head);
    const window_ = document.createElement("div");
    window_.className = frame.className;
    window_.append(table);
    const copy = document.createElement("div");
    copy.className = "heads";
    copy.setAttribute("aria-hidden", "true");
    copy.append(window_);
    frame.before(copy);
    copies.set(frame, copy);
    frame.addEventListener("scroll", () => (window_.scrollLeft = frame.scrollLeft), { passive: true });
    return copy;
  };

  const measure = (frame, copy) => {
    const table = headOf(frame).parentElement, other = copy.querySelector("table");
    const own = headOf(frame).querySelectorAll("th, td"), cells = other.querySelectorAll("th, td");
    own.forEach((cell, place) => {
      const width = `${cell.getBoundingClientRect().width}px`;
      Object.assign(cells[place].style, { width, minWidth: width, maxWidth: width, boxSizing: "border-box" });
    });
    other.style.width = `${table.getBoundingClientRect().width}px`;
    copy.firstChild.style.width = `${frame.clientWidth}px`;
    copy.firstChild.scrollLeft = frame.scrollLeft;
  };

  const place = () => {
    for (const [frame, copy] of copies) {
      if (frame.isConnected) continue;
      copy.remove();
      copies.delete(frame);
    }
    for (const frame of document.querySelectorAll(".frame")) {
      const head = headOf(frame);
      if (!head || !isSideways(frame)) {
        if (copies.has(frame)) copies.get(frame).hidden = true;
        continue;
      }
      const box = frame.getBoundingClientRect(), high = head.getBoundingClientRect().height;
      const isGone = box.top < -1 && box.bottom > 2 * high && high > 0;
      if (!isGone && !copies.has(frame)) continue;
      const copy = made(frame);
      if (copy.hidden === isGone || !copy.dataset.measured) {
        copy.hidden = !isGone;
        if (isGone) measure(frame, copy);
        copy.dataset.measured = "yes";
      }
    }
  };

  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      place();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", () => {
    for (const copy of copies.values()) delete copy.dataset.measured;
    soon();
  });
  document.addEventListener("mgdb:list", soon);
  soon();
})();
