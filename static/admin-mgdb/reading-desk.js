// The reading desk: one marked quantity after the other is accepted, corrected or skipped. What is accepted is saved as a
// row of the workbench, once however often it is sent.
(() => {
  "use strict";
  const start = () => {
    const told = document.getElementById("desk-data");
    if (!told) return;
    const data = JSON.parse(told.textContent);
    const panel = document.querySelector(".reading-panel");
    const form = panel.querySelector("form");
    const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
    const marks = new Map();
    for (const mark of document.querySelectorAll("mark[data-mark]")) marks.set(Number(mark.dataset.mark), mark);
    const state = data.offers.map(() => ({ done: "", revision: 0 }));
    const fields = ["of", "property", "printed", "conditions", "where", "reading"].map((name) => form.elements[name]);
    let current = -1;
    const markOf = (place) => marks.get(data.offers[place]?.mark); // several specimens may share one

    data.offers.forEach((offer, place) => markOf(place)?.classList.toggle("condition", Boolean(offer.condition)));
    const all = () => form.elements.all.checked;
    const walked = (place) => Boolean(markOf(place)) && (all() || !data.offers[place].condition);
    const say = (words, kind = "") => {
      const line = panel.querySelector(".told");
      line.textContent = words;
      line.className = `told ${kind}`;
    };
    const counts = () => {
      const places = data.offers.map((_, place) => place).filter(walked);
      const done = places.filter((place) => state[place].done).length;
      panel.querySelector(".place").textContent = `${places.indexOf(current) + 1} of ${places.length} · ${done} done`;
    };
    const show = (place, quiet = false) => {
      markOf(current)?.classList.remove("current");
      current = place;
      const offer = data.offers[place];
      const mark = markOf(place);
      mark.classList.add("current");
      mark.scrollIntoView({ block: "center" });
      const payload = state[place].payload ?? offer.payload;
      for (const field of fields) field.value = payload[field.name] ?? "";
      const ways = panel.querySelector(".ways");
      ways.replaceChildren();
      ways.hidden = !offer.readings.length && offer.properties.length < 2;
      const way = (name, words, label) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = label;
        button.addEventListener("click", () => {
          form.elements[name].value = words;
        });
        ways.append(button);
      };
      for (const spelling of offer.readings) way("reading", spelling, `read as ${spelling}`);
      for (const label of offer.properties.slice(1)) way("property", label, label);
      counts();
      if (!quiet) say(offer.condition ? `A condition: ${offer.condition.toLowerCase()}.` : state[place].said ?? "");
    };
    const step = (way, open = false, quiet = false) => {
      for (let place = current + way; place >= 0 && place < data.offers.length; place += way) {
        if (walked(place) && !(open && state[place].done)) return show(place, quiet);
      }
      say(open ? "All that are marked are done." : "No further one.");
    };
    const finish = (place, done, words) => {
      state[place].done = done;
      state[place].said = words;
      const { classList } = markOf(place);
      classList.toggle("accepted", done === "accepted");
      classList.toggle("skipped", done === "skipped");
      if (place === current) step(1, true, true);
      counts();
    };
    const skip = () => finish(current, "skipped", "Skipped.");
    const accept = async () => {
      const place = current;
      const one = state[place];
      if (one.sending) return;
      const payload = {};
      for (const field of fields) if (field.value.trim()) payload[field.name] = field.value.trim();
      one.payload = payload;
      one.sending = true;
      const row = { key: `desk-${data.visit}-${place}`, grid: "values", position: place, revision: one.revision, payload };
      try {
        const response = await fetch(data.save, {
          method: "POST",
          body: JSON.stringify({ rows: [row] }),
          headers: { "Content-Type": "application/json", "X-CSRFToken": token },
          redirect: "manual",
          signal: AbortSignal.timeout(30_000),
        });
        const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
        const answer = isJson ? await response.json() : null;
        if (!response.ok || !answer) throw new Error(answer?.error ?? "The server did not take it; sign in again in another window, or try again.");
        const [saved] = answer.rows;
        one.revision = saved.revision ?? one.revision;
        const notes = (saved.notes ?? []).map((note) => note.text).filter(Boolean);
        const words = saved.reason || (saved.records?.length ? "Saved as a draft." : ["On the workbench; it waits.", ...notes].join(" "));
        say(`${payload.printed}: ${words}`);
        finish(place, "accepted", words);
      } catch (error) {
        say(error.name === "TypeError" || error.name === "TimeoutError" ? "No connection; nothing is lost, accept it again." : error.message, "error");
      } finally {
        one.sending = false;
      }
    };

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      accept();
    });
    form.elements.all.addEventListener("change", counts);
    panel.querySelector(".skip").addEventListener("click", skip);
    panel.querySelector(".correct").addEventListener("click", () => fields[0].focus());
    for (const [place, mark] of marks) mark.addEventListener("click", () => show(place));
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest("input[type=text], textarea, select");
      if (typing && event.key === "Escape") return typing.blur();
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return undefined;
      const action = { a: accept, s: skip, j: () => step(1), k: () => step(-1), e: () => fields[0].focus() }[event.key];
      if (!action) return undefined;
      event.preventDefault();
      return action();
    });
    panel.hidden = false;
    const first = data.offers.findIndex((_, place) => walked(place));
    if (first >= 0) show(first);
  };
  document.addEventListener("DOMContentLoaded", start);
})();
