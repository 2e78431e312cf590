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
})();
