// A running incident stays readable without a network, and says so.
const clock = document.querySelector("[data-clock]");

function tell() {
  for (const note of document.querySelectorAll("[data-offline]")) note.hidden = navigator.onLine;
}

async function keep() {
  const watch = await navigator.serviceWorker.register(clock.dataset.worker, { scope: "/" }).then(() => navigator.serviceWorker.ready);
  navigator.serviceWorker.addEventListener("message", () => {
    for (const note of document.querySelectorAll("[data-kept]")) note.hidden = false;
  });
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  const ours = parts.filter((address) => address.startsWith(`${location.origin}/static/`));
  watch.active.postMessage({ path: location.pathname, parts: ours });
}

if (clock) {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
  if ("serviceWorker" in navigator && clock.dataset.worker) keep().catch(() => {});
}
