// Keeps the last view of an incident's pages readable after the network drops. Nothing else is kept.
// The network always goes first. Signing out clears everything (Clear-Site-Data); after a day nothing old is shown.
const PAGES = "convene-incident-pages-1";
const PARTS = "convene-incident-parts-1";
const KEPT = /^\/incidents\/\d+\/(playbook|people|facts|dates|team)\/$/;
const OLDEST = 24 * 60 * 60 * 1000;
const PATIENCE = 6000;

addEventListener("install", (event) => event.waitUntil(skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

async function keep(cache, request, response) {
  const copy = new Response(await response.clone().blob(), { status: response.status, headers: response.headers });
  copy.headers.set("X-Kept-At", String(Date.now()));
  await (await caches.open(cache)).put(request, copy);
}

async function kept(cache, request) {
  const found = await (await caches.open(cache)).match(request, { ignoreVary: true });
  if (!found) return undefined;
  return Date.now() - Number(found.headers.get("X-Kept-At")) < OLDEST ? found : undefined;
}

function patient(request) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("slow")), PATIENCE);
    fetch(request).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function page(request) {
  const old = await kept(PAGES, request.url);
  try {
    const response = old ? await patient(request) : await fetch(request);
    if (response.status === 200 && !response.redirected) await keep(PAGES, request.url, response);
    else if (response.redirected || response.status === 404 || response.status === 403) {
      await (await caches.open(PAGES)).delete(request.url); // signed out, or no longer ours to see
    }
    return response;
  } catch (trouble) {
    if (old) return asOld(old);
    throw trouble;
  }
}

// The page itself says as of when it is; that line is hidden only while the page is fresh.
async function asOld(response) {
  const words = (await response.text()).replaceAll("data-offline hidden", "data-offline");
  return new Response(words, { status: 200, headers: response.headers });
}

async function part(request) {
  try {
    const response = await fetch(request);
    if (response.status === 200) await keep(PARTS, request.url, response);
    return response;
  } catch (trouble) {
    const old = await (await caches.open(PARTS)).match(request.url, { ignoreVary: true });
    if (old) return old;
    throw trouble;
  }
}

// A page that was opened before this script watched over it asks to be kept, with its styles, scripts and letters.
addEventListener("message", (event) => {
  const { path, parts } = event.data;
  if (!KEPT.test(path)) return;
  event.waitUntil(
    Promise.allSettled([page(new Request(path)), ...parts.map((address) => part(new Request(address)))]).then(() =>
      event.source.postMessage("kept"),
    ),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && KEPT.test(url.pathname) && !url.search) event.respondWith(page(request));
  else if (url.pathname.startsWith("/static/") && !url.pathname.includes("/pdf/")) event.respondWith(part(request));
});
