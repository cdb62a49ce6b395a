// Keeps what is typed in a form in this browser until the server has written it, and offers it again: after a session that
// ended, a refusal, a crash. Per person, page and form; never files, passwords or codes; the server fills the form again.
(() => {
  "use strict";
  const PREFIX = "mgdb-draft/";
  const KEPT = 7 * 24 * 3600 * 1000; // ms
  const MOST = 20; // drafts of all people
  const LONGEST = 1_000_000; // characters of one
  const PAUSE = 400; // ms after the last key
  const NEVER = new Set(["csrfmiddlewaretoken", "form_key", "restore_draft"]);
  const SECRET = 'input[type="password"], input[autocomplete="one-time-code"]';
  const TYPED = 'textarea, select, input:not([type="hidden"], [type="submit"], [type="button"], [type="file"])';

  const TICKED = 'input[type="checkbox"], input[type="radio"]';

  const user = document.querySelector('meta[name="mgdb-user"]')?.content;
  const own = `${PREFIX}${user}/`;
  let leaving = false; // whoever signs out leaves nothing behind

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // ---- what is kept
  const read = (key) => {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return Array.isArray(draft.fields) && Date.now() - draft.at < KEPT ? { key, ...draft } : null;
    } catch {
      return null; // not ours, or cut
    }
  };
  const all = () => {
    const found = [];
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = read(key);
      if (draft) found.push(draft);
      else localStorage.removeItem(key);
    }
    return found.sort((a, b) => b.at - a.at);
  };
  const keep = (key, draft) => {
    const others = all().filter((one) => one.key !== key);
    for (const old of others.splice(MOST - 1)) localStorage.removeItem(old.key);
    for (;;) {
      try {
        localStorage.setItem(key, JSON.stringify(draft));
        return true;
      } catch (error) {
        if (!others.length) return false;
        localStorage.removeItem(others.pop().key); // the oldest makes room
      }
    }
  };

  // ---- forms
  const keyOf = (form) => form.elements.form_key?.value;
  const fieldsOf = (form) => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER.has(name));
  // Fields that this page itself can fill again; what needs rows of parts or names of records the server fills.
  const typedOf = (form) =>
    form.elements.shown || form.querySelector('[name$="-TOTAL_FORMS"], .admin-autocomplete')
      ? []
      : [...form.elements].filter((field) => field.id && field.name && field.matches(TYPED)).map((field) => [field.id, field.matches(TICKED) ? field.checked : field.value]);
  const draftOf = (form) => ({
    at: Date.now(),
    title: document.querySelector("#content h1")?.textContent ?? "",
    page: location.pathname,
    typed: typedOf(form),
    path: new URL(form.getAttribute("action") || location.href, location.href).pathname,
    mark: form.elements.shown?.dataset.mark ?? "",
    fields: fieldsOf(form),
  });
  const watched = () =>
    [...document.querySelectorAll('form[method="post"]')].filter(
      (form) => keyOf(form) && form.id !== "changelist-form" && !form.matches("[data-unkept]") && !form.querySelector(SECRET) && form.querySelector(TYPED),
    );

  const watch = (form, dirty) => {
    const key = own + keyOf(form);
    const before = JSON.stringify(fieldsOf(form));
    let waiting;
    let said = false;
    const note = () => {
      clearTimeout(waiting);
      waiting = undefined;
      if (leaving) return undefined;
      const draft = draftOf(form);
      const text = JSON.stringify(draft.fields);
      if (!dirty && text === before) return localStorage.removeItem(key);
      if (text.length < LONGEST && keep(key, draft)) return undefined;
      if (!said) form.prepend(element("p", { className: "quiet", textContent: "This form is too long to be kept in this browser while you type: save it now and then." }));
      said = true;
      return localStorage.removeItem(key);
    };
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(note, PAUSE);
    };
    for (const name of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(name, later);
    window.django?.jQuery?.(form).on("change", later); // a choice by select2 is no event of the browser's
    form.addEventListener("submit", note);
    window.addEventListener("pagehide", () => waiting && note());
    if (dirty) note();
  };

  // ---- offered again
  const when = (at) => {
    const then = new Date(at);
    const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return then.toDateString() === new Date().toDateString() ? time : `${then.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}, ${time}`;
  };
  const restore = (draft) => {
    const token = document.querySelector('[name="csrfmiddlewaretoken"]').value;
    const form = element("form", { method: "post", action: draft.path, hidden: true });
    const fields = [["csrfmiddlewaretoken", token], ["form_key", draft.key.slice(own.length)], ["restore_draft", "1"], ...draft.fields];
    form.append(...fields.map(([name, value]) => element("textarea", { name, value })));
    document.body.append(form);
    form.submit();
  };
  const fill = (draft, line) => {
    const fields = draft.typed.map(([id, value]) => [document.getElementById(id), value]);
    for (const [field, value] of fields) {
      if (field.matches(TICKED)) field.checked = value;
      else field.value = value;
    }
    localStorage.removeItem(draft.key);
    fields[0][0].dispatchEvent(new Event("input", { bubbles: true })); // kept on under the key of this page
    line.replaceChildren(element("p", { textContent: "What you typed is back in the form; nothing is saved yet." }));
    fields.find(([field]) => field.matches("textarea, input"))?.[0].focus();
  };
  const isFillable = ({ page, typed }) => page === location.pathname && typed?.length && typed.every(([id]) => document.getElementById(id));
  const offer = (draft, marks, isHome) => {
    const moved = draft.mark && marks.length && !marks.includes(draft.mark);
    const where = isHome && draft.title ? ` (${draft.title})` : "";
    const words = `You have unsaved text from ${when(draft.at)}${where}${moved ? ", typed before this was saved by somebody else or by you" : ""}.`;
    const back = element("button", { type: "button", className: "step", textContent: "Restore" });
    const away = element("button", { type: "button", className: "step", textContent: "Discard" });
    const line = element("section", { className: "unsaved" }, element("p", { textContent: words }), back, away);
    line.setAttribute("role", "status");
    line.setAttribute("aria-label", "Unsaved text");
    back.addEventListener("click", () => (isFillable(draft) ? fill(draft, line) : restore(draft)));
    away.addEventListener("click", () => {
      localStorage.removeItem(draft.key);
      const next = line.nextElementSibling?.querySelector("button, input:not([type='hidden']), select, textarea, a");
      line.remove();
      next?.focus();
    });
    return line;
  };

  const start = () => {
    const written = document.cookie.match(/(?:^|; )mgdb_written=([^;]+)/)?.[1];
    if (written) {
      localStorage.removeItem(own + written);
      document.cookie = "mgdb_written=; path=/; max-age=0";
    }
    document.querySelector("#logout-form")?.addEventListener("submit", () => {
      leaving = true;
      for (const draft of all().filter(({ key }) => key.startsWith(own))) localStorage.removeItem(draft.key);
      for (const key of Object.keys(localStorage).filter((name) => name.startsWith(`mgdb-bench/${user}/`))) localStorage.removeItem(key);
    });
    const forms = watched();
    // A form that came back filled goes on under its new key.
    const came = read(own + document.querySelector('meta[name="mgdb-came-back"]')?.content);
    const names = new Set(came?.fields.map(([name]) => name));
    const shared = (form) => new Set(fieldsOf(form).map(([name]) => name).filter((name) => names.has(name))).size;
    const again = came && forms.filter((form) => shared(form) * 2 >= names.size).sort((a, b) => shared(b) - shared(a))[0];
    if (again) localStorage.removeItem(came.key);
    for (const form of forms) watch(form, form === again);
    const here = new Set(forms.map((form) => own + keyOf(form)));
    const marks = forms.map((form) => form.elements.shown?.dataset.mark).filter(Boolean);
    const inPopup = Boolean(document.querySelector('input[name="_popup"]'));
    const isHome = location.pathname === document.querySelector("#site-name a")?.pathname; // where all are offered
    const fits = ({ key, path, page, fields }) =>
      key.startsWith(own) && !here.has(key) && (isHome || (page ?? path) === location.pathname) && inPopup === fields.some(([name]) => name === "_popup");
    const offers = all().filter(fits);
    document.querySelector("#content-main")?.prepend(...offers.map((draft) => offer(draft, marks, isHome)));
  };

  if (user && window.localStorage) document.addEventListener("DOMContentLoaded", start);
})();
