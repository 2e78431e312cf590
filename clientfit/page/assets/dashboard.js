// All clients at a glance: what to do this week, and each finding with its chart, folded or open.
import { chartParts, showChart } from "./charts.js";
import { h, showText, unique } from "./dom.js";
import { inventedMark } from "./sample.js";

const ONE_AT_A_TIME = matchMedia("(max-width: 40rem)");

/** @param {Wire.ThisWeek | null} week @param {App} app */
export function showWeek(week, app, onWhatIf) {
  if (!week) return "";
  // What is done on this very page needs no other step.
  const act = (card) => (card.step === "all" ? onWhatIf(card.client) : app.toClient(card));
  const cards = week.cards.map((card) => h("li", { class: "cf-card cf-todo", "data-rule": card.id },
    h("p", { class: "cf-todo-text" }, card.text, inventedMark(card.invented)), h("p", { class: "cf-muted" }, card.why),
    app.has(card.step) ? h("button", { type: "button", class: "cf-second", onclick: () => act(card) }, card.button) : ""));
  return h("section", { class: "cf-week", "aria-label": week.heading }, h("h2", {}, week.heading),
    cards.length ? h("ol", { class: "cf-todos" }, cards) : h("p", { class: "cf-card" }, week.nothing));
}

/** @param {Wire.NumbersSection} section @param {App} app */
function foldedChart({ id, heading: kind, chart }, at, group, app, onClient) {
  const { title, nodes } = "id" in chart ? chartParts(chart, app, onClient) : { title: h("h3", {}, chart.title), nodes: [] };
  if (!("id" in chart)) return h("div", { class: "cf-fold" }, h("p", { class: "cf-kind" }, kind), title);
  // A phone shows one chart at a time: the browser closes the others of the same name.
  const open = app.folds.get(id) ?? (at === 0 || !ONE_AT_A_TIME.matches);
  const fold = h("details", { class: "cf-fold", "data-section": id, open, name: ONE_AT_A_TIME.matches ? group : null,
    ontoggle: () => app.folds.set(id, fold.open) },
  h("summary", { onclick: () => stayInPlace(fold) }, h("span", { class: "cf-kind" }, kind), title), nodes, chart.target ? targetForm(chart.target, app) : "");
  return fold;
}

// The chart above closes as this one opens: the heading stays where it was tapped.
function stayInPlace(fold) {
  const before = fold.getBoundingClientRect().top;
  const back = () => scrollBy({ top: fold.getBoundingClientRect().top - before, behavior: "instant" });
  fold.addEventListener("toggle", back, { once: true });
}

/** @param {Wire.TargetField} target @param {App} app */
function targetForm({ label, value, hint, button }, app) {
  const about = h("p", { class: "cf-muted", id: unique("target-hint") }, hint);
  const field = h("input", { type: "text", id: unique("target"), class: "cf-input-money", inputmode: "decimal", autocomplete: "off", value, "aria-describedby": about.id });
  const fault = h("p", { class: "cf-fault", role: "alert", hidden: true });
  return h("form", {
    class: "cf-target",
    onsubmit: async (event) => {
      event.preventDefault();
      const answer = await app.keep("target", { rate: field.value });
      showText(fault, (answer.faults ?? []).join(" "));
      field.setAttribute("aria-invalid", String(Boolean(answer.faults)));
    },
  }, h("label", { htmlFor: field.id }, label),
  h("div", { class: "cf-row" }, field, h("button", { type: "submit", class: "cf-second" }, button)),
  fault, about);
}

/** @param {Wire.CurrencyChoice | null} currency @param {App} app */
function currencyChoice(currency, app) {
  if (!currency) return "";
  const group = unique("currency");
  return h("fieldset", { class: "cf-segments" }, h("legend", {}, currency.label),
    h("div", { class: "cf-pills" }, currency.all.map(({ code, name }) => h("label", { class: "cf-pill" },
      h("input", { type: "radio", name: group, id: unique(`currency-${code}`), value: code, checked: code === currency.shown, onchange: () => app.post("currency", { currency: code }) }),
      h("span", {}, name)))),
    h("p", { class: "cf-muted" }, currency.hint));
}

// Where the page has no step about one client, their numbers open in place.
/** @param {Wire.ProfileWords} words @param {App} app */
export function profilePlace(words, app) {
  const place = h("section", { class: "cf-card cf-profile", hidden: true });
  async function open(client) {
    const { profile, faults } = await app.ask("profile", { client });
    if (faults) return;
    const title = h("h2", { tabIndex: -1 }, profile.name);
    place.replaceChildren(title,
      profile.chart ? showChart(profile.chart, app) : h("p", {}, words.unknown),
      h("button", { type: "button", class: "cf-link", onclick: () => { place.hidden = true; } }, words.close));
    place.setAttribute("aria-label", profile.name);
    place.hidden = false;
    title.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }
  return { place, open };
}

/** @param {Wire.Numbers | null} numbers @param {App} app */
export function showNumbers(numbers, app, onClient) {
  if (!numbers) return "";
  const group = unique("numbers");
  return h("section", { class: "cf-numbers", "aria-label": numbers.heading }, h("h2", {}, numbers.heading),
    numbers.empty ? h("p", { class: "cf-muted" }, numbers.empty) : "",
    numbers.warning ? h("p", { class: "cf-notice cf-warning" }, numbers.warning) : "",
    numbers.unnamed ? h("p", { class: "cf-muted" }, numbers.unnamed) : "",
    currencyChoice(numbers.currency, app),
    numbers.sections.map((section, at) => foldedChart(section, at, group, app, onClient)));
}
