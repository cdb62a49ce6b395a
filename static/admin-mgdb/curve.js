// Draws each [data-curve] of a form before it is saved: what is typed goes to the server, which answers with the figure,
// the plots that take it and what is wrong. Nothing is saved by it.
(() => {
  "use strict";
  const PAUSE = 400; // ms after the last key

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const token = (name) => {
    const probe = element("span", { hidden: true });
    document.body.append(probe);
    probe.style.color = `var(${name})`;
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };

  const themed = ({ data, layout }) => {
    const axis = { color: token("--body-fg"), gridcolor: token("--hairline-color"), linecolor: token("--border-color"), tickcolor: token("--border-color") };
    for (const trace of data) {
      const own = token("--link-fg");
      trace.marker.color = trace.marker.line.color = trace.line.color = own;
    }
    Object.assign(layout, { paper_bgcolor: token("--body-bg"), plot_bgcolor: token("--body-bg"), autosize: true });
    layout.font = { ...layout.font, color: token("--body-fg"), family: getComputedStyle(document.body).fontFamily };
    for (const name of ["xaxis", "yaxis"]) Object.assign(layout[name], axis);
    return { data, layout };
  };

  const list = (title, className, lines) =>
    lines.length ? [element("p", { className: "quiet", textContent: title }), element("ul", { className }, ...lines.map((textContent) => element("li", { textContent })))] : [];

  const names = { x_axis: "x axis", x_transform: "scale of x axis", x_unit: "unit of x axis", x_label: "title of x axis", y_axis: "y axis", y_transform: "scale of y axis", y_unit: "unit of y axis", y_label: "title of y axis" };

  const told = (answer) => {
    if (answer.problems) {
      return list("It cannot be drawn yet:", "errorlist", answer.problems.map(({ field, message }) => `${names[field] ?? field}: ${message}`));
    }
    const taken = answer.plots.filter(({ drawn }) => drawn);
    const others = answer.plots.filter(({ drawn }) => !drawn);
    const counted = ({ title, drawn, reason }) => `${title}: ${drawn} of ${answer.count} points${reason ? `; left out: ${reason}` : ""}`;
    const more = element("details", {}, element("summary", { textContent: `Why ${others.length === 1 ? "another plot does" : `${others.length} other plots do`} not` }));
    more.append(element("ul", {}, ...others.map(({ title, reason }) => element("li", { textContent: `${title}: ${reason}` }))));
    return [
      ...list("Doubtful, and saved as it is:", "doubts", answer.doubts),
      ...(taken.length ? list("Plots that draw it:", "takings", taken.map(counted)) : [element("p", { textContent: "No plot draws it; its own page does." })]),
      ...(others.length ? [more] : []),
    ];
  };

  const watch = (block) => {
    const form = block.closest("form");
    const canvas = block.querySelector("[data-canvas]");
    const said = block.querySelector("[data-said]");
    const prefix = block.dataset.prefix ?? "";
    const own = (name) => form.elements[prefix ? `${prefix}-${name}` : name];
    let asked = 0;
    let waiting;
    const draw = async () => {
      if (!own("points")?.value.trim()) return;
      const mine = (asked += 1);
      const body = new FormData(form);
      body.delete("upload");
      body.set("preview_prefix", prefix);
      let answer;
      try {
        const response = await fetch(block.dataset.address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken(form) } });
        if (!response.ok) throw new Error(`the server answers ${response.status}`);
        answer = await response.json();
      } catch (error) {
        said.replaceChildren(element("p", { className: "quiet", textContent: `It could not be drawn: ${error.message}.` }));
        return;
      }
      if (mine !== asked) return; // more was typed since
      said.replaceChildren(...told(answer));
      canvas.hidden = !answer.figure;
      if (answer.figure) {
        const { data, layout } = themed(answer.figure);
        if (prefix) layout.height = 300;
        window.Plotly.react(canvas, data, layout, { displaylogo: false, responsive: true, displayModeBar: false });
      }
    };
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(draw, PAUSE);
    };
    // beside what it is drawn of
    if (!prefix) form.querySelector("fieldset.axes")?.after(block);
    const area = prefix ? block : form;
    area.addEventListener("input", later);
    area.addEventListener("change", later);
    draw();
  };

  const csrfToken = (form) => form.elements.csrfmiddlewaretoken.value;

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-curve]").forEach(watch));
})();
