// What opens inside the list, in the place of its item: the form that changes it, the form of a new one, what else can
// be done with it. Each has an address, which is a page of its own without scripts.
import { stateOf, whenSaved } from "./saving.js";

const byId = (id) => document.getElementById(id);
const TEXTS = "textarea, input:not([type=hidden], [type=checkbox])";
let pending = null; // what to do with the next that opens

// A new item that somebody has begun to type, a choice between two texts: nothing but their own buttons closes them.
export function mustStay(section) {
  if (section.querySelector("[data-undecided]")) return true;
  const form = section.querySelector("form:not([data-save], .item-place)");
  return [...(form?.querySelectorAll(TEXTS) ?? [])].some((field) => field.value !== field.defaultValue);
}

// Whether something in a place was typed and is not saved.
export function holdsText(place) {
  const section = place.querySelector(".item-edit");
  const form = section?.querySelector("form[data-save]");
  return Boolean(section && (mustStay(section) || (form && stateOf(form).isDirty)));
}

addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll(".item-edit")].some(mustStay)) event.preventDefault();
});

export function focusIn(section) {
  section.querySelector("form :is(input:not([type=hidden]), textarea)")?.focus();
}

function shut(section) {
  const opener = byId(section.dataset.closes);
  const title = section.closest("li")?.querySelector(".agenda-list__title");
  opener?.removeAttribute("aria-expanded");
  const kept = section.closest(".kept");
  section.remove();
  kept?.remove();
  const near = opener?.checkVisibility() ? opener : title;
  (near ?? byId("add-last") ?? byId("add-first"))?.focus();
}

// Once what was typed in it is saved.
export function close(section) {
  const form = section.querySelector("form[data-save]");
  if (form && stateOf(form).isDirty) whenSaved(form, () => shut(section));
  else shut(section);
}

// What is open in the place already is saved first.
function openIn(place, name, address) {
  const there = place.firstElementChild;
  const form = there?.querySelector("form");
  if (there?.dataset.closes === name) {
    if (there.matches(".item-more")) shut(there);
    else focusIn(there);
    return;
  }
  if (there && mustStay(there)) {
    focusIn(there);
    return;
  }
  const fetchIt = () => {
    byId(there?.dataset.closes)?.removeAttribute("aria-expanded");
    return globalThis.htmx.ajax("GET", address, { source: place, target: place, swap: "innerHTML" });
  };
  if (form?.matches("[data-save]") && stateOf(form).isDirty) whenSaved(form, fetchIt);
  else fetchIt();
}

// By name: "change", "more" or "add", of an item; a new one at the end is that of no item.
export function openFor(name, pk) {
  const opener = byId(`${name}-${pk || "last"}`) ?? byId("add-first");
  const address = name === "add" && pk ? `items/add/?after=${pk}` : opener.getAttribute("href");
  openIn(byId(`open-${pk || "end"}`), `${name}-${pk || "last"}`, address);
}

export function whenOpen(name, pk, action) {
  const there = byId(`open-${pk}`).firstElementChild;
  if (there?.dataset.closes === `${name}-${pk}`) {
    action(there);
    return;
  }
  pending = { closes: `${name}-${pk}`, action };
  openFor(name, pk);
}

document.addEventListener("click", (event) => {
  const section = event.target.closest("[data-close]")?.closest(".item-edit, .item-more");
  if (section) {
    close(section);
    return;
  }
  const opener = event.target.closest("[data-opens], .agenda-list .item-tools > a");
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const [, name, pk] = /^([a-z]+)-(\d*)/.exec(opener.id);
  openFor(name, pk);
});

document.addEventListener("htmx:load", ({ target: section }) => {
  for (const { dataset } of document.querySelectorAll(".item-edit, .item-more")) byId(dataset.closes)?.setAttribute("aria-expanded", "true");
  if (!section.matches?.(".item-edit, .item-more")) return;
  const isIn = document.activeElement.matches("input, textarea, select") || section.contains(document.activeElement) || section.querySelector("[data-focus]");
  if (section.matches(".item-edit") && !isIn) focusIn(section);
  if (pending?.closes === section.dataset.closes) pending.action(section);
  pending = null;
});
