// Draws every [data-plot] of the page from the figure beside it, in the page's own colours, light or dark.
(() => {
  "use strict";
  const NARROW = 640;

  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const colour = (place) => token(`--series-${place}`);

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
      xaxis: { ...layout.xaxis, ...axis },
      yaxis: { ...layout.yaxis, ...axis },
      hoverlabel: { ...layout.hoverlabel, bgcolor: token("--raised"), bordercolor: token("--line-strong"), font: { color: ink } },
      autosize: true,
    });
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
    const { data, layout } = themed(figure, canvas.clientWidth);
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
