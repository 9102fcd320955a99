// Partial updates: what to say when an answer does not come, and when the session has ended meanwhile.
function say(words) {
  const place = document.querySelector("[data-live]");
  place.textContent = words;
  clearTimeout(say.timer);
  say.timer = setTimeout(() => { place.textContent = ""; }, 15000);
}

for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(kind, () => say(document.body.dataset.trouble));
}

// A whole page came where a part was expected. A refusal is read out and what was typed stays; any other page
// (signed out, moved) is opened as a page instead of being nested in this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, requestConfig } = event.detail;
  if (target === document.body || !/^\s*<!doctype html/i.test(xhr.responseText.slice(0, 64))) return;
  if (requestConfig.elt.closest("[hx-select]")) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false;
  if (xhr.status < 400) return location.assign(xhr.responseURL || location.href);
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const words = page.querySelector(".error-summary__list, main .lead");
  say(words?.textContent.trim() || document.body.dataset.trouble);
});
