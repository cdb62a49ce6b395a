// Draws every [data-plot] of the page from the figure beside it, in the page's own colours, light or dark.
(() => {
  "use strict";
  const NARROW = 640;

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const colour = (place) => token(`--series-${place}`);

  // Labels beside the rows would leave no room for them on a narrow screen: they stand inside, above their rows.
  const labelsInside = (layout) => {
    const { tickvals, ticktext } = layout.yaxis;
    const place = { xref: "paper", x: 0, xanchor: "left", yanchor: "bottom", yshift: 4, xshift: 2, showarrow: false };
    const labels = tickvals.map((y, row) => ({ ...place, y, text: ticktext[row], font: { size: 11 } }));
    layout.annotations = [...(layout.annotations ?? []), ...labels];
    layout.yaxis.showticklabels = false;
    layout.yaxis.range = [layout.yaxis.range[0], layout.yaxis.range[1] + 0.3];
    layout.margin = { ...layout.margin, l: 12 };
  };

  // A trace says in `meta.colour` which place of the palette it takes.
  const themed = (figure, width) => {
    const { data, layout } = structuredClone(figure);
    for (const trace of data) {
      const own = trace.meta && colour(trace.meta.colour);
      if (own && trace.marker) {
        trace.marker.color = own;
        if (trace.marker.line) trace.marker.line.color = own;
      }
      if (own && trace.line) trace.line.color = own;
      // labels at points would lie over each other: hovering and the table name the materials
      if (width < NARROW && trace.mode === "markers+text") trace.mode = "markers";
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
    if (width < NARROW) {
      if (layout.meta?.rows) labelsInside(layout);
      if (layout.xaxis.type === "log" && layout.xaxis.tickmode !== "array") delete layout.xaxis.dtick;
      for (const name of Object.keys(layout)) if (/^[xy]axis/.test(name)) layout[name].title = { ...layout[name].title, font: { size: 13 } };
    }
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
  };

  const draw = (canvas) => {
    const figure = JSON.parse(document.getElementById(canvas.dataset.plot).textContent);
    // a figure of many rows asks for its height; the canvas takes it, so that resizing keeps it
    const taller = figure.layout.meta?.rows && canvas.clientWidth < NARROW ? 1.25 : 1;
    if (figure.layout.height) canvas.style.height = `${Math.round(figure.layout.height * taller)}px`;
    const { data, layout } = themed(figure, canvas.clientWidth);
    delete layout.height;
    return window.Plotly.react(canvas, data, layout, config);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const canvases = [...document.querySelectorAll("[data-plot]")];
    for (const canvas of canvases) {
      canvas.replaceChildren();
      draw(canvas).then(() => {
        canvas.dataset.drawn = "yes";
        canvas.on("plotly_click", (event) => {
          const address = event.points[0]?.customdata?.[1];
          if (address) window.location.assign(address);
        });
      });
    }
    new MutationObserver(() => canvases.forEach(draw)).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ["data-bs-theme"],
    });
  });
})();
