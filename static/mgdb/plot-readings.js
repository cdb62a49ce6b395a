// A movable temperature line: reads every line of an Arrhenius plot there, and values measured there, into a table.
// The numbers come with the figure (layout.meta.readings); the table is the server's, recomputed for another temperature.
(() => {
  "use strict";
  const ZERO = 273.15;
  const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const plots = window.mgdbPlots;
  const chosen = new WeakMap(); // canvas → °C

  // Two significant digits as the server writes them: ≈ 0.0018, ≈ 1.8 × 10⁻⁵.
  const written = (value, unit) => {
    const [mantissa, exponent] = value.toExponential(1).split("e");
    const power = Number(exponent);
    if (value >= 1e-3 && value < 1e6) return `≈\u202f${value.toFixed(Math.max(1 - power, 0))}\u00a0${unit}`;
    const raised = [...String(Math.abs(power))].map((digit) => RAISED[Number(digit)]).join("");
    return `≈\u202f${mantissa}\u202f×\u202f10${power < 0 ? "⁻" : ""}${raised}\u00a0${unit}`;
  };

  const celsius = (number) => `${String(Number(number.toFixed(2))).replace("-", "−")}\u00a0°C`;

  // log10 σ = a + b/(T − T0), or log10 σT.
  const conductivity = ({ law: [a, b, t0, ofProduct], phase: [from, to] }, kelvin) => {
    if (kelvin <= from || (to !== null && kelvin >= to) || kelvin <= t0) return null;
    return 10 ** (a + b / (kelvin - t0)) / (ofProduct ? kelvin : 1);
  };

  // Rows of equal conductivity in the order of their cells, as the server has them.
  const compared = (one, other) => {
    const place = one.findIndex((cell, index) => cell !== other[index]);
    return place < 0 ? 0 : one[place] < other[place] ? -1 : 1;
  };

  const rowsAt = ({ lines, values, near, words }, kelvin) => {
    const found = [];
    for (const line of lines) {
      const sigma = conductivity(line, kelvin);
      if (!sigma) continue;
      const how = [line.how, kelvin < line.low || kelvin > line.high ? words.extrapolated : words.within];
      if (line.assumed) how.push(words.assumed);
      found.push({ sigma, row: [line.name, written(sigma, words.unit), line.class, how.join(", "), line.source] });
    }
    for (const value of values) if (Math.abs(value.kelvin - kelvin) <= near) found.push(value);
    found.sort((one, other) => other.sigma - one.sigma || compared(one.row, other.row));
    return found.length ? found.map(({ row }) => row) : [[words.nothing, "", "", "", ""]];
  };

  const fill = (frame, readings, at) => {
    const title = readings.words.title.replace("{}", celsius(at));
    frame.setAttribute("aria-label", title);
    frame.querySelector("caption").textContent = title;
    frame.querySelector("tbody").replaceChildren(
      ...rowsAt(readings, at + ZERO).map((cells) => {
        const row = document.createElement("tr");
        row.append(
          ...cells.map((text, place) => {
            const cell = document.createElement(place ? "td" : "th");
            if (!place) cell.scope = "row";
            cell.textContent = text;
            return cell;
          }),
        );
        return row;
      }),
    );
  };

  const shapeAt = (at) => ({
    type: "line",
    x0: 1000 / (at + ZERO),
    x1: 1000 / (at + ZERO),
    yref: "paper",
    y0: 0,
    y1: 1,
    line: { color: plots.token("--accent"), width: 2, dash: "dot" },
    label: { text: celsius(at), textposition: "start", textangle: 0, font: { size: 11, color: plots.token("--accent") }, xanchor: "left", yanchor: "bottom" },
  });

  plots.extend((figure, canvas) => {
    if (!figure.layout.meta?.readings) return;
    figure.data = figure.data.filter((trace) => !trace.meta?.reading);
    const field = document.getElementById("option-at_celsius");
    if (!chosen.has(canvas)) chosen.set(canvas, Number.parseFloat(field?.value.replace("−", "-")) || 25);
    figure.layout.shapes = [shapeAt(chosen.get(canvas))];
  });

  plots.whenDrawn((canvas) => {
    const { layout } = plots.figureOf(canvas);
    const readings = layout.meta?.readings;
    const figure = canvas.closest("figure");
    const frame = figure.querySelector('[data-table="readings"]');
    if (!readings || !frame) return;
    const ends = layout.xaxis.range.map((x) => Math.round(1000 / x - ZERO));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];

    const control = document.createElement("div");
    control.className = "reader no-print";
    const make = (type, label) => {
      const input = document.createElement("input");
      Object.assign(input, { type, min: low, max: high, step: type === "range" ? 1 : "any" });
      input.setAttribute("aria-label", label);
      return input;
    };
    const label = document.createElement("span");
    label.textContent = "Read every line at";
    const slider = make("range", "Temperature that is read, in °C");
    const number = make("number", "Temperature that is read, in °C, as a number");
    const unit = document.createElement("span");
    unit.textContent = "°C – or drag the dotted line";
    control.append(label, slider, number, unit);
    canvas.after(control);

    const field = document.getElementById("option-at_celsius");
    if (field) field.closest("div").hidden = true;
    const read = (at, from) => {
      if (!Number.isFinite(at)) return;
      const within = Math.min(Math.max(at, low), high);
      chosen.set(canvas, within);
      if (from !== slider) slider.value = within;
      if (from !== number) number.value = Number(within.toFixed(1));
      if (field) field.value = Number(within.toFixed(2));
      fill(frame, readings, within);
      return window.Plotly.relayout(canvas, { shapes: [shapeAt(within)] });
    };
    slider.addEventListener("input", () => read(slider.valueAsNumber, slider));
    number.addEventListener("change", () => read(number.valueAsNumber, null));
    canvas.on("plotly_relayout", (changes) => {
      const x = changes["shapes[0].x0"];
      if (x > 0) read(1000 / x - ZERO, null);
    });
    const start = chosen.get(canvas);
    slider.value = start;
    number.value = Number(start.toFixed(1));
  });
})();
