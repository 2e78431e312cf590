// One question as a field. Choices are native radios in a fieldset: one Tab stop, arrows move.
// A field: {element, update(answer, record)}; `ask` is {put(value), note(text), clear()}.
import { h, showText, unique } from "./dom.js";

// What was typed a moment ago and has not been sent yet; it goes when the page does.
export const unsent = new Set();

export function debounce(act, wait = 400) {
  let timer = 0;
  const run = () => { clearTimeout(timer); timer = 0; unsent.delete(run); act(); };
  return {
    later() { clearTimeout(timer); timer = setTimeout(run, wait); unsent.add(run); },
    now() { if (timer) run(); },
  };
}

/** @param {Wire.Field} spec @param {Wire.FormWords} words */
export function makeField(spec, words, given) {
  // What was just chosen stays on the screen until the workbook has confirmed it: news about other
  // questions may still carry the old answer to this one. What was refused stays, to be mended.
  let pending = 0;
  let latest;
  const held = (act) => act && (async (value) => {
    pending += 1;
    const answer = await act(value);
    pending -= 1;
    showText(fault, (answer.faults ?? []).join(" "));
    parts.element.querySelector("input, textarea").setAttribute("aria-invalid", String(Boolean(answer.faults)));
    if (!pending && !answer.faults) parts.update(latest);
  });
  const ask = { ...given, put: held(given.put), clear: held(given.clear) };
  const id = unique(spec.id);
  const parts = spec.choices.length ? makeChoices(spec, id, words, ask) : makeInput(spec, id, words, ask);
  const why = h("p", { class: "cf-why", id: `${id}-why` }, spec.why);
  // Never opened by the focus alone: what grows under a pointer that is pressing is missed by it.
  const toggle = () => button.setAttribute("aria-expanded", String(parts.element.classList.toggle("cf-open")));
  // A choice has keys for these; in a text every key is a letter, so there they are Tab stops.
  const reach = spec.choices.length ? { tabIndex: -1, keys: true } : { tabIndex: 0, keys: false };
  const button = h("button", {
    type: "button", class: "cf-link", tabIndex: reach.tabIndex, "aria-expanded": "false",
    "aria-keyshortcuts": reach.keys ? "W" : null, onclick: toggle,
  }, words.why);
  const fault = h("p", { class: "cf-fault", role: "alert", hidden: true });
  const record = h("p", { class: "cf-record", hidden: true });
  const clash = h("p", { class: "cf-clash", hidden: true });
  const note = words.note && ask.note ? makeNote(id, words, ask, reach) : null;
  const tools = h("div", { class: "cf-tools" }, button, note?.button, parts.clear);
  parts.element.append(fault, tools, why, record, clash, note?.area ?? "");
  parts.element.addEventListener("keydown", (/** @type {any} */ event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() === "w") { event.preventDefault(); toggle(); }
    if (note && event.key.toLowerCase() === "n") { event.preventDefault(); note.open(); }
    if (ask.clear && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      ask.clear();
    }
  });
  return {
    element: parts.element,
    focus: parts.focus,
    update(answer, shown) {
      latest = answer;
      if (!pending) parts.update(answer);
      note?.update(answer?.note ?? "");
      showText(record, shown ? [shown.text, shown.level].filter(Boolean).join(" ") : "");
      showText(clash, shown?.clash ?? "");
    },
  };
}

/** @param {Wire.Field} spec @param {Wire.FormWords} words */
function makeChoices(spec, id, words, ask) {
  const offered = [...spec.choices];
  if (spec.unknown) offered.push({ value: null, label: words.dont_know });
  const radios = offered.map(({ value }) => h("input", {
    type: "radio", name: id, id: `${id}-${value ?? "unknown"}`,
    onchange: () => ask.put(value),
  }));
  const labels = offered.map(({ value, label }, i) => h("label",
    { class: value === null ? "cf-pill cf-unknown" : "cf-pill", htmlFor: radios[i].id },
    radios[i], h("span", {}, label)));
  const clear = ask.clear ? h("button", {
    type: "button", class: "cf-link", tabIndex: -1, hidden: true,
    onclick: () => { radios[0].focus(); ask.clear(); },
  }, words.clear) : null;
  const element = h("fieldset", { class: "cf-field", "data-field": spec.id, "aria-describedby": `${id}-why` },
    h("legend", {}, spec.ask), h("div", { class: `cf-pills cf-${spec.asks}` }, labels));
  return {
    element, clear,
    focus: () => (radios.find((radio) => radio.checked) ?? radios[0]).focus(),
    update(answer) {
      radios.forEach((radio, i) => {
        radio.checked = Boolean(answer?.answered) && answer.value === offered[i].value;
      });
      if (clear) clear.hidden = !answer?.answered;
      element.classList.toggle("cf-answered", Boolean(answer?.answered));
    },
  };
}

