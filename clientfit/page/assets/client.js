// The client: a name to begin with, or records and situation of a known one.
import { h, unique } from "./dom.js";
import { bringIn } from "./files.js";
import { heading, makeForm, stepButton } from "./forms.js";
import { linkedNames, offerNames, whoseForm } from "./name_matching.js";

/** @param {Wire.NewClientBody} body @param {App} app */
function showNew(body, app) {
  const name = h("input", { type: "text", id: unique("new-name"), maxlength: 200, autocomplete: "off", required: true });
  const form = h("form", {
    class: "cf-new",
    onsubmit: (event) => {
      event.preventDefault();
      if (name.value.trim()) app.post("add", { name: name.value.trim() });
    },
  },
  h("label", { htmlFor: name.id }, body.new.label),
  h("div", { class: "cf-row" }, name, h("button", { type: "submit", class: "cf-primary" }, body.new.button)));
  return {
    nodes: [
      heading(body.heading), h("p", { class: "cf-lead" }, body.intro), form,
      h("p", {}, h("button", { type: "button", class: "cf-link", onclick: () => app.post("sample") }, body.new.sample)),
      knownClients(body.known, app),
      h("ul", { class: "cf-promise" }, body.promises.map(({ name: promise, text }) =>
        h("li", {}, h("strong", {}, promise), text))),
    ],
    focus: () => name.focus(),
    update() {},
  };
}

// Where the page has no table of all clients, the known ones are named here.
/** @param {Wire.KnownClients} known @param {App} app */
function knownClients({ label, clients }, app) {
  if (app.has("all") || !clients.length) return "";
  return h("section", { "aria-label": label }, h("h2", {}, label), h("ul", { class: "cf-plain" }, clients.map(({ id, name }) =>
    h("li", {}, h("button", { type: "button", class: "cf-link", onclick: () => app.post("go", { step: "signs", client: id }) }, name)))));
}

/** @param {Wire.ClientBody} body @param {App} app */
function askBeforeDelete(body, client, app) {
  const sure = h("div", { class: "cf-notice", hidden: true }, h("p", {}, body.delete.sure),
    h("button", { type: "button", class: "cf-second", onclick: () => app.post("delete", { client }) }, body.delete.yes),
    h("button", { type: "button", class: "cf-primary", onclick: () => { sure.hidden = true; } }, body.delete.no));
  const open = () => { sure.hidden = false; (/** @type {HTMLElement} */ (sure.querySelector(".cf-primary"))).focus(); };
  return h("div", { class: "cf-danger" },
    h("button", { type: "button", class: "cf-link", onclick: open }, body.delete.button), sure);
}

/** @param {Wire.ClientBody} body @param {App} app */
function renameForm(body, client, app) {
  const name = h("input", { type: "text", id: unique("rename"), maxlength: 200, value: body.rename.value, autocomplete: "off" });
  return h("form", {
    class: "cf-field",
    onsubmit: (event) => { event.preventDefault(); app.post("rename", { client, name: name.value }); },
  }, h("label", { htmlFor: name.id }, body.rename.label),
  h("div", { class: "cf-row" }, name, h("button", { type: "submit", class: "cf-second" }, body.rename.button)));
}

/** @param {Wire.ClientBody | Wire.NewClientBody} body @param {App} app */
export function showClient(body, app) {
  if ("new" in body) return showNew(body, app);
  const client = app.client();
  const form = makeForm(body.sections, body.words, (field) => ({
    put: (value) => app.keep("answer", { client, field, value }),
    note: (value) => app.post("note", { client, field, value }),
    clear: () => app.post("clear", { client, field }),
  }));
  const records = body.import;
  return {
    nodes: [
      heading(body.heading), h("p", { class: "cf-lead" }, body.intro),
      renameForm(body, client, app),
      h("section", { class: "cf-section cf-card", "aria-label": records.heading }, h("h2", {}, records.heading),
        h("p", { class: "cf-muted" }, records.intro),
        linkedNames(records.linked, app), bringIn(records, app), whoseForm(records.whose, app), offerNames(records.offer, app)),
      ...form.elements,
      h("div", { class: "cf-actions" }, stepButton(body.next, app)),
      askBeforeDelete(body, client, app),
    ],
    focus: (id) => form.focus(id),
    update: (live) => form.update(live),
  };
}
