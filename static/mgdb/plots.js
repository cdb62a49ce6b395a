// Draws every [data-plot] of the page from the figure beside it, in the page's own colours, light or dark; lets the
// keyboard go from point to point; saves the figure as an image. Other scripts add to a figure through window.mgdbPlots.
(() => {
  "use strict";
  const NARROW = 640;
  const extenders = []; // (figure, canvas) => void: changes a copy of the figure before it is drawn
  const whenDrawn = []; // (canvas) => void: once, after the first drawing
  const whenOpened = []; // (canvas, point) => whether it did what there is to do: for a point that is chosen

  // what a token comes to, light or dark, is known of an element that has it as its colour
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const token = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };

  const colour = (place) => token(`--series-${place}`);

  // A label of a row is cut to the room that it has; hovering and the table tell it whole.
  const pen = document.createElement("canvas").getContext("2d");
  const fitted = (label, room, size) => {
    const family = getComputedStyle(document.body).fontFamily;
    const cut = (line) => {
      pen.font = `${line.match(/font-size:(\d+)px/)?.[1] ?? size}px ${family}`;
      const parts = line.match(/<[^>]*>|&\w+;|./gu) ?? [];
      const letters = parts.filter((part) => !/^<./.test(part));
      const wide = (count) => pen.measureText(plain(letters.slice(0, count).join(""))).width;
      if (wide(letters.length) <= room) return line;
      let kept = letters.length;
      while (kept > 1 && wide(kept) + pen.measureText("…").width > room) kept -= 1;
      let at = 0;
      return parts.map((part) => (/^<./.test(part) ? part : ++at < kept ? part : at === kept ? `${part}…` : "")).join("");
    };
    return label.split("<br>").map(cut).join("<br>");
  };
  const SIDE = 0.42; // of a wide figure: the room for labels beside its rows

  const fitRows = (layout, width) => {
    const room = width < NARROW ? width - 36 : SIDE * width;
    for (const name of Object.keys(layout).filter((key) => /^yaxis\d*$/.test(key))) {
      layout[name].ticktext = layout[name].ticktext.map((label) => fitted(label, room, width < NARROW ? 11 : 13));
    }
  };

  // Labels beside the rows would leave no room for them on a narrow screen: they stand inside, above their rows.
  const labelsInside = (layout) => {
    for (const name of Object.keys(layout).filter((key) => /^yaxis\d*$/.test(key))) {
      const axis = layout[name];
      const place = { xref: "paper", yref: name.replace("axis", ""), x: 0, xanchor: "left", yanchor: "bottom", align: "left" };
      const labels = axis.tickvals.map((y, row) => ({
        ...place, yshift: 11, xshift: 2, showarrow: false, y, text: axis.ticktext[row], font: { size: 11 },
      }));
      layout.annotations = [...(layout.annotations ?? []), ...labels];
      axis.showticklabels = false;
      axis.range = [axis.range[0], axis.range[1] + 0.3];
    }
    layout.margin = { ...layout.margin, l: 12 };
  };

  const narrowed = (layout) => {
    if (layout.meta?.rows) labelsInside(layout);
    if (layout.xaxis.type === "log" && layout.xaxis.tickmode !== "array") delete layout.xaxis.dtick;
    for (const name of Object.keys(layout)) {
      if (/^[xy]axis/.test(name)) layout[name].title = { ...layout[name].title, font: { size: 13 } };
    }
    layout.legend = { ...layout.legend, font: { size: 11 }, itemwidth: 30 };
    // upright digits: the 5s and 2s between the decades would be turned on their side
    if (layout.xaxis.tickmode === "array" && layout.xaxis.type === "log" && layout.xaxis.ticktext.length > 8) {
      layout.xaxis.ticktext = layout.xaxis.ticktext.map((text) => (/^0?\.?0*1/.test(text) ? text : ""));
    }
  };

  // Empty cells are like raised paper; the others go from a tint of the first colour to one on which ink can be read.
  const heated = (trace) => {
    const scale = trace.colorscale.map(([stop]) => [stop, token("--raised")]);
    scale[scale.length - 2][1] = token("--heat");
    scale[scale.length - 1][1] = token("--heat-most");
    trace.colorscale = scale;
    trace.textfont = { ...trace.textfont, color: token("--ink") };
  };

  // A trace says in `meta.colour` which place of the palette it takes.
  const themed = (figure, width) => {
    const { data, layout } = figure;
    for (const trace of data) {
      if (trace.type === "heatmap") heated(trace);
      const own = trace.meta && colour(trace.meta.colour);
      if (own && trace.marker) {
        trace.marker.color = own;
        if (trace.marker.line) trace.marker.line.color = own;
      }
      if (own && trace.line) trace.line.color = own;
      // labels at points would lie over each other: hovering and the table name the materials
      if (width < NARROW && trace.mode === "markers+text" && !layout.meta?.rows) trace.mode = "markers";
    }
    const ink = token("--ink");
    const line = token("--line");
    const axis = { color: ink, gridcolor: line, linecolor: token("--line-strong"), tickcolor: token("--line-strong") };
    Object.assign(layout, {
      paper_bgcolor: token("--paper"),
      plot_bgcolor: token("--paper"),
      font: { ...layout.font, color: ink, family: getComputedStyle(document.body).fontFamily },
      hoverlabel: { ...layout.hoverlabel, bgcolor: token("--raised"), bordercolor: token("--line-strong"), font: { color: ink } },
      autosize: true,
    });
    for (const name of Object.keys(layout)) if (/^[xy]axis\d*$/.test(name)) Object.assign(layout[name], axis);
    if (layout.meta?.rows && Number.isFinite(width)) fitRows(layout, width);
    if (width < NARROW) narrowed(layout);
    for (const note of layout.annotations ?? []) note.font = { ...note.font, color: ink };
    return { data, layout };
  };

  const config = {
    displaylogo: false,
    showSendToCloud: false,
    responsive: true,
    displayModeBar: "hover",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
    toImageButtonOptions: { format: "svg" },
    edits: { shapePosition: true }, // the only shapes are those of the temperature that is read
  };

  const figureOf = (canvas) => JSON.parse(document.getElementById(canvas.dataset.plot).textContent);

  // A large figure stands at an address of its own, and is fetched once; then it is in the page as any other.
  const PATIENCE = 60_000; // ms
  const AGAIN = 2_000; // ms, where the server is busy and does not say when to come again
  const fetched = async (canvas) => {
    const block = document.getElementById(canvas.dataset.plot);
    const { address } = block.dataset;
    if (!address || block.textContent) return;
    for (const isLast of [false, true]) {
      const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) {
        block.textContent = await answer.text();
        return;
      }
      if (isLast || ![429, 503].includes(answer.status)) throw new Error(`the server answered ${answer.status}`);
      const wait = 1000 * Number(answer.headers.get("Retry-After")) || AGAIN;
      await new Promise((done) => setTimeout(done, Math.min(wait, PATIENCE)));
    }
  };
  // Until it is there the canvas says so; where it does not come, why, and how to try again.
  const ready = async (canvas, start) => {
    const words = document.createElement("p");
    words.className = "waiting";
    words.textContent = "The values are fetched …";
    canvas.replaceChildren(words);
    try {
      await fetched(canvas);
      canvas.replaceChildren();
      return true;
    } catch (error) {
      const again = document.createElement("button");
      Object.assign(again, { type: "button", className: "button quiet", textContent: "Try again" });
      again.addEventListener("click", () => start(canvas));
      words.textContent = `The values could not be fetched (${error.name === "TimeoutError" ? "no answer in time" : error.message}). `;
      words.append(again);
      return false;
    }
  };

  const draw = (canvas) => {
    const figure = figureOf(canvas);
    for (const extend of extenders) extend(figure, canvas);
    // a figure of many rows asks for its height; the canvas takes it, so that resizing keeps it
    const lines = JSON.stringify(figure.layout.yaxis?.ticktext ?? "").includes("<br>") ? 1.5 : 1.3;
    const taller = figure.layout.meta?.rows && canvas.clientWidth < NARROW ? lines : 1;
    if (figure.layout.height) canvas.style.height = `${Math.round(figure.layout.height * taller)}px`;
    // one of many columns asks for its width, and its frame scrolls where that is more than there is
    const least = figure.layout.meta?.width ?? 0;
    canvas.style.minWidth = least ? `${least}px` : "";
    const { data, layout } = themed(figure, canvas.clientWidth);
    delete layout.height;
    hint(canvas);
    // a finger zooms and taps twice to reset; on a narrow plot the buttons would lie over the legend
    const asked = { ...config, displayModeBar: canvas.clientWidth < NARROW ? false : "hover" };
    return window.Plotly.react(canvas, data, layout, asked).then(() => canvas.dispatchEvent(new Event("mgdb:drawn")));
  };

  // A figure wider than its frame says that there is more, and fades where it is cut.
  const hint = (canvas) => {
    const frame = canvas.parentElement;
    const words = frame.parentElement.querySelector(".scroll-hint");
    const tell = () => {
      const more = frame.scrollWidth - frame.clientWidth;
      if (words) words.hidden = more < 2;
      frame.classList.toggle("goes-on", more - frame.scrollLeft > 2);
    };
    frame.onscroll = tell;
    tell();
  };

  // The points that lead somewhere, from left to right; of a heat map its cells, line by line.
  const pointsOf = (canvas) =>
    canvas.data
      .flatMap((trace, curveNumber) => {
        if (trace.type === "heatmap") {
          return trace.hovertext.flatMap((line, y) =>
            line.map((text, x) => ({
              hover: { curveNumber, xval: x, yval: y },
              x: y * line.length + x,
              y: 0,
              text,
              data: trace.customdata[y][x],
            })),
          );
        }
        if (trace.visible === "legendonly" || !trace.mode?.includes("markers") || !Array.isArray(trace.hovertext)) return [];
        return trace.x.map((x, at) => ({
          hover: { curveNumber, pointNumber: at },
          x,
          y: trace.y[at],
          text: trace.hovertext[at],
          data: trace.customdata?.[at],
        }));
      })
      .sort((one, other) => one.x - other.x || other.y - one.y);

  const plain = (markup) => {
    const text = markup.replaceAll("<br>", "; ").replace(/<[^>]*>/g, "");
    return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  };

  const open = (canvas, point) => {
    if (!point.data?.[1]) return;
    if (!whenOpened.some((act) => act(canvas, point))) window.location.assign(point.data[1]);
  };

  // The point of a click, as `pointsOf` has it.
  const clicked = (canvas, { curveNumber, pointNumber, x, y, hovertext, text, customdata }) => {
    const isIt = ({ hover }) => hover.curveNumber === curveNumber && hover.pointNumber === pointNumber;
    const isCell = Array.isArray(pointNumber); // of a heat map
    const hover = isCell ? { curveNumber, xval: pointNumber[1], yval: pointNumber[0] } : { curveNumber, pointNumber };
    const known = isCell ? undefined : pointsOf(canvas).find(isIt);
    return known ?? { hover, x, y, text: hovertext ?? text ?? "", data: customdata };
  };

  const reachable = (canvas) => {
    const said = document.querySelector(`[data-said="${canvas.dataset.plot}"]`);
    let at = -1;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-roledescription", "plot");
    const go = (points, place) => {
      at = Math.min(Math.max(place, 0), points.length - 1);
      const { hover, text } = points[at];
      window.Plotly.Fx.hover(canvas, [hover]);
      said.textContent = `Point ${at + 1} of ${points.length}: ${plain(text)}`;
    };
    canvas.addEventListener("keydown", (event) => {
      if (event.target !== canvas) return;
      const points = pointsOf(canvas);
      if (!points.length) return;
      const steps = { ArrowRight: at + 1, ArrowLeft: at < 0 ? points.length - 1 : at - 1, Home: 0, End: points.length - 1 };
      if (event.key in steps) go(points, steps[event.key]);
      else if (event.key === "Enter" && points[at]) open(canvas, points[at]);
      else return;
      event.preventDefault();
    });
    canvas.addEventListener("blur", ({ relatedTarget }) => {
      if (relatedTarget?.closest(".plot-card")) return; // that of the point where the reader is
      window.Plotly.Fx.unhover(canvas);
      said.textContent = "";
      at = -1;
    });
  };

  // What is drawn as a picture for paper: light whatever the page is, with its caption.
  const picture = (canvas, sources) => {
    probe.dataset.theme = "light";
    const shown = themed(structuredClone({ data: canvas.asDrawn ?? canvas.data, layout: canvas.layout }), Infinity);
    delete probe.dataset.theme;
    Object.assign(shown.layout, { paper_bgcolor: "#fff", plot_bgcolor: "#fff" });
    const { l, r, t, b } = canvas._fullLayout._size; // as drawn, with the room that labels and legend take
    const address = `${window.location.origin}${window.location.pathname}`;
    const size = { width: canvas.clientWidth, height: canvas.clientHeight, l, r, t, b };
    return window.mgdbPicture.captioned(shown, size, { sources, address });
  };

  const savable = (canvas) => {
    const files = canvas.closest("figure").querySelector(".plot-files");
    files.querySelector(".drawn-only").hidden = false;
    for (const button of files.querySelectorAll("[data-save]")) {
      button.addEventListener("click", async () => {
        const format = button.dataset.save;
        const { figure, width, height } = picture(canvas, files.querySelector("[data-with-sources]").checked);
        const link = document.createElement("a");
        link.href = await window.Plotly.toImage(figure, { format, width, height, scale: format === "png" ? 3 : 1 });
        link.download = `${canvas.dataset.name}.${format}`;
        link.click();
      });
    }
  };

  // This page at the options of an address.
  const page = async (address, signal) => {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };

  window.mgdbPlots = {
    token,
    page,
    address: () => new URL(window.location.href), // of the page at the options that a canvas shows
    figureOf,
    redraw: draw,
    extend: (change) => extenders.push(change),
    whenDrawn: (act) => whenDrawn.push(act),
    whenOpened: (act) => whenOpened.push(act),
    pointsOf,
    plain,
  };

  // Each value of a facet is a link: whoever chooses several finds the filters as they left them.
  const keepFilters = () => {
    const filters = document.getElementById("filters");
    if (!filters) return;
    try {
      filters.open ||= sessionStorage.getItem("mgdb-plot-filters") === "open";
    } catch {
      return; // storage is switched off
    }
    filters.addEventListener("toggle", () => sessionStorage.setItem("mgdb-plot-filters", filters.open ? "open" : ""));
  };

  document.addEventListener("DOMContentLoaded", () => {
    keepFilters();
    const canvases = [...document.querySelectorAll("[data-plot]")];
    const begin = async (canvas) => {
      if (!(await ready(canvas, begin))) return;
      await draw(canvas);
      canvas.dataset.drawn = "yes";
      canvas.on("plotly_click", (event) => event.points[0] && open(canvas, clicked(canvas, event.points[0])));
      reachable(canvas);
      savable(canvas);
      for (const act of whenDrawn) act(canvas);
    };
    canvases.forEach(begin);
    const drawn = () => canvases.filter(({ dataset }) => dataset.drawn);
    // labels of rows are cut to a width, and stand inside where it is narrow
    let wait = 0;
    let width = window.innerWidth;
    window.addEventListener("resize", () => {
      if (window.innerWidth === width) return;
      width = window.innerWidth;
      clearTimeout(wait);
      wait = setTimeout(() => {
        for (const canvas of drawn()) canvas.layout?.meta?.rows ? draw(canvas) : hint(canvas);
      }, 200);
    });
    new MutationObserver(() => drawn().forEach(draw)).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ["data-theme"],
    });
  });
})();
