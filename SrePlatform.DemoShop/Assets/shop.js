// Every two seconds the changing part of the page is fetched again; the focus stays where it was.
const live = document.getElementById('live');
let busy = false;

async function refresh() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const response = await fetch('/?handler=Live', { headers: { accept: 'text/html' } });
    if (!response.ok) throw new Error(String(response.status));
    const focused = document.activeElement?.id;
    const scrolled = [...live.querySelectorAll('.scroll')].map(box => box.scrollLeft);
    live.innerHTML = await response.text();
    live.querySelectorAll('.scroll').forEach((box, index) => { box.scrollLeft = scrolled[index] ?? 0; });
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    live.classList.remove('stale');
  } catch {
    live.classList.add('stale');
  } finally {
    busy = false;
  }
}

setInterval(refresh, 2000);
document.addEventListener('visibilitychange', refresh);
if (location.search) history.replaceState(null, '', '/');
