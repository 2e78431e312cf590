// Names that may be one client: nothing is joined unless the person says so.
function showMerging(merging, app) {
  if (!merging) return "";
  return h("section", { class: "cf-card", "aria-label": merging.heading }, h("h2", {}, merging.heading),
    h("p", { class: "cf-muted" }, merging.intro),
    merging.groups.map(({ keys, names, yes, no }) => h("div", { class: "cf-line", "data-item": keys.join("|") },
      h("ul", {}, names.map((name) => h("li", {}, h("bdi", {}, name)))),
      h("div", { class: "cf-row" },
        h("button", { type: "button", class: "cf-second", onclick: () => app.post("join", { names: keys }) }, yes),
        h("button", { type: "button", class: "cf-link", onclick: () => app.post("keep_apart", { names: keys }) }, no)))),
    merging.more ? h("p", { class: "cf-muted" }, merging.more) : "");
}
