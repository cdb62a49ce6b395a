// A movable temperature line: the table of an Arrhenius plot is requested again where the line is put. The server reads
// every line and value there; the temperature that it read stands in the figure (layout.meta.at_celsius).
(() => {
  "use strict";
  const ZERO = 273.15;
  const WAIT = 150; // ms without a move before the server is asked
  const PARAMETER = "at_celsius";
  const plots = window.mgdbPlots;
  const chosen = new WeakMap(); // canvas → °C

  const celsius = (number) => `${String(Number(number.toFixed(2))).replace("-", "−")}\u00a0°C`;

  // The address of this page at another temperature.
  const addressAt = (at) => {
    const address = new URL(window.location.href);
    address.searchParams.set(PARAMETER, String(Number(at.toFixed(2))));
    return address;
  };
  plots.address = (canvas) => (chosen.has(canvas) ? addressAt(chosen.get(canvas)) : new URL(window.location.href));

  // The handle that the mouse drags is short: what can be dragged takes the mouse from the points below it.
  const shapesAt = (at) => {
    const x = 1000 / (at + ZERO);
    const color = plots.token("--accent");
    const line = { type: "line", x0: x, x1: x, yref: "paper" };
    return [
      { ...line, y0: 0.94, y1: 1, line: { color, width: 7 } },
      {
        ...line,
        layer: "below",
        y0: 0,
        y1: 1,
        line: { color, width: 2, dash: "dot" },
        label: { text: celsius(at), textposition: "start", textangle: 0, font: { size: 11, color }, xanchor: "left", yanchor: "bottom" },
      },
    ];
  };

  plots.extend((figure, canvas) => {
    const at = figure.layout.meta?.[PARAMETER];
    if (at === undefined) return;
    figure.data = figure.data.filter((trace) => !trace.meta?.reading);
    if (!chosen.has(canvas)) chosen.set(canvas, at);
    figure.layout.shapes = shapesAt(chosen.get(canvas));
  });

  plots.whenDrawn((canvas) => {
    const { layout } = plots.figureOf(canvas);
    const figure = canvas.closest("figure");
    const tables = () => [...figure.querySelectorAll('[data-table="places"], [data-table="readings"]')];
    if (layout.meta?.[PARAMETER] === undefined || !tables().length) return;
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
    label.textContent = "Evaluate at";
    const slider = make("range", "Temperature that is read, in °C");
    const number = make("number", "Temperature that is read, in °C, as a number");
    const unit = document.createElement("span");
    unit.textContent = "°C – or drag the handle of the dotted line";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    control.append(label, slider, number, unit, status);
    canvas.after(control);

    let timer;
    let running;
    const ask = async (at) => {
      running?.abort();
      const mine = (running = new AbortController());
      for (const frame of tables()) frame.setAttribute("aria-busy", "true");
      try {
        const page = await plots.page(addressAt(at), mine.signal);
        for (const frame of tables()) {
          const table = page.querySelector(`[data-table="${frame.dataset.table}"]`);
          frame.setAttribute("aria-label", table.getAttribute("aria-label"));
          frame.replaceChildren(...table.childNodes);
        }
        status.textContent = "";
      } catch (error) {
        if (error.name === "AbortError") return;
        status.textContent = "The table could not be read at this temperature; it is the one that it names.";
      }
      if (mine === running) for (const frame of tables()) frame.removeAttribute("aria-busy");
    };

    plots.reread = () => ask(chosen.get(canvas)); // the tables were replaced by those of another temperature

    const field = document.getElementById(`option-${PARAMETER}`);
    if (field) field.closest("div").hidden = true;
    const read = (at, from) => {
      if (!Number.isFinite(at)) return;
      const within = Math.min(Math.max(at, low), high);
      chosen.set(canvas, within);
      if (from !== slider) slider.value = within;
      if (from !== number) number.value = Number(within.toFixed(1));
      if (field) field.value = Number(within.toFixed(2));
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT, within);
      return window.Plotly.relayout(canvas, { shapes: shapesAt(within) });
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
