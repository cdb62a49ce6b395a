// One grid of a workbench: a table of plain fields. What is typed is a row; how it is read stands under it.
(() => {
  "use strict";
  const PAUSE = 250; // ms after the last key, before a row is read
  const WORDS = {
    blank: "", waiting: "not entered yet", read: "can be read", known: "stands already", doubt: "draft, in doubt",
    draft: "draft", in_review: "in review", published: "published", withdrawn: "withdrawn",
  };
  const mint = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => (byte % 36).toString(36)).join("");
  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  class Grid {
    // bench: {data, rows, queue, choices, context(), names(grids), said(row)}
    constructor(spec, bench, host) {
      Object.assign(this, { spec, bench });
      this.order = []; // rows as they stand; the last one is fresh, unless rows come from files
      this.columns = spec.columns.filter(({ kind }) => kind !== "data"); // others are kept, and no field shows them
      this.table = element("table", { className: "bench-grid" });
      this.table.setAttribute("aria-label", spec.label);
      const heads = this.columns.map(({ label, help, more, wide, key }) => {
        return element("th", { scope: "col", textContent: label, title: help, className: `column-${key}${more ? " more" : ""}${wide ? " wide" : ""}` });
      });
      this.table.append(element("thead", {}, element("tr", {}, element("th", { scope: "col", className: "place" }, element("span", { className: "visually-hidden", textContent: "Row" })), ...(spec.of_files ? [element("th", { scope: "col", className: "drawing", textContent: "Curve" })] : []), ...heads)));
      this.table.hidden = spec.of_files;
      const title = element("div", { className: "bench-title" }, element("h2", { textContent: spec.label }), element("p", { className: "quiet", textContent: spec.about }));
      if (spec.columns.some(({ more }) => more)) {
        const box = element("input", { type: "checkbox" });
        box.addEventListener("change", () => this.table.classList.toggle("all-columns", box.checked));
        title.append(element("label", { className: "more-columns" }, box, " More columns"));
      }
      this.title = title;
      host.append(title, element("div", { className: "bench-scroll" }, this.table));
      this.table.addEventListener("keydown", (event) => this.key(event));
      // A click marks all of a field, as in a spreadsheet; a second one sets the caret.
      this.table.addEventListener("mousedown", ({ target }) => {
        this.pressed = target.matches(".cell") && target !== document.activeElement ? target : null;
      });
      this.table.addEventListener("mouseup", ({ target }) => target === this.pressed && target.selectionStart === target.selectionEnd && target.select());
      this.table.addEventListener("paste", (event) => this.paste(event));
    }

    // ---- rows
    fresh() {
      if (this.spec.of_files) return null;
      const row = { key: mint(), grid: this.spec.key, position: (this.order.at(-1)?.position ?? 0) + 1, revision: 0, payload: {}, state: "blank", notes: [], records: [], known: [], html: "", isFresh: true };
      this.begin(row);
      return this.add(row);
    }
    begin(row) {
      const context = this.bench.context();
      row.payload = {};
      for (const { key, fills } of this.spec.columns) if (fills && context[fills]) row.payload[key] = context[fills];
    }
    // The strip has changed: the row that nobody has typed in begins with it; rows that stand keep theirs.
    refresh() {
      for (const row of this.order.filter(({ isFresh }) => isFresh)) {
        this.begin(row);
        this.fill(row);
      }
    }
    add(row, place = this.order.length) {
      row.body = element("tbody", { className: "bench-row" });
      row.body.dataset.key = row.key;
      row.fields = {};
      const cells = this.columns.map((column) => {
        const field = element(column.kind === "long" ? "textarea" : "input", { className: "cell", spellcheck: column.kind === "long" });
        if (column.kind === "long") field.rows = 1;
        else field.type = "text";
        field.maxLength = 5000;
        field.dataset.column = column.key;
        field.setAttribute("aria-label", column.label);
        if (column.kind === "choice") this.bench.choices.attach(field, () => column.choices, true);
        if (column.kind === "name") this.bench.choices.attach(field, () => this.bench.names(column.names), false);
        const typed = () => this.typed(row, column.key, field.value);
        field.addEventListener("input", typed);
        field.addEventListener("taken", typed);
        field.addEventListener("blur", () => {
          if (field.value === `${row.payload[column.key]}, `) field.value = row.payload[column.key]; // nothing was added
          setTimeout(() => this.toEnds(row));
        });
        row.fields[column.key] = field;
        return element("td", { className: `column-${column.key}${column.more ? " more" : ""}${column.wide ? " wide" : ""}` }, field);
      });
      row.number = element("th", { scope: "row", className: "place" });
      row.line = element("div");
      const drawing = this.spec.of_files ? [element("td", { className: "drawing", rowSpan: 2 }, window.mgdbBench.drawingOf(row.payload.points ?? ""))] : [];
      row.body.append(element("tr", {}, row.number, ...drawing, ...cells), element("tr", { className: "told" }, element("td"), element("td", { colSpan: this.columns.length }, row.line)));
      const next = this.order[place];
      this.order.splice(place, 0, row);
      if (next) next.body.before(row.body);
      else this.table.append(row.body);
      this.fill(row);
      this.count();
      return row;
    }
    count() {
      if (this.spec.of_files) this.table.hidden = !this.order.length;
      this.order.forEach((row, place) => {
        row.number.textContent = place + 1;
      });
    }
    fill(row) {
      for (const [key, field] of Object.entries(row.fields)) if (field.value !== (row.payload[key] ?? "")) field.value = row.payload[key] ?? "";
      this.toEnds(row);
      this.show(row);
    }
    // Of a place in the document its end tells most.
    toEnds(row) {
      for (const { key, fills } of this.spec.columns) {
        const field = row.fields[key];
        if (fills !== "locator" || field === document.activeElement) continue;
        field.scrollLeft = field.scrollWidth;
        field.classList.toggle("from-middle", field.scrollLeft > 0);
      }
    }
    typed(row, column, value) {
      if (value) row.payload[column] = value;
      else delete row.payload[column];
      this.touched(row);
    }
    touched(row) {
      if (row.isFresh) {
        row.isFresh = false;
        this.bench.rows.set(row.key, row);
      }
      if (!this.order.at(-1)?.isFresh) this.fresh();
      this.bench.queue.changed(row);
      clearTimeout(row.reading);
      row.reading = setTimeout(() => this.bench.read(row), PAUSE);
      row.body.classList.add("typing");
    }
    remove(row) {
      const place = this.order.indexOf(row);
      this.order.splice(place, 1);
      row.body.remove();
      if (!this.order.at(-1)?.isFresh) this.fresh();
      this.count();
      return this.order[Math.min(place, this.order.length - 1)];
    }
    // What is deleted comes back as a new row until the page is left.
    discard(row) {
      const next = this.remove(row);
      this.bench.deleted(this, [row]);
      this.focus(next);
    }
    copy(row, from) {
      const place = this.order.indexOf(from) + 1;
      const after = this.order[place]?.position ?? from.position + 1;
      const made = { ...this.blank(), payload: { ...row.payload }, position: (from.position + after) / 2 };
      delete made.payload.flag;
      this.add(made, place);
      this.touched(made);
      return made;
    }
    // A copy differs in its value as a rule: the number is marked, and its unit stays.
    again(row) {
      const made = this.copy(row, row);
      const field = made.fields.printed;
      if (!field) return this.focus(made);
      field.focus();
      const number = /^.*?\d\S*(?=\s+(?!(?:to|and|or|x)\s)[\p{L}%°[])/u.exec(field.value)?.[0];
      field.setSelectionRange(0, number?.length ?? field.value.length);
      return undefined;
    }
    blank() {
      return { key: mint(), grid: this.spec.key, revision: 0, payload: {}, state: "blank", notes: [], records: [], known: [], html: "", isFresh: true };
    }

    // ---- keyboard
    visible() {
      const all = this.table.classList.contains("all-columns");
      return this.columns.filter(({ more }) => all || !more).map(({ key }) => key);
    }
    focus(row, column) {
      if (!row) return this.empty?.focus(); // no row is left, and none is begun by typing
      const columns = this.visible();
      const wanted = column && columns.includes(column) ? column : row.isFresh ? columns.find((key) => !row.payload[key]) : columns[0];
      const field = row.fields[wanted ?? columns[0]];
      field.focus();
      // One goes on from the section that a row begins with; anything else is typed from the start.
      const begun = this.bench.context().locator;
      if (this.spec.columns.find(({ key }) => key === field.dataset.column).fills === "locator" && field.value.startsWith(begun)) {
        if (field.value === begun) field.value += ", ";
        field.setSelectionRange(field.value.length, field.value.length);
      } else field.select();
    }
    at(target) {
      const body = target.closest("tbody.bench-row");
      const row = body && this.order.find(({ key }) => key === body.dataset.key);
      return row ? { row, column: target.dataset.column, place: this.order.indexOf(row) } : null;
    }
    key(event) {
      const here = event.target.matches(".cell") && this.at(event.target);
      if (!here || event.isComposing) return;
      const { row, column, place } = here;
      const control = event.ctrlKey || event.metaKey;
      const act = (run) => {
        event.preventDefault();
        run();
      };
      const beside = this.visible()[this.visible().indexOf(column) + (event.shiftKey ? -1 : 1)];
      if (event.key === "Tab" && beside) act(() => this.focus(row, beside));
      else if (event.key === "Enter" && control) act(() => this.again(row));
      else if (event.key === "Enter" && event.shiftKey) act(() => this.focus(this.order[Math.max(0, place - 1)], column));
      else if (event.key === "Enter" && !event.altKey) act(() => this.next(place, column));
      else if (event.key.toLowerCase() === "d" && control) act(() => place && this.set(row, column, this.order[place - 1].payload[column] ?? ""));
      else if (event.key === "Delete" && control) act(() => !row.isFresh && this.discard(row));
      else if (event.key === "ArrowDown" && !event.altKey && this.order[place + 1]) act(() => this.focus(this.order[place + 1], column));
      else if (event.key === "ArrowUp" && place) act(() => this.focus(this.order[place - 1], column));
      else if (event.key === "Escape") act(() => event.target.closest('[role="tabpanel"]').focus());
    }
    next(place, column) {
      const next = this.order[place + 1];
      if (next) this.focus(next, next.isFresh ? undefined : column);
    }
    set(row, column, value) {
      row.fields[column].value = value;
      this.typed(row, column, value);
    }

    // ---- a block of cells
    paste(event) {
      const here = event.target.matches(".cell") && this.at(event.target);
      const block = here && window.mgdbBench.blockOf(event.clipboardData);
      if (!block) return; // one cell: the field takes it
      event.preventDefault();
      this.put(block, here.place, here.column);
    }
    put(block, place, column) {
      const named = this.heads(block[0]);
      const columns = this.visible();
      const keys = named ?? columns.slice(Math.max(0, columns.indexOf(column)));
      const lines = named ? block.slice(1) : block;
      let row;
      for (const [at, line] of lines.entries()) {
        row = this.order[place + at] ?? this.fresh();
        if (!row) break;
        line.slice(0, keys.length).forEach((value, n) => {
          if (keys[n]) {
            row.fields[keys[n]].value = value;
            if (value) row.payload[keys[n]] = value;
            else delete row.payload[keys[n]];
          }
        });
        this.touched(row);
      }
      if (row) this.focus(row);
      this.bench.told(`${lines.length} rows are pasted${named ? ", by the names of their columns" : ""}.`);
    }
    // The columns that a line of heads names, if at least two of its cells do and no more than one does not.
    heads(line) {
      const plain = (text) => text.trim().toLowerCase().replace(/[\s_]+/g, " ");
      const keys = line.map((text) => this.columns.find(({ key, label }) => [plain(key), plain(label)].includes(plain(text)))?.key ?? null);
      const known = keys.filter(Boolean).length;
      return known >= 2 && known >= line.filter((text) => text.trim()).length - 1 ? keys : null;
    }

    // ---- what is told of a row
    answered(row, answer) {
      Object.assign(row, { state: answer.state, notes: answer.notes, html: answer.html, known: answer.known });
      if (answer.records.length || (answer.outcome && answer.outcome !== "refused")) row.records = answer.records;
      if (answer.state === "read" && row.records.length) row.state = row.records[0].status;
      row.body.classList.remove("typing");
      this.show(row);
    }
    show(row) {
      row.body.dataset.state = row.state;
      const bad = new Map(row.notes.filter(({ kind }) => kind !== "wait" && kind !== "known").map(({ column, kind }) => [column, kind]));
      const empty = new Set(row.notes.filter(({ column }) => !row.payload[column]).map(({ column }) => column));
      for (const [key, field] of Object.entries(row.fields)) {
        const kind = row.isFresh ? "" : bad.get(key);
        field.classList.toggle("fault", kind === "fault" && !empty.has(key));
        field.classList.toggle("wanted", kind === "fault" && empty.has(key));
        field.classList.toggle("question", kind === "question");
        field.classList.toggle("doubt", kind === "doubt" || kind === "hint");
        field.toggleAttribute("aria-invalid", kind === "fault" || kind === "question");
      }
      row.line.replaceChildren(...this.parts(row));
      row.body.querySelector(".told").hidden = !row.line.childNodes.length;
      this.bench.said(row);
    }
    parts(row) {
      if (row.isFresh) return [];
      const parts = [];
      if (row.theirs) parts.push(this.moved(row));
      if (row.state !== "blank") parts.push(element("span", { className: `state state-${row.state}`, textContent: WORDS[row.state] }));
      if (row.html) {
        const said = element("span", { className: "said" });
        said.innerHTML = row.html; // typeset by the server, which escapes what was typed
        parts.push(said);
      }
      const hidden = this.columns.filter(({ key, more, said }) => more && row.payload[key] && !(said && (row.html || this.spec.of_files))); // those are in what is read, or above the rows
      if (hidden.length) parts.push(element("span", { className: "hidden-columns" }, ...hidden.map(({ key, label }) => element("span", { className: "chip" }, element("b", { textContent: `${label} ` }), row.payload[key]))));
      for (const record of row.records) parts.push(element("a", { href: record.url, textContent: record.id, target: "_blank", rel: "noopener" }));
      for (const record of row.records.length ? [] : row.known) parts.push(element("span", { className: "note note-known" }, row.grid === "values" ? "The same value stands: " : "It stands already: ", element("a", { href: record.url, target: "_blank", rel: "noopener", textContent: `${record.name} (${record.id})` })));
      const wanted = row.notes.filter(({ column, kind }) => kind === "fault" && column && !row.payload[column]);
      const told = row.notes.filter((note) => !wanted.includes(note));
      for (const note of told) parts.push(this.note(row, note));
      if (wanted.length) {
        const labels = wanted.map(({ column }) => this.spec.columns.find(({ key }) => key === column)?.label.toLowerCase() ?? column);
        parts.push(element("span", { className: "note note-wait", title: wanted.map(({ text }) => text).join("\n"), textContent: `Still to give: ${labels.join(", ")}.` }));
      }
      return parts;
    }
    note(row, { column, text, kind, spellings, record }) {
      const said = element("span", { className: `note note-${kind}` }, element("span", { textContent: text }));
      for (const spelling of spellings ?? []) {
        const way = element("button", { type: "button", className: "way", textContent: spelling });
        way.addEventListener("click", () => {
          const right = this.corrected(row.payload[column] ?? "", column, spelling);
          row.notes = row.notes.filter((note) => note.column !== column || note.text !== text); // it is answered
          for (const one of this.alike(row, column)) this.set(one, column, right);
          this.show(row);
          row.fields[column]?.focus();
        });
        said.append(" ", way);
      }
      if (kind === "doubt" && record) {
        const printed = element("button", { type: "button", className: "way", textContent: "As printed" });
        printed.addEventListener("click", () => this.bench.answer(this, row, text));
        said.append(" ", printed);
      }
      return said;
    }
    // The rows that an answer about `column` is for: an axis is that of all data sets of a file that have its title.
    alike(row, column) {
      const title = /^[xy]_/.test(column) && `${column[0]}_label`;
      return this.spec.of_files && title ? this.order.filter(({ payload }) => payload.file === row.payload.file && payload[title] === row.payload[title]) : [row];
    }
    // In a line of conditions a spelling replaces the token that is asked about, elsewhere the whole.
    corrected(typed, column, spelling) {
      const asked = /^“(.+?)”/.exec(this.order.flatMap(({ notes }) => notes).find((note) => note.column === column && note.spellings?.includes(spelling))?.text ?? "")?.[1];
      return ["conditions", "common"].includes(column) && asked && typed.includes(asked) ? typed.replace(asked, spelling) : spelling;
    }
    moved(row) {
      const theirs = element("button", { type: "button", className: "way", textContent: "Take the other" });
      const mine = element("button", { type: "button", className: "way", textContent: "Keep this" });
      theirs.addEventListener("click", () => {
        row.payload = row.theirs;
        delete row.theirs;
        this.fill(row);
      });
      mine.addEventListener("click", () => {
        delete row.theirs;
        this.bench.queue.changed(row, true);
        this.show(row);
      });
      return element("span", { className: "note note-question" }, "Changed in another window as well. ", theirs, " ", mine);
    }
  }
  Object.assign(window.mgdbBench, { Grid, element, mint });
})();
