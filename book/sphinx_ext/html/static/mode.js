// Light or dark before the page is painted; the theme's own script then keeps to it.
(() => {
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const mode = stored("mode") || "auto";
  document.documentElement.dataset.mode = mode;
  document.documentElement.dataset.theme = mode === "auto" ? (dark ? "dark" : "light") : mode;
})();
