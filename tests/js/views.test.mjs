import assert from "node:assert/strict";
import { test } from "node:test";
import { makeModel, part } from "./part.mjs";

const { makeViews } = part(["views.js"], ["makeViews"]);
const WHOLE = { frame: { step: "signs" }, body: { kind: "signs" }, live: { saved: "" } };

function open() {
  const model = makeModel({ newest: 1 });
  const news = [];
  const asked = [];
  const views = makeViews(model, { onNews: (names) => news.push(names), onMissed: () => asked.push(true) });
  return { model, news, asked, views };
}

function opened() {
  const page = open();
  page.model.say({ views: WHOLE, number: 1, whole: true });
  return page;
}

test("the whole is shown, and all of it is news", () => {
  const { views, news } = opened();
  assert.deepEqual(news, [["frame", "body", "live"]]);
  assert.equal(views.get("body").kind, "signs");
});

test("before the whole is there nothing is taken", () => {
  const { model, news, asked } = open();
  model.say({ views: { live: {} }, number: 5 });
  assert.deepEqual([news, asked], [[], []]);
});

test("the next number brings what has changed and leaves the rest", () => {
  const { model, views, news } = opened();
  model.say({ views: { live: { saved: "now" } }, number: 2 });
  assert.deepEqual(news.at(-1), ["live"]);
  assert.equal(views.get("live").saved, "now");
  assert.equal(views.get("body").kind, "signs");
});

test("what is the same is no news", () => {
  const { model, news } = opened();
  model.say({ views: { ...WHOLE, body: { kind: "end" } }, number: 2 });
  assert.deepEqual(news.at(-1), ["body"]);
});

test("a gap is not shown: the whole is asked for, once", () => {
  const { model, views, news, asked } = opened();
  model.say({ views: { live: { saved: "late" } }, number: 3 });
  model.say({ views: { live: { saved: "later" } }, number: 4 });
  assert.equal(news.length, 1);
  assert.equal(views.get("live").saved, "");
  assert.equal(asked.length, 1);
});

test("after the whole the page goes on, and may miss something again", () => {
  const { model, views, asked } = opened();
  model.say({ views: { live: {} }, number: 3 });
  model.say({ views: { ...WHOLE, live: { saved: "whole" } }, number: 4, whole: true });
  assert.equal(views.get("live").saved, "whole");
  model.say({ views: { live: { saved: "next" } }, number: 5 });
  assert.equal(views.get("live").saved, "next");
  model.say({ views: { live: {} }, number: 7 });
  assert.equal(asked.length, 2);
});

test("what is older than what is shown is passed over", () => {
  const { model, news, asked } = opened();
  model.say({ views: { live: { saved: "old" } }, number: 1 });
  model.say({ views: { ...WHOLE, live: { saved: "again" } }, number: 1, whole: true });
  assert.deepEqual([news.length, asked.length], [1, 0]);
});

test("the state tells of a gap where the message itself was lost", () => {
  const { model, asked } = opened();
  model.set("newest", 1);
  assert.equal(asked.length, 0);
  model.set("newest", 3);
  assert.equal(asked.length, 1);
});

test("a page that is closed hears no more", () => {
  const { model, views, news, asked } = opened();
  views.close();
  model.say({ views: { live: {} }, number: 2 });
  model.set("newest", 9);
  assert.deepEqual([news.length, asked.length], [1, 0]);
});
