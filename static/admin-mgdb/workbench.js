// The page of a workbench: its tabs, the strip that new rows begin with, what waits. The grids are in bench-grid.js.
(() => {
  "use strict";
  const { Queue, Choices, Grid, element, canon } = window.mgdbBench;

  // What did not come with the page.
  const readRest = async (data) => {
    let more = data.more;
    while (more) {
      const answer = await fetch(`${data.addresses.rows}?${new URLSearchParams(more)}`, { redirect: "error", signal: AbortSignal.timeout(60_000) });
      if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
      const piece = await answer.json();
      data.rows.push(...piece.rows);
      data.others.push(...piece.others);
      more = piece.more;
    }
  };
  const begin = async () => {
    const data = JSON.parse(document.getElementById("bench-data").textContent);
    const loading = document.getElementById("bench-loading");
    if (data.more) {
      loading.hidden = false;
      try {
        await readRest(data);
      } catch (error) {
        loading.textContent = `The rows could not be read: ${error.message}. Nothing is lost; reload the page.`;
        return;
      }
    }
    loading.remove();
    start(data);
  };

  const start = (data) => {
    const page = document.getElementById("bench");
    const status = page.querySelector(".bench-state");
    const specs = new Map(data.grids.map((spec) => [spec.key, spec]));
    const grids = new Map();
    const rows = new Map(); // all that are stored or to be stored, by key
    const strip = { key: "context-of-new-rows", grid: "context", position: 0, revision: 0, payload: {} };
    const undo = page.querySelector(".bench-undo");
    let notice = "";
    let files = null; // what is dropped

    const said = (words, kind) => {
      status.textContent = words;
      status.className = `bench-state ${kind ?? ""}`;
    };
    const told = (words) => {
      clearTimeout(notice);
      said(words, "");
      notice = setTimeout(() => queue.tellState(), 4000);
    };
    const queue = new Queue({ data, token: page.querySelector('[name="csrfmiddlewaretoken"]').value, rows, said, told: (answers) => answers.forEach(arrived) });
    const arrived = (answer) => {
      const row = rows.get(answer.key);
      if (!row || row === strip || row.deleted || answer.outcome === "gone") return;
      const grid = grids.get(row.grid);
      if (row.refused) { // its deletion: it stands again, and says why
        delete row.refused;
        undo.hidden = true;
        grid.add(row, grid.order.at(-1)?.isFresh ? grid.order.length - 1 : grid.order.length);
      }
      grid.answered(row, answer);
    };

    const bench = {
      data,
      rows,
      queue,
      told,
      choices: new Choices(document.body),
      context: () => strip.payload,
      names: (keys) => {
        const own = keys.flatMap((key) => (grids.get(key)?.order ?? []).filter(({ isFresh }) => !isFresh).map((row) => nameOf(row)));
        const others = data.others.filter(({ grid }) => keys.includes(grid)).map(({ name }) => name);
        return [...new Set([...own, ...others].filter(Boolean))];
      },
      said: (row) => {
        counts();
        files?.said(row); // not before there are files
      },
      read: async (row) => {
        const asked = canon(row.payload);
        try {
          const { rows: [answer] } = await queue.ask("read", JSON.stringify({ rows: [queue.plain(row)] }));
          if (canon(row.payload) === asked && queue.dirty.has(row.key)) grids.get(row.grid).answered(row, { ...answer, records: [] });
        } catch {
          row.body.classList.remove("typing"); // the queue says what is wrong
        }
      },
      answer: async (grid, row, doubt) => {
        try {
          const { rows: [answer] } = await queue.ask("answer", JSON.stringify({ key: row.key, doubt }));
          grid.answered(row, answer);
        } catch (error) {
          told(error.message);
        }
      },
      deleted: (grid, rows) => {
        const back = element("button", { type: "button", className: "way", textContent: "Undo" });
        for (const row of rows) {
          row.deleted = row.refused = true;
          queue.changed(row, true);
        }
        undo.replaceChildren(rows.length === 1 ? "Row deleted. " : `${rows.length} rows deleted. `, back);
        undo.hidden = false;
        files.said(rows[0]);
        back.addEventListener("click", () => {
          undo.hidden = true;
          let again;
          for (const row of rows) {
            again = { ...grid.blank(), payload: { ...row.payload }, position: row.position };
            const place = grid.order.findIndex(({ position }) => position > row.position);
            const last = grid.order.at(-1)?.isFresh ? grid.order.length - 1 : grid.order.length;
            grid.touched(grid.add(again, place < 0 ? last : place));
          }
          grid.focus(again);
        });
      },
    };
    const nameOf = ({ grid, payload }) => {
      if (grid === "electrolytes") return payload.name || payload.line;
      if (grid === "cells") return payload.name || [payload.counter, payload.electrolyte, payload.working].filter(Boolean).join(" | ");
      return payload.name;
    };

    // ---- tabs
    const tabs = [...page.querySelectorAll('[role="tab"]')];
    const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
    const choose = (tab, focus = true) => {
      for (const one of tabs) {
        const chosen = one === tab;
        one.setAttribute("aria-selected", String(chosen));
        one.tabIndex = chosen ? 0 : -1;
        panel(one).hidden = !chosen;
      }
      history.replaceState(null, "", `#${tab.dataset.tab}`);
      page.querySelector(".bench-context").hidden = tab.dataset.tab === "check";
      if (tab.dataset.tab === "check") check();
      for (const key of data.tabs.find((one) => one.key === tab.dataset.tab).grids) for (const row of grids.get(key)?.order ?? []) grids.get(key).toEnds(row);
      if (!focus) return;
      const grid = grids.get(data.tabs.find(({ key }) => key === tab.dataset.tab).grids[0]);
      if (grid) grid.focus(grid.order.at(-1));
      else panel(tab).focus();
    };
    tabs.forEach((tab, place) => {
      tab.addEventListener("click", () => choose(tab));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = tabs[(place + step + tabs.length) % tabs.length];
        choose(next, false);
        next.focus();
      });
    });
    document.addEventListener("keydown", (event) => {
      // in a box to tick and at the button of files nothing is typed
      if (event.target.closest("input:not([type=checkbox], [type=file]), textarea, select") || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const tab = tabs[Number(event.key) - 1];
      if (tab) choose(tab);
      else if (event.key === "c") {
        fields.locator.focus();
        fields.locator.select(); // as Tab does
      } else if (event.key === "?") page.querySelector(".keys").toggleAttribute("open");
      else return;
      event.preventDefault();
    });

    // ---- the strip
    const fields = {};
    const context = page.querySelector(".bench-context .fields");
    for (const column of specs.get("context").columns) {
      const field = element("input", { type: "text", maxLength: 5000, title: column.help });
      if (column.kind === "choice") bench.choices.attach(field, () => column.choices, true);
      if (column.kind === "name") bench.choices.attach(field, () => bench.names(column.names), false);
      const typed = () => {
        if (field.value) strip.payload[column.key] = field.value;
        else delete strip.payload[column.key];
        rows.set(strip.key, strip);
        queue.changed(strip);
        for (const grid of grids.values()) grid.refresh();
      };
      field.addEventListener("input", typed);
      field.addEventListener("taken", typed);
      field.addEventListener("mousedown", () => {
        if (field !== document.activeElement) field.addEventListener("mouseup", () => field.selectionStart === field.selectionEnd && field.select(), { once: true });
      });
      field.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        const tab = tabs.find((one) => one.getAttribute("aria-selected") === "true");
        if (event.key === "Escape") panel(tab).focus();
        else choose(tab);
      });
      fields[column.key] = field;
      context.append(element("label", { className: column.wide ? "wide" : "" }, element("span", { textContent: column.label }), field));
    }

    // ---- what waits
    const isOpen = ({ state, notes }) => state === "waiting" || state === "doubt" || notes.some(({ kind }) => kind === "hint");
    const counts = () => {
      for (const tab of tabs) {
        const own = data.tabs.find(({ key }) => key === tab.dataset.tab).grids.flatMap((key) => grids.get(key)?.order ?? []);
        const typed = own.filter(({ state, isFresh }) => !isFresh && state !== "blank");
        const waiting = typed.filter(isOpen).length;
        const badge = tab.querySelector(".count");
        badge.textContent = typed.length ? (waiting ? `${typed.length}, ${waiting} open` : typed.length) : "";
        badge.classList.toggle("open", waiting > 0);
      }
    };
    const check = () => {
      const host = page.querySelector(".check");
      const all = [...grids.values()].flatMap((grid) => grid.order.filter(({ isFresh, state }) => !isFresh && state !== "blank").map((row) => ({ grid, row })));
      const open = all.filter(({ row }) => isOpen(row));
      const drafts = all.filter(({ row }) => row.state === "draft" && !isOpen(row)).length;
      const list = element("ul", { className: "open-rows" });
      for (const { grid, row } of open) {
        const go = element("button", { type: "button", className: "way", textContent: `${grid.spec.label}, row ${grid.order.indexOf(row) + 1}` });
        go.addEventListener("click", () => {
          choose(tabs.find((tab) => data.tabs.find(({ key }) => key === tab.dataset.tab).grids.includes(row.grid)), false);
          grid.focus(row, row.notes.find(({ column }) => column)?.column);
        });
        list.append(element("li", {}, go, " ", row.notes.map(({ text }) => text).join(" ")));
      }
      const words = open.length ? `${open.length} of ${all.length} rows are open: they wait for something, are in doubt, or may hold a slip.` : all.length ? "No row is open." : "Nothing is entered yet.";
      host.replaceChildren(element("p", { textContent: `${words} ${drafts === 1 ? "1 row is a draft" : `${drafts} rows are drafts`} of yours without doubts.` }), list);
    };

    // ---- begin
    for (const tab of data.tabs) {
      const whole = document.getElementById(`panel-${tab.key}`);
      const host = whole.querySelector(".grids") ?? whole;
      for (const key of tab.grids) {
        const grid = new Grid(specs.get(key), bench, host);
        grids.set(key, grid);
        const others = data.others.filter((one) => one.grid === key);
        if (others.length) {
          const shown = key === "values" ? [`${others[0].name} other values of this paper are in the database.`] : others.flatMap(({ name, url, status: state, by }, place) => [place ? ", " : "Also of this paper: ", element("a", { href: url, target: "_blank", rel: "noopener", textContent: name, title: `${state.replaceAll("_", " ")}${by ? `, by ${by}` : ""}` })]);
          host.append(element("p", { className: "quiet others" }, ...shown));
        }
      }
    }
    const stored = new Map(data.rows.map((row) => [row.key, row]));
    let back = 0;
    for (const kept of queue.unsaved()) {
      const row = stored.get(kept.key);
      if (row && canon(row.payload) === canon(kept.payload) && !kept.deleted) continue; // it had arrived
      if (kept.deleted && !row) continue;
      back += 1;
      if (row) Object.assign(row, { payload: kept.payload, revision: kept.revision, position: kept.position, unsaved: true });
      else stored.set(kept.key, { ...kept, revision: 0, state: "blank", notes: [], records: [], known: [], html: "", unsaved: true });
    }
    const known = stored.get(strip.key);
    if (known) Object.assign(strip, known);
    rows.set(strip.key, strip);
    for (const [key, field] of Object.entries(fields)) field.value = strip.payload[key] ?? "";
    for (const row of [...stored.values()].sort((a, b) => a.position - b.position)) {
      if (row.key === strip.key) continue;
      rows.set(row.key, row);
      grids.get(row.grid).add(row);
    }
    for (const grid of grids.values()) grid.fresh();
    for (const row of stored.values()) {
      if (!row.unsaved) continue;
      queue.changed(row.key === strip.key ? strip : row, true);
      if (row.key !== strip.key) bench.read(row);
    }
    page.hidden = false;
    counts();
    queue.tellState();
    if (back) told(`${back === 1 ? "1 row that was" : `${back} rows that were`} not saved ${back === 1 ? "is" : "are"} back.`);
    files = window.mgdbBench.files(bench, grids.get("curves"), () => choose(tabs.find((tab) => tab.dataset.tab === "curves"), false));
    window.mgdbBench.tables?.(bench, grids, tabs, choose);
    choose(tabs.find((tab) => `#${tab.dataset.tab}` === location.hash) ?? tabs[0]);
  };
  document.addEventListener("DOMContentLoaded", begin);
})();
