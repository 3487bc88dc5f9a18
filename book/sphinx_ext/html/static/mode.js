// Light or dark before the page is painted; the theme's own script then keeps to it.
(() => {
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      window[storage].setItem("probe", "");
      window[storage].removeItem("probe");
    } catch { // the browser keeps nothing: what is chosen holds for this page
      const kept = new Map();
      const getItem = (name) => kept.get(name) ?? null;
      const [setItem, removeItem] = [(name, text) => kept.set(name, text), (name) => kept.delete(name)];
      Object.defineProperty(window, storage, { value: { getItem, setItem, removeItem } });
    }
  }
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const mode = localStorage.getItem("mode") || "auto";
  document.documentElement.dataset.mode = mode;
  document.documentElement.dataset.theme = mode === "auto" ? (dark ? "dark" : "light") : mode;
})();
