// Charts: figures that Python makes, drawn with plotly in the page's own colours. Its library comes
// with the first chart that is looked at. The words and the table are there before and without it.
import { h, showText, unique } from "./dom.js";

const NARROW = 560; // px below which a figure is asked for with fewer words
const NEAR = "400px"; // so far below the screen a chart is drawn already
const drawn = new Map(); // place -> how it is drawn again, as long as it is in the page
let plotly = null;

async function unpacked(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const address = URL.createObjectURL(new Blob([await new Response(stream).blob()], { type: "text/javascript" }));
  try { await import(address); } finally { URL.revokeObjectURL(address); }
  return window.Plotly;
}

function library(app) {
  plotly ??= app.ask("library").then(({ data }) => unpacked(data));
  plotly.catch(() => { plotly = null; });
  return plotly;
}

// "var(--keep)" anywhere in a figure is what it is now, in the light or in the dark.
function coloured(value, colour) {
  if (typeof value === "string") return value.startsWith("var(--") ? colour(value) : value;
  if (Array.isArray(value)) return value.map((item) => coloured(item, colour));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, coloured(item, colour)]));
}

function colours(place) {
  const probe = h("span", { hidden: true });
  place.after(probe);
  const known = new Map();
  return {
    font: getComputedStyle(place).fontFamily,
    colour(name) {
      if (!known.has(name)) { probe.style.color = name; known.set(name, getComputedStyle(probe).color); }
      return known.get(name);
    },
    done: () => probe.remove(),
  };
}

function drawAgain() {
  forgetTheGone();
  for (const again of drawn.values()) again();
}
function forgetTheGone() {
  for (const place of [...drawn.keys()]) if (!place.isConnected) drawn.delete(place);
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
new MutationObserver(drawAgain).observe(document.body, { attributeFilter: ["data-jp-theme-light"] });

function paint(Plotly, place, figure, onClient) {
  const look = colours(place);
  const { data, layout } = coloured(figure, look.colour);
  look.done();
  layout.font.family = look.font;
  Plotly.react(place, data, { ...layout, autosize: true }, { displayModeBar: false, doubleClick: false, showAxisDragHandles: false });
  if (place.dataset.heard) return;
  place.dataset.heard = "yes";
  place.on("plotly_click", ({ points }) => {
    const client = points[0]?.customdata;
    if (typeof client === "string" && client) onClient(client);
  });
}

// A chart's place, which keeps its height: {element, show(given)} draws another figure of the kind.
/** @param {Wire.ChartFrame & {given?: object}} spec @param {App} app */
export function makePlot(spec, app, onClient, onFailure) {
  const place = h("div", { class: "cf-plot", role: "img", "aria-label": spec.label, style: `block-size:${spec.height}px`, "data-chart": spec.id });
  let given = spec.given ?? {};
  let asked = 0;
  let wide = 0;
  let drawer = null; // another page in the document may have brought a library of its own

  async function draw() {
    asked += 1;
    const mine = asked;
    const narrow = place.clientWidth < NARROW;
    wide = place.clientWidth;
    try {
      const [Plotly, { figure, faults }] = await Promise.all([library(app), app.ask("figure", { chart: spec.id, narrow, ...given })]);
      if (faults) throw new Error(faults.join(" "));
      if (mine !== asked || !place.isConnected) return;
      drawer = Plotly;
      const again = () => paint(Plotly, place, figure, onClient);
      again();
      forgetTheGone();
      drawn.set(place, again);
      place.dataset.drawn = "yes";
    } catch { onFailure(); }
  }
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    seen.disconnect();
    draw();
    sized.observe(place);
  }, { rootMargin: NEAR });
  seen.observe(place);
  const sized = new ResizeObserver(() => {
    if (!place.dataset.drawn || !place.clientWidth || place.clientWidth === wide) return;
    if (place.clientWidth < NARROW !== wide < NARROW) draw();
    else { wide = place.clientWidth; drawer.Plots.resize(place); }
  });
  return {
    element: place,
    show(next, label) { given = next; place.setAttribute("aria-label", label); if (place.dataset.drawn) draw(); },
  };
}

/** @param {Wire.ChartTable} table */
export function tableBehind({ label, columns, rows }, onClient) {
  const body = h("tbody", {});
  // Made when it is opened: three hundred rows behind each chart are not there for nothing.
  const fill = () => { if (!body.childElementCount) body.append(...rows.map(({ client, cells }) => h("tr", {}, cells.map((cell, at) =>
    h(at ? "td" : "th", at ? {} : { scope: "row" }, client && !at ? h("button", { type: "button", class: "cf-link", onclick: () => onClient(client) }, cell) : cell))))); };
  return h("details", { class: "cf-behind", ontoggle: fill }, h("summary", {}, label),
    h("div", { class: "cf-wide", tabIndex: 0, role: "group", "aria-label": label },
      h("table", {}, h("thead", {}, h("tr", {}, columns.map((name) => h("th", { scope: "col" }, name)))), body)));
}

// One chart with its finding above and its table behind. `spec`: id (the figure's name in Python), title,
// label (said by screen readers), height, lines, table, given (what the figure is asked with), and, where
// it can show several things, choice: {label, options: [{label, title, said, given}]}.
/** @param {Wire.Chart} spec @param {App} app */
export function chartParts(spec, app, onClient) {
  const title = h("h3", {}, spec.title);
  const behind = tableBehind(spec.table, onClient);
  const plot = makePlot(spec, app, onClient, () => { plot.element.hidden = true; behind.open = true; });
  const pick = (option) => { showText(title, option.title); plot.show(option.given, option.said); };
  return {
    title,
    nodes: [spec.choice ? segments(spec.choice, spec.id, pick) : "", plot.element,
      (spec.lines ?? []).map((line) => h("p", { class: "cf-muted" }, line)), behind],
  };
}

/** @param {Wire.Chart} spec @param {App} app */
export function showChart(spec, app, onClient = app.open) {
  const { title, nodes } = chartParts(spec, app, onClient);
  return h("section", { class: "cf-chart", "aria-label": spec.title }, title, nodes);
}

/** @param {Wire.ChartChoice} choice */
function segments({ label, options }, id, onPick) {
  const name = unique(id);
  return h("fieldset", { class: "cf-segments" }, h("legend", { class: "cf-hidden" }, label),
    h("div", { class: "cf-pills" }, options.map((option, at) => h("label", { class: "cf-pill" },
      h("input", { type: "radio", name, value: at, checked: at === 0, onchange: () => onPick(option) }),
      h("span", {}, option.label)))));
}
