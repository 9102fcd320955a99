// What changes the list: each button of the form "act", a key, a drag. Presses wait for minutes and words of the item that
// are on their way, and for the list while it is; a key that is held skips.
import { isKnownWrong, isUndecided, unsaved, whenSaved } from "./saving.js";

const line = [];
let isBusy = false;
let last = []; // what was sent last
let lastAt = 0;

// The second press of a double click, or of a hand that shakes, is no wish for one copy more.
const SECOND_PRESS = 600; // ms
const isSecondPress = (address) => {
  const [same, soon] = [address === last[0], performance.now() - lastAt < SECOND_PRESS];
  return same && soon && address.endsWith("/copy/");
};

// What was typed into an item comes before it is copied, or goes.
function isOf(form, address) {
  const [, pk] = /items\/(\d+)\//.exec(address) ?? [];
  return pk && form.closest("li")?.id === `item-${pk}` && !isUndecided(form) && !isKnownWrong(form);
}

export function post(address, values = {}, isRepeat = false) {
  const first = unsaved().find((form) => (form.matches(".item-minutes") && !isKnownWrong(form)) || isOf(form, address));
  if (isSecondPress(address)) return;
  if (isBusy) {
    if (!isRepeat) line.push([address, values]);
  } else if (first) whenSaved(first, () => post(address, values));
  else {
    isBusy = true;
    last = [address, values];
    lastAt = performance.now();
    const how = { source: "#act", target: "#items", swap: "outerHTML focus-scroll:true" };
    globalThis.htmx.ajax("POST", address, { ...how, values });
  }
}

export function repeat() {
  lastAt = 0; // asked anew by the page itself
  post(...last);
}

// As if it was clicked; nothing where it is not on the page.
export function press(id, isRepeat = false) {
  const button = document.getElementById(id);
  if (button) postAs(button, isRepeat);
}

function postAs(button, isRepeat = false) {
  post(button.getAttribute("formaction"), button.name ? { [button.name]: button.value } : {}, isRepeat);
}

export function goOn() {
  isBusy = false;
  if (line.length) post(...line.shift());
}

document.addEventListener("submit", (event) => {
  if (event.target.id !== "act" || !event.submitter) return;
  event.preventDefault();
  postAs(event.submitter);
}, true);

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "items") goOn();
});
// By its number: an answer whose page is not shown (partial.js) counts as a success to htmx.
document.addEventListener("htmx:afterRequest", ({ target, detail: { xhr } }) => {
  if (target.id !== "act" || (xhr.status >= 200 && xhr.status < 400)) return;
  isBusy = false;
  line.length = 0;
});
