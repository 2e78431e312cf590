// Knows whether the kernel can be reached, and says so when it cannot.
function watchConnection({ baseUrl, kernelId }) {
  const GONE = 4404;      // the server's close code: this kernel will not come back
  const GRACE = 1500;     // ms a closed socket has to open again before anything is said
  const AGAIN = 1000;     // ms until the next look while something is wrong
  const LOOK = 15000;     // ms between looks while all is well
  const ANSWER = 4000;    // ms the server has to answer
  const words = {
    gone: "This page has lost touch with the workbook. Nothing you typed is lost: "
      + "go on, and you are back where you were.",
    silent: "The connection is interrupted. Nothing you typed is lost. "
      + "The page carries on by itself as soon as the connection is back.",
    still: "There is still no answer. Is clientfit running, and are you online? "
      + "Nothing you typed is lost.",
  };
  const banner = document.getElementById("cf-connection");
  const self = { state: "ok", reason: "", words, suspect: () => look() };
  let closedAt = 0;       // when the socket closed, as long as it is closed
  let wasOpen = false;
  let leaving = false;
  let timer = 0;
  let misses = 0;

  function tell(reason) {
    if (leaving || self.reason === "gone" || self.reason === reason) return;
    const before = self.state;
    self.reason = reason;
    self.state = reason ? "lost" : "ok";
    banner.querySelector("p").textContent = reason ? words[reason] : "";
    banner.hidden = !reason;
    if (self.state === before) return;
    if (reason) document.documentElement.dataset.connection = "lost";
    else delete document.documentElement.dataset.connection;
    dispatchEvent(new CustomEvent("clientfit:connection", { detail: { state: self.state } }));
  }

  // "alive", "gone" (the server knows no such kernel), "slow" (no answer in time) or "silent"
  async function ask() {
    try {
      const address = `${baseUrl}api/kernels/${kernelId}`;
      const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(ANSWER) });
      if (answer.status === 404) return "gone";
      if (!answer.ok) return "silent";
      return (await answer.json()).execution_state === "dead" ? "gone" : "alive";
    } catch (error) {
      return error.name === "TimeoutError" ? "slow" : "silent";
    }
  }

  async function look() {
    clearTimeout(timer);
    const answer = await ask();
    misses = answer === "alive" ? 0 : misses + 1;
    const closed = closedAt > 0 && Date.now() - closedAt > GRACE;
    if (answer === "gone") tell("gone");
    // One late answer is a busy machine; two are none.
    else if (answer === "silent" || (answer === "slow" && misses > 1) || closed) tell("silent");
    else if (answer === "alive" && !closedAt) tell("");
    clearTimeout(timer);
    if (leaving || self.reason === "gone") return;
    timer = setTimeout(look, self.state === "ok" && !misses && !closedAt ? LOOK : AGAIN);
  }

  addEventListener("pagehide", () => { leaving = true; });
  addEventListener("offline", () => { tell("silent"); look(); });
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => document.hidden || look());
  banner.querySelector("button").addEventListener("click", async () => {
    const answer = self.reason === "gone" ? "gone" : await ask();
    if (answer === "silent" || answer === "slow") banner.querySelector("p").textContent = words.still;
    else location.reload();
  });

  window.clientfitConnection = self;
  look();
  return {
    isGone: () => leaving || self.reason === "gone",
    gone: () => tell("gone"),
    // However short the gap was, what was said into it has to be said again by those who said it.
    opened() {
      closedAt = 0;
      look();
      if (wasOpen) dispatchEvent(new CustomEvent("clientfit:reopened"));
      wasOpen = true;
    },
    closed(code) {
      closedAt ||= Date.now();
      if (code === GONE) tell("gone");
      else look();
    },
  };
}
