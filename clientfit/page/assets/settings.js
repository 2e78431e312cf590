// About the person: by which hours and names their messages are read.
import { h, unique } from "./dom.js";

/** @param {Wire.CodeChoice} country @param {string} name @param {(code: string) => void} [heard] */
export function countrySelect({ none, value, choices }, name, heard = () => {}) {
  const select = h("select", { id: unique(name), onchange: () => heard(select.value) }, h("option", { value: "" }, none),
    choices.map(({ value: code, label }) => h("option", { value: code, selected: code === value }, label)));
  return select;
}

/** @param {Wire.Myself} me @param {App} app */
export function showMyself(me, app) {
  const time = (name) => h("input", { type: "time", id: unique(`me-${name}`), value: me[name].value, required: true });
  const from = time("from");
  const to = time("to");
  const days = me.days.choices.map(({ value, label, on }) => {
    const box = h("input", { type: "checkbox", id: unique(`me-day-${value}`), value, checked: on });
    return { box, label: h("label", { htmlFor: box.id }, box, " ", label) };
  });
  const zones = Intl.supportedValuesOf?.("timeZone") ?? [];
  const list = h("datalist", { id: unique("me-zones") }, zones.map((name) => h("option", { value: name })));
  const zone = h("input", { type: "text", id: unique("me-zone"), list: list.id, value: me.zone.value, autocomplete: "off" });
  const names = h("textarea", { id: unique("me-names"), rows: 3, value: me.names.value, spellcheck: "false", autocomplete: "off" });
  const text = h("input", { type: "checkbox", id: unique("me-text"), checked: me.text.on });
  const country = countrySelect(me.country, "me-country");
  const wrong = h("div", { role: "alert", class: "cf-fault", hidden: true }); // said where it was typed, and nothing typed is lost
  const field = (given, control) => [h("label", { htmlFor: control.id }, given.label), control];
  const keep = async (event) => {
    event.preventDefault();
    wrong.hidden = true;
    const { faults } = await app.keep("myself", {
      from: from.value, to: to.value, days: days.filter(({ box }) => box.checked).map(({ box }) => box.value),
      zone: zone.value.trim(), country: country.value, names: names.value.split("\n"), keep_text: text.checked,
    });
    if (!faults) return;
    wrong.replaceChildren(...faults.map((fault) => h("p", {}, fault)));
    wrong.hidden = false;
  };
  return h("details", { class: "cf-more cf-me", "data-item": "myself" }, h("summary", {}, me.label),
    h("p", { class: "cf-muted" }, me.intro),
    h("form", { onsubmit: keep },
      h("div", { class: "cf-row" }, field(me.from, from), field(me.to, to)),
      h("fieldset", { class: "cf-plain" }, h("legend", {}, me.days.label), h("div", { class: "cf-row" }, days.map(({ label }) => label))),
      h("div", { class: "cf-row" }, field(me.zone, zone), list),
      h("div", { class: "cf-row" }, field(me.country, country)),
      field(me.names, names),
      h("div", { class: "cf-row" }, text, h("label", { htmlFor: text.id }, me.text.label)),
      h("p", { class: "cf-muted" }, me.text.why),
      wrong, h("div", { class: "cf-row" }, h("button", { type: "submit", class: "cf-second" }, me.save))));
}
