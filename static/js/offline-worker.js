// Keeps the last view of an incident's pages readable after the network drops. Nothing else is kept.
// The network always goes first. Signing out clears everything (Clear-Site-Data), and so does the sign-in page, where
// a person lands whose time ran out; what is older than a shift is deleted when it is met.
const PAGES = "convene-incident-pages-1";
const PARTS = "convene-incident-parts-1";
const KEPT = /^\/incidents\/\d+\/(playbook|people|facts|dates|team)\/$/;
const OLDEST = 12 * 60 * 60 * 1000;
const PATIENCE = 6000;

addEventListener("install", (event) => event.waitUntil(skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), forgetOld()])));

async function forgetOld() {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) await kept(request.url);
}

async function keep(cache, request, response) {
  const copy = new Response(await response.clone().blob(), { status: response.status, headers: response.headers });
  copy.headers.set("X-Kept-At", String(Date.now()));
  await (await caches.open(cache)).put(request, copy);
}

async function kept(address) {
  const pages = await caches.open(PAGES);
  const found = await pages.match(address, { ignoreVary: true });
  if (!found || Date.now() - Number(found.headers.get("X-Kept-At")) < OLDEST) return found;
  await pages.delete(address);
}

// However late the answer comes, it is heeded: a page that is no longer ours to see is not kept.
async function answer(request) {
  const response = await fetch(request);
  if (response.status === 200 && !response.redirected) await keep(PAGES, request.url, response);
  else if (response.redirected || response.status === 404 || response.status === 403) {
    await (await caches.open(PAGES)).delete(request.url); // signed out, or no longer ours to see
  }
  return response;
}

const patience = () => new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("slow")));

async function page(event, request) {
  const old = await kept(request.url);
  const coming = answer(request);
  event.waitUntil(coming.catch(() => {}));
  try {
    return await (old ? Promise.race([coming, patience()]) : coming);
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

// A page asks to be kept with its neighbors, its styles, scripts and letters; also one opened before this script came.
addEventListener("message", (event) => {
  const pages = [...new Set(event.data.pages)].filter((path) => KEPT.test(path));
  const parts = event.data.parts.map((address) => part(new Request(address)));
  event.waitUntil(Promise.allSettled([...pages.map((path) => answer(new Request(path))), ...parts]).then(() => event.source.postMessage("kept")));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && KEPT.test(url.pathname) && !url.search) event.respondWith(page(event, request));
  else if (url.pathname.startsWith("/static/") && !url.pathname.includes("/pdf/")) event.respondWith(part(request));
});
