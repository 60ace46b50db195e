// Shared by all tabs of a browser: one stream of server-sent events that follows what any of them shows.
'use strict';
const ports = new Map();
let source, following = '', lastId = '', state = 'lost', pause;
const tell = message => ports.forEach((_, port) => port.postMessage(message));

function topics() {
  return [...new Set([...ports.values()].flatMap(tab => tab.topics))].sort().slice(-20);
}
function follow() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    const wanted = topics().map(topic => `topic=${encodeURIComponent(topic)}`).join('&');
    if (wanted === following && source?.readyState !== EventSource.CLOSED) return;
    source?.close();
    source = undefined;
    following = wanted;
    if (wanted) open(wanted);
  }, 60);
}
function open(wanted) {
  const seen = [...ports.values()].flatMap(tab => tab.seen).join(',') || lastId;
  source = new EventSource(`/live?${wanted}&seen=${encodeURIComponent(seen)}`);
  source.onopen = () => { state = 'open'; tell({ state }); };
  source.onerror = () => {
    state = 'lost'; tell({ state });
    if (source?.readyState === EventSource.CLOSED) setTimeout(() => { if (ports.size) follow(); }, 5000);
  };
  for (const topic of topics()) {
    source.addEventListener(topic.replace(':', '-'), event => { lastId = event.lastEventId; tell({ topic }); });
  }
}
onconnect = ({ ports: [port] }) => {
  ports.set(port, { topics: [], seen: [] });
  port.onmessage = ({ data }) => {
    if (data === 'bye') ports.delete(port);
    else ports.set(port, data);
    follow();
    if (data !== 'bye') port.postMessage({ state });
  };
};
