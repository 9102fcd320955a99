// Partial updates: what to say when an answer does not come, or when it is a refusal or another page.
const place = document.querySelector("[data-live]");

// Stays until it is closed or the next try begins: nobody has to read in a hurry.
function say(words) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "live__close";
  close.textContent = place.dataset.close;
  close.addEventListener("click", hush);
  place.replaceChildren(words, close);
}

function hush() {
  place.replaceChildren();
}

for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(kind, (event) => {
    // A part that a page fetches by itself has plain links in its place: nobody did anything that could be lost.
    if (!event.target.closest("[data-quiet]")) say(document.body.dataset.trouble);
  });
}
document.addEventListener("htmx:beforeRequest", hush);

// A search that waits to be asked by itself (typing, Enter and leaving the field are three reasons) is dropped when it was
// asked already: its answer would take away the list in which somebody is by now. Whoever presses later asks anew.
const asked = new WeakMap();
document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, pathInfo, requestConfig: { triggeringEvent } } = event.detail;
  if (!elt.matches("[role=search]")) return;
  const last = asked.get(elt), isPressed = triggeringEvent?.type === "submit";
  if (last?.path === pathInfo.finalRequestPath && !(isPressed && triggeringEvent.timeStamp > last.answeredAt)) event.preventDefault();
  else asked.set(elt, { path: pathInfo.finalRequestPath, answeredAt: Infinity });
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful } }) => {
  if (successful && asked.has(elt)) asked.get(elt).answeredAt = performance.now();
  else asked.delete(elt); // it can be asked again
});

// A whole page came where a part was expected. A refusal takes the place of the page, but never of typed text: beside
// that it is only said. Any other page (signed out, moved) is opened as a page.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  if (target === document.body || !/^\s*<!doctype html/i.test(xhr.responseText.slice(0, 64))) return;
  if (requestConfig.elt.closest("[hx-select]")) return;
  const hasWords = requestConfig.elt.closest("form")?.querySelector('textarea, input[type="text"]');
  if (xhr.status >= 400 && xhr.getResponseHeader("HX-Reselect") && !hasWords) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false;
  if (xhr.status < 400) {
    location.assign(xhr.responseURL || location.href);
    return;
  }
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  say(page.querySelector(".error-summary__list, main .lead")?.textContent.trim() || document.body.dataset.trouble);
});
