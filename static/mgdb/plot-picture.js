// A drawn plot as a picture for a paper: above it its title and what was asked, below it how many values it shows, the
// date, where it stands, and the sources where they are asked for. The figure brings the words in `layout.meta.caption`.
(() => {
  "use strict";
  const MARGIN = 10;
  const LETTER = 0.54; // the width of a letter, on average, as a share of its size
  const HEAD = { title: 16, question: 12 };
  const FOOT = { line: 11, sources: 10 };
  const LEADING = 1.35;

  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

  // `text` in lines that fit into `width` at this size of type.
  const wrapped = (text, width, size) => {
    const room = Math.max(Math.floor(width / (LETTER * size)), 12);
    const lines = [""];
    for (const word of text.split(" ")) {
      const last = lines.at(-1);
      if (last && last.length + 1 + word.length > room) lines.push(word);
      else lines[lines.length - 1] = last ? `${last} ${word}` : word;
    }
    return lines;
  };

  const sized = (lines, size) => lines.map((line) => `<span style="font-size:${size}px">${escaped(line)}</span>`);

  const sourcesText = (sources) =>
    sources.map(({ key, text, doi }) => `[${key}] ${text}${doi ? `, doi:${doi}` : ""}`).join("; ");

  // The figure with its caption, and the size of the picture. `size`: of the drawn plot, with its margins l, r, t, b.
  const captioned = ({ data, layout }, size, { sources = false, date = new Date(), address = "" } = {}) => {
    const caption = layout.meta?.caption;
    if (!caption) return { figure: { data, layout }, width: size.width, height: size.height };
    const room = size.width - 2 * MARGIN;
    const title = wrapped(caption.title, room, HEAD.title);
    const question = wrapped(caption.question, room, HEAD.question);
    const day = date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    const below = wrapped([caption.values, `MgDB, ${day}`, address].filter(Boolean).join(" · "), room, FOOT.line);
    const cited = sources && caption.sources.length ? wrapped(`Sources: ${sourcesText(caption.sources)}`, room, FOOT.sources) : [];
    const height = (lines, type) => Math.ceil(lines.length * type * LEADING);
    const top = height(title, HEAD.title) + height(question, HEAD.question) + 3 * MARGIN;
    const bottom = height(below, FOOT.line) + height(cited, FOOT.sources) + 3 * MARGIN;
    const whole = size.height + top + bottom;
    const note = {
      text: [...sized(below, FOOT.line), ...sized(cited, FOOT.sources)].join("<br>"),
      ...{ xref: "paper", yref: "paper", x: 0, y: 0, xanchor: "left", yanchor: "top", align: "left" },
      ...{ xshift: MARGIN - size.l, yshift: -size.b - 2 * MARGIN, showarrow: false, font: { ...layout.font, size: FOOT.line } },
    };
    // what stands at a height of the whole picture keeps its place beside the plot
    const legend = { ...layout.legend };
    if (legend.yref === "container") legend.y = ((legend.y ?? 1) * size.height + bottom) / whole;
    const changed = {
      ...layout,
      legend,
      ...{ autosize: false, width: size.width, height: whole },
      margin: { l: size.l, r: size.r, t: size.t + top, b: size.b + bottom },
      title: {
        text: [...sized(title, HEAD.title).map((line) => `<b>${line}</b>`), ...sized(question, HEAD.question)].join("<br>"),
        ...{ xref: "container", yref: "container", xanchor: "left", yanchor: "top" },
        ...{ x: MARGIN / size.width, y: 1 - (2 * MARGIN) / whole, font: { ...layout.font, size: HEAD.title } },
      },
      annotations: [...(layout.annotations ?? []), note],
    };
    return { figure: { data, layout: changed }, width: size.width, height: whole };
  };

  window.mgdbPicture = { captioned, wrapped };
})();
