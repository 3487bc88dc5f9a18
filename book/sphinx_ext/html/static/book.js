// What the theme's script leaves to a book: printing, the contents beside a wide page, the field of the search page.
// Sphinx makes a function of a text for plurals, which the page's policy refuses; both languages count 1 and the rest.
Documentation.addTranslations = (catalog) => {
  Object.assign(Documentation.TRANSLATIONS, catalog.messages);
  Documentation.PLURAL_EXPR = (n) => (n === 1 ? 0 : 1);
  Documentation.LOCALE = catalog.locale;
};

document.addEventListener("DOMContentLoaded", () => {
  const one = (selector) => document.querySelector(selector);
  one(".print-button")?.addEventListener("click", () => window.print());
  one(".bd-search-container input")?.focus();

  const toggle = one(".primary-toggle");
  const sidebar = one("#pst-primary-sidebar");
  const wide = window.matchMedia("(min-width: 992px)");
  const tell = () => {
    if (wide.matches) toggle.setAttribute("aria-expanded", !sidebar.classList.contains("pst-sidebar-hidden"));
    else toggle.removeAttribute("aria-expanded"); // there it opens a dialog
  };
  if (toggle && sidebar) {
    toggle.addEventListener("click", (event) => {
      if (!wide.matches) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sidebar.classList.toggle("pst-sidebar-hidden");
      tell();
    }, true);
    wide.addEventListener("change", tell);
    tell();
  }
});
