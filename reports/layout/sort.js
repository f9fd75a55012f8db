// Sorts a table by a click on its header: numbers by their raw value, text by the page's language.
document.querySelectorAll("table.ka-sortable").forEach((table) => {
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const valueOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  table.querySelectorAll("th button").forEach((button, column) => {
    button.addEventListener("click", () => {
      const header = button.closest("th");
      const down = header.getAttribute("aria-sort") === "ascending";
      table.querySelectorAll("th").forEach((other) => other.removeAttribute("aria-sort"));
      header.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = table.tBodies[0];
      [...body.rows]
        .sort((a, b) => {
          const [x, y] = [valueOf(a, column), valueOf(b, column)];
          if (x === "" || y === "") return (x === "") - (y === "");  // missing stays last
          return (down ? -1 : 1) * (isNaN(x) || isNaN(y) ? compare(x, y) : x - y);
        })
        .forEach((row) => body.append(row));
    });
  });
});
