// All clients as a table that sorts by any column.
import { profilePlace, showNumbers, showWeek } from "./dashboard.js";
import { h, unique } from "./dom.js";
import { bringIn, fileControl, saveButton } from "./files.js";
import { heading } from "./forms.js";
import { offerNames, whoseForm } from "./name_matching.js";
import { inventedLine, inventedMark } from "./sample.js";
import { showWhatIf } from "./whatif.js";

const MANY = 12; // rows that are still found with one look

// Accents do not matter to whoever looks for a name.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** @param {Wire.FindClient} find @param {Wire.TableClient[]} rows @param {Map<string, HTMLElement>} made */
function findClient(find, rows, made) {
  if (!find || rows.length <= MANY) return "";
  const count = h("span", { class: "cf-muted", "aria-live": "polite" });
  const field = h("input", {
    type: "search", id: unique("find"), autocomplete: "off",
    oninput: () => {
      const found = rows.filter((row) => plain(row.cells.name.text).includes(plain(field.value.trim())));
      for (const row of rows) made.get(row.id).hidden = !found.includes(row);
      count.textContent = field.value.trim() ? find.counts[found.length] : "";
    },
  });
  return h("div", { class: "cf-row cf-find" }, h("label", { htmlFor: field.id }, find.label), field, count);
}

/** @param {Wire.AllClientsBody} body @param {App} app */
export function showTable(body, app) {
  const profile = profilePlace(body.profile, app);
  const onClient = app.has("reading") ? app.open : profile.open;
  let order = { column: "changed", down: true };
  const rows = h("tbody", {});
  const heads = new Map(body.columns.map(({ id, label }) => [id, h("th", { scope: "col" },
    h("button", {
      type: "button", class: "cf-sort", title: body.sort.replace("{column}", label),
      onclick: () => sort(id, order.column === id ? !order.down : id !== "name"),
    }, label))]));
  function cell(row, { id, label }) {
    const { text, mark } = row.cells[id];
    const inside = id === "name"
      ? h("button", { type: "button", class: "cf-link", onclick: () => onClient(row.id) }, text)
      : mark ? h("span", { class: `cf-mark cf-${mark}` }, text) : text;
    return h("td", { "data-label": label, class: `cf-cell-${id}` }, inside, inventedMark(row.cells[id].invented));
  }
  const made = new Map(body.rows.map((row) => [row.id, h("tr", {}, body.columns.map((column) => cell(row, column)))]));
  function sort(column, down, spokenFirst = false) {
    order = { column, down };
    for (const [id, head] of heads) {
      if (id === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const value = (row) => row.cells[column].sort;
    const compare = (a, b) => Number(a > b) - Number(a < b);
    const asked = (row) => Number(spokenFirst && Boolean(row.spoken));
    const sorted = [...body.rows].sort((a, b) => asked(b) - asked(a) || (down ? -1 : 1) * compare(value(a), value(b))
      || compare(a.cells.name.sort, b.cells.name.sort));
    rows.replaceChildren(...sorted.map((row) => made.get(row.id)));
  }
  // What comes only from invoices stands below, until another order is chosen.
  sort(order.column, order.down, true);
  const table = h("table", { class: "cf-clients" }, h("caption", { class: "cf-hidden" }, body.heading),
    h("thead", {}, h("tr", { "data-label": body.sort_by }, [...heads.values()])), rows);
  const whatIf = showWhatIf(body.whatif, app);
  return {
    nodes: [
      heading(body.heading), h("p", { class: "cf-lead" }, body.intro), inventedLine(body.invented, app),
      showWeek(body.week, app, whatIf.about),
      h("div", { class: "cf-actions" },
        app.has("client") ? h("button", { type: "button", class: "cf-primary", onclick: () => app.post("new") }, body.add) : "",
        body.rows.length ? "" : h("button", { type: "button", class: "cf-link", onclick: () => app.post("sample") }, body.sample),
        offerNames(body.free, app)),
      showNumbers(body.numbers, app, onClient), profile.place, body.rows.length ? whatIf.element : "",
      ...(body.rows.length ? [h("h2", {}, body.every), findClient(body.find, body.rows, made), table] : []),
      h("section", { class: "cf-section cf-card", "aria-label": body.import.heading }, h("h2", {}, body.import.heading),
        bringIn(body.import, app), whoseForm(body.import.whose, app),
        h("div", { class: "cf-actions" }, saveButton(body.save, "workbook.json", app), saveButton(body.sheet, "workbook.xlsx", app),
          fileControl(body.bring, "workbook", ".json,application/json", app))),
    ].filter(Boolean),
    focus(field) { if (field === "whatif") whatIf.focus(); }, update() {},
  };
}
