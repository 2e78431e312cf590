// Watches a page from its first moment: when its control can be used, and when Python's answer
// stands in the page, laid out. Times are milliseconds since the navigation began.
(() => {
  const { control, seen, says } = SITE;
  const probe = {};
  let state = {};
  const shown = new Promise((resolve) => { probe.usable = resolve; });
  const within = (patience, wanted) =>
    Promise.race([wanted, new Promise((resolve) => { setTimeout(resolve, patience, null); })]);
  probe.whenUsable = (patience) => within(patience, shown);
  const text = () => document.querySelector(says)?.textContent ?? null;

  // Seen, switched on, and not under something else such as a curtain that says "loading".
  function reachable() {
    const element = document.querySelector(seen);
    if (!element || document.querySelector(control).disabled) return false;
    if (!element.checkVisibility({ visibilityProperty: true })) return false;
    const target = element.closest("label") ?? element;
    const box = target.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + Math.min(box.height, 20) / 2;
    if (!box.width && !box.height) return false;
    if (y >= innerHeight || y < 0) return true; // below the fold: one scrolls there
    const top = document.elementFromPoint(x, y);
    return Boolean(top) && (target.contains(top) || top.contains(target));
  }
  function look() {
    if (reachable() && (!says || text())) probe.usable(performance.now());
    else requestAnimationFrame(look);
  }
  requestAnimationFrame(look);

  function heard() {
    if (!state.pressed || text() === null || text() === state.before) return;
    document.querySelector(says).getBoundingClientRect(); // layout counts, as it does for the eye
    state.answer([state.pressed, performance.now()]);
    state = {};
  }
  if (says) {
    new MutationObserver(heard).observe(document, { subtree: true, childList: true, characterData: true });
    addEventListener("keydown", (event) => { state.pressed ??= event.timeStamp; }, true);
  }
  probe.arm = () => {
    const answered = new Promise((resolve) => { state = { before: text(), answer: resolve }; });
    probe.whenAnswered = (patience) => within(patience, answered);
    const element = document.querySelector(control);
    if (document.activeElement !== element) element.focus();
  };
  window.benchProbe = probe;
})();
