// A card for the point that was chosen: what it says, where it comes from, what to do with it. The page stays; Escape
// closes. It also puts rings around the values that the address names (`data-highlight` of the canvas).
(() => {
  "use strict";
  const NARROW = 640;
  const AWAY = 14; // px between a point and its card
  const MEASUREMENT = /^mea-/;
  const plots = window.mgdbPlots;
  const open = new WeakMap(); // canvas → its card

  const made = (name, attributes = {}, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };

  // The text of plotly's markup, line by line.
  const lines = (markup) => markup.split("<br>").map((line) => plots.plain(line)).filter(Boolean);

  const close = (canvas, { back = true } = {}) => {
    const card = open.get(canvas);
    if (!card) return;
    open.delete(canvas);
    card.remove();
    if (back) canvas.focus({ preventScroll: true });
  };

  // Where a point is, in pixels of the canvas.
  const spot = (canvas, { hover, x, y }) => {
    const trace = canvas.data[hover.curveNumber];
    const axis = (name) => canvas._fullLayout[name.replace(/^([xy])/, "$1axis")];
    const [across, up] = [axis(trace.xaxis ?? "x"), axis(trace.yaxis ?? "y")];
    const at = (one, value) => one._offset + one.d2p(value);
    return [at(across, x), at(up, y)];
  };

  const place = (canvas, card, point) => {
    const frame = card.offsetParent;
    if (window.innerWidth < NARROW || !frame) return; // a sheet at the foot of the window
    const [own, drawn, whole] = [card.getBoundingClientRect(), canvas.getBoundingClientRect(), frame.getBoundingClientRect()];
    const [x, y] = spot(canvas, point);
    const left = drawn.left - whole.left + x;
    const top = drawn.top - whole.top + y;
    const isRight = left + AWAY + own.width < whole.width;
    card.style.left = `${Math.max(0, isRight ? left + AWAY : left - AWAY - own.width)}px`;
    card.style.top = `${Math.max(0, Math.min(top - own.height / 3, drawn.bottom - whole.top - own.height))}px`;
  };

  // What only the record itself says: its source, and where it was read.
  const sources = async (canvas, card, id) => {
    const { api } = canvas.dataset;
    if (!api || !MEASUREMENT.test(id)) return;
    try {
      const answer = await fetch(`${api}${id}/`);
      if (!answer.ok) return;
      const { source, reports } = await answer.json();
      const list = card.querySelector(".card-links");
      const link = (href, text) => list.append(made("li", {}, made("a", { href }, text)));
      link(`/sources/${source.id}/`, "Source");
      if (source.doi) link(`https://doi.org/${source.doi}`, "DOI");
      const read = reports.find((one) => one.document.id !== source.id);
      if (read) link(`/sources/${read.document.id}/`, `Reported in ${read.locator}`.slice(0, 60));
    } catch {
      // the card says what the figure says; its links lead to the rest
    }
  };

  const show = (canvas, points, at) => {
    const point = points[at];
    const [id, href] = point.data;
    const [name, ...rest] = lines(point.text);
    close(canvas, { back: false });
    const shut = made("button", { type: "button", class: "card-close", "aria-label": "Close" }, "×");
    shut.addEventListener("click", () => close(canvas));
    const links = made("ul", { class: "card-links" });
    links.append(made("li", {}, made("a", { href, class: "card-open" }, MEASUREMENT.test(id) ? "Open the value" : "Open")));
    if (MEASUREMENT.test(id)) {
      const compare = { class: "add-compare", href: `${canvas.dataset.compareAt}?ids=${id}`, "data-compare": id, "data-compare-name": `${name}, ${rest[0] ?? ""}` };
      links.append(made("li", {}, made("a", compare, "Add to comparison")));
    }
    const card = made(
      "div",
      { class: "plot-card", role: "dialog", "aria-label": name, tabindex: "-1" },
      shut,
      made("p", { class: "card-name" }, name),
      made("ul", { class: "card-lines" }, ...rest.map((line) => made("li", {}, line))),
      links,
    );
    if (points.length > 1) {
      const step = (words, by) => {
        const button = made("button", { type: "button", class: "link" }, words);
        button.addEventListener("click", () => show(canvas, points, (at + by + points.length) % points.length));
        return button;
      };
      card.append(made("p", { class: "card-same" }, `${at + 1} of ${points.length} at this place `, step("previous", -1), " · ", step("next", 1)));
    }
    open.set(canvas, card);
    window.Plotly.Fx.unhover(canvas); // the card says the same
    canvas.closest("figure, .plot").append(card);
    place(canvas, card, point);
    card.focus({ preventScroll: true });
    sources(canvas, card, id);
  };

  plots.whenOpened((canvas, point) => {
    if ("xval" in point.hover) return false; // a cell of a table leads to its list
    const isSame = (one) => one.data?.[1] && one.x === point.x && one.y === point.y;
    const same = plots.pointsOf(canvas).filter(isSame);
    const at = same.findIndex((one) => one.data[0] === point.data[0]);
    show(canvas, at < 0 ? [point] : same, Math.max(at, 0));
    return true;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const canvas of document.querySelectorAll("[data-plot]")) {
      if (!open.has(canvas)) continue;
      event.preventDefault();
      close(canvas);
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest(".plot-card, .comparison-bar")) return;
    for (const canvas of document.querySelectorAll("[data-plot]")) close(canvas, { back: false });
  });

  // Rings are drawn in this page alone: the figure that others get has none.
  plots.extend((figure, canvas) => {
    const ids = new Set((canvas.dataset.highlight ?? "").split(",").filter(Boolean));
    if (!ids.size) return;
    const rings = {};
    for (const trace of figure.data) {
      if (!trace.mode?.includes("markers") || !Array.isArray(trace.customdata)) continue;
      trace.customdata.forEach((own, at) => {
        if (!ids.has(own?.[0])) return;
        const panel = `${trace.xaxis ?? "x"} ${trace.yaxis ?? "y"}`;
        const found = (rings[panel] ??= { x: [], y: [], of: [] });
        found.x.push(trace.x[at]);
        found.y.push(trace.y[at]);
        found.of.push(own[0]);
      });
    }
    Object.entries(rings).forEach(([panel, { x, y, of }], number) => {
      const [xaxis, yaxis] = panel.split(" ");
      figure.data.push({
        type: "scatter", mode: "markers", x, y, xaxis, yaxis, name: of.length > 1 ? "marked values" : "marked value",
        hoverinfo: "skip", showlegend: number === 0, legendgroup: "marked", meta: { of, marked: true },
        marker: { symbol: "circle-open", size: 20, color: plots.token("--ink"), line: { width: 3, color: plots.token("--ink") } },
      });
    });
    figure.layout.showlegend = true;
  });
})();
