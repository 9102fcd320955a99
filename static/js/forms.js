// Forms: the server checks and answers in words, so the browser's own bubbles stay away.
let typedIn = null;

function prepare(root) {
  for (const form of root.querySelectorAll('form[method="post"]')) form.noValidate = true;
  for (const box of root.querySelectorAll("[data-focus]")) box.focus();
  for (const text of root.querySelectorAll("[data-count]")) tellRoom(text);
}

// How many characters are left, said under the field and, while a person pauses, read aloud.
function tellRoom(text) {
  const place = document.getElementById(`${text.id}_room`);
  if (!place) return;
  const left = Number(text.dataset.count) - text.value.length;
  const words = left === 1 ? place.dataset.one : left < 0 ? place.dataset.over : place.dataset.left;
  place.textContent = words.replace("%n", Math.abs(left));
  place.classList.toggle("room-left--over", left < 0);
  place.setAttribute("aria-live", left < 20 ? "polite" : "off");
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.matches("[data-count]")) tellRoom(field);
  if (field.form?.method === "post") typedIn = field.form;
});

// A second press while the first is on its way does nothing; the server would refuse it as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.onItsWay) {
    event.preventDefault();
    return;
  }
  typedIn = null;
  form.dataset.onItsWay = "yes";
  setTimeout(() => delete form.dataset.onItsWay, 4000);
});

// Leaving with text that was not sent: the browser asks first.
addEventListener("beforeunload", (event) => {
  if (typedIn?.isConnected && typedIn.querySelector("textarea, [data-guard]")) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && typedIn?.contains(event.target)) typedIn = null;
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-on-its-way]")) delete form.dataset.onItsWay;
});

document.addEventListener("htmx:load", (event) => prepare(event.target));
if (!globalThis.htmx) addEventListener("DOMContentLoaded", () => prepare(document));
