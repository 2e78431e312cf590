// The end: a calm look, three steps with gates, and a place for everything that must not be sent.
import { h, unique } from "./dom.js";
import { saveButton, saveFile } from "./files.js";
import { heading, stepButton } from "./forms.js";
import { unfolding } from "./repair.js";
import { countrySelect } from "./settings.js";
import { whatIfButton } from "./whatif.js";

/** @param {Wire.Cooling | null} cooling @param {App} app */
function coolingCard(cooling, app) {
  if (!cooling) return "";
  const client = app.client();
  const days = h("input", {
    type: "number", id: unique("cooling"), min: 0, max: 60, value: cooling.value,
    onchange: () => app.post("cooling", { client, days: Number(days.value) }),
  });
  return h("section", { class: "cf-card", "aria-label": cooling.heading }, h("h2", {}, cooling.heading),
    h("p", {}, cooling.text),
    h("div", { class: "cf-row" }, stepButton(cooling.again, app, "cf-second"),
      h("button", { type: "button", class: "cf-link", onclick: () => app.post("cooled", { client }) }, cooling.on)),
    h("div", { class: "cf-row cf-muted" }, h("label", { htmlFor: days.id }, cooling.label), days));
}

/** @param {Wire.PlanDays} days @param {App} app */
function daysCard(days, app) {
  const client = app.client();
  const told = h("input", {
    type: "date", id: unique("told"), value: days.told.value,
    onchange: () => told.value && app.post("tell_on", { client, day: told.value }),
  });
  const country = countrySelect(days.country, "country", (code) => app.post("country", { country: code }));
  return h("section", { class: "cf-section" }, h("p", { class: "cf-lead" }, days.summary),
    h("div", { class: "cf-row" }, h("label", { htmlFor: told.id }, days.told.label), told,
      h("label", { htmlFor: country.id }, days.country.label), country),
    days.note ? h("p", { class: "cf-clash" }, days.note) : "");
}

/** @param {Wire.PlanItem} line @param {Wire.EndingWords} words @param {App} app */
function planLine(line, words, app, closed) {
  const client = app.client();
  const mark = (state, reason = "") => app.post("mark", { client, item: line.id, state, reason });
  const reason = h("input", { type: "text", id: unique(`waive-${line.id}`), maxlength: 500, required: true });
  const waive = h("form", { class: "cf-inset", onsubmit: (event) => { event.preventDefault(); mark("waived", reason.value); } },
    h("label", { htmlFor: reason.id }, words.reason), reason, h("div", {}, h("button", { type: "submit", class: "cf-second" }, words.keep)));
  const open = line.state === "open";
  return h("li", { class: `cf-line cf-${line.state}`, "data-item": line.id },
    h("h3", {}, line.name), h("p", {}, line.do),
    h("p", { class: "cf-muted" }, [line.due, open ? line.needed : ""].filter(Boolean).join(" · ")),
    closed && open ? "" : open
      ? h("div", { class: "cf-row" },
        h("button", { type: "button", class: "cf-second", onclick: () => mark("done") }, words.done),
        unfolding(words.waive, "cf-link", waive))
      : h("div", { class: "cf-row" }, h("strong", {}, line.told),
        h("button", { type: "button", class: "cf-link", onclick: () => mark("open") }, words.reopen)));
}

/** @param {Wire.PlanPhase} phase @param {Wire.EndingWords} words @param {App} app */
function phaseSection(phase, words, app) {
  return h("section", { class: phase.closed ? "cf-phase cf-closed" : "cf-phase", "data-phase": phase.id, "aria-label": phase.heading }, h("h2", {}, phase.heading),
    phase.closed ? h("p", { class: "cf-notice" }, phase.closed) : "",
    h("ol", { class: "cf-plan" }, phase.lines.map((line) => planLine(line, words, app, Boolean(phase.closed)))));
}

