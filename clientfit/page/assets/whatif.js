// "Can I afford to let them go?": what is asked goes out with every change, and the newest answer is
// shown. What is asked lasts as long as the window; what is assumed is kept in the workbook.
import { makePlot, tableBehind } from "./charts.js";
import { h, showText, unique } from "./dom.js";

export const WHAT_IF_CLEAN = { leaves: true, told: null, percent: 0, on_time: false, replaced: false, which_day: false };

// A change is meant for one client: with another one the question begins anew.
/** @param {App} app @param {string | null} client */
export function askAbout(app, client) { Object.assign(app.asked, { client, ...WHAT_IF_CLEAN }); }

// From a client's page: open the question with that client chosen.
/** @param {string} label @param {App} app */
export function whatIfButton(label, app) {
  if (!app.has("all")) return "";
  const client = app.client();
  const ask = () => {
    askAbout(app, client);
    app.whatIfOpen = true;
    app.go("all", { client, wish: "whatif" });
  };
  return h("button", { type: "button", class: "cf-second", "data-purpose": "afford", onclick: ask }, label);
}

// One at a time: while an answer is on its way, only the newest wish waits.
/** @param {App} app */
function makeAsking(app, onAnswer, onFaults) {
  let busy = false;
  let again = false;
  let about = null; // whom the answer on the page is about
  let good = { ...app.asked }; // the last question that was answered
  return async function ask(wish = {}) {
    const { which_day: _, ...changes } = wish;
    if (Object.keys(changes).length) app.asked.client ??= about;
    Object.assign(app.asked, { which_day: false }, wish);
    if (busy) { again = true; return; }
    busy = true;
    const sent = { ...app.asked };
    const { whatif, faults } = await app.ask("whatif", sent);
    busy = false;
    if (whatif) good = sent;
    else if (!again) Object.assign(app.asked, good);
    about = whatif?.client ?? about;
    // Who was asked about is gone, or has no invoices: the answer is about another client, and clean.
    if (whatif && !again && app.asked.client && whatif.client !== app.asked.client) askAbout(app, null);
    if (again) { again = false; ask(app.asked.which_day ? { which_day: true } : {}); }
    if (faults) onFaults(faults);
    else onAnswer(whatif);
  };
}

function setUnlessTyped(input, value) {
  if (document.activeElement !== input && input.value !== value) input.value = value;
}

const WHILE_TYPING = 700; // ms

// The day of telling. What is no day to ask for is told beside the field, and nothing else changes.
/** @param {Wire.WhatIfControls} controls */
function tellingField({ told: spec }, ask) {
  const hint = h("p", { class: "cf-muted", id: unique("whatif-hint") });
  const fault = h("p", { class: "cf-fault", id: unique("whatif-told-fault"), role: "alert", hidden: true });
  const input = h("input", {
    type: "date", id: unique("whatif-told"), "aria-describedby": `${hint.id} ${fault.id}`,
    onchange: () => {
      clearTimeout(typing);
      const faults = fits() ? "" : input.value ? limits.outside : limits.empty;
      if (!faults) { say(""); ask({ told: input.value }); }
      else typing = setTimeout(() => say(faults), WHILE_TYPING); // a year is typed digit by digit
    },
  });
  let typing = 0;
  let limits = spec;
  let client = null;
  const fits = () => input.value >= limits.low && input.value <= limits.high;
  function say(words) {
    clearTimeout(typing);
    showText(fault, words);
    input.setAttribute("aria-invalid", String(Boolean(words)));
  }
  const element = h("div", {},
    h("div", { class: "cf-row" }, h("label", { htmlFor: input.id }, spec.label), input, hint), fault);
  return {
    element,
    anew() { client = null; },
    update({ client: chosen, controls: { told, leaves } }) {
      // Then what stands there was meant for something else.
      const anew = chosen !== client || element.hidden;
      limits = told;
      client = chosen;
      element.hidden = !leaves.value;
      hint.textContent = told.hint;
      input.min = told.low;
      input.max = told.high;
      if (anew || element.hidden) { say(""); input.value = told.value; }
      else if (fits()) setUnlessTyped(input, told.value);
    },
  };
}

