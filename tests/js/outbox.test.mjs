import assert from "node:assert/strict";
import { test } from "node:test";
import { makeModel, makeStorage, part } from "./part.mjs";

function open({ storage = makeStorage(), workbook = "w1", load = 1000 } = {}) {
  const model = makeModel({ workbook });
  const faults = [];
  const heard = new Map();
  const suspected = [];
  const timers = [];
  const { makeOutbox } = part(["dom.js", "outbox.js"], ["makeOutbox"], {
    sessionStorage: storage,
    performance: { timeOrigin: load },
    addEventListener: (name, hear) => heard.set(name, hear),
    window: { clientfitConnection: { suspect: () => suspected.push(true) } },
    setTimeout: (act) => timers.push(act),
  });
  const outbox = makeOutbox(model, (said) => faults.push(...said), () => "too long");
  return { outbox, model, storage, faults, suspected, timers, reopen: () => heard.get("clientfit:reopened")() };
}

const kept = (storage) => Object.values({ ...storage }).flatMap((text) => JSON.parse(text));
const kinds = (model) => model.sent.map(({ event }) => event.kind);

test("an event goes out with its kind, its fields and a name of its own", () => {
  const { outbox, model } = open();
  outbox.post("answer", { field: "strain" });
  outbox.post("answer", { field: "strain" });
  const [first, second] = model.sent.map(({ event }) => event);
  assert.equal(first.field, "strain");
  assert.notEqual(first.id, second.id);
});

test("what a person does is kept until it is acknowledged", async () => {
  const { outbox, model, storage } = open();
  const posted = outbox.post("answer", { value: "often" });
  assert.deepEqual(kept(storage).map(({ value }) => value), ["often"]);
  assert.equal(outbox.busy(), true);
  model.say({ ack: model.sent[0].event.id });
  await posted;
  assert.deepEqual(kept(storage), []);
  assert.equal(outbox.busy(), false);
});

test("what nothing is lost with is not kept", () => {
  const { outbox, storage } = open();
  for (const kind of ["hello", "look", "go", "whatif", "figure", "slice"]) outbox.post(kind);
  assert.deepEqual(kept(storage), []);
});

test("an answer is for the one who asked, with its bytes", async () => {
  const { outbox, model } = open();
  const posted = outbox.post("download", { what: "plan.pdf" });
  model.say({ ack: "of somebody else", faults: ["no"] });
  model.say({ ack: model.sent[0].event.id, file: { name: "p" } }, ["bytes"]);
  assert.deepEqual(await posted, { ack: model.sent[0].event.id, file: { name: "p" }, data: "bytes" });
});

test("faults are told, unless a field tells them itself", async () => {
  const { outbox, model, faults } = open();
  const loud = outbox.post("add", { name: "" });
  const quiet = outbox.post("fact", {}, [], true);
  model.say({ ack: model.sent[0].event.id, faults: ["loud"] });
  model.say({ ack: model.sent[1].event.id, faults: ["quiet"] });
  await Promise.all([loud, quiet]);
  assert.deepEqual(faults, ["loud"]);
});

test("what is too long is refused here and never sent", async () => {
  const { outbox, model, storage, faults } = open();
  const answer = await outbox.post("words", { body: "x".repeat(1000001) });
  assert.deepEqual(answer.faults, ["too long"]);
  assert.deepEqual(faults, ["too long"]);
  assert.deepEqual(model.sent, []);
  assert.deepEqual(kept(storage), []);
});

test("a line that opens again hears all that has no answer, under the same names, with its bytes", () => {
  const { outbox, model, reopen } = open();
  outbox.post("slice", { offset: 0 }, ["bytes"]);
  outbox.post("answer", { value: "often" });
  model.say({ ack: model.sent[1].event.id });
  reopen();
  assert.equal(model.sent.length, 3);
  assert.deepEqual(model.sent[2], model.sent[0]);
});

test("a page that loads again says what the load before it could not get through, in order", async () => {
  const before = open();
  before.outbox.post("answer", { value: "often" });
  before.outbox.post("note", { value: "why" });
  const { outbox, model, storage } = open({ storage: before.storage, load: 2000 });
  const done = outbox.replay();
  assert.deepEqual(kinds(model), ["answer"]); // one after the other
  model.say({ ack: model.sent[0].event.id });
  await new Promise(setImmediate);
  assert.deepEqual(kinds(model), ["answer", "note"]);
  assert.deepEqual(model.sent[0].event, before.model.sent[0].event);
  model.say({ ack: model.sent[1].event.id });
  assert.equal(await done, 2);
  assert.deepEqual(kept(storage), []);
});

test("another workbook, or another page of the same load, keeps its own", async () => {
  const first = open();
  first.outbox.post("answer", { value: "often" });
  const other = open({ storage: first.storage, workbook: "w2", load: 2000 });
  const beside = open({ storage: first.storage });
  assert.equal(await other.outbox.replay(), 0);
  assert.equal(await beside.outbox.replay(), 0);
  assert.equal(kept(first.storage).length, 1);
});

test("without an answer in time somebody is asked whether anybody is there", () => {
  const { outbox, model, timers, suspected } = open();
  outbox.post("answer");
  outbox.post("answer");
  model.say({ ack: model.sent[0].event.id });
  for (const act of timers) act();
  assert.equal(suspected.length, 1);
});

test("a browser that keeps nothing still sends everything", () => {
  const refused = () => { throw new Error("no storage"); };
  const { outbox, model } = open({ storage: { setItem: refused, removeItem: refused } });
  outbox.post("answer");
  assert.deepEqual(kinds(model), ["answer"]);
});
