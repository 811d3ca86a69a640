// Shared by all tabs of one browser: one event stream per address, its news passed to every tab.
// Knows nothing of pages.
import { LiveStream } from "./live-stream.js";

/** @type {Map<string, {stream: LiveStream, ports: Set<MessagePort>}>} */
const rooms = new Map();

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data }) => {
    for (const [address, room] of rooms) if (address !== data.address) leave(port, address, room);
    if (data.address) join(port, data.address, data.seq);
  };
};

function join(port, address, seq) {
  const room = rooms.get(address) ?? open(address, seq);
  room.ports.add(port);
  // A page older than the stream missed what the stream already told.
  if (seq < room.stream.seq) port.postMessage({ lookAgain: true });
}

function open(address, seq) {
  const ports = new Set();
  const tell = (message) => ports.forEach((port) => port.postMessage(message));
  const room = { ports, stream: new LiveStream(address, seq, tell) };
  rooms.set(address, room);
  return room;
}

function leave(port, address, room) {
  room.ports.delete(port);
  if (room.ports.size) return;
  room.stream.close();
  rooms.delete(address);
}
