// Data of the reader's own over a plot. The server reads the table, as it reads everything, and answers with the figure
// and its tables; this script sends the table, puts the answer in its places, and keeps the table in this browser.
(() => {
  "use strict";
  const MOST_BYTES = 1e6;
  const plots = window.mgdbPlots;

  const store = {
    read: (key) => {
      try {
        return JSON.parse(localStorage.getItem(key) ?? "null");
      } catch {
        return null; // storage is switched off, or holds what is not ours
      }
    },
    write: (key, value) => {
      try {
        if (value) localStorage.setItem(key, JSON.stringify(value));
        else localStorage.removeItem(key);
      } catch {
        // the data then last for this page only
      }
    },
  };

  // The caption of a figure and all that stands below it.
  const belowCanvas = (figure) => {
    const caption = figure.querySelector("figcaption");
    const all = [...figure.children];
    return all.slice(all.indexOf(caption));
  };

  const build = (box, canvas) => {
    const key = `mgdb-own-${box.dataset.own}`;
    const form = box.querySelector("form");
    const { text, name, file, panel, unit_x: unitX, unit_y: unitY } = form.elements;
    const fields = { text, name, panel, unit_x: unitX, unit_y: unitY };
    const remove = box.querySelector("[data-own-remove]");
    const [said, faults, doubts] = [".own-said", ".faults", ".doubts"].map((part) => box.querySelector(part));
    const figure = canvas.closest("figure");
    const data = document.getElementById(canvas.dataset.plot);
    const exports = figure.querySelector("[data-exports]");
    const bare = { figure: data.textContent, below: belowCanvas(figure), exports: [...exports.childNodes] };
    let drawn = null; // the fields whose data are in the figure
    let running;

    const put = (content, below, links) => {
      data.textContent = content;
      for (const node of belowCanvas(figure)) node.remove();
      figure.append(...below);
      exports.replaceChildren(...links);
      remove.hidden = !drawn;
      return plots.redraw(canvas);
    };
    const tell = (sentence, found = [], doubted = []) => {
      said.replaceChildren(...(typeof sentence === "string" ? [sentence] : sentence));
      faults.replaceChildren(...found);
      doubts.replaceChildren(...doubted);
    };

    const given = () => Object.fromEntries(Object.entries(fields).flatMap(([part, field]) => (field ? [[part, field.value]] : [])));
    const fill = (values) => {
      for (const [part, field] of Object.entries(fields)) {
        if (!field || values[part] === undefined) continue;
        field.value = values[part];
        if (field.value !== values[part]) field.value = ""; // a unit that this axis has not
      }
    };

    // The answer of the server to `values` as a document, at the options of `address`.
    const post = async (values, upload, address, signal) => {
      const body = new FormData();
      for (const [part, value] of Object.entries(values)) body.set(part, value);
      if (upload) body.set("file", upload);
      const target = new URL(form.action);
      target.search = address.search;
      const answer = await fetch(target, { method: "POST", body, signal });
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    };

    const draw = async (values, upload) => {
      running?.abort();
      const mine = (running = new AbortController());
      if (upload?.size > MOST_BYTES) return tell("The file is larger than 1 MB, which is not taken. Send less of it.");
      box.setAttribute("aria-busy", "true");
      try {
        const page = await post(values, upload, plots.address(canvas), mine.signal);
        const answer = page.querySelector("[data-own-answer]");
        const read = answer.querySelector("[data-own-text]").value;
        if (upload && read) values = { ...values, text: (text.value = read) };
        const own = answer.querySelector("figure");
        const children = (part) => [...answer.querySelector(part).childNodes];
        const sentence = own || !drawn ? children("[data-own-said]") : "What was drawn before stays.";
        tell(sentence, answer.querySelectorAll("[data-own-faults] > li"), answer.querySelectorAll("[data-own-doubts] > li"));
        if (!own) return undefined;
        drawn = values;
        store.write(key, { axes: box.dataset.axes, ...values });
        return await put(own.querySelector("script").textContent, belowCanvas(own), children("[data-own-exports]"));
      } catch (error) {
        if (error.name !== "AbortError") tell(`Your data could not be read: ${error.message}. Try again.`);
        return undefined;
      } finally {
        if (mine === running) box.removeAttribute("aria-busy");
      }
    };
    const take = (upload) => {
      file.value = "";
      if (upload) draw(given(), upload);
    };

    form.addEventListener("submit", (event) => {
      if (event.submitter?.name === "format") {
        fill(drawn); // a file holds what is drawn, whatever was typed since
        return;
      }
      event.preventDefault();
      draw(given());
    });
    file.addEventListener("change", () => take(file.files[0]));
    remove.addEventListener("click", () => {
      running?.abort();
      drawn = null;
      store.write(key, null);
      form.reset();
      put(bare.figure, bare.below, bare.exports);
      plots.reread?.(canvas);
      tell("Removed, from the plot and from this browser.");
      text.focus();
    });
    for (const target of [text, canvas]) {
      target.addEventListener("dragover", (event) => {
        event.preventDefault();
        text.classList.add("over");
      });
      target.addEventListener("dragleave", () => text.classList.remove("over"));
      target.addEventListener("drop", (event) => {
        event.preventDefault();
        text.classList.remove("over");
        box.open = true;
        take(event.dataTransfer.files[0]);
      });
    }
    // what else asks for this page at other options gets it with the data that are drawn
    const page = plots.page;
    plots.page = (address, signal) => (drawn ? post(drawn, null, address, signal) : page(address, signal));

    box.hidden = false;
    const kept = store.read(key);
    if (!kept) return;
    box.open = true;
    fill(kept);
    if (kept.axes === box.dataset.axes) {
      draw(given());
      return;
    }
    remove.hidden = false;
    tell(`Your data were given as ${kept.axes.toLowerCase()}; these axes differ, so they are not drawn.`);
  };

  plots.whenDrawn((canvas) => {
    const box = canvas.closest("figure").querySelector("[data-own]");
    if (box) build(box, canvas);
  });
})();
