// Names to tick, all of them at first.
import { h, unique } from "./dom.js";

/** @param {Wire.Choice[]} names */
function chooseNames(names, id) {
  return h("ul", { class: "cf-boxes" }, names.map(({ value, label }, i) => {
    const box = h("input", { type: "checkbox", id: unique(`${id}-${i}`), value, checked: true });
    return h("li", {}, h("label", { htmlFor: box.id }, box, " ", h("bdi", {}, label)));
  }));
}

function chosenNames(event) {
  const boxes = event.target.closest(".cf-line").querySelectorAll("input:checked");
  return [...boxes].map(({ value }) => value);
}

// Names that may be one client: nothing is joined unless the person says so.
/** @param {Wire.Merging | null} merging @param {App} app */
export function showMerging(merging, app) {
  if (!merging) return "";
  return h("section", { class: "cf-card", "aria-label": merging.heading }, h("h2", {}, merging.heading),
    h("p", { class: "cf-muted" }, merging.intro),
    merging.groups.map(({ keys, names, yes, no }, group) => h("div", { class: "cf-line", "data-item": keys.join("|") },
      chooseNames(keys.map((value, i) => ({ value, label: names[i] })), `join-${group}`),
      h("div", { class: "cf-row" },
        h("button", { type: "button", class: "cf-second", onclick: (event) => app.post("join", { names: chosenNames(event) }) }, yes),
        h("button", { type: "button", class: "cf-link", onclick: () => app.post("keep_apart", { names: keys }) }, no)))),
    merging.more ? h("p", { class: "cf-muted" }, merging.more) : "");
}

// Who is in the records and is no client yet: all at once, or those that are ticked.
/** @param {Wire.NameOffer | null} offer @param {App} app */
export function offerNames(offer, app) {
  if (!offer) return "";
  const add = (event) => app.post("add_names", event ? { names: chosenNames(event) } : {});
  const all = h("button", { type: "button", class: "cf-second", onclick: () => add() }, offer.all);
  if (offer.names.length < 2) return all;
  return h("div", { class: "cf-offer" }, all,
    h("details", { class: "cf-line" }, h("summary", {}, offer.choose),
      chooseNames(offer.names, "add"),
      h("button", { type: "button", class: "cf-second", onclick: add }, offer.some)));
}

// Names in the records that a client goes by: found once, and let go again.
/** @param {Wire.WhoseNames | null} whose @param {App} app */
export function whoseForm(whose, app) {
  if (!whose) return "";
  const about = app.client();
  const select = (wanted, label, none, options) => {
    const id = unique(wanted);
    const made = h("select", { id, required: true }, h("option", { value: "" }, none), options.map(({ value, label: name }) => h("option", { value }, name)));
    return { made, row: h("div", { class: "cf-row" }, h("label", { htmlFor: id }, label), made) };
  };
  const name = select("whose-name", whose.name, whose.none, whose.names);
  const client = whose.clients.length ? select("whose-client", whose.client, whose.none, whose.clients) : null;
  const link = (event) => {
    event.preventDefault();
    app.post("link", { name: name.made.value, client: client ? client.made.value : about });
  };
  return h("form", { class: "cf-field", onsubmit: link }, name.row, client ? client.row : "",
    h("div", { class: "cf-row" }, h("button", { type: "submit", class: "cf-second" }, whose.button)));
}

/** @param {Wire.LinkedNames | null} linked @param {App} app */
export function linkedNames(linked, app) {
  if (!linked) return "";
  return h("div", {}, h("p", {}, linked.label), h("ul", {}, linked.names.map(({ value, label, own }) => h("li", {}, h("bdi", {}, label), " ",
    own ? "" : h("button", { type: "button", class: "cf-link", onclick: () => app.post("unlink", { name: value }) }, linked.undo)))));
}

// Invoices that name no currency: asked once, for those here and those to come.
/** @param {Wire.Unchosen | null} currency @param {App} app */
export function currencyForm(currency, app) {
  if (!currency) return "";
  const select = h("select", { id: unique("home-currency"), required: true }, h("option", { value: "" }, currency.none),
    currency.choices.map(({ value, label }) => h("option", { value }, label)));
  const say = (event) => { event.preventDefault(); app.post("currency_is", { currency: select.value }); };
  return h("form", { class: "cf-field", onsubmit: say }, h("label", { htmlFor: select.id }, currency.label),
    h("div", { class: "cf-row" }, select, h("button", { type: "submit", class: "cf-second" }, currency.button)));
}