/** @param {Wire.WhatIfAnswer} first @param {App} app */
function whatIfControls(first, app, ask) {
  const client = h("select", { id: unique("whatif-client"), onchange: () => { askAbout(app, client.value); ask(); } });
  const box = (name) => {
    const input = h("input", { type: "checkbox", id: unique(`whatif-${name}`), onchange: () => ask({ [name]: input.checked }) });
    return { input, row: h("label", { class: "cf-tick", htmlFor: input.id }, input, h("span", {}, first.controls[name].label)) };
  };
  const boxes = { leaves: box("leaves"), replaced: box("replaced"), on_time: box("on_time") };
  const told = tellingField(first.controls, ask);
  const percent = h("input", { type: "range", id: unique("whatif-percent"), min: 0, oninput: () => ask({ percent: Number(percent.value) }) });
  const shown = h("output", { for: percent.id });
  return {
    element: h("div", { class: "cf-ask" },
      h("div", { class: "cf-row" }, h("label", { htmlFor: client.id }, first.words.client), client),
      boxes.leaves.row, told.element, boxes.replaced.row,
      h("div", { class: "cf-row" }, h("label", { htmlFor: percent.id }, first.controls.percent.label), percent, shown),
      boxes.on_time.row),
    anew: told.anew,
    update(given) {
      const { client: chosen, clients, controls } = given;
      if (client.options.length !== clients.length || clients.some(({ label }, at) => client.options[at].text !== label)) {
        client.replaceChildren(...clients.map(({ value, label }) => h("option", { value }, label)));
      }
      client.value = chosen;
      for (const [name, { input }] of Object.entries(boxes)) input.checked = controls[name].value;
      told.update(given);
      percent.max = controls.percent.high;
      if (document.activeElement !== percent) percent.value = controls.percent.value;
      shown.textContent = controls.percent.shown;
    },
  };
}

// A number that is assumed: its field, whose it is, and why it is what it is.
/** @param {Wire.AssumedField} spec @param {Wire.WhatIfWords} words @param {App} app */
function assumedField(spec, words, app, ask) {
  const id = unique(`assumed-${spec.id}`);
  const fault = h("p", { class: "cf-fault", id: `${id}-fault`, role: "alert", hidden: true });
  const input = h("input", {
    type: "text", id, inputmode: "decimal", autocomplete: "off", class: `cf-input-${spec.asks}`, "aria-describedby": `${id}-fault ${id}-why`,
    onchange: async () => {
      const { faults } = await app.keep("assume", { name: spec.id, value: input.value });
      showText(fault, (faults ?? []).join(" "));
      input.setAttribute("aria-invalid", String(Boolean(faults)));
      if (!faults) ask();
    },
  });
  const own = h("span", { class: "cf-muted" });
  const why = h("p", { class: "cf-why", id: `${id}-why` }, spec.why);
  const button = h("button", {
    type: "button", class: "cf-link", "aria-expanded": "false",
    onclick: () => button.setAttribute("aria-expanded", String(element.classList.toggle("cf-open"))),
  }, words.why);
  const element = h("div", { class: "cf-field" }, h("label", { htmlFor: id }, spec.label),
    h("div", { class: "cf-row" }, input, spec.unit ? h("span", { class: "cf-muted" }, spec.unit) : "", own, button), fault, why);
  return {
    element,
    update(given) {
      if (input.getAttribute("aria-invalid") !== "true") setUnlessTyped(input, given.value);
      own.textContent = given.own ? words.own : "";
    },
    clear() { showText(fault, ""); input.setAttribute("aria-invalid", "false"); },
  };
}

/** @param {Wire.WhatIfAnswer} first @param {App} app */
function assumedFields(first, app, ask) {
  const fields = new Map(first.fields.map((spec) => [spec.id, assumedField(spec, first.words, app, ask)]));
  const reset = async () => {
    await app.post("assume_ours");
    for (const field of fields.values()) field.clear();
    ask();
  };
  const those = (money) => h("div", { class: "cf-assumed" },
    first.fields.filter(({ asks }) => (asks === "money") === money).map(({ id }) => fields.get(id).element));
  return {
    money: those(true), // their own sums stand open: without them all is our guess
    others: h("details", { class: "cf-more" }, h("summary", {}, first.words.assumed), those(false),
      h("div", { class: "cf-actions" }, h("button", { type: "button", class: "cf-link", onclick: reset }, first.words.reset))),
    update(given) { for (const spec of given.fields) fields.get(spec.id)?.update(spec); },
  };
}

