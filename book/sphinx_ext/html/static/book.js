// What the theme's script leaves to a book: printing, the contents beside a wide page, the heading that is read, the field
// of the search page.
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

  // The heading that is read: the last one in the upper third of the window or above, at the end of the page the last one.
  const links = [...document.querySelectorAll("nav.page-toc a[href^='#']")];
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const follow = () => {
    const page = document.documentElement;
    const line = window.innerHeight + window.scrollY < page.scrollHeight - 1 ? window.innerHeight / 3 : window.innerHeight;
    const read = Math.max(0, parts.findLastIndex((part) => part?.getBoundingClientRect().top <= line));
    links.forEach((link, place) => {
      link.classList.toggle("active", place === read);
      if (place === read) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  if (links.length) {
    for (const moved of ["scroll", "resize"]) window.addEventListener(moved, follow, { passive: true });
    follow();
  }

  // On a phone a table of three rows or more, or a wide one, is folded under its title; it opens for who is led to it.
  if (window.matchMedia("(max-width: 576px)").matches) {
    for (const block of document.querySelectorAll(".table-block")) {
      const table = block.querySelector("table");
      if (table.rows.length < 4 && table.rows[0].cells.length < 4) continue;
      const fold = document.createElement("details");
      const title = document.createElement("summary");
      fold.className = "folded";
      const caption = table.caption.cloneNode(true);
      caption.querySelectorAll(".chart-measure, .headerlink").forEach((part) => part.remove());
      title.textContent = caption.textContent.trim();
      block.before(fold);
      fold.append(title, block);
    }
  }
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let part = target; part; part = part.parentElement) if (part.matches("details")) part.open = true;
    target?.scrollIntoView();
  };
  window.addEventListener("hashchange", open);
  if (location.hash) open();

  // A touched word shows its meaning first and leads to its definition the second time; Escape sends a meaning away.
  for (const word of document.querySelectorAll("a.term")) {
    let touch = false;
    word.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; });
    word.addEventListener("click", (event) => {
      if (!touch || word.classList.contains("touched")) return;
      event.preventDefault();
      word.classList.add("touched");
    });
    for (const left of ["pointerleave", "blur"]) word.addEventListener(left, () => word.classList.remove("quiet"));
  }
  document.addEventListener("pointerdown", ({ target }) => {
    for (const word of document.querySelectorAll("a.term.touched")) if (word !== target) word.classList.remove("touched");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const word of document.querySelectorAll("a.term:is(:hover, :focus, .touched)")) {
      word.classList.remove("touched");
      word.classList.add("quiet");
    }
  });

  tellOfNumbers(one("details.trails"));

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

// Where a number comes from stands at the end of its chapter, where a link behind it leads. With this it is folded there,
// and shown beside the number to a mouse, the keyboard and the first touch, until Escape.
function tellOfNumbers(trails) {
  if (!trails) return;
  const unfold = () => {
    const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    trails.open = Boolean(asked) && trails.contains(asked);
    if (trails.open) asked.scrollIntoView();
  };
  unfold();
  window.addEventListener("hashchange", unfold);

  const card = Object.assign(document.createElement("div"), { id: "trail-card", className: "trail-card", hidden: true });
  card.setAttribute("role", "note");
  trails.parentElement.append(card); // within a landmark
  let shown = null;
  let touched = false;
  let waiting = 0;
  const hide = () => {
    clearTimeout(waiting);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  };
  const show = (link) => {
    hide();
    shown = link;
    const entry = document.getElementById(link.hash.slice(1)).nextElementSibling;
    card.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    const place = link.getClientRects()[0];
    const around = card.offsetParent.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - 16;
    card.style.left = `${Math.max(16, Math.min(place.left, room)) - around.left}px`;
    card.style.top = `${place.bottom - around.top}px`;
  };
  const later = (what, after) => {
    clearTimeout(waiting);
    waiting = setTimeout(what, after);
  };
  for (const link of document.querySelectorAll("a.said")) {
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(() => show(link), 150));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(hide, 300));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
    link.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; });
    link.addEventListener("click", (event) => {
      if (touched && shown !== link) {
        event.preventDefault();
        show(link);
      } else hide();
      touched = false;
    });
  }
  card.addEventListener("pointerenter", () => clearTimeout(waiting));
  card.addEventListener("pointerleave", () => later(hide, 300));
  card.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays, and with it the card
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("pointerdown", (event) => {
    if (!card.contains(event.target) && !event.target.closest?.("a.said")) hide();
  });
}
