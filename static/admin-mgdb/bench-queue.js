// Rows of a workbench on their way to the server: sent a moment after the last key, kept in this browser until they are
// acknowledged, sent again when the connection is back. A row that is sent twice is written once.
(() => {
  "use strict";
  const PAUSE = 1000; // ms after the last key
  const RETRY = [2000, 5000, 10_000, 30_000]; // ms, after each failure in turn
  const PATIENCE = 30_000; // ms for one answer

  // The database keeps the columns of a row in an order of its own.
  const canon = (payload) => JSON.stringify(Object.entries(payload).sort());

  class Queue {
    // data: of the page; rows: key → row {key, grid, position, revision, payload, deleted}; told(answers), said(words, kind)
    constructor({ data, token, rows, told, said }) {
      Object.assign(this, { data, token, rows, told, said });
      this.kept = `mgdb-bench/${data.user}/${data.paper}`;
      this.dirty = new Set();
      this.refused = new Map(); // key → why it is not taken as it is; kept here until somebody changes it
      this.failures = 0;
      this.sending = null;
      this.leaving = false; // whoever signs out leaves nothing behind
      window.addEventListener("online", () => this.flush());
      // What is acknowledged while the next page comes may not be on it: the copy stays, and is found to have arrived.
      window.addEventListener("beforeunload", () => {
        this.closing = true;
      });
      window.addEventListener("pagehide", () => this.flush(true));
      document.querySelector("#logout-form")?.addEventListener("submit", () => {
        this.leaving = true;
        localStorage.removeItem(this.kept);
      });
    }

    // ---- what is kept here
    unsaved() {
      try {
        return JSON.parse(localStorage.getItem(this.kept)) ?? [];
      } catch {
        return [];
      }
    }
    keep() {
      if (this.leaving || this.closing) return;
      const rows = [...this.dirty, ...this.refused.keys()].map((key) => this.rows.get(key)).filter(Boolean);
      try {
        if (rows.length) localStorage.setItem(this.kept, JSON.stringify(rows.map((row) => this.plain(row))));
        else localStorage.removeItem(this.kept);
      } catch {
        this.said("This browser is full: what you type is not kept here until it is saved.", "warning");
      }
    }
    plain({ key, grid, position, revision, payload, deleted }) {
      return { key, grid, position, revision, payload, deleted: Boolean(deleted) };
    }

    // ---- on the way
    changed(row, soon = false) {
      this.dirty.add(row.key);
      if (row.deleted) for (const key of this.refused.keys()) this.dirty.add(key); // there may be room for them now
      for (const key of this.dirty) this.refused.delete(key);
      this.closing = false;
      this.keep();
      this.tellState();
      clearTimeout(this.waiting);
      if (!this.failures) this.waiting = setTimeout(() => this.flush(), soon ? 0 : PAUSE);
    }
    // As many rows as one request takes; a curve may be long.
    batch() {
      let length = 0;
      const rows = [...this.dirty].slice(0, this.data.most).map((key) => this.rows.get(key)).filter(Boolean);
      return rows.filter((row, place) => {
        length += JSON.stringify(row.payload).length;
        return !place || length < this.data.longest;
      });
    }
    async flush(last = false) {
      if (!this.dirty.size || (this.sending && !last)) return;
      clearTimeout(this.waiting);
      const rows = this.batch();
      const sent = new Map(rows.map((row) => [row.key, JSON.stringify(this.plain(row))]));
      for (const row of rows) row.sent = new Set([...(row.sent ?? []), canon(row.payload)]);
      const body = `{"rows":[${[...sent.values()].join(",")}]}`;
      if (last) {
        fetch(this.data.addresses.save, { method: "POST", body, keepalive: body.length < 60_000, headers: this.headers(body) }).catch(() => {});
        return;
      }
      this.sending = sent;
      this.tellState();
      try {
        this.arrived(sent, await this.ask("save", body));
        this.failures = 0;
      } catch (error) {
        if (error.lasting) this.refuse(sent, error.message);
        else {
          this.failures += 1;
          this.why = error.message;
        }
      }
      this.sending = null;
      this.keep();
      this.tellState();
      if (this.dirty.size) this.waiting = setTimeout(() => this.flush(), this.failures ? RETRY[Math.min(this.failures, RETRY.length) - 1] : 0);
    }
    // A form with a file names its own boundary.
    headers(body) {
      return { ...(body instanceof FormData ? {} : { "Content-Type": "application/json" }), "X-CSRFToken": this.token };
    }
    // The answer to a request; an error that is `lasting` will come again for the same words.
    async ask(name, body) {
      let response;
      try {
        response = await fetch(this.data.addresses[name], { method: "POST", body, headers: this.headers(body), redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
      } catch {
        throw new Error("no connection");
      }
      if (response.type === "opaqueredirect" || response.status === 403) throw new Error("you are signed out: sign in again in another window, then reload this page");
      const answer = response.headers.get("Content-Type")?.startsWith("application/json") ? await response.json() : null;
      if (response.ok && answer) return answer;
      const lasting = response.status === 400 || response.status === 404 || response.status === 413;
      throw Object.assign(new Error(answer?.error ?? `the server answers ${response.status}`), { lasting });
    }
    // What was sent as a whole is not taken.
    refuse(sent, text) {
      const notes = [{ column: "", kind: "fault", text }];
      this.arrived(sent, { rows: [...sent.keys()].map((key) => ({ key, outcome: "refused", state: "waiting", notes, html: "", known: [], records: [] })) });
    }
    arrived(sent, { rows: answers }) {
      for (const answer of answers) {
        const row = this.rows.get(answer.key);
        if (!row) continue;
        const asSent = sent.get(answer.key);
        if (answer.outcome === "gone") {
          if (row.deleted) this.rows.delete(row.key);
          row.revision = 0;
          this.dirty.delete(row.key);
          continue;
        }
        if (answer.outcome === "moved") {
          const known = row.sent.has(canon(answer.payload)); // our own, whose acknowledgement was lost
          row.revision = answer.revision;
          if (!known) {
            row.theirs = answer.payload;
            this.dirty.delete(row.key);
          }
          continue;
        }
        const now = JSON.stringify({ ...this.plain(row), revision: 0 });
        const isAsSent = !asSent || now === JSON.stringify({ ...JSON.parse(asSent), revision: 0 });
        if (answer.outcome === "refused") {
          if (!isAsSent) continue;
          this.dirty.delete(row.key);
          this.refused.set(row.key, answer.notes.find(({ kind }) => kind === "fault")?.text ?? "");
          continue;
        }
        row.revision = answer.revision;
        if (asSent) row.sent.clear();
        if (isAsSent) {
          if (asSent) this.dirty.delete(row.key);
          row.deleted = false; // it stays: others refer to its record
        }
      }
      this.told(answers);
    }
    tellState() {
      const counted = (count) => (count === 1 ? "1 row" : `${count} rows`);
      const count = this.dirty.size;
      const rows = counted(count);
      if (this.failures) this.said(`Not saved: ${this.why}. ${rows} kept in this browser; tried again by itself.`, "error");
      else if (this.sending) this.said("Saving …", "");
      else if (count) this.said(`${rows} to be saved`, "");
      else if (this.refused.size) this.said(`Not saved: ${counted(this.refused.size)}, kept in this browser until corrected. ${[...this.refused.values()][0]}`, "error");
      else this.said("All saved", "");
    }
  }
  window.mgdbBench = { Queue, canon };
})();
