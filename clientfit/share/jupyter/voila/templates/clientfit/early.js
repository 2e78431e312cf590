// Runs before anything is drawn: the look asked for in the address, and what must work while the
// page is still loading.
(() => {
  const asked = new URLSearchParams(location.search);
  const root = document.documentElement;
  const theme = asked.get("theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  const lang = asked.get("lang") || "";
  if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(lang)) {
    root.lang = lang;
    root.dir = /^(ar|fa|he|ur)\b/.test(lang) ? "rtl" : "ltr";
  }

  // Voila calls this every ten seconds while the kernel is not ready.
  window.voila_heartbeat = () => {
    document.querySelector("#cf-skeleton [role=status]").textContent =
      "This takes longer than usual. If it stays like this, load the page again.";
  };

  // By the same word in a cookie and in what it sends, a page shows that the server's own page
  // speaks. Ours gives the word; plain Voila and Jupyter Server need not have, and take any.
  function word(path) {
    const given = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/);
    if (given) return decodeURIComponent(given[1]);
    const own = crypto.getRandomValues(new Uint32Array(4)).join("-");
    document.cookie = `_xsrf=${own}; path=${path}; SameSite=Strict`;
    return own;
  }

  // The kernel ends with its page. Not on beforeunload: that comes with a mail link or a download
  // too, and the page stays. A page that comes back out of the browser's memory needs a new one.
  addEventListener("pagehide", () => {
    const config = document.getElementById("cf-config");
    if (!config) return;
    const { baseUrl, kernelId } = JSON.parse(config.textContent);
    const body = new URLSearchParams({ _xsrf: word(baseUrl) });
    navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`, body);
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
