// Live updates: elements say what they follow (data-live="incident:… session:…", data-seen="incident-…=7"). An event only says that
// it changed; the element then fetches itself again by the trigger "live". Tabs share one stream where the browser can.
(() => {
  'use strict';
  const indicator = document.getElementById('live');
  if (!indicator) return;
  const word = indicator.querySelector('span');
  const on = { text: word.textContent, title: indicator.title };
  const { off, offTitle } = indicator.dataset;

  let lost;
  function state(connected) {
    clearTimeout(lost);
    // A stream that reopens at once is not worth a word.
    if (connected) show(true); else lost = setTimeout(show, 4000, false);
  }
  function show(connected) {
    indicator.classList.toggle('off', !connected);
    word.textContent = connected ? on.text : off;
    indicator.title = connected ? on.title : offTitle;
  }

  const elements = () => [...document.querySelectorAll('[data-live]')].filter(element => element.dataset.live);
  function wanted() {
    const all = elements();
    return {
      topics: [...new Set(all.flatMap(element => element.dataset.live.split(' ')))],
      seen: all.map(element => element.dataset.seen).filter(Boolean),
    };
  }

  const waiting = new WeakMap();
  function changed(topic) {
    for (const element of elements()) {
      if (!element.dataset.live.split(' ').includes(topic) || waiting.has(element)) continue;
      waiting.set(element, setTimeout(() => { waiting.delete(element); refresh(element); }, 120));
    }
  }
  // What somebody is reading is not pulled away: it offers itself instead.
  function refresh(element) {
    if (!element.isConnected) return;
    const read = element.dataset.calm === 'yes' && (element.matches(':hover') || element.contains(document.activeElement) || scrollY > 120);
    if (!read) return htmx.trigger(element, 'live');
    if (element.previousElementSibling?.matches('.swap-note')) return;
    const note = Object.assign(document.createElement('div'), { className: 'swap-note' });
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: element.dataset.ready });
    button.addEventListener('click', () => { note.remove(); htmx.trigger(element, 'live'); });
    note.append(button);
    element.before(note);
  }

  const receive = message => message.state ? state(message.state === 'open') : changed(message.topic);
  let follow;
  try {
    const worker = new SharedWorker(document.querySelector('script[data-live-worker]').dataset.liveWorker, { name: 'live' });
    worker.port.onmessage = event => receive(event.data);
    worker.port.start();
    follow = () => worker.port.postMessage(wanted());
    addEventListener('pagehide', () => worker.port.postMessage('bye'));
    addEventListener('pageshow', event => { if (event.persisted) follow(); });
  } catch {
    let source, following = '';
    follow = () => {
      const { topics, seen } = wanted();
      const query = topics.map(topic => `topic=${encodeURIComponent(topic)}`).join('&');
      if (query === following) return;
      following = query;
      source?.close();
      if (!query) return;
      source = new EventSource(`/live?${query}&seen=${encodeURIComponent(seen.join(','))}`);
      source.onopen = () => state(true);
      source.onerror = () => state(false);
      topics.forEach(topic => source.addEventListener(topic.replace(':', '-'), () => changed(topic)));
    };
  }
  follow();
  document.addEventListener('htmx:afterSettle', () => {
    follow();
    // The head of an incident knows its latest diagnosis; when another one is shown, it is fetched.
    const latest = document.getElementById('latest-diagnosis')?.dataset.latest;
    const shown = document.getElementById('diagnosis');
    if (latest && shown && shown.dataset.shown !== latest && !shown.dataset.pinned) { shown.dataset.shown = latest; refresh(shown); }
  });

  // Charts of the evidence show the value under the pointer.
  document.addEventListener('chart:at', event => {
    const row = event.target.closest('.ev');
    if (!row) return;
    const { data, index, unit } = event.detail;
    row.querySelector('.readout').textContent = index == null ? '' : `${sre.clock(new Date(data.times[index] * 1e3), true)}  ${sre.format(data.series[0].values[index], unit)}`;
  });
})();
