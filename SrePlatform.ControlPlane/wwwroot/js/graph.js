// Pan and zoom of drawings: with the mouse, with fingers, and with the keyboard. Without it a drawing scrolls. Where one looks is kept
// while the page reads itself again.
(() => {
  'use strict';
  const Step = 1.25, Closest = 1.6, Far = 0.62, Farther = 0.3;
  let kept = null;

  const watch = root => root.querySelectorAll?.('[data-pan]:not([data-panned])').forEach(start);
  document.addEventListener('DOMContentLoaded', () => watch(document));
  document.addEventListener('htmx:load', event => watch(event.detail.elt.parentElement ?? document));

  function start(box) {
    const svg = box.querySelector('svg[viewBox]');
    const whole = { x: 0, y: 0, w: svg.viewBox.baseVal.width, h: svg.viewBox.baseVal.height };
    // A small drawing is shown as it is: there is nowhere to go.
    if (whole.w <= box.clientWidth && whole.h <= window.innerHeight * 0.7) return;
    box.dataset.panned = '';
    box.querySelector('[data-pan-tools]').hidden = false;
    svg.removeAttribute('width');
    svg.removeAttribute('height');
    let view = kept?.of === whole.w + 'x' + whole.h ? kept.view : first();
    show(view);

    function scale() { return Math.min(box.clientWidth / view.w, box.clientHeight / view.h); }
    function fitted() { return { ...whole }; }

    // What was chosen, or else what is ill, is looked at first where the whole is too small to read.
    function first() {
      view = fitted();
      const wanted = box.querySelector('.node.on') ?? box.querySelector('.node.tone-critical');
      if (wanted && scale() < Farther) around(wanted, 1);
      return view;
    }

    function show(next) {
      view = next;
      kept = { of: whole.w + 'x' + whole.h, view };
      svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.w} ${view.h}`);
      const now = scale();
      box.classList.toggle('far', now < Far);
      box.classList.toggle('farther', now < Farther);
    }

    function zoom(factor, at) {
      const widest = Math.max(whole.w, whole.h) * 1.2, narrowest = box.clientWidth / Closest;
      const w = Math.min(Math.max(view.w / factor, Math.min(narrowest, whole.w)), Math.max(widest, whole.w));
      const by = w / view.w;
      const x = at?.x ?? view.x + view.w / 2, y = at?.y ?? view.y + view.h / 2;
      show({ x: x - (x - view.x) * by, y: y - (y - view.y) * by, w, h: view.h * by });
    }

    function around(node, wanted) {
      const rect = node.querySelector('rect');
      const w = box.clientWidth / wanted, h = box.clientHeight / wanted;
      show({ x: +rect.getAttribute('x') + +rect.getAttribute('width') / 2 - w / 2, y: +rect.getAttribute('y') + +rect.getAttribute('height') / 2 - h / 2, w, h });
    }

    function place(event) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return { x: point.x, y: point.y };
    }

    box.addEventListener('wheel', event => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== box && !box.contains(document.activeElement)) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? Step : 1 / Step, place(event));
    }, { passive: false });

    const pointers = new Map();
    let moved = 0;
    svg.addEventListener('pointerdown', event => { pointers.set(event.pointerId, event); moved = 0; });
    svg.addEventListener('pointermove', event => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const by = 1 / scale();
      if (pointers.size === 1) {
        moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
        if (moved > 4) {
          svg.setPointerCapture(event.pointerId);
          box.classList.add('moving');
          show({ ...view, x: view.x - (event.clientX - before.clientX) * by, y: view.y - (event.clientY - before.clientY) * by });
        }
      } else {
        const other = [...pointers.values()].find(one => one.pointerId !== event.pointerId);
        const apart = one => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
        if (apart(before) > 0) zoom(apart(event) / apart(before), place(other));
      }
      pointers.set(event.pointerId, event);
    });
    const end = event => { pointers.delete(event.pointerId); box.classList.remove('moving'); };
    svg.addEventListener('pointerup', end);
    svg.addEventListener('pointercancel', end);
    // A drag that ends on a service is no click on it.
    svg.addEventListener('click', event => { if (moved > 4) { event.preventDefault(); event.stopPropagation(); moved = 0; } }, true);

    box.addEventListener('click', event => {
      const does = event.target.closest('[data-pan-do]')?.dataset.panDo;
      if (does === 'in') zoom(Step);
      if (does === 'out') zoom(1 / Step);
      if (does === 'fit') show(fitted());
    });
    box.addEventListener('keydown', event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (step) show({ ...view, x: view.x + step[0] * view.w / 8, y: view.y + step[1] * view.h / 8 });
      else if (event.key === '+' || event.key === '=') zoom(Step);
      else if (event.key === '-') zoom(1 / Step);
      else if (event.key === '0') show(fitted());
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    // Whoever walks from service to service by keyboard sees where they are.
    box.addEventListener('focusin', event => {
      const node = event.target.closest('.node');
      if (!node?.matches(':focus-visible')) return;
      const rect = node.querySelector('rect');
      const x = +rect.getAttribute('x'), y = +rect.getAttribute('y');
      if (scale() < Far || x < view.x || y < view.y || x > view.x + view.w - 170 || y > view.y + view.h - 60) around(node, Math.max(scale(), 0.9));
    });
    svg.addEventListener('dblclick', event => zoom(Step * Step, place(event)));
  }
})();
