// Watches a page with a chart from its first moment: when its words stand, when the chart does, and
// how long a press takes until the chart or the table says something else. Milliseconds.
(() => {
  const { words, plot, table } = SITE;
  const probe = { words: null, chart: null };
  const find = (selector) => document.querySelector(selector);
  const axis = () => find(`${plot} .xtitle`)?.textContent ?? "";
  const first = () => find(`${table} tbody tr`)?.textContent ?? "";
  const stands = () => Boolean(find(`${plot} .scatterlayer .point`)) && axis() !== "";

  function look() {
    if (probe.words === null && find(words)) probe.words = performance.now();
    if (probe.chart === null && stands()) probe.chart = performance.now();
    if (probe.chart === null) requestAnimationFrame(look);
  }
  requestAnimationFrame(look);

  async function until(says, before) {
    while (says() === before || says() === "") await new Promise(requestAnimationFrame);
    document.body.getBoundingClientRect();
    return performance.now();
  }
  async function press(element, says) {
    const before = says();
    const pressed = performance.now();
    element.click();
    return (await until(says, before)) - pressed;
  }
  const said = (tag, text) => [...document.querySelectorAll(tag)].find((one) => one.textContent.trim() === text);
  probe.switch = (text) => press(said("label", text), axis);
  probe.sort = (text) => press(said("th button", text), first);
  window.benchDashboard = probe;
})();