// On which day could they be told? Only asked for, because it takes a dozen simulations.
/** @param {App} app */
function whatIfDay(app, ask, onUse) {
  let given = {};
  const text = h("p", {});
  const last = h("p", { class: "cf-muted" });
  const done = h("p", {});
  const button = (purpose, onclick) => h("button", { type: "button", class: "cf-second", "data-purpose": purpose, onclick, hidden: true });
  const which = button("which-day", () => ask({ which_day: true }));
  const use = button("use-day", async () => {
    const { client, day } = given;
    const { faults } = await app.post("tell_on", { client, day: day.value });
    use.focus({ preventScroll: true }); // all around it was drawn anew
    if (faults) return;
    onUse();
    ask({ told: day.value, which_day: true });
  });
  return {
    element: h("div", { class: "cf-day" }, h("div", { role: "status" }, text, last), which, use, h("div", { role: "status" }, done)),
    update(answer) {
      given = answer;
      const { day } = given;
      const held = document.activeElement === which;
      for (const [element, words] of [[text, day.text], [last, day.last], [done, day.done], [which, day.ask], [use, day.use]]) {
        showText(element, words ?? "");
      }
      if (held && day.use) use.focus({ preventScroll: true });
    },
  };
}

/** @param {Wire.WhatIfAnswer} first @param {App} app */
function whatIfAnswer(first, app, ask) {
  const finding = h("p", { class: "cf-lead", role: "status" });
  const more = h("div", {});
  const title = h("h3", {});
  const table = h("div", {});
  const behind = () => table.querySelector("details");
  const grounds = h("ul", {});
  const controls = whatIfControls(first, app, ask);
  const day = whatIfDay(app, ask, controls.anew);
  const fields = assumedFields(first, app, ask);
  const plot = makePlot({ ...first.chart, given: { ...app.asked, client: first.client } }, app, () => {}, () => { plot.element.hidden = true; behind().open = true; });
  let known = "";
  function update(given) {
    showText(finding, given.finding);
    more.replaceChildren(...[given.guessed, ...given.more].filter(Boolean).map((line) => h("p", {}, line)));
    day.update(given);
    controls.update(given);
    fields.update(given);
    grounds.replaceChildren(...given.grounds.map((line) => h("li", {}, line)));
    if (JSON.stringify(given.table) === known) return;
    const open = behind()?.open ?? false;
    showText(title, given.chart.title);
    if (known) plot.show({ ...app.asked, client: given.client }, given.chart.label);
    known = JSON.stringify(given.table);
    table.replaceChildren(tableBehind(given.table, () => {}));
    behind().open = open;
  }
  update(first);
  return {
    nodes: [finding, more, fields.money, controls.element, day.element, title, plot.element, table, fields.others,
      h("details", { class: "cf-more" }, h("summary", {}, first.words.grounds), grounds)],
    update,
  };
}

// The panel: {element, focus, about}. While it is on the page, it outlives what is drawn anew around it.
/** @param {Wire.WhatIfPanel} body @param {App} app */
export function showWhatIf(body, app) {
  if (app.whatIf?.element.isConnected) app.whatIf.refresh();
  else app.whatIf = makeWhatIf(body, app);
  return app.whatIf;
}

// Nothing is simulated before somebody is about to open it.
/** @param {Wire.WhatIfPanel} body @param {App} app */
function makeWhatIf(body, app) {
  const fault = h("p", { class: "cf-fault", role: "alert", hidden: true });
  const place = h("div", {});
  let shown = null;
  let begun = false;
  const ask = makeAsking(app, (given) => {
    showText(fault, "");
    if (given.empty) { shown = null; begun = false; place.replaceChildren(h("p", {}, given.empty)); }
    else if (shown) shown.update(given);
    else { shown = whatIfAnswer(given, app, ask); place.replaceChildren(...shown.nodes); }
  }, (faults) => { begun = Boolean(shown); showText(fault, faults.join(" ")); });
  const begin = () => { if (!begun) { begun = true; ask(); } };
  const summary = h("summary", { onpointerenter: begin, onfocus: begin },
    h("span", { class: "cf-kind" }, body.kind), h("h3", {}, body.heading));
  const element = h("details", {
    class: "cf-fold cf-whatif", "data-field": "whatif", open: app.whatIfOpen,
    ontoggle: () => { app.whatIfOpen = element.open; if (element.open) begin(); },
  }, summary, h("p", { class: "cf-muted" }, body.intro), fault, place);
  function focus() { element.open = true; summary.focus(); element.scrollIntoView({ block: "start" }); }
  function about(client) { // asked anew with this client chosen
    begun = true;
    askAbout(app, client);
    ask();
    focus();
  }
  function refresh() { // what it rests on may have changed
    if (element.open) ask({ which_day: app.asked.which_day });
    else begun = false;
  }
  return { element, focus, about, refresh };
}
