// The reading: a headline, its reasons, and what would change it.
import { showChart } from "./charts.js";
import { h } from "./dom.js";
import { saveButton } from "./files.js";
import { heading, stepButton } from "./forms.js";

function lines(block) {
  return block.lines.length ? [h("h2", {}, block.heading), h("ul", {}, block.lines.map((line) => h("li", {}, line)))] : [];
}

function sharesBar(shares) {
  return h("div", { class: "cf-shares" },
    h("p", { class: "cf-muted" }, shares.label),
    h("div", { class: "cf-bar", "aria-hidden": "true" },
      shares.parts.filter(({ share }) => share > 0).map(({ id, share }) =>
        h("span", { class: `cf-${id}`, style: `flex-grow:${share}` }))),
    h("ul", { class: "cf-legend" }, shares.parts.map(({ id, text }) =>
      h("li", {}, h("span", { class: `cf-dot cf-${id}`, "aria-hidden": "true" }), text))));
}

// Stands last: it is asked for when the rest can be read already, and must not move it.
function inNumbers(numbers, app) {
  if (!numbers) return "";
  const place = h("section", { class: "cf-card", "aria-label": numbers.heading, hidden: true }, h("h2", {}, numbers.heading));
  app.ask("profile", { client: numbers.client }).then(({ profile }) => {
    if (!profile?.chart) return;
    place.append(showChart(profile.chart, app));
    place.hidden = false;
  });
  return place;
}

/** @param {Wire.ReadingBody} body @param {App} app */
export function showReading(body, app) {
  if (body.empty) {
    return {
      nodes: [heading(body.heading), h("p", { class: "cf-lead" }, body.meaning), ...lines(body.records),
        h("div", { class: "cf-actions" }, stepButton(body.back, app)), inNumbers(body.numbers, app)].filter(Boolean),
      focus() {}, update() {},
    };
  }
  const client = app.client();
  const next = body.next ? h("section", { class: "cf-card" }, h("h2", {}, body.next.heading),
    h("p", {}, h("button", { type: "button", class: "cf-link", onclick: () => app.go("signs", { client, wish: body.next.question }) }, body.next.label))) : "";
  return {
    nodes: [
      h("p", { class: `cf-mark cf-${body.reading}` }, body.name),
      heading(body.heading),
      h("p", { class: "cf-lead" }, body.meaning),
      h("p", { class: "cf-muted" }, body.yours),
      ...lines(body.certainty), body.shares ? sharesBar(body.shares) : "", next,
      ...lines(body.reasons), body.reasons.blocking ? h("p", { class: "cf-blocking" }, body.reasons.blocking) : "",
      body.reasons.coalition ? h("p", { class: "cf-muted" }, body.reasons.coalition) : "",
      ...lines(body.change),
      h("h2", {}, body.gut.heading), h("p", {}, body.gut.line),
      ...lines(body.records),
      body.own ? h("p", {}, body.own) : "",
      body.strain ? h("p", { class: "cf-muted" }, body.strain) : "",
      h("div", { class: "cf-actions" }, body.ways.map((way) => stepButton(way, app, way.first ? "cf-primary" : "cf-second")),
        stepButton(body.back, app, "cf-link"),
        saveButton(body.trace, "trace.json", app, { kind: "cf-link", wishes: { client } })),
      inNumbers(body.numbers, app),
    ].filter(Boolean),
    focus() {}, update() {},
  };
}
