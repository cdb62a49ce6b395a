// Data of the reader's own over a plot: pasted or dropped CSV, parsed and drawn here. Nothing of it leaves the browser.
(() => {
  "use strict";
  const MOST = 2000; // points; more make no readable figure
  const SHOWN = 8; // faults
  // Marks of bounds point to where the value lies.
  const HEADS = { "<": "triangle-down", ">": "triangle-up" };
  const SIDEWAYS = { "<": "triangle-left", ">": "triangle-right" };
  const plots = window.mgdbPlots;
  const drawnOf = new WeakMap(); // canvas → trace

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  // The cells of a line: apart by tab, semicolon, comma, else by spaces.
  const cellsOf = (line) => {
    const separator = ["\t", ";", ","].find((sign) => line.includes(sign));
    const cells = separator ? line.split(separator) : line.trim().split(/\s+/);
    return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  };

  const { read } = window.mgdbQuantities;
  const isNumber = (cell) => read(cell, false).value !== undefined;
  const isLogarithmic = (unit, axis) => unit.law.startsWith("log10") || axis?.type === "log";

  // Where a number of `unit` stands on the axis. Throws a sentence that says what is wrong and what to write.
  const placed = (number, unit, kelvin, logarithmic) => {
    const value = unit.factor * number + unit.offset;
    const given = `${number} ${unit.label}`;
    if (unit.law === "inverse") {
      if (value <= 0) throw new Error(`${given} is not above absolute zero; check the unit.`);
      return 1000 / value;
    }
    if (unit.law.startsWith("log10")) {
      if (value <= 0) throw new Error(`${given} is not above zero, which a logarithmic axis cannot show; leave the line out.`);
      return Math.log10(unit.law === "log10T" ? value * kelvin : value);
    }
    if (logarithmic && value <= 0) throw new Error(`${given} is not above zero, which a logarithmic axis cannot show; leave the line out.`);
    return value;
  };

  // A place on the axis as a number of `unit`.
  const numberAt = (place, unit, kelvin) => {
    let value = place;
    if (unit.law === "inverse") value = 1000 / place;
    else if (unit.law.startsWith("log10")) value = 10 ** place / (unit.law === "log10T" ? kelvin : 1);
    return Number(((value - unit.offset) / unit.factor).toPrecision(3));
  };

  // What is implausible about a number that stands at `place`; drawn all the same, and said.
  const doubtOf = (given, place, unit, axis, kelvin) => {
    const [low, high] = axis.plausible ?? [];
    if (low === undefined || (place >= low * (1 - Math.sign(low) * 1e-9) && place <= high * (1 + Math.sign(high) * 1e-9))) return "";
    const ends = [low, high].map((end) => numberAt(end, unit, kelvin)).sort((one, other) => one - other);
    return `${given} ${unit.label} is outside the plausible range, ${ends.join(" to ")} ${unit.label}. Is the unit right, or a minus lost?`;
  };

  // CSV → places on the axes. { points: [{x, y, text}], faults: ["Line 3, …"], doubts: ["Line 4, …"] }
  const parse = (text, [across, up], layout, axes) => {
    const rows = up.law === "row";
    const scales = [isLogarithmic(across, layout.xaxis), !rows && isLogarithmic(up, layout.yaxis)];
    const points = [];
    const faults = [];
    const doubts = [];
    text.split(/\r\n|\r|\n/).forEach((line, index) => {
      if (!line.trim() || line.trim().startsWith("#")) return;
      const where = `Line ${index + 1}, “${line.trim().slice(0, 40)}”`;
      const cells = cellsOf(line);
      const numbers = (rows ? cells.slice(1) : cells).slice(0, rows ? 1 : 2);
      const found = numbers.map((cell, place) => read(cell, scales[place]));
      const values = found.map(({ value }) => value);
      if (numbers.length < (rows ? 1 : 2)) {
        faults.push(`${where}: there is one column; write ${rows ? "name, number" : "x, y"}, apart by a comma, semicolon or tab.`);
        return;
      }
      const wrong = found.findIndex(({ value }) => value === undefined);
      if (wrong >= 0) {
        // a heading has no digit at all, and stands first
        if (!points.length && !faults.length && numbers.every((cell) => !/^[~≈<>≤≥]?\s*[-−]?\d/.test(cell))) return;
        faults.push(`${where}: “${numbers[wrong]}” ${found[wrong].reason}.`);
        return;
      }
      if (cells.slice(2).some(isNumber)) {
        faults.push(`${where}: there is a number too many; keep two columns, and write decimal points, not commas.`);
        return;
      }
      try {
        const x = placed(values[0], across, 0, layout.xaxis.type === "log");
        const y = rows ? points.length : placed(values[1], up, 1000 / x, layout.yaxis.type === "log");
        const name = rows ? cells[0] : (cells[2] ?? "");
        const [along, above] = found.map(({ bound, value }) => `${bound}${value}`);
        const text = rows ? `${along} ${across.label}` : `${along} ${across.label}, ${above} ${up.label}`;
        const kelvin = 1000 / x;
        const said = [doubtOf(numbers[0], x, across, axes[0], kelvin), rows ? "" : doubtOf(numbers[1], y, up, axes[1], kelvin)];
        for (const doubt of said.filter(Boolean)) doubts.push(`${where}: ${doubt}`);
        points.push({ x, y, name, text, symbol: (rows ? SIDEWAYS[found[0].bound] : HEADS[found[1].bound]) ?? "asterisk" });
      } catch (error) {
        faults.push(`${where}: ${error.message}`);
      }
    });
    if (points.length > MOST) faults.push(`There are ${points.length} points; up to ${MOST} can be drawn. Leave some out.`);
    if (!points.length && !faults.length) faults.push("There is no line with numbers; paste two columns.");
    return { points, faults, doubts };
  };

  const traceOf = (points, name) => ({
    type: "scatter",
    mode: "markers",
    name: escaped(name),
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    hovertext: points.map((point) => `<b>${escaped(point.name || name)}</b><br>${escaped(point.text)}<br>your own data`),
    hovertemplate: "%{hovertext}<extra></extra>",
    marker: { symbol: points.map(({ symbol }) => `${symbol}-open`), size: 11, line: { width: 2 } },
  });

  // On a plot of rows each value gets a row of its own below the others.
  const below = (layout, trace) => {
    const axis = layout.yaxis;
    trace.y = trace.y.map((_, row) => -1 - row);
    axis.tickvals = [...axis.tickvals, ...trace.y];
    axis.ticktext = [...axis.ticktext, ...trace.hovertext.map((text) => /<b>(.*?)<\/b>/.exec(text)[1].slice(0, 30))];
    axis.range = [-0.7 - trace.y.length, axis.range[1]];
    layout.height += 26 * trace.y.length;
  };

  plots.extend((figure, canvas) => {
    const found = drawnOf.get(canvas);
    if (!found) return;
    const trace = structuredClone(found);
    if (figure.layout.meta?.rows) below(figure.layout, trace);
    trace.marker.color = plots.token("--ink");
    trace.marker.line.color = plots.token("--ink");
    figure.data.push(trace);
    figure.layout.showlegend = true;
    // own points may lie beyond what was drawn
    for (const [name, values] of [["xaxis", trace.x], ["yaxis", trace.y]]) {
      const axis = figure.layout[name];
      if (!axis.range || figure.layout.meta?.rows) continue;
      const ends = axis.type === "log" ? values.map(Math.log10) : values;
      axis.range = [Math.min(axis.range[0], ...ends), Math.max(axis.range[1], ...ends)];
    }
  });

  const store = {
    read: (slug) => {
      try {
        return JSON.parse(localStorage.getItem(`mgdb-overlay-${slug}`) ?? "null");
      } catch {
        return null; // storage is switched off, or holds what is not ours
      }
    },
    write: (slug, value) => {
      try {
        if (value) localStorage.setItem(`mgdb-overlay-${slug}`, JSON.stringify(value));
        else localStorage.removeItem(`mgdb-overlay-${slug}`);
      } catch {
        // the data then last for this page only
      }
    },
  };

  const choiceOf = (id, axis) => {
    const select = element("select", { id });
    if (axis.units.length > 1) select.append(element("option", { value: "", textContent: "choose the unit" }));
    select.append(...axis.units.map(({ label }) => element("option", { value: label, textContent: label })));
    return select;
  };

  const labelled = (text, field) => element("div", {}, element("label", { htmlFor: field.id, textContent: text }), field);

  const build = (box, canvas) => {
    const slug = box.dataset.overlay;
    const axes = JSON.parse(document.getElementById(`axes-${slug}`).textContent);
    const rows = axes[1].units[0].law === "row";
    const units = axes.map((axis, place) => choiceOf(`overlay-unit-${place}`, axis));
    const name = element("input", { id: "overlay-name", type: "text", value: "My data", maxLength: 60 });
    const text = element("textarea", {
      id: "overlay-text",
      spellcheck: false,
      placeholder: rows ? "my material, 0.45" : "25, 1.2e-4\n50, 3.5e-4",
    });
    const file = element("input", { id: "overlay-file", type: "file", accept: ".csv,.txt,.tsv,text/csv,text/plain" });
    const drawButton = element("button", { type: "button", className: "button quiet", textContent: "Draw my data" });
    const removeButton = element("button", { type: "button", className: "button quiet", textContent: "Remove", hidden: true });
    const faults = element("ul", { className: "faults" });
    faults.setAttribute("role", "alert");
    const doubts = element("ul", { className: "doubts" });
    doubts.setAttribute("aria-label", "In doubt");
    const said = element("p", { className: "small" });
    said.setAttribute("role", "status");
    const columns = rows ? `name, ${axes[0].label.toLowerCase()}` : `${axes[0].label.toLowerCase()}, ${axes[1].label.toLowerCase()}`;
    const fields = element("div", { className: "fields" }, labelled(`Unit of ${axes[0].label.toLowerCase()}`, units[0]));
    if (!rows) fields.append(labelled(`Unit of ${axes[1].label.toLowerCase()}`, units[1]));
    fields.append(labelled("Called", name), labelled("From a file", file));
    const details = element(
      "details",
      {},
      element("summary", { textContent: "Overlay my data" }),
      element("p", {
        className: "small soft",
        textContent: `Two columns: ${columns}. They are read and drawn in this browser, kept in it until you remove them, and sent nowhere; images hold them, the other files do not.`,
      }),
      fields,
      labelled("Paste CSV here, or drop a file", text),
      faults,
      element("p", {}, drawButton, " ", removeButton),
      said,
      doubts,
    );
    box.replaceChildren(details);
    box.hidden = false;

    const tell = (place, list) =>
      place.replaceChildren(
        ...list.slice(0, SHOWN).map((fault) => element("li", { textContent: fault })),
        ...(list.length > SHOWN ? [element("li", { textContent: `and ${list.length - SHOWN} more.` })] : []),
      );
    const complain = (list) => {
      tell(faults, list);
      tell(doubts, []);
    };
    const show = () => {
      const chosen = axes.map((axis, place) => axis.units.find(({ label }) => label === units[place].value));
      const missing = axes.filter((_, place) => !chosen[place]).map((axis) => `Choose the unit of ${axis.label.toLowerCase()}.`);
      if (missing.length) return complain(missing);
      const { points, faults: found, doubts: doubted } = parse(text.value, chosen, plots.figureOf(canvas).layout, axes);
      complain(found);
      if (found.length) {
        said.textContent = drawnOf.has(canvas) ? "What was drawn before stays." : "";
        return undefined;
      }
      drawnOf.set(canvas, traceOf(points, name.value || "My data"));
      store.write(slug, {
        axes: axes.map(({ label }) => label),
        units: units.map(({ value }) => value),
        name: name.value,
        text: text.value,
      });
      tell(doubts, doubted);
      removeButton.hidden = false;
      said.textContent = points.length === 1 ? "1 point of yours is drawn." : `${points.length} points of yours are drawn.`;
      return plots.redraw(canvas);
    };
    const take = async (given) => {
      if (!given) return;
      text.value = await given.text();
      if (units.every(({ value }) => value)) await show();
    };

    drawButton.addEventListener("click", show);
    file.addEventListener("change", () => take(file.files[0]));
    removeButton.addEventListener("click", () => {
      drawnOf.delete(canvas);
      store.write(slug, null);
      text.value = "";
      file.value = "";
      removeButton.hidden = true;
      said.textContent = "Removed, from the plot and from this browser.";
      complain([]);
      plots.redraw(canvas);
    });
    for (const target of [text, canvas]) {
      target.addEventListener("dragover", (event) => {
        event.preventDefault();
        text.classList.add("over");
      });
      target.addEventListener("dragleave", () => text.classList.remove("over"));
      target.addEventListener("drop", (event) => {
        event.preventDefault();
        text.classList.remove("over");
        details.open = true;
        take(event.dataTransfer.files[0]);
      });
    }

    const kept = store.read(slug);
    if (!kept) return;
    name.value = kept.name;
    text.value = kept.text;
    details.open = true;
    if (kept.axes.join() !== axes.map(({ label }) => label).join()) {
      removeButton.hidden = false;
      said.textContent = `Your data were given as ${kept.axes.join(" and ").toLowerCase()}; these axes differ, so they are not drawn.`;
      return;
    }
    kept.units.forEach((unit, place) => {
      if (axes[place].units.some(({ label }) => label === unit)) units[place].value = unit;
    });
    show();
  };

  plots.whenDrawn((canvas) => {
    const box = canvas.closest("figure").querySelector("[data-overlay]");
    if (box) build(box, canvas);
  });
})();
