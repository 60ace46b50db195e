// Time series with uPlot. <figure data-chart="address"> asks for a ChartData document; a plot that the server already drew
// (<div class="plot" data-series>) is taken over in place. Units as in Platform/Localization/Units.cs.
(() => {
  'use strict';
  const { texts, fill, lang } = window.sre;
  const gap = '\u00a0';
  const number = (value, digits) => value.toLocaleString(lang, { maximumFractionDigits: digits });
  function digits(value) {
    const size = Math.abs(value);
    return size === 0 ? '0' : size < 0.001 ? '< 0.001' : size < 0.1 ? number(value, 3) : size < 1 ? number(value, 2) : size < 100 ? number(value, 1) : size < 1e6 ? number(value, 0) : number(value / 1e6, 2) + gap + 'M';
  }
  function bytes(value) {
    let step = 0;
    while (Math.abs(value) >= 1024 && step < 5) { value /= 1024; step++; }
    return digits(value) + gap + ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'][step];
  }
  function seconds(value) {
    const size = Math.abs(value);
    return size === 0 ? `0${gap}s` : size < 0.001 ? digits(value * 1e6) + gap + 'µs' : size < 0.9995 ? digits(value * 1e3) + gap + 'ms' : size < 120 ? digits(value) + gap + 's'
      : size < 7200 ? digits(Math.round(value / 60)) + gap + 'min' : size < 172800 ? digits(value / 3600) + gap + 'h' : digits(value / 86400) + gap + 'd';
  }
  function format(value, unit) {
    if (value == null || !isFinite(value)) return '–';
    switch (unit) {
      case 'ratio': case 'share': return digits(value * 100) + gap + '%';
      case 'percent': return digits(value) + gap + '%';
      case 'seconds': return seconds(value);
      case 'bytes': return bytes(value);
      case 'bytes_per_second': return bytes(value) + '/s';
      case 'per_second': case 'requests_per_second': return digits(value) + '/s';
      case 'cores': return digits(value) + gap + 'cores';
      default: return digits(value);
    }
  }

  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const toneNames = { critical: '--color-error', warning: '--color-warning', info: '--color-info', healthy: '--color-success', accent: '--color-primary', muted: '--muted', text: '--color-base-content' };
  const sequence = ['accent', 'info', 'warning', 'healthy', 'text', 'muted'];
  // Custom properties may hold light-dark(): let the browser resolve them to a colour.
  const probe = document.createElement('i');
  probe.hidden = true;
  document.body.append(probe);
  function colour(tone) {
    probe.style.color = `var(${toneNames[tone] ?? tone})`;
    return getComputedStyle(probe).color;
  }
  const faded = (of, alpha) => of.startsWith('rgb(') ? of.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`) : `color-mix(in srgb, ${of} ${alpha * 100}%, transparent)`;

  const drawn = new Map();
  const watch = new ResizeObserver(entries => entries.forEach(({ target, contentRect }) => {
    const chart = drawn.get(target)?.chart;
    if (chart && contentRect.width > 0) chart.setSize({ width: contentRect.width, height: contentRect.height || target.clientHeight });
  }));

  function top(data, max) {
    const largest = max ?? data.series.flatMap(line => line.values).reduce((high, value) => value > high ? value : high, 0) * 1.12;
    return largest > 0 ? largest : 1;
  }

  // Days need no clock, and a clock that shows only hours needs none of the day.
  const isDaily = data => data.end - data.start > 3 * 86400;
  const shown = (data, at, exact) => { const date = new Date(at * 1e3); return isDaily(data) ? window.sre.day(date) : exact ? window.sre.clock(date, true) : window.sre.clock(date).slice(-5); };

  function options(host, data, { unit, group, max, bare, height }) {
    const muted = colour('--muted'), line = colour('--color-base-300'), text = colour('text'), info = colour('info');
    const high = top(data, max);
    return {
      width: host.clientWidth, height,
      tzDate: at => uPlot.tzDate(new Date(at * 1e3), window.sre.zone),
      padding: bare ? [0, 0, 0, 0] : [6, 2, 0, 0],
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { setScale: false, x: false, y: false }, sync: group ? { key: group, setSeries: false } : undefined },
      scales: { x: { time: true, range: () => [data.start, data.end] }, y: { range: () => [0, high] } },
      axes: bare ? [{ show: false }, { show: false }] : [
        { stroke: muted, font: '12px Inter, system-ui', grid: { stroke: line, width: 1 }, ticks: { show: false }, size: 26, space: 70, values: (_, at) => at.map(value => shown(data, value)) },
        { stroke: muted, font: '12px Inter, system-ui', grid: { stroke: line, width: 1 }, ticks: { show: false }, size: 72, space: 34, gap: 4, values: (_, at) => at.map(value => format(value, unit)) },
      ],
      series: [{}, ...data.series.map((one, index) => {
        const stroke = colour(one.tone ?? sequence[index % sequence.length]);
        return {
          label: one.label, stroke: one.is_quiet ? 'transparent' : stroke, width: one.is_quiet ? 0 : 1.6, dash: one.is_dashed ? [6, 4] : undefined,
          fill: data.series.length === 1 ? faded(stroke, 0.11) : undefined, points: { show: false }, spanGaps: false,
        };
      })],
      bands: (data.bands ?? []).map(({ upper, lower }) => ({ series: [upper + 1, lower + 1], fill: faded(info, 0.16) })),
      hooks: {
        drawClear: bare ? [] : [chart => flags(chart, data, { text, info })],
        setCursor: [chart => host.dispatchEvent(new CustomEvent('chart:at', { bubbles: true, detail: { chart, data, index: chart.cursor.idx, unit } }))],
      },
    };
  }
  function flags(chart, data, { text, info }) {
    const { ctx, bbox } = chart;
    ctx.save();
    for (const [at, stroke, dash] of [...(data.flags ?? []).map(flag => [flag.at, info, []]), ...(data.onset ? [[data.onset, text, [5, 4]]] : [])]) {
      const x = Math.round(chart.valToPos(at, 'x', true)) + 0.5;
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.strokeStyle = stroke; ctx.lineWidth = devicePixelRatio * 1.3; ctx.setLineDash(dash);
      ctx.beginPath(); ctx.moveTo(x, bbox.top); ctx.lineTo(x, bbox.top + bbox.height); ctx.stroke();
    }
    ctx.restore();
  }

  function draw(host, data, settings) {
    const known = drawn.get(host);
    const columns = [data.times, ...data.series.map(one => one.values)];
    if (known && known.data.series.length === data.series.length) {
      known.data = Object.assign(known.data, data);
      known.chart.setData(columns);
      return;
    }
    known?.chart.destroy();
    const height = host.clientHeight;
    host.replaceChildren();
    drawn.set(host, { chart: new uPlot(options(host, data, { ...settings, height }), columns, host), data, settings });
    watch.observe(host);
  }

  // --- Charts that ask an address.
  async function load(figure) {
    const plot = figure.querySelector('.plot');
    const note = text => { forget(plot); plot.replaceChildren(Object.assign(document.createElement('p'), { className: 'plot-note', textContent: text })); };
    let data;
    try {
      const inline = figure.querySelector('script[type="application/json"]');
      const answer = inline ? null : await fetch(figure.dataset.chart, { headers: { Accept: 'application/json' } });
      if (answer && !answer.ok) throw new Error(answer.status);
      data = inline ? JSON.parse(inline.textContent) : await answer.json();
    } catch { return note(texts.chart_unavailable); }
    if (data.status === 'unavailable') return note(texts.chart_unavailable);
    if (data.status === 'empty' || !data.times?.length || !data.series?.length) return note(texts.chart_empty);
    const { unit, group, label, max } = figure.dataset;
    draw(plot, data, { unit, group, max: max ? +max : undefined });
    legend(figure, data, unit);
    const values = data.series.flatMap(one => one.values).filter(value => value != null);
    const last = data.series.filter(one => !one.is_quiet).map(one => format(one.values.findLast(value => value != null), unit)).join(', ');
    plot.setAttribute('aria-label', fill(texts.chart_summary, { label, last, low: format(Math.min(...values), unit), high: format(Math.max(...values), unit) }));
  }
  function legend(figure, data, unit, index) {
    const place = figure.querySelector('.legend');
    const at = index == null ? '' : shown(data, data.times[index], true);
    // A line that ends before the pointer has nothing to say there.
    const named = data.series.map((one, number) => ({ one, number })).filter(({ one }) => !(data.bands?.length && index != null && one.values[index] == null));
    place.replaceChildren(...named.map(({ one, number }) => {
      if (one.is_quiet && index == null) return '';
      const entry = document.createElement('span');
      const value = index == null ? one.values.findLast(sample => sample != null) : one.values[index];
      if (data.series.length > 1 || (one.label && figure.closest('.panel'))) {
        const swatch = document.createElement('i');
        swatch.className = `tone-${one.tone ?? sequence[number % sequence.length]}`;
        entry.append(swatch, `${one.label} `);
      }
      entry.append(format(value, unit));
      return entry;
    }), at);
  }
  document.addEventListener('chart:at', event => {
    const figure = event.target.closest('figure[data-chart]');
    if (figure) legend(figure, event.detail.data, event.detail.unit, event.detail.index);
  });
  function forget(plot) { drawn.get(plot)?.chart.destroy(); drawn.delete(plot); watch.unobserve(plot); }

  // --- Plots that the server drew: same box, same scale, plus a cursor.
  function takeOver(plot) {
    const data = JSON.parse(plot.querySelector('script').textContent);
    const count = data.series[0]?.values.length ?? 0;
    if (!count) return;
    data.times = Array.from({ length: count }, (_, index) => data.start + index * data.step);
    draw(plot, data, { unit: plot.dataset.unit, group: plot.dataset.group, bare: true });
  }

  const seen = new IntersectionObserver(entries => entries.forEach(({ target, isIntersecting }) => {
    if (!isIntersecting) return;
    seen.unobserve(target);
    if (target.matches('figure')) {
      load(target);
      const every = +target.dataset.refresh;
      if (every) {
        const timer = setInterval(() => target.isConnected ? document.hidden || load(target) : clearInterval(timer), every * 1000);
      }
    } else takeOver(target);
  }), { rootMargin: '300px' });
  function find(root) {
    root.querySelectorAll('figure[data-chart], .plot[data-series]').forEach(one => seen.observe(one));
    for (const [plot] of drawn) if (!plot.isConnected) forget(plot);
  }
  find(document);
  document.addEventListener('htmx:load', event => find(event.target));
  document.addEventListener('chart:reload', event => load(event.target));
  document.addEventListener('theme', () => requestAnimationFrame(() => {
    for (const [plot, { data, settings }] of [...drawn]) { forget(plot); draw(plot, data, settings); }
  }));
  Object.assign(window.sre, { format, charts: drawn });
})();
