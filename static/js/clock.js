// A running incident stays readable without a network, and says so.
const clock = document.querySelector("[data-clock]");

function tell() {
  if (navigator.onLine) return;
  for (const note of document.querySelectorAll("[data-offline]")) note.hidden = false;
}

async function keep() {
  const watch = await navigator.serviceWorker.register(clock.dataset.worker, { scope: "/" }).then(() => navigator.serviceWorker.ready);
  navigator.serviceWorker.addEventListener("message", () => {
    for (const note of document.querySelectorAll("[data-kept]")) note.hidden = false;
  });
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = parts.filter((address) => address.startsWith(`${location.origin}/static/`));
  const pages = [...document.querySelectorAll(".subnav a")].map((link) => new URL(link.href).pathname);
  watch.active.postMessage({ pages: [location.pathname, ...pages], parts: ours });
}

if (clock) {
  addEventListener("offline", tell);
  tell();
  if ("serviceWorker" in navigator && clock.dataset.worker) keep().catch(() => {});
}
