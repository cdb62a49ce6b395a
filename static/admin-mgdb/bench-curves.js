// Files of curves that are dropped, chosen or pasted on a workbench: each data set is a row, drawn beside it; what runs
// along the axes is said once for all rows of a file.
(() => {
  "use strict";
  const { element, mint } = window.mgdbBench;
  const MOST_FILES = 20;
  const MOST_BYTES = 5_000_000; // of one file; the server refuses more
  const SVG = "http://www.w3.org/2000/svg";

  // ---- a small drawing of points: lines “x; y”, further columns hold the bars, “<” before y makes it a bound
  const pointsOf = (text) =>
    text
      .split("\n")
      .map((line) => line.split(";").slice(0, 2).map((cell) => Number(cell.replace(/[<>≤≥\s]/g, "") || NaN)))
      .filter((pair) => pair.length === 2 && pair.every(Number.isFinite));

  const svg = (tag, attributes, ...children) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  const said = (number) => String(Number(number.toPrecision(3))).replace("-", "−");
  const WIDE = 168;
  const HIGH = 96;
  const EDGE = { left: 5, right: 5, top: 5, bottom: 14 };
  const MOST_DOTS = 80;
  const DECADES = 100; // the smallest ratio of ends that is drawn on a logarithmic scale

  // Where numbers stand between two ends, in decades where they span many.
  const scaled = (numbers, from, to) => {
    const low = Math.min(...numbers);
    const high = Math.max(...numbers);
    const own = low > 0 && high / low >= DECADES ? Math.log10 : (number) => number;
    const wide = own(high) - own(low);
    return { low, high, isLog: own === Math.log10, at: (number) => (wide ? from + ((own(number) - own(low)) / wide) * (to - from) : (from + to) / 2) };
  };

  const drawingOf = (text) => {
    const points = pointsOf(text);
    const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, width: WIDE, height: HIGH, role: "img", class: "bench-curve" });
    if (!points.length) {
      picture.setAttribute("aria-label", "No point can be drawn");
      return picture;
    }
    const across = scaled(points.map(([x]) => x), EDGE.left + 3, WIDE - EDGE.right - 3);
    const up = scaled(points.map(([, y]) => y), HIGH - EDGE.bottom - 4, EDGE.top + 4);
    const places = points.map(([x, y]) => [across.at(x).toFixed(1), up.at(y).toFixed(1)]);
    const label = `${points.length} points: x from ${said(across.low)} to ${said(across.high)}, y from ${said(up.low)} to ${said(up.high)}${up.isLog ? ", y in decades" : ""}${across.isLog ? ", x in decades" : ""}`;
    picture.setAttribute("aria-label", label);
    picture.append(
      svg("title", {}, label),
      svg("rect", { x: EDGE.left, y: EDGE.top, width: WIDE - EDGE.left - EDGE.right, height: HIGH - EDGE.top - EDGE.bottom, class: "frame" }),
      svg("polyline", { points: places.map((place) => place.join(",")).join(" "), class: "line" }),
      ...(places.length > MOST_DOTS ? [] : places.map(([cx, cy]) => svg("circle", { cx, cy, r: 1.8, class: "dot" }))),
      svg("text", { x: EDGE.left, y: HIGH - 3, class: "end" }, said(across.low)),
      svg("text", { x: WIDE - EDGE.right, y: HIGH - 3, class: "end right" }, said(across.high)),
      svg("text", { x: WIDE / 2, y: HIGH - 3, class: "end middle" }, `y ${said(up.low)} … ${said(up.high)}`),
    );
    return picture;
  };

  // ---- what runs along the axes of a file
  const PARTS = ["label", "axis", "transform", "unit"];

  const axesOf = (bench, grid, host) => {
    const panels = new Map(); // file → {box, fields}
    const own = (file) => grid.order.filter(({ payload }) => (payload.file ?? "") === file);
    const panelOf = (file) => {
      const fields = {};
      const box = element("fieldset", { className: "axes-of-file" });
      const legend = element("legend");
      const lines = ["x", "y"].map((side) =>
        element("div", { className: "fields" }, ...PARTS.map((part) => {
          const column = grid.columns.find(({ key }) => key === `${side}_${part}`);
          const field = element("input", { type: "text", maxLength: part === "label" ? 120 : 80, title: column.help });
          if (column.kind === "choice") bench.choices.attach(field, () => column.choices, true);
          const typed = () => {
            for (const row of own(file)) if ((row.payload[column.key] ?? "") !== field.value) grid.set(row, column.key, field.value);
          };
          field.addEventListener("input", typed);
          field.addEventListener("taken", typed);
          fields[column.key] = field;
          return element("label", {}, element("span", { textContent: part === "label" ? `${column.label}, as printed` : column.label }), field);
        })),
      );
      const remove = element("button", { type: "button", className: "way", textContent: "Remove these rows" });
      remove.addEventListener("click", () => {
        const rows = own(file);
        for (const row of rows) grid.remove(row);
        bench.deleted(grid, rows);
        grid.empty.focus();
      });
      box.append(legend, ...lines, element("p", { className: "quiet" }, "What is empty is read from the title. ", remove));
      host.append(box);
      const panel = { box, legend, fields };
      panels.set(file, panel);
      return panel;
    };
    const show = (file) => {
      const rows = own(file);
      if (!rows.length) {
        panels.get(file)?.box.remove();
        panels.delete(file);
        return;
      }
      const { legend, fields } = panels.get(file) ?? panelOf(file);
      legend.textContent = `Axes of ${rows.length === 1 ? "the curve" : `all ${rows.length} curves`}${file ? ` of ${file}` : ""}`;
      for (const [key, field] of Object.entries(fields)) {
        const texts = new Set(rows.map(({ payload }) => payload[key] ?? ""));
        const kinds = new Set(rows.flatMap(({ notes }) => notes.filter(({ column }) => column === key).map(({ kind }) => kind)));
        field.placeholder = texts.size > 1 ? "differs" : "";
        if (field !== document.activeElement) field.value = texts.size > 1 ? "" : [...texts][0];
        field.classList.toggle("fault", kinds.has("fault"));
        field.classList.toggle("question", kinds.has("question"));
      }
    };
    return (file) => {
      for (const one of new Set([...panels.keys(), file])) show(one);
    };
  };

  // ---- files
  const files = (bench, grid, choose) => {
    const panel = document.getElementById("panel-curves");
    const input = panel.querySelector("#bench-files");
    const box = panel.querySelector(".bench-drop");
    const list = panel.querySelector(".bench-dropped");
    const show = axesOf(bench, grid, panel.querySelector(".bench-axes"));
    let waiting = 0;
    grid.empty = input;

    const tell = (kind, words, details = []) => {
      const item = element("li", { className: kind, textContent: words });
      if (details.length) item.append(element("ul", {}, ...details.map((textContent) => element("li", { textContent }))));
      list.append(item);
    };
    const add = (payload) => {
      const row = grid.blank();
      row.position = (grid.order.at(-1)?.position ?? 0) + 1;
      grid.begin(row);
      Object.assign(row.payload, payload);
      grid.touched(grid.add(row));
      return row;
    };
    const read = async (file) => {
      if (file.size > MOST_BYTES) return tell("error", `${file.name} has ${(file.size / 1e6).toFixed(1)} MB; up to ${MOST_BYTES / 1e6} are read. Divide it.`);
      const body = new FormData();
      body.append("upload", file);
      try {
        const { curves, left_out: leftOut } = await bench.queue.ask("curves", body);
        const rows = curves.map(add);
        tell(rows.length ? "" : "error", `${file.name}: ${rows.length === 1 ? "1 curve" : `${rows.length} curves`}.`, leftOut);
        return rows[0];
      } catch (error) {
        return tell("error", `${file.name} is not read: ${error.message}`);
      }
    };
    const take = async (found) => {
      choose();
      if (!waiting) list.replaceChildren();
      waiting += 1;
      let first;
      if (found.length > MOST_FILES) tell("error", `${found.length} files are dropped; the first ${MOST_FILES} are read. Drop the others afterwards.`);
      for (const file of [...found].slice(0, MOST_FILES)) {
        const row = await read(file); // one after the other: rows stand in the order of the files
        first ??= row;
      }
      waiting -= 1;
      if (first) grid.focus(first, first.payload.of ? "conditions" : "of");
      else input.focus();
    };

    input.addEventListener("change", () => {
      const found = [...input.files];
      input.value = ""; // the same file can be chosen again
      if (found.length) take(found);
    });
    // A file that misses the tab would otherwise open in the place of the page.
    const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
    document.addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      choose();
      box.classList.add("over");
    });
    document.addEventListener("dragleave", (event) => event.relatedTarget || box.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      box.classList.remove("over");
      take([...event.dataTransfer.files]);
    });
    panel.addEventListener("paste", (event) => {
      if (event.target.matches("input:not([type=file]), textarea")) return;
      const text = event.clipboardData.getData("text/plain");
      const found = event.clipboardData.files.length ? [...event.clipboardData.files] : /[\t\n;,]/.test(text.trim()) ? [new File([text], "pasted table")] : [];
      if (!found.length) return;
      event.preventDefault();
      take(found);
    });
    for (const file of new Set(grid.order.map(({ payload }) => payload.file ?? ""))) show(file);
    return { said: (row) => row.grid === grid.spec.key && show(row.payload.file ?? "") };
  };
  Object.assign(window.mgdbBench, { drawingOf, files });
})();
