// Watches a letter being typed: when the last key was pressed, when the words went out, and when
// the marks on them stand in the page, laid out. Times are milliseconds since the navigation began.
(() => {
  const probe = {};
  let state = {};
  const send = WebSocket.prototype.send;
  const words = (data) => typeof data === "string" ? data : new TextDecoder().decode(data);
  WebSocket.prototype.send = function sendAndNote(data) {
    if (state.typed && !state.sent && words(data).includes('"words"')) state.sent = performance.now();
    return send.call(this, data);
  };
  const marked = () => {
    const marks = document.querySelector(".cf-marks");
    return marks ? [...marks.querySelectorAll("li")].some((one) => one.textContent.includes(state.quote)) : null;
  };
  new MutationObserver(() => {
    if (!state.sent || marked() !== state.wanted) return;
    document.querySelector(".cf-marks").getBoundingClientRect(); // layout counts, as it does for the eye
    state.answer([state.typed, state.sent, performance.now()]);
    state = {};
  }).observe(document, { subtree: true, childList: true });
  addEventListener("input", (event) => {
    if (event.target.matches(".cf-paper textarea")) state.typed = event.timeStamp;
  }, true);
  probe.arm = (quote, wanted) => {
    const answered = new Promise((resolve) => { state = { quote, wanted, answer: resolve }; });
    probe.whenMarked = (patience) =>
      Promise.race([answered, new Promise((resolve) => { setTimeout(resolve, patience, null); })]);
  };
  window.letterProbe = probe;
})();
