// Whether the kernel can be reached, as our own page tells it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TEMPLATE, part } from "./part.mjs";

const ALIVE = { status: 200, ok: true, json: async () => ({ execution_state: "idle" }) };
const DEAD = { status: 200, ok: true, json: async () => ({ execution_state: "dead" }) };
const UNKNOWN = { status: 404, ok: false };
const LATE = Object.assign(new Error("late"), { name: "TimeoutError" });
const BROKEN = new Error("no line");
const settled = () => new Promise(setImmediate);

async function open(first = ALIVE) {
  const server = { answer: first };
  const line = { textContent: "" };
  const button = {};
  const banner = { hidden: true, querySelector: (tag) => (tag === "p" ? line : Object.assign(button, { addEventListener() {} })) };
  const heard = new Map();
  const said = [];
  const clock = { now: 1000, next: null };
  const window = {};
  const { watchConnection } = part(["connection.js"], ["watchConnection"], {
    window,
    document: { getElementById: () => banner, addEventListener() {}, documentElement: { dataset: {} } },
    addEventListener: (name, hear) => heard.set(name, hear),
    dispatchEvent: ({ type }) => said.push(type),
    fetch: async () => { if (server.answer instanceof Error) throw server.answer; return server.answer; },
    setTimeout: (act, wait) => { clock.next = { act, wait }; return 1; },
    clearTimeout: () => { clock.next = null; },
    Date: { now: () => clock.now },
  }, TEMPLATE);
  const connection = watchConnection({ baseUrl: "/", kernelId: "k" });
  await settled();
  const look = async () => { clock.next.act(); await settled(); };
  return { connection, self: window.clientfitConnection, server, banner, line, said, clock, look, heard };
}

test("while all is well nothing is said, and the next look is a while away", async () => {
  const { self, banner, clock } = await open();
  assert.equal(self.state, "ok");
  assert.equal(banner.hidden, true);
  assert.equal(clock.next.wait, 15000);
});

test("one late answer is a busy machine, two are none", async () => {
  const { self, banner, look, clock } = await open(LATE);
  assert.equal(self.state, "ok");
  assert.equal(clock.next.wait, 1000);
  await look();
  assert.equal(self.reason, "silent");
  assert.equal(banner.hidden, false);
});

test("a line that is broken is told, and taken back when it is there again", async () => {
  const { self, server, look, banner, line } = await open(BROKEN);
  assert.equal(self.reason, "silent");
  assert.equal(line.textContent, self.words.silent);
  server.answer = ALIVE;
  await look();
  assert.equal(self.state, "ok");
  assert.equal(banner.hidden, true);
});

for (const [name, answer] of [["nobody knows", UNKNOWN], ["is dead", DEAD]]) {
  test(`a kernel that ${name} is gone for good`, async () => {
    const { connection, self, server, clock } = await open(answer);
    assert.equal(connection.isGone(), true);
    assert.equal(clock.next, null); // nobody looks again
    server.answer = ALIVE;
    self.suspect();
    await settled();
    assert.equal(self.reason, "gone");
  });
}

test("a socket that closes has a moment to open again before anything is said", async () => {
  const { connection, self, clock, look } = await open();
  connection.closed(1006);
  await settled();
  assert.equal(self.state, "ok");
  clock.now += 1600;
  await look();
  assert.equal(self.reason, "silent");
});

test("the server's own code says at once that a kernel is gone", async () => {
  const { connection } = await open();
  connection.closed(4404);
  assert.equal(connection.isGone(), true);
});

test("whoever spoke into a gap is told when the line is open again, but not at first", async () => {
  const { connection, said } = await open();
  connection.opened();
  assert.deepEqual(said, []);
  connection.closed(1006);
  connection.opened();
  assert.deepEqual(said, ["clientfit:reopened"]);
});

test("a page that is left says nothing any more", async () => {
  const { self, heard, server } = await open();
  heard.get("pagehide")();
  server.answer = BROKEN;
  self.suspect();
  await settled();
  assert.equal(self.state, "ok");
});
