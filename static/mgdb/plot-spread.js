// Moves markers that lie over each other aside, when the reader asks for it: on the screen alone. Files, pictures and the
// table have every value where it belongs. A trace says in `meta.of` to which value each of its points belongs.
(() => {
  "use strict";
  const STEP = 11; // px between two markers that would lie over each other
  const MOST = 40; // steps aside, to both sides together
  const CROWD = 300; // so many markers have no room aside

  const axisOf = (canvas, name) => canvas._fullLayout[name.replace(/^([xy])/, "$1axis")];

  const isMarks = (trace) => trace.mode?.includes("markers") && Array.isArray(trace.customdata) && trace.visible !== "legendonly";

  // The markers of values, with the pixel at which each stands.
  const marksOf = (canvas, data) =>
    data.flatMap((trace, number) => {
      if (!isMarks(trace)) return [];
      const across = axisOf(canvas, trace.xaxis ?? "x");
      const up = axisOf(canvas, trace.yaxis ?? "y");
      const panel = `${trace.xaxis ?? "x"}${trace.yaxis ?? "y"}`;
      return trace.x.map((x, at) => ({
        id: trace.customdata[at]?.[0], number, at, panel, across, x, y: trace.y[at], px: across.d2p(x), py: up.d2p(trace.y[at]),
      }));
    });

  // Each marker at the nearest free place beside its own; whoever comes first keeps it.
  const spread = (marks) => {
    const taken = {};
    for (const mark of marks) {
      const others = (taken[mark.panel] ??= []);
      const isFree = (px) => others.every((one) => Math.abs(one.px - px) >= STEP || Math.abs(one.py - mark.py) >= STEP);
      let step = 0;
      const aside = () => mark.px + STEP * (step % 2 ? (step + 1) / 2 : -step / 2);
      while (!isFree(aside()) && step < MOST) step += 1;
      const px = aside();
      others.push({ px, py: mark.py });
      if (step) mark.moved = mark.across.p2d(px);
    }
    return marks.filter((mark) => mark.moved !== undefined);
  };

  const apart = (canvas, data) => {
    const moved = spread(marksOf(canvas, data));
    const changed = data.map((trace) => (Array.isArray(trace.x) ? [...trace.x] : trace.x));
    for (const mark of moved) changed[mark.number][mark.at] = mark.moved;
    data.forEach((trace, number) => {
      trace.meta?.of?.forEach((id, at) => {
        const own = moved.find((mark) => mark.id === id && mark.x === trace.x[at]);
        if (own) changed[number][at] = own.moved;
      });
    });
    return { moved, changed };
  };

  const isCount = (trace) => trace.name === "values at one place";

  window.mgdbPlots.whenDrawn((canvas) => {
    const label = canvas.closest("figure").querySelector(".spread");
    if (!label || canvas.data.some((trace) => trace.type === "heatmap") || marksOf(canvas, canvas.data).length > CROWD || !apart(canvas, canvas.data).moved.length) return;
    const box = label.querySelector("input");
    label.hidden = false;
    const show = async () => {
      const data = canvas.asDrawn ?? canvas.data;
      canvas.asDrawn = box.checked ? data.map((trace) => ({ ...trace })) : undefined;
      const xs = box.checked ? apart(canvas, data).changed : data.map((trace) => trace.x);
      const places = data.map((_, number) => number);
      const visible = data.map((trace) => (isCount(trace) && box.checked ? false : (trace.visible ?? true)));
      await window.Plotly.restyle(canvas, { x: xs, visible }, places);
    };
    box.addEventListener("change", show);
    canvas.on("plotly_relayout", () => box.checked && show());
    // drawn again, in other colours or with data of the reader's own
    canvas.addEventListener("mgdb:drawn", () => {
      canvas.asDrawn = undefined;
      if (box.checked) show();
    });
  });
})();
