// Blocks of cells from a spreadsheet, a text or a page, and whole tables of a paper, one value of which is one row.
(() => {
  "use strict";
  const { element } = window.mgdbBench;
  const MOST_CELLS = 20_000;
  const RAISED = Object.fromEntries([..."0123456789+-−"].map((sign, at) => [sign, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"[at]]));

  // The text of a cell: raised digits stay raised, lowered ones stand on the line.
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const text = [...node.childNodes].map(textOf).join("");
    if (node.nodeName === "SUP" && text.trim()) return [...text.trim()].every((sign) => RAISED[sign]) ? [...text.trim()].map((sign) => RAISED[sign]).join("") : `^{${text.trim()}}`;
    return node.nodeName === "BR" ? " " : text;
  };
  const tidy = (text) => text.replace(/[\s\u00a0]+/g, " ").trim();

  // A cell over several columns or rows stands in each of them.
  const ofHtml = (html) => {
    const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
    if (!table) return null;
    const block = [];
    [...table.rows].forEach((line, at) => {
      block[at] ??= [];
      let place = 0;
      for (const cell of line.cells) {
        while (block[at][place] !== undefined) place += 1;
        const text = tidy(textOf(cell));
        for (let down = 0; down < Math.min(cell.rowSpan, table.rows.length - at); down += 1) {
          block[at + down] ??= [];
          for (let right = 0; right < Math.min(cell.colSpan, 50); right += 1) block[at + down][place + right] = text;
        }
      }
    });
    return block.map((line) => Array.from(line, (text) => text ?? ""));
  };
  // Spreadsheets put a cell that holds tabs, line breaks or quotation marks between quotation marks.
  const ofText = (text) => {
    const block = [[]];
    const cells = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/g;
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    for (let match; (match = cells.exec(plain)); ) {
      block.at(-1).push(tidy(match[1].startsWith('"') && match[1].endsWith('"') && match[1].length > 1 ? match[1].slice(1, -1).replace(/""/g, '"') : match[1]));
      if (match[2] === "\n") block.push([]);
      if (match[2] === "" || cells.lastIndex >= plain.length) {
        if (match[2] === "\t") block.at(-1).push("");
        break;
      }
    }
    return block;
  };
  // The block that was copied; null where it is one cell.
  const blockOf = (clipboard) => {
    const html = clipboard.getData("text/html");
    const text = clipboard.getData("text/plain");
    const found = (/<table/i.test(html) && ofHtml(html)) || (/[\t\n]/.test(text.trim()) && ofText(text)) || null;
    const block = found?.filter((line) => line.some(Boolean));
    return block?.length && block.flat().length > 1 && block.flat().length <= MOST_CELLS ? block : null;
  };

  // ---- a table of the paper: its columns are properties, its rows specimens; each value becomes a row
  const fold = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const HEADS = [["of", "specimen"], ["conditions", "condition"], ["where", "where"], ["value", "values of"], ["", "leave out"]];

  const guessed = (head, properties) => {
    const unit = /[([]\s*([^()[\]]+?)\s*[)\]]\s*$|\s\/\s*(.+)$|,\s*([^,]+)$/.exec(head);
    const words = fold(unit ? head.slice(0, unit.index) : head);
    const property = properties.find((label) => fold(label) === words) ?? properties.filter((label) => words && ` ${words} `.includes(` ${fold(label)} `)).sort((a, b) => b.length - a.length)[0] ?? "";
    return { property, unit: unit ? unit[1] ?? unit[2] ?? unit[3] : "" };
  };
  const isNumber = (text) => /^[~≈<>≤≥−–+-]?\s*\.?[0-9]/.test(text);

  const tables = (bench, grids, tabs, choose) => {
    const grid = grids.get("values");
    const properties = grid.spec.columns.find(({ key }) => key === "property").choices;
    const dialog = element("dialog", { className: "bench-dialog" });
    dialog.setAttribute("aria-labelledby", "bench-table-heading");
    const area = element("textarea", { rows: 6, placeholder: "Paste the table here: from a spreadsheet, a page or a text with tabs" });
    area.setAttribute("aria-label", "Table");
    const host = element("div");
    const add = element("button", { type: "button", className: "button default", textContent: "Add to the grid", disabled: true });
    const close = element("button", { type: "button", className: "button", textContent: "Cancel" });
    const place = element("input", { type: "text", maxLength: 200 });
    const where = element("label", { className: "where" }, "Where the table stands ", place, element("span", { className: "quiet", textContent: " Each row adds its specimen: Table 1, VS4." }));
    place.addEventListener("input", () => block.length && unpivot());
    dialog.append(element("h2", { id: "bench-table-heading", textContent: "A table of the paper" }), area, where, host, element("p", { className: "buttons" }, add, " ", close));
    document.body.append(dialog);
    let block = [];
    let columns = [];
    let made = [];

    const unpivot = () => {
      made = block.slice(1).flatMap((line) => {
        const said = (role) => columns.flatMap(({ role: own }, at) => (own === role && line[at] ? [line[at]] : []));
        const shared = columns.flatMap((column, at) => (column.role === "conditions" && line[at] ? [`${column.conditions} ${line[at]} ${column.unit}`.trim().replace(/\s+/g, " ")] : []));
        return columns.flatMap((column, at) => {
          const value = line[at];
          if (column.role !== "value" || !value || /^[-–—−]+$|^n\.?\s?[ad]\.?$/i.test(value)) return [];
          const payload = { of: said("of").join(" "), property: column.property, printed: `${value} ${column.unit}`.trim(), conditions: [column.conditions, ...shared].filter(Boolean).join("; "), where: [place.value.trim(), ...(said("where").length ? said("where") : said("of"))].filter(Boolean).join(", ") };
          return [Object.fromEntries(Object.entries(payload).filter(([, text]) => text))];
        });
      });
      add.disabled = !made.length;
      add.textContent = made.length ? `Add ${made.length} rows to the grid` : "Add to the grid";
      preview.replaceChildren(
        ...made.slice(0, 8).map((payload) => element("li", {}, [payload.of, payload.property, payload.printed, payload.conditions, payload.where].filter(Boolean).join(" · "))),
        ...(made.length > 8 ? [element("li", { className: "quiet", textContent: `and ${made.length - 8} more` })] : []),
      );
    };
    const preview = element("ul", { className: "preview" });
    const field = (column, key, label, isChoice) => {
      const input = element("input", { type: "text", value: column[key], placeholder: label });
      input.setAttribute("aria-label", label);
      if (isChoice) dialogChoices.attach(input, () => properties, true);
      const typed = () => {
        column[key] = input.value;
        unpivot();
      };
      input.addEventListener("input", typed);
      input.addEventListener("taken", typed);
      return input;
    };
    const dialogChoices = new window.mgdbBench.Choices(dialog);
    const draw = () => {
      const heads = columns.map((column) => {
        const role = element("select", {}, ...HEADS.map(([value, words]) => element("option", { value, textContent: words, selected: value === column.role })));
        role.setAttribute("aria-label", `${column.head}: what it is`);
        role.addEventListener("change", () => {
          column.role = role.value;
          draw();
          unpivot();
        });
        const more = column.role === "value" ? [field(column, "property", "property", true), field(column, "unit", "unit"), field(column, "conditions", "conditions")] : column.role === "conditions" ? [field(column, "conditions", "name of the condition"), field(column, "unit", "unit")] : [];
        return element("th", { scope: "col" }, element("b", { textContent: column.head }), role, ...more);
      });
      const lines = block.slice(1, 7).map((line) => element("tr", {}, ...columns.map((_, at) => element("td", { textContent: line[at] ?? "" }))));
      host.replaceChildren(element("div", { className: "bench-scroll" }, element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...lines))), preview);
    };
    const take = (found) => {
      block = found;
      const width = Math.max(...block.map((line) => line.length));
      columns = Array.from({ length: width }, (_, at) => {
        const head = block[0][at] ?? "";
        const numbers = block.slice(1).filter((line) => isNumber(line[at] ?? "")).length;
        const guess = guessed(head, properties);
        const role = at === 0 && numbers < block.length - 1 ? "of" : numbers ? "value" : "";
        return { head, role, conditions: "", ...guess };
      });
      draw();
      unpivot();
    };
    area.addEventListener("paste", (event) => {
      const found = blockOf(event.clipboardData);
      if (!found || found.length < 2) return;
      event.preventDefault();
      area.value = found.map((line) => line.join("\t")).join("\n");
      take(found);
    });
    area.addEventListener("change", () => {
      const found = ofText(area.value).filter((line) => line.some(Boolean));
      if (found.length > 1) take(found);
    });
    add.addEventListener("click", () => {
      for (const payload of made) {
        const row = grid.order.at(-1);
        Object.assign(row.payload, payload);
        grid.fill(row);
        grid.touched(row);
      }
      dialog.close();
      bench.told(`${made.length} rows are added.`);
      choose(tabs.find((tab) => tab.dataset.tab === "values"));
    });
    close.addEventListener("click", () => dialog.close());
    const open = element("button", { type: "button", className: "button", textContent: "Paste a table …" });
    open.addEventListener("click", () => {
      area.value = "";
      place.value = bench.context().locator ?? "";
      block = [];
      host.replaceChildren();
      add.disabled = true;
      dialog.showModal();
      area.focus();
    });
    grid.title.append(open);
  };
  Object.assign(window.mgdbBench, { blockOf, tables });
})();
