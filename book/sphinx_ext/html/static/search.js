// Sphinx's search as a book of figures needs it: numbers are found, with or without signs between their thousands, and
// words without their diacritics (finding.py makes the index alike). From a disk a page may not read another: no excerpts.
(() => {
  const plain = (text) => text.replace(/\P{ASCII}/gu, (sign) => (sign.length > 1 ? sign : sign.normalize("NFD")[0]));
  const joined = (text) => text.replace(/(\d)[.,](?=\d{3}(?!\d))/g, "$1");
  const isNumber = (word) => /^\d+$/.test(word);
  const { _parseQuery: parse, makeSearchSummary: excerpt } = Search;

  Search._parseQuery = (query) => {
    const [, terms, excluded, , objects] = parse(plain(joined(query)));
    const [, , , highlights] = parse(query);
    for (const number of splitQuery(joined(query)).filter(isNumber)) {
      terms.add(number);
      highlights.add(number).add(BigInt(number).toLocaleString(document.documentElement.lang));
    }
    localStorage.setItem("sphinx_highlight_terms", [...highlights].join(" "));
    return [query, terms, excluded, highlights, objects];
  };

  Search.makeSearchSummary = (page, words, anchor) => {
    const text = Search.htmlToText(page, anchor);
    const written = [...words].flatMap((word) => {
      const pattern = isNumber(word) ? `(?<!\\d)${[...word].join("[.,]?")}` : word;
      const found = plain(text).toLowerCase().match(pattern);
      return found ? [text.substr(found.index, found[0].length)] : [];
    });
    return excerpt(page, written, anchor);
  };

  if (location.protocol === "file:") {
    DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
    document.addEventListener("DOMContentLoaded", () => { document.querySelector(".from-disk").hidden = false; });
  }
})();
