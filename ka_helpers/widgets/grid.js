function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function render({ model, el }) {
  const columns = model.get("columns");
  const inputs = new Map();

  function field(row, column) {
    const input = make("input", {
      type: "number", min: "0", step: "any", "aria-label": `${row.text}: ${column.text}`,
      onchange: () => {
        if (!input.validity.valid) return;
        const value = structuredClone(model.get("value"));
        value[row.id][column.id] = input.value === "" ? null : Number(input.value);
        model.set("value", value);
        model.save_changes();
      },
    });
    inputs.set(`${row.id}\n${column.id}`, () => { input.value = model.get("value")[row.id][column.id] ?? ""; });
    return make("td", {}, input);
  }
  const show = () => inputs.forEach((fill) => fill());
  const head = make("tr", {}, make("th", {}), ...columns.map(({ text }) => make("th", { scope: "col" }, text)));
  const body = model.get("rows").map((row) =>
    make("tr", {}, make("th", { scope: "row" }, row.text), ...columns.map((column) => field(row, column))));
  el.append(make("div", { class: "ka-grid", role: "group", "aria-label": model.get("label") },
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...body))));
  show();
  model.on("change:value", show);
  return () => model.off("change:value", show);
}

export default { render };
