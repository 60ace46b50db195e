// Behaviour that every page shares: requests, times, menus, dialogs, keys, live updates. Pages work without it, only less nicely.
(() => {
  'use strict';
  const texts = JSON.parse(document.getElementById('texts').textContent);
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const lang = document.documentElement.lang;
  let zone = $('meta[name=zone]').content;
  window.sre = { texts, fill, lang, get zone() { return zone; }, toast };

  // --- Requests carry the antiforgery token; what fails is said where the person looks.
  const csrf = $('meta[name=csrf]').content;
  document.addEventListener('htmx:configRequest', event => { if (csrf) event.detail.headers['X-XSRF-TOKEN'] = csrf; });
  document.addEventListener('submit', event => {
    const form = event.target;
    if (form.method === 'post' && csrf && !form.elements.__RequestVerificationToken) {
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: '__RequestVerificationToken', value: csrf }));
    }
  }, true);
  // A list in which somebody has chosen rows does not read itself again under their hands.
  document.addEventListener('htmx:beforeRequest', event => {
    const { elt, requestConfig } = event.detail;
    if (elt.hasAttribute('data-keep-chosen') && requestConfig.triggeringEvent?.type !== 'changed-many' && $('input[name="chosen"]:checked', elt)) event.preventDefault();
  });
  document.addEventListener('htmx:sendError', () => toast(texts.failed_network, true));
  document.addEventListener('htmx:responseError', event => {
    const { status, responseText } = event.detail.xhr;
    let reason = `HTTP ${status}`;
    try { const problem = JSON.parse(responseText); reason = problem.detail ?? problem.title ?? reason; } catch { /* not a problem document */ }
    toast(status === 401 ? texts.signed_out : fill(texts.failed, { reason }), true);
  });

  function toast(text, bad = false) {
    const note = document.createElement('p');
    note.className = bad ? 'toast bad' : 'toast';
    note.textContent = text;
    $('#toasts').append(note);
    setTimeout(() => note.remove(), bad ? 9000 : 5000);
  }
  document.addEventListener('htmx:afterOnLoad', event => {
    const [says, failure] = ['X-Says', 'X-Says-Failure'].map(name => event.detail.xhr.getResponseHeader(name));
    if (says) toast(decodeURIComponent(says));
    if (failure) toast(decodeURIComponent(failure), true);
    else event.target.closest('form[data-reset]')?.reset();
  });
  $$('#toasts .toast').forEach(note => setTimeout(() => note.remove(), 6000));

  // --- Times: the zone the browser is in, unless the person chose one; relative times stay true.
  if ($('meta[name=zone]').dataset.known === 'no') {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (here) {
      document.cookie = `sre.zone=${encodeURIComponent(here)};path=/;max-age=31536000;samesite=lax`;
      const moved = here !== zone && here !== 'Etc/UTC';
      zone = here;
      if (moved) times(true);
    }
  }
  function parts(date) {
    const of = Object.fromEntries(new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'longOffset' }).formatToParts(date).map(part => [part.type, part.value]));
    return { ...of, offset: of.timeZoneName.replace('GMT', 'UTC').replace(/^UTC\+00:00$/, 'UTC') };
  }
  function day(date) {
    const p = parts(date), year = p.year !== parts(new Date()).year;
    const short = new Intl.DateTimeFormat('en', { timeZone: zone, month: 'short' }).format(date);
    return (year ? texts.day_year : texts.day).replace('yyyy', p.year).replace('MMM', short).replace('M', +p.month).replace('d', +p.day);
  }
  function clock(date, seconds) {
    const p = parts(date), now = parts(new Date());
    const text = `${p.hour}:${p.minute}${seconds ? `:${p.second}` : ''}`;
    return p.year === now.year && p.month === now.month && p.day === now.day ? text : `${day(date)} ${text}`;
  }
  function full(date) { const p = parts(date); return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second} ${p.offset}`; }
  function ago(date) {
    const s = (Date.now() - date) / 1000;
    if (s < -60) return clock(date);
    const [key, n] = s < 10 ? ['now', 0] : s < 60 ? ['seconds_ago', s] : s < 3600 ? ['minutes_ago', s / 60] : s < 86400 ? ['hours_ago', s / 3600] : s < 604800 ? ['days_ago', s / 86400] : [null, 0];
    return key ? fill(texts[key], { n: Math.floor(n) }) : day(date);
  }
  function duration(date) {
    const s = Math.max(0, (Date.now() - date) / 1000), m = Math.floor(s / 60), h = Math.floor(s / 3600), d = Math.floor(s / 86400), gap = '\u00a0';
    return s < 120 ? `${Math.floor(s)}${gap}s` : s < 3600 ? `${m}${gap}min` : d === 0 ? `${h}${gap}h${m % 60 ? `${gap}${m % 60}${gap}min` : ''}` : `${d}${gap}d${h % 24 ? `${gap}${h % 24}${gap}h` : ''}`;
  }
  function times(all) {
    for (const element of $$('time[data-when]')) {
      const kind = element.dataset.when;
      if (!all && kind !== 'ago' && kind !== 'duration') continue;
      const at = new Date(element.dateTime);
      const text = { clock: () => clock(at), precise: () => clock(at, true), date: () => day(at), full: () => full(at), duration: () => duration(at) }[kind]?.() ?? ago(at);
      if (element.textContent !== text) element.textContent = text;
      if (all) element.title = full(at);
    }
  }
  setInterval(times, 10000);
  Object.assign(window.sre, { clock, full, day });

  // --- Theme at once; the form's answer only remembers it.
  document.addEventListener('submit', event => {
    const theme = event.target.matches('[data-theme-form]') && event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    if (theme === 'system') delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = theme;
    $$('button', event.target).forEach(button => button.setAttribute('aria-pressed', button.value === theme));
    $('summary', event.target.parentElement).innerHTML = $('.icon', event.submitter).outerHTML;
    event.target.parentElement.open = false;
    const body = new FormData(event.target, event.submitter);
    fetch(event.target.action, { method: 'POST', body, headers: { 'X-XSRF-TOKEN': csrf, 'HX-Request': 'true' } });
    document.dispatchEvent(new CustomEvent('theme'));
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => document.dispatchEvent(new CustomEvent('theme')));

  // --- Menus close when attention goes elsewhere.
  document.addEventListener('click', event => {
    $$('details.menu[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
    const opener = event.target.closest('[data-open]');
    if (opener) { opener.closest('details.menu')?.removeAttribute('open'); open(opener.dataset.open); }
    event.target.closest('[data-dismiss]')?.closest('.toast')?.remove();
    const copy = event.target.closest('[data-copy]');
    if (copy) navigator.clipboard?.writeText(copy.dataset.copy).then(() => toast(texts.copied));
    if (event.target.matches('dialog.modal')) event.target.close();
  });
  function open(id) {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) { dialog.showModal(); dialog.dispatchEvent(new CustomEvent('opened')); }
  }

  // --- Ask before what cannot be taken back: <button data-confirm="…" data-confirm-title="…" data-confirm-action="…">.
  const confirmed = new WeakSet();
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-confirm]');
    if (!button || confirmed.delete(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const dialog = $('#confirm');
    $('#confirm-title').textContent = button.dataset.confirmTitle ?? dialog.dataset.title;
    $('#confirm-text').textContent = button.dataset.confirm;
    $('#confirm-yes').textContent = button.dataset.confirmAction ?? dialog.dataset.action;
    dialog.returnValue = '';
    dialog.showModal();
    dialog.addEventListener('close', () => {
      if (dialog.returnValue !== 'yes') return;
      confirmed.add(button);
      button.click();
    }, { once: true });
  }, true);

  // --- Keys.
  let going = 0;
  document.addEventListener('keydown', event => {
    const typing = event.target.matches('input, textarea, select, [contenteditable]');
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); return open('palette'); }
    if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && event.target.form) { event.preventDefault(); return event.target.form.requestSubmit(); }
    if (event.key === 'Escape') $$('details.menu[open]').forEach(menu => { menu.open = false; $('summary', menu).focus(); });
    if (typing || event.ctrlKey || event.metaKey || event.altKey || $('dialog[open]')) return;
    if (going && Date.now() - going < 1500) {
      going = 0;
      const place = $(`[data-go="${CSS.escape(event.key)}"]`);
      if (place) { event.preventDefault(); location.href = place.href; }
      return;
    }
    if (event.key === 'g') { going = Date.now(); return; }
    if (event.key === '?') return open('keys');
    if (event.key === '/') { event.preventDefault(); return open('palette'); }
    if (event.key === 'j' || event.key === 'k') return walk(event.key === 'j' ? 1 : -1);
    if (event.key === 'Enter' && !event.target.closest('a, button, summary')) return $('tr.at a.row')?.click();
    const action = $(`[data-key="${CSS.escape(event.key)}"]`);
    if (action && !action.disabled) { event.preventDefault(); action.matches('textarea, input') ? action.focus() : action.click(); }
  });
  function walk(step) {
    const rows = $$('table[data-walk] tbody tr');
    if (!rows.length) return;
    const at = rows.findIndex(row => row.classList.contains('at'));
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    rows[at]?.classList.remove('at');
    next.classList.add('at');
    next.scrollIntoView({ block: 'nearest' });
    $('a.row', next)?.focus({ preventScroll: true });
  }

  // --- Whoever is led to a place on the page finds it open.
  function reveal(hash) {
    const target = hash.length > 1 && document.getElementById(hash.slice(1));
    if (!target) return;
    (target.matches('details') ? target : $(':scope > details', target))?.setAttribute('open', '');
    target.closest('details')?.setAttribute('open', '');
  }
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  reveal(location.hash);

  // --- A box that checks all the boxes of its table.
  document.addEventListener('change', event => {
    const name = event.target.dataset?.checkAll;
    if (name) $$(`input[name="${name}"]`, event.target.closest('table')).forEach(box => { box.checked = event.target.checked; });
  });

  // --- Filters submit themselves when typing pauses.
  let pause;
  document.addEventListener('input', event => {
    const form = event.target.closest('form[data-filter]');
    if (!form) return;
    clearTimeout(pause);
    pause = setTimeout(() => form.requestSubmit(), 350);
  });
  const searched = $('form[data-filter] input[type=search]');
  if (searched?.value && !location.hash) { searched.focus({ preventScroll: true }); searched.setSelectionRange(searched.value.length, searched.value.length); }
})();
