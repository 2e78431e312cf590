// Watches the line between this page and its kernel, and says so when it is lost.
// It stands before Voila's own scripts, so that it sees every socket they open.
window.clientfitConnection = (() => {
  const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const kernel = config.kernelId;
  const model = `${config.baseUrl}api/kernels/${kernel}`;
  const banner = document.getElementById("cf-connection");
  const skeleton = document.getElementById("cf-skeleton");
  const GONE = 4404;      // the server's close code: this kernel will not come back
  const GRACE = 1500;     // ms in which Jupyter may mend a socket before anything is said
  const AGAIN = 2000;     // ms until the next look while the line is down
  const LOOK = 15000;     // ms between looks while all is well
  const FIRST = 3000;     // ms until the first look: the kernel may have died while it waited
  const SLOW = 30000;     // ms after which opening counts as slow
  const words = {
    gone: "This page has lost touch with the workbook. Nothing you typed is lost: "
      + "go on, and you are back where you were.",
    silent: "The connection is interrupted. Nothing you typed is lost. "
      + "The page carries on by itself as soon as the connection is back.",
    still: "There is still no answer. Is clientfit running, and are you online? "
      + "Nothing you typed is lost.",
    slow: "This takes longer than usual. If it stays like this, load the page again.",
    sorry: "The workbook could not be opened. What you entered before is kept. "
      + "Load the page again; if it stays like this, stop clientfit and start it anew.",
  };
  const self = { state: "ok", reason: "", words, suspect: () => look(), sorry };
  let socket = null;
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

  function later(wait) {
    clearTimeout(timer);
    if (!leaving && self.reason !== "gone") timer = setTimeout(look, wait);
  }

  // "alive", "gone" (the server knows no such kernel), "slow" (no answer yet) or "silent".
  async function ask() {
    try {
      const answer = await fetch(model, { cache: "no-store", signal: AbortSignal.timeout(4000) });
      if (answer.status === 404) return "gone";
      if (!answer.ok) return "silent";
      return (await answer.json()).execution_state === "dead" ? "gone" : "alive";
    } catch (error) {
      return error.name === "TimeoutError" ? "slow" : "silent";
    }
  }

  async function look() {
    const answer = await ask();
    if (leaving) return;
    misses = answer === "alive" ? 0 : misses + 1;
    if (answer === "gone") return tell("gone");
    if (answer === "silent" || (answer === "slow" && misses > 1)) tell("silent");
    if (answer !== "alive") return later(AGAIN);
    if (!socket || socket.readyState === WebSocket.OPEN) {
      tell("");
      return later(LOOK);
    }
    if (Date.now() - socket.closedAt > GRACE) tell("silent");
    later(socket.closedAt ? 500 : AGAIN);
  }

  function watch(opened) {
    socket = opened;
    opened.addEventListener("open", look);
    opened.addEventListener("close", (event) => {
      if (event.code === GONE) return tell("gone");
      if (opened !== socket) return;
      opened.closedAt = Date.now();
      look();
    });
    // A dead or restarted kernel has lost the page's state, also where the server has no code for it.
    opened.addEventListener("message", ({ data }) => {
      if (!(data instanceof ArrayBuffer) || data.byteLength > 2000) return;
      const text = new TextDecoder().decode(data);
      if (/"execution_state": ?"(dead|restarting|autorestarting)"/.test(text)) tell("gone");
    });
  }

  const Plain = window.WebSocket;
  window.WebSocket = class WebSocket extends Plain {
    constructor(...args) {
      super(...args);
      if (String(args[0]).includes(`/api/kernels/${kernel}/channels`)) watch(this);
    }
  };

  addEventListener("offline", () => { tell("silent"); later(AGAIN); });
  addEventListener("online", () => {
    // A socket that slept through the gap may be dead without knowing: let Jupyter open a new one.
    if (socket && socket.readyState === Plain.OPEN) socket.close();
    look();
  });
  document.addEventListener("visibilitychange", () => document.hidden || look());

  banner.querySelector("button").addEventListener("click", async () => {
    if (self.reason !== "gone" && (await ask()) === "silent") {
      banner.querySelector("p").textContent = words.still;
      return;
    }
    location.reload();
  });

  // Voila frees the kernel on beforeunload, which a mail link or a download fires as well while
  // the page stays. So that is kept from it, and the kernel is freed when the page really goes.
  addEventListener("beforeunload", (event) => event.stopImmediatePropagation());
  addEventListener("pagehide", () => {
    leaving = true;
    clearTimeout(timer);
    const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/);
    const body = new URLSearchParams({ _xsrf: token ? decodeURIComponent(token[1]) : "" });
    navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${kernel}`, body);
  });
  // A page that comes back out of the browser's memory has no kernel any more.
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  function say(text) {
    if (skeleton) skeleton.querySelector("[role=status]").textContent = text;
  }
  function sorry() {
    say(words.sorry);
    skeleton.querySelectorAll("[aria-hidden]").forEach((bone) => bone.remove());
  }
  const slow = setTimeout(() => say(words.slow), SLOW);
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".cf-output .jupyter-widgets > *")) return;
    observer.disconnect();
    clearTimeout(slow);
    skeleton.remove();
  }).observe(document.getElementById("clientfit"), { childList: true, subtree: true });

  later(FIRST);
  return self;
})();