/** @param {Wire.Field} spec @param {Wire.FormWords & {lines?: string}} words */
function makeInput(spec, id, words, ask) {
  const money = spec.asks === "money";
  const common = { id, "aria-describedby": `${id}-why`, placeholder: spec.example || null };
  const input = spec.asks === "list" || (spec.asks === "text" && ask.clear)
    ? h("textarea", { ...common, rows: 2 })
    : h("input", { ...common, type: spec.asks === "date" ? "date" : "text",
      inputmode: spec.asks === "number" || money ? "decimal" : null,
      autocomplete: "off", class: `cf-input-${spec.asks}` });
  const currency = money ? h("input", { type: "text", id: `${id}-currency`, maxlength: 3, size: 4,
    autocomplete: "off", class: "cf-currency", "aria-label": words.currency, placeholder: "EUR" }) : null;
  const read = () => {
    const value = input.value.trim();
    // Whoever types the currency beside the amount has said it.
    return money && value && !/[A-Za-z]{3}/.test(value) ? `${value} ${currency.value.trim() || "EUR"}` : value;
  };
  let sent = "";
  const put = debounce(() => {
    const value = read();
    if (value === sent) return;
    sent = value;
    if (value || !ask.clear) ask.put(value);
    else ask.clear();
  });
  for (const control of [input, currency].filter(Boolean)) {
    control.addEventListener("input", () => put.later());
    control.addEventListener("change", () => { put.later(); put.now(); });
  }
  const hint = spec.unit || spec.optional || (spec.asks === "list" ? words.lines : "");
  const element = h("div", { class: "cf-field", "data-field": spec.id },
    h("label", { htmlFor: id }, spec.ask, spec.optional ? h("span", { class: "cf-muted" }, ` (${spec.optional})`) : ""),
    h("div", { class: "cf-row" }, input, currency, hint && !spec.optional ? h("span", { class: "cf-muted" }, hint) : ""));
  return {
    element, clear: null, focus: () => input.focus(),
    update(answer) {
      const value = answer?.answered ? answer.value ?? "" : "";
      element.classList.toggle("cf-answered", Boolean(value));
      if (element.contains(document.activeElement) || value === sent) return;
      sent = value;
      input.value = money ? value.split(" ")[0] : value;
      if (money && value) currency.value = value.split(" ")[1] ?? "";
    },
  };
}

function makeNote(id, words, ask, reach) {
  const text = h("textarea", { id: `${id}-note`, rows: 2, maxlength: 4000 });
  const area = h("div", { class: "cf-note", hidden: true },
    h("label", { htmlFor: text.id }, words.note_label, h("span", { class: "cf-muted" }, ` · ${words.note_hint}`)), text);
  let sent = "";
  const put = debounce(() => {
    if (text.value === sent) return;
    sent = text.value;
    ask.note(text.value);
  });
  text.addEventListener("input", () => put.later());
  text.addEventListener("change", () => { put.later(); put.now(); });
  const open = () => { area.hidden = false; text.focus(); };
  return {
    area, open,
    button: h("button", {
      type: "button", class: "cf-link", tabIndex: reach.tabIndex,
      "aria-keyshortcuts": reach.keys ? "N" : null, onclick: open,
    }, words.note),
    update(value) {
      if (document.activeElement === text || value === sent) return;
      sent = value;
      text.value = value;
      area.hidden = !value && area.hidden;
    },
  };
}