// Interest by law or contract, each figure with its days, rate and source.
/** @param {Wire.FeesSection} fees @param {App} app */
function feesCard(fees, app) {
  const client = app.client();
  const law = h("select", { id: unique("law"), onchange: () => app.post("law", { client, law: law.value }) },
    h("option", { value: "" }, fees.law.none),
    fees.law.choices.map(({ value, label }) => h("option", { value, selected: value === fees.law.value }, label)));
  const rate = h("input", {
    type: "text", id: unique("own-rate"), inputmode: "decimal", class: "cf-input-number", value: fees.rate.value, autocomplete: "off",
    onchange: () => app.post("own_rate", { client, rate: rate.value }),
  });
  const table = (one) => h("div", {}, h("h3", {}, one.name), h("p", { class: "cf-muted" }, one.intro),
    h("div", { class: "cf-wide", tabIndex: 0, role: "region", "aria-label": one.name }, h("table", {},
      h("thead", {}, h("tr", {}, one.columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, one.rows.map((row) => h("tr", {}, row.map((cell) => h("td", {}, cell))))))),
    [one.below].flat().filter(Boolean).map((line) => h("p", {}, line)));
  return [
    h("div", { class: "cf-row" }, h("label", { htmlFor: law.id }, fees.law.label), law),
    h("div", { class: "cf-row" }, h("label", { htmlFor: rate.id }, fees.rate.label), rate),
    fees.hint ? h("p", {}, fees.hint) : "", fees.unconfirmed.map((line) => h("p", { class: "cf-clash" }, line)),
    fees.tables.map(table), h("p", { class: "cf-muted" }, fees.disclaimer),
  ];
}

/** @param {Wire.Evidence} evidence @param {App} app */
function evidenceCard(evidence, app) {
  const client = app.client();
  const boxes = evidence.notes.map(({ id, label, note }) => {
    const box = h("input", { type: "checkbox", id: unique(`note-of-${id}`), value: id });
    return { box, row: h("li", {}, h("label", { htmlFor: box.id }, box, " ", label, h("q", { class: "cf-block" }, note))) };
  });
  const redact = h("input", { type: "text", id: unique("redact"), autocomplete: "off" });
  const wishes = () => ({
    client,
    notes: boxes.filter(({ box }) => box.checked).map(({ box }) => box.value),
    redact: redact.value.split(",").map((word) => word.trim()).filter(Boolean),
  });
  return [
    h("p", {}, evidence.intro),
    boxes.length ? h("fieldset", { class: "cf-plain" }, h("legend", {}, evidence.notes_label), h("ul", { class: "cf-boxes" }, boxes.map(({ row }) => row))) : "",
    h("div", { class: "cf-field" }, h("label", { htmlFor: redact.id }, evidence.redact), redact),
    h("button", {
      type: "button", class: "cf-second", "data-save": "evidence.zip", onclick: () => saveFile("evidence.zip", app, wishes()),
    }, evidence.save),
  ];
}

// What is written here never leaves the window: no event is posted and nothing is stored.
/** @param {Wire.Rant} rant */
function rantCard(rant) {
  const text = h("textarea", { id: unique("rant"), rows: 6, autocomplete: "off", spellcheck: "false", "data-private": true });
  const gone = h("p", { role: "status" });
  const burn = () => {
    if (!text.value) return;
    const empty = () => { text.value = ""; text.classList.remove("cf-burning"); gone.textContent = rant.burnt; };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) { empty(); return; }
    text.classList.add("cf-burning");
    setTimeout(empty, 1600);
  };
  return h("section", { class: "cf-card", "aria-label": rant.heading }, h("h2", {}, rant.heading), h("p", {}, rant.intro),
    h("label", { htmlFor: text.id }, rant.label), text,
    h("div", { class: "cf-row" }, h("button", { type: "button", class: "cf-second", onclick: burn }, rant.burn), gone));
}

/** @param {Wire.EndingBody} body @param {App} app */
export function showEnding(body, app) {
  const rant = rantCard(body.rant); // made once: what stands in it must outlive every redraw
  const before = h("div", {});
  const after = h("div", {});
  const fees = h("details", { class: "cf-more" });
  const evidence = h("details", { class: "cf-more" });
  function fill(given) {
    const { words } = given;
    const client = app.client();
    before.replaceChildren(...[
      given.safe ? h("p", { class: "cf-notice" }, given.safe) : "", coolingCard(given.cooling, app), daysCard(given.days, app),
      given.afford ? h("div", { class: "cf-row" }, whatIfButton(given.afford, app)) : "",
      h("ul", { class: "cf-advice" }, given.advice.map((line) => h("li", {}, line))),
      given.both ? h("p", { class: "cf-muted" }, given.both) : "",
      phaseSection(given.phases[0], words, app),
    ].filter(Boolean));
    fees.replaceChildren(h("summary", {}, given.fees.label), ...feesCard(given.fees, app).flat(2).filter(Boolean));
    evidence.replaceChildren(h("summary", {}, given.evidence.label), ...evidenceCard(given.evidence, app).filter(Boolean));
    after.replaceChildren(
      ...given.phases.slice(1).map((phase) => phaseSection(phase, words, app)),
      h("div", { class: "cf-actions" }, stepButton(given.letter, app),
        ...Object.entries(given.save).map(([kind, label]) => saveButton(label, `plan.${kind}`, app, { wishes: { client } })),
        stepButton(given.back, app, "cf-link")),
      h("p", { class: "cf-muted" }, words.disclaimer));
  }
  fill(body);
  return {
    nodes: [heading(body.heading), h("p", { class: "cf-lead" }, body.intro), before, rant, after, fees, evidence],
    focus() {}, change: fill, update() {},
  };
}
