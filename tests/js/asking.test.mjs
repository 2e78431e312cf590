// What is typed and what is asked: nothing goes out too often, and nothing that was said is lost.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { part } from "./part.mjs";

const PARTS = ["dom.js", "fields.js", "whatif.js"];
const { debounce, unsent, makeAsking, WHAT_IF_CLEAN } = part(
  PARTS, ["debounce", "unsent", "makeAsking", "WHAT_IF_CLEAN"],
);

test("what is typed goes out once, a moment after the last letter", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let sent = 0;
  const put = debounce(() => { sent += 1; }, 400);
  put.later();
  mock.timers.tick(300);
  put.later();
  mock.timers.tick(300);
  assert.equal(sent, 0);
  mock.timers.tick(100);
  assert.equal(sent, 1);
  mock.timers.reset();
});

test("whoever leaves the field or the page sends at once, and not again", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let sent = 0;
  const put = debounce(() => { sent += 1; });
  put.now();
  assert.equal(sent, 0); // nothing was typed
  put.later();
  for (const send of [...unsent]) send();
  assert.deepEqual([sent, unsent.size], [1, 0]);
  put.now();
  mock.timers.tick(1000);
  assert.equal(sent, 1);
  mock.timers.reset();
});

// An app of which every question waits until the test answers it.
function open() {
  const waiting = [];
  const app = {
    asked: { client: null, ...WHAT_IF_CLEAN },
    ask: (_kind, fields) => new Promise((resolve) => waiting.push({ fields, resolve })),
  };
  const shown = [];
  const faults = [];
  const ask = makeAsking(app, (answer) => shown.push(answer), (said) => faults.push(...said));
  const reply = async (answer) => { waiting.shift().resolve(answer); await new Promise(setImmediate); };
  return { app, ask, waiting, shown, faults, reply };
}

test("while an answer is on its way only the newest wish waits", async () => {
  const { ask, waiting, shown, reply } = open();
  ask({ percent: 1 });
  for (const percent of [2, 3, 4]) ask({ percent });
  assert.equal(waiting.length, 1);
  await reply({ whatif: { client: "a" } });
  assert.deepEqual(waiting.map(({ fields }) => fields.percent), [4]);
  await reply({ whatif: { client: "a" } });
  assert.deepEqual([waiting.length, shown.length], [0, 2]);
});

test("a question that is refused is taken back to the last one that was answered", async () => {
  const { app, ask, faults, reply } = open();
  ask({ percent: 10 });
  await reply({ whatif: { client: "a" } });
  ask({ percent: 900 });
  await reply({ faults: ["too much"] });
  assert.equal(app.asked.percent, 10);
  assert.deepEqual(faults, ["too much"]);
});

test("a change is about the client whose answer is on the page", async () => {
  const { app, ask, waiting, reply } = open();
  ask();
  assert.equal(waiting[0].fields.client, null); // the workbook chooses
  await reply({ whatif: { client: "a" } });
  ask({ percent: 5 });
  assert.equal(waiting[0].fields.client, "a");
  assert.equal(app.asked.client, "a");
});

test("where who was asked about is gone, the next question begins anew", async () => {
  const { app, ask, reply } = open();
  app.asked.client = "gone";
  ask({ percent: 5 });
  await reply({ whatif: { client: "b" } });
  assert.deepEqual(app.asked, { client: null, ...WHAT_IF_CLEAN });
});
