// The line to the kernel: Jupyter's messages over one websocket, opened again after a gap.
function openKernel({ baseUrl, kernelId }, connection, { hear, reopened }) {
  const session = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const address = `${location.origin.replace(/^http/, "ws")}${baseUrl}api/kernels/${kernelId}`
    + `/channels?session_id=${session}`;
  let socket = null;
  let waiting = [];       // what was said while the line was down
  let tries = 0;
  let serial = 0;

  // A message is: eight-byte offsets, the channel, four parts of JSON, then buffers.
  function pack(header, content, buffers) {
    const texts = ["shell", ...[header, {}, {}, content].map((part) => JSON.stringify(part))];
    const parts = [...texts.map((text) => new TextEncoder().encode(text)), ...buffers];
    const offsets = [8 * (parts.length + 2)];
    for (const part of parts) offsets.push(offsets.at(-1) + part.byteLength);
    const packed = new Uint8Array(offsets.at(-1));
    const numbers = new DataView(packed.buffer);
    [offsets.length, ...offsets].forEach((n, i) => numbers.setBigUint64(8 * i, BigInt(n), true));
    parts.forEach((part, i) => packed.set(part, offsets[i]));
    return packed;
  }

  function unpack(data) {
    const numbers = new DataView(data);
    const count = Number(numbers.getBigUint64(0, true));
    const at = (i) => Number(numbers.getBigUint64(8 * (i + 1), true));
    const part = (i) => data.slice(at(i), at(i + 1));
    const json = (i) => JSON.parse(new TextDecoder().decode(part(i)));
    const buffers = Array.from({ length: count - 6 }, (_, i) => new DataView(part(i + 5)));
    return { header: json(1), parent: json(2), content: json(4), buffers };
  }

  function connect() {
    const opened = new WebSocket(address, ["v1.kernel.websocket.jupyter.org"]);
    socket = opened;
    opened.binaryType = "arraybuffer";
    opened.onopen = () => {
      tries = 0;
      connection.opened();
      const said = waiting;
      waiting = [];
      reopened();
      said.forEach((packed) => opened.send(packed));
    };
    opened.onmessage = ({ data }) => {
      const message = unpack(data);
      const { execution_state: state } = message.content;
      if (state === "dead" || state === "restarting") connection.gone();
      hear(message);
    };
    opened.onclose = ({ code }) => {
      if (opened !== socket) return;
      connection.closed(code);
      if (connection.isGone()) return;
      setTimeout(connect, Math.min(200 * 2 ** tries, 3000));
      tries += 1;
    };
  }

  // A socket that slept through a gap may be dead without knowing it: take a new one at once.
  addEventListener("online", () => {
    if (connection.isGone() || socket.readyState === WebSocket.CONNECTING) return;
    const old = socket;
    connect();
    old.close();
  });

  connect();
  return function say(type, content, buffers = []) {
    serial += 1;
    const id = `${session}-${serial}`;
    const date = new Date().toISOString();
    const header = { msg_id: id, msg_type: type, session, username: "", date, version: "5.3" };
    const packed = pack(header, content, buffers);
    if (socket.readyState === WebSocket.OPEN) socket.send(packed);
    else waiting.push(packed);
    return id;
  };
}
