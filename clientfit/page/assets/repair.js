// Repair: what to try, what was tried, and how it went.
import { showChart } from "./charts.js";
import { h, unique } from "./dom.js";
import { heading, stepButton } from "./forms.js";

function options(name, choices, chosen) {
  const group = unique("option");
  return h("fieldset", { class: "cf-field cf-plain" }, h("legend", {}, name),
    h("div", { class: "cf-pills" }, choices.map(({ value, label }) => h("label", { class: "cf-pill" },
      h("input", { type: "radio", name: group, value, checked: value === chosen }), h("span", {}, label)))));
}

function chosenOf(fieldset) {
  return fieldset.querySelector("input:checked")?.value ?? null;
}

// A form that opens below its button, and closes again when it is kept.
export function unfolding(label, kind, form) {
  form.hidden = true;
  const button = h("button", {
    type: "button", class: kind, "aria-expanded": "false",
    onclick: () => {
      form.hidden = !form.hidden;
      button.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.querySelector("input, textarea, select").focus();
    },
  }, label);
  return [button, form];
}

/** @param {Wire.StepCard} step @param {Wire.RepairWords} words @param {App} app */
function tryForm(step, words, app) {
  const client = app.client();
  const day = h("input", { type: "date", id: unique(`try-day-${step.id}`), value: words.today, max: words.today, required: true });
  const note = h("textarea", { id: unique(`try-note-${step.id}`), rows: 2, maxlength: 4000 });
  return h("form", {
    class: "cf-inset",
    onsubmit: (event) => {
      event.preventDefault();
      app.post("try", { client, step: step.id, day: day.value, note: note.value });
    },
  }, h("label", { htmlFor: day.id }, words.when), day, h("label", { htmlFor: note.id }, words.note), note,
  h("div", {}, h("button", { type: "submit", class: "cf-primary" }, words.keep)));
}

/** @param {Wire.TriedStep} attempt @param {Wire.RepairWords} words @param {App} app */
function reviewForm(attempt, words, app) {
  const client = app.client();
  const response = options(words.response, words.responses, attempt.response);
  const outcome = options(words.outcome, words.outcomes, attempt.outcome);
  const note = h("textarea", { id: unique(`review-note-${attempt.id}`), rows: 2, maxlength: 4000, value: attempt.note });
  return h("form", {
    class: "cf-inset",
    onsubmit: (event) => {
      event.preventDefault();
      app.post("review", {
        client, attempt: attempt.id, note: note.value,
        response: chosenOf(response), outcome: chosenOf(outcome),
      });
    },
  },
  response, outcome,
  h("label", { htmlFor: note.id }, words.note), note,
  h("div", { class: "cf-row" }, h("button", { type: "submit", class: "cf-primary" }, words.keep),
    h("button", {
      type: "button", class: "cf-link",
      onclick: () => app.post("forget", { client, attempt: attempt.id }),
    }, words.forget)));
}

/** @param {Wire.StepCard} step @param {Wire.RepairWords} words @param {App} app */
function stepCard(step, words, app) {
  const client = app.client();
  return h("article", { class: "cf-card", "data-repair": step.id }, h("h3", {}, step.name), h("p", {}, step.do),
    h("p", {}, h("strong", {}, `${words.say}: `), h("q", {}, step.say)),
    h("p", {}, h("strong", {}, `${words.better}: `), step.better),
    step.effect ? h("p", { class: "cf-blocking" }, step.effect) : "",
    h("p", { class: "cf-muted" }, step.by),
    h("div", { class: "cf-row" },
      h("button", { type: "button", class: "cf-second", onclick: () => app.letter(step.letter, client) }, words.letter),
      unfolding(words.tried, "cf-link", tryForm(step, words, app))));
}

/** @param {Wire.TriedStep} attempt @param {Wire.RepairWords} words @param {App} app */
function attemptItem(attempt, words, app) {
  return h("article", { class: "cf-card", "data-attempt": attempt.id }, h("h3", {}, attempt.name),
    h("p", {}, [attempt.tried, attempt.told].join(" · ")),
    attempt.review ? h("p", { class: "cf-muted" }, attempt.review) : "",
    attempt.note ? h("p", {}, attempt.note) : "",
    h("div", { class: "cf-row" }, unfolding(words.change, "cf-link", reviewForm(attempt, words, app))));
}

/** @param {Wire.RepairBody} body @param {App} app */
export function showRepair(body, app) {
  const { words, due, proposals, others, tried, trend } = body;
  return {
    nodes: [
      heading(body.heading), h("p", { class: "cf-lead" }, body.intro),
      body.safe ? h("p", { class: "cf-notice" }, body.safe) : "",
      body.visits ? h("p", { class: "cf-blocking" }, body.visits) : "",
      due.attempts.length ? h("section", { "aria-label": due.heading }, h("h2", {}, due.heading),
        due.attempts.map((attempt) => attemptItem(attempt, words, app))) : "",
      h("section", { "aria-label": proposals.heading }, h("h2", {}, proposals.heading),
        proposals.steps.length ? proposals.steps.map((step) => stepCard(step, words, app)) : h("p", {}, proposals.none)),
      h("details", { class: "cf-more" }, h("summary", {}, others.label), others.steps.map((step) => stepCard(step, words, app))),
      tried.attempts.length ? h("section", { "aria-label": tried.heading }, h("h2", {}, tried.heading),
        tried.attempts.map((attempt) => attemptItem(attempt, words, app))) : "",
      trend.chart ? h("section", { "aria-label": trend.heading }, h("h2", {}, trend.heading), showChart(trend.chart, app)) : "",
      h("div", { class: "cf-actions" }, stepButton(body.back, app, "cf-second"), stepButton(body.end, app, "cf-link")),
    ].filter(Boolean),
    focus() {}, update() {},
  };
}
