// After a save or a move: clock times, minutes and notes of all items, in their order.
import { setMinutes } from "./minutes.js";
import { goOn } from "./presses.js";

// A long list is not sent again after a move: what is there goes to its new place. Whoever meets items that others
// added or removed meanwhile gets the list anew.
function setOrder(order, focus) {
  const list = document.getElementById("agenda-list");
  const known = new Map([...list.children].map((item) => [item.id, item]));
  const wanted = order.map((pk) => known.get(`item-${pk}`));
  if (wanted.length !== known.size || wanted.includes(undefined)) {
    globalThis.htmx.ajax("GET", "items/?whole=yes", { source: "#agenda-list", target: "#items", swap: "outerHTML focus-scroll:true" });
    return;
  }
  const active = document.activeElement;
  wanted.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index]);
    const to = item.querySelector("[name=to]");
    if (to) to.value = index + 1;
    for (const [name, isOff] of [["up", index === 0], ["down", index === wanted.length - 1]]) {
      const button = document.getElementById(`${name}-${item.id.slice(5)}`);
      if (isOff) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  });
  const to = focus ? document.getElementById(`title-${focus}`) : active;
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  goOn();
}

const isOfThePast = (version) => Number(version) < Number(document.getElementById("items").dataset.version);

function freshen(place) {
  if (isOfThePast(place.dataset.version)) return; // a newer list came between its arrival and now
  document.getElementById("items").dataset.version = place.dataset.version;
  const fresh = [...place.querySelectorAll("[data-item]")];
  for (const { dataset, textContent, innerHTML } of fresh) {
    const clock = document.getElementById(`at-${dataset.item}`);
    if (clock && clock.textContent !== textContent) clock.innerHTML = innerHTML;
    setMinutes(dataset.item, dataset.minutes);
    const notes = document.getElementById(`notes-${dataset.item}`);
    if (!notes) continue;
    notes.textContent = dataset.notes;
    notes.hidden = !dataset.notes;
  }
  if ("order" in place.dataset) setOrder(fresh.map(({ dataset }) => dataset.item), place.dataset.order);
}

// Asked before a change and arriving after it, it tells of the past.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.requestConfig.elt.id !== "freshen") return;
  const [, version] = /data-version="(\d+)"/.exec(detail.xhr.responseText) ?? [];
  if (isOfThePast(version)) detail.shouldSwap = false;
});

// Nor does it take the place of what a later save left here to ask, and has not asked yet.
document.addEventListener("htmx:beforeRequest", ({ target }) => {
  if (target.id === "freshen") target.dataset.asked = "yes";
});
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target, fragment } = detail;
  const isWaiting = target.id === "freshen" && target.hasAttribute("hx-get") && !target.dataset.asked;
  if (isWaiting && fragment.querySelector("#freshen[data-clock]:not([data-order])")) detail.shouldSwap = false;
});

document.addEventListener("htmx:load", ({ target }) => {
  if (target.dataset && "clock" in target.dataset) freshen(target);
});
