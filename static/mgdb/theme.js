// Light or dark: the reader's choice if there is one, else the system's. Runs before the body, so that nothing flashes.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => {
    try {
      return localStorage.getItem("mgdb-theme");
    } catch {
      return null; // storage is switched off: follow the system
    }
  };
  const apply = (theme) => {
    root.dataset.theme = theme;
    root.classList.toggle("dark-mode", theme === "dark"); // which Swagger UI, in the pages of the API, goes by
    const button = document.getElementById("theme");
    if (button) {
      button.hidden = false;
      button.setAttribute("aria-label", theme === "dark" ? "Use light colours" : "Use dark colours");
      button.title = button.getAttribute("aria-label");
    }
  };
  const current = () => stored() || (system.matches ? "dark" : "light");

  apply(current());
  system.addEventListener("change", () => apply(current()));
  document.addEventListener("DOMContentLoaded", () => {
    apply(current());
    document.getElementById("theme")?.addEventListener("click", () => {
      const theme = root.dataset.theme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("mgdb-theme", theme);
      } catch {
        // the choice then lasts for this page only
      }
      apply(theme);
    });
  });
})();
