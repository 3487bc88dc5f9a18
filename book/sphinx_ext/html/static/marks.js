// Each mark of a figure answers to pointer, touch and keyboard with what the table under the figure says of it. The keys
// are those of a slider over the drawing: it can be focused, goes from mark to mark, and is read aloud by itself.
document.addEventListener("DOMContentLoaded", () => {
  const WHOLE = 1000; // steps in which places are told

  const make = (name, properties, attributes = {}) => {
    const made = Object.assign(document.createElement(name), properties);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };
  // How far a place, a point or a box, lies from where the pointer is.
  const away = ([left, top, right = left, low = top], x, y, box) => {
    const [across, up] = [box.width / WHOLE, box.height / WHOLE];
    return Math.hypot(Math.max(left * across - x, 0, x - right * across), Math.max(top * up - y, 0, y - low * up));
  };

  const answer = (numbers) => {
    const { turned, told, marks } = JSON.parse(numbers.dataset.marks);
    const table = numbers.querySelector("table");
    const drawing = numbers.closest("figure").querySelector(".drawing");
    const text = (row, column) => table.rows[row].cells[column].textContent.trim();
    const said = ([state, row, column]) => {
      const names = [text(row, 0), text(0, column)];
      return { value: text(row, column), names: (turned ? names.reverse() : names).join(", "), state: told[state] };
    };

    const ring = make("span", { className: "mark-ring", hidden: true });
    const tip = make("span", { className: "mark-tip", hidden: true }, { "aria-hidden": true });
    const label = `${numbers.dataset.label}: ${table.caption.textContent}`;
    const keys = make("input", { type: "range", min: 0, max: marks.length - 1, value: 0 }, { "aria-label": label });
    drawing.append(ring, tip, keys);

    const hide = () => { ring.hidden = tip.hidden = true; };
    const place = ([left, top, right = left, low = top]) => {
      const share = (steps) => `${(100 * steps) / WHOLE}%`;
      Object.assign(ring.style, { left: share(left), top: share(top), width: share(right - left), height: share(low - top) });
      const middle = ((left + right) / 2 / WHOLE) * drawing.clientWidth - tip.offsetWidth / 2;
      const above = (top / WHOLE) * drawing.clientHeight - tip.offsetHeight - 10;
      const below = (low / WHOLE) * drawing.clientHeight + 10;
      tip.style.left = `${Math.max(0, Math.min(middle, drawing.clientWidth - tip.offsetWidth))}px`;
      tip.style.top = `${drawing.getBoundingClientRect().top + above < 0 ? below : above}px`;
    };
    const tell = (number) => {
      const answers = marks[number][1].map(said);
      keys.value = number;
      const spoken = answers.map(({ value, names, state }) => `${names}: ${value}${state && ` (${state})`}`);
      keys.setAttribute("aria-valuetext", spoken.join("; "));
      tip.replaceChildren(...answers.flatMap(({ value, names, state }) => [
        make("strong", { textContent: value }), make("span", { textContent: names }),
        ...(state ? [make("span", { textContent: state })] : []),
      ]));
    };
    const show = (number) => {
      tell(number);
      ring.hidden = tip.hidden = false;
      place(marks[number][0][0]);
    };
    const point = (event) => {
      const box = drawing.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const far = marks.map(([places]) => Math.min(...places.map((one) => away(one, x, y, box))));
      show(far.indexOf(Math.min(...far)));
    };

    drawing.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") point(event); });
    drawing.addEventListener("click", point);
    drawing.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") hide(); });
    document.addEventListener("click", (event) => { if (!drawing.contains(event.target)) hide(); });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || tip.hidden) return;
      hide();
      keys.blur();
    });
    keys.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]; // down the page is on to the next, not to a lower value
      if (!step) return;
      event.preventDefault();
      show(Math.max(0, Math.min(keys.valueAsNumber + step, marks.length - 1)));
    });
    keys.addEventListener("input", () => show(keys.valueAsNumber));
    keys.addEventListener("focus", () => show(keys.valueAsNumber));
    keys.addEventListener("blur", hide);
    tell(0);
  };
  document.querySelectorAll("figure.chart .numbers[data-marks]").forEach(answer);
});
