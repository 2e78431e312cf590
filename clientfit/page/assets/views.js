// What the page shows: its frame, body and live. It comes in messages and is no part of the widget's
// state, which is saved with a notebook. A message brings what has changed since the one before it, or
// the whole; a page that missed one asks for the whole.
export function makeViews(model, { onNews, onMissed }) {
  let views = null;
  let number = 0;
  let missing = false;

  function catchUp() {
    if (missing) return;
    missing = true;
    onMissed();
  }
  function take({ views: given, number: its, whole }) {
    if (!given || (!whole && !views)) return;
    if (!whole && its !== number + 1) { if (its > number) catchUp(); return; }
    if (whole) missing = false;
    if (its === number) return; // another view of the same page has asked
    const same = (name) => views && JSON.stringify(views[name]) === JSON.stringify(given[name]);
    const news = Object.keys(given).filter((name) => !same(name));
    views = { ...views, ...given };
    number = its;
    onNews(news);
  }
  // After a gap the state says how many there have been.
  const onNewest = () => { if (views && model.get("newest") > number) catchUp(); };
  model.on("msg:custom", take);
  model.on("change:newest", onNewest);
  return {
    get: (name) => views[name],
    close() {
      model.off("msg:custom", take);
      model.off("change:newest", onNewest);
    },
  };
}
