let drawn = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function pickers(model, group, changed) {
  const several = model.get("kind") === "several";
  return model.get("options").map(({ id, text }) => {
    const input = make("input", {
      type: several ? "checkbox" : "radio", name: group, value: id, checked: model.get("chosen").includes(id),
      onchange: () => {
        const others = model.get("chosen").filter((each) => each !== id);
        const chosen = several ? (input.checked ? [...others, id] : others) : [id];
        model.set("chosen", chosen);
        changed();
      },
    });
    return make("label", {}, input, make("span", { class: "ka-text" }, text));
  });
}

function ranking(model, changed) {
  const words = model.get("words");
  const texts = new Map(model.get("options").map(({ id, text }) => [id, text]));
  const box = make("div");
  let dragged = null;

  function order(ids, focus) {
    model.set("chosen", ids);
    redraw();
    changed();
    const wanted = box.querySelector(`[data-focus="${CSS.escape(focus)}"]:not(:disabled)`);
    (wanted || box.querySelector("button:not(:disabled)"))?.focus();
  }
  function button(what, sign, id, ids, disabled = false) {
    return make("button", {
      type: "button", "data-focus": `${what} ${id}`, "aria-label": `${words[what]}: ${texts.get(id)}`,
      title: words[what], disabled, onclick: () => order(ids(), `${what} ${id}`),
    }, sign);
  }
  function moved(id, place) {
    const ids = model.get("chosen").filter((each) => each !== id);
    ids.splice(place, 0, id);
    return ids;
  }
  function rankedItem(id, place, chosen) {
    return make("li", {
      draggable: "true",
      ondragstart: (event) => { dragged = id; event.dataTransfer.effectAllowed = "move"; },
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => { event.preventDefault(); if (dragged !== null) order(moved(dragged, place), `up ${dragged}`); dragged = null; },
    }, make("div", {},
      make("span", { class: "ka-text" }, texts.get(id)),
      button("up", "↑", id, () => moved(id, place - 1), place === 0),
      button("down", "↓", id, () => moved(id, place + 1), place === chosen.length - 1),
      button("remove", "×", id, () => chosen.filter((each) => each !== id))));
  }
  function redraw() {
    const chosen = model.get("chosen");
    const left = model.get("options").map(({ id }) => id).filter((id) => !chosen.includes(id));
    const ranked = chosen.length
      ? make("ol", {}, ...chosen.map((id, place) => rankedItem(id, place, chosen)))
      : make("p", { class: "ka-quiet" }, words.nothing_yet);
    const others = left.map((id) => make("li", {}, make("div", {},
      button("add", "+", id, () => [...chosen, id]), make("span", { class: "ka-text" }, texts.get(id)))));
    box.replaceChildren(make("h6", {}, words.ranked), ranked,
      ...(left.length ? [make("h6", {}, words.others), make("ul", {}, ...others)] : []));
  }
  redraw();
  return [box];
}

function render({ model, el }) {
  const words = model.get("words");
  const kind = model.get("kind");
  const group = `ka-quiz-${model.get("asked")}-${drawn++}`;
  const result = make("div", { class: "ka-result", role: "status", "aria-live": "polite" });
  const submit = make("button", {
    type: "button", class: "ka-submit",
    onclick: () => {
      if (kind !== "several" && !model.get("chosen").length) {
        result.textContent = words.choose_first;
        return;
      }
      model.set("sent", model.get("sent") + 1);
      model.save_changes();
    },
  }, words.submit);
  const changed = () => { result.replaceChildren(); model.save_changes(); };
  const fields = kind === "ranking" ? ranking(model, changed) : pickers(model, group, changed);
  const say = () => { result.innerHTML = model.get("outcome"); };
  model.on("change:outcome", say);
  say();
  el.append(make("div", { class: "ka-quiz" },
    make("fieldset", {}, make("legend", {}, model.get("asked")), ...fields), submit, result));
  return () => model.off("change:outcome", say);
}

export default { render };
