(() => {
  "use strict";
  // A closed part would be missing on paper.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((part) => { part.open = true; }));
  const table = document.getElementById("attempts");
  if (!table) { return; }
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const text = document.getElementById("filter-text");
  const outcome = document.getElementById("filter-outcome");
  const cause = document.getElementById("filter-cause");
  const shown = document.getElementById("shown");
  const filter = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter((word) => word);
    let count = 0;
    for (const row of rows) {
      const fits = wanted.every((word) => words.get(row).includes(word))
        && (!outcome.value || row.dataset.outcome === outcome.value)
        && (!cause.value || row.dataset.cause === cause.value);
      row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = count + " of " + rows.length + " shown";
  };
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v === undefined ? cell.textContent.trim().toLowerCase() : Number(cell.dataset.v);
  };
  const sort = (header) => {
    const down = header.getAttribute("aria-sort") === "ascending";
    const column = header.cellIndex;
    const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
    rows.sort((one, other) => {
      const a = keys.get(one);
      const b = keys.get(other);
      return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1);
    });
    for (const other of header.parentNode.cells) { other.removeAttribute("aria-sort"); }
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const sorted = document.createDocumentFragment();
    sorted.append(...rows);
    body.append(sorted);
  };
  for (const header of table.tHead.rows[0].cells) {
    header.querySelector("button").addEventListener("click", () => sort(header));
  }
  for (const control of [text, outcome, cause]) { control.addEventListener("input", filter); }
  document.getElementById("tools").hidden = false;
  filter();
})();
