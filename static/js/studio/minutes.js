// The minutes of each item become a field where they stand: typed, or changed with the arrow keys. Without scripts they
// are changed on the item's own page.
import { isList } from "./answers.js";
import { tellOverList } from "./kept.js";
import { forget, isKnownWrong, save, stateOf, unsaved } from "./saving.js";

const byId = (id) => document.getElementById(id);
const pkOf = (form) => form.id.slice(7);
const held = new Map(); // what was typed and is not saved, with what is said about it, while the list comes anew
const gone = new Map(); // the same, of items that others removed, until they are put back

export function furnish(list) {
  const pattern = byId("pattern-minutes");
  if (!list || !pattern) return;
  for (const place of list.querySelectorAll(".clock-list__minutes[data-minutes]")) {
    const pk = place.closest("li").id.slice(5);
    const kept = held.get(pk) ?? gone.get(pk);
    const { form, told } = kept ?? { form: fieldOf(place, pattern), told: lineOf(pk) };
    place.replaceWith(form);
    byId(`notes-${pk}`).after(told);
    if (gone.delete(pk)) saveAnew(form);
    held.delete(pk);
  }
  for (const [pk, kept] of held) {
    gone.set(pk, kept);
    tellOverList(pattern.dataset.gone.replace("%n", kept.form.elements.minutes.value).replace("%s", kept.title));
  }
  held.clear();
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isList(detail)) return;
  for (const form of unsaved()) if (form.matches(".item-minutes")) hold(form, pkOf(form));
});

// The answer that its item was gone had settled it.
function saveAnew(form) {
  stateOf(form).isDirty = true;
  save(form);
}

function hold(form, pk) {
  held.set(pk, { form, told: byId(`told-${pk}`), title: byId(`title-${pk}`).textContent });
}

function lineOf(pk) {
  const told = document.createElement("p");
  told.id = `told-${pk}`;
  told.className = "item-minutes__told";
  return told;
}

function fieldOf(place, pattern) {
  const pk = place.closest("li").id.slice(5);
  const form = pattern.content.firstElementChild.cloneNode(true);
  const { was, minutes } = form.elements;
  form.id = `retime-${pk}`;
  form.setAttribute("action", `items/${pk}/minutes/`);
  form.setAttribute("hx-post", `items/${pk}/minutes/`);
  was.id = `was-${pk}`;
  minutes.id = `minutes-${pk}`;
  minutes.setAttribute("aria-labelledby", `word-minutes title-${pk}`);
  was.value = minutes.value = place.dataset.minutes;
  return form;
}

// What was saved elsewhere, unless somebody is about to change it here.
export function setMinutes(pk, minutes) {
  const field = document.getElementById(`minutes-${pk}`);
  if (!field || stateOf(field.form).isDirty) return;
  field.value = field.form.elements.was.value = minutes;
}

// “Keep theirs” gives up what was typed here as well; the minutes of now come with the answer.
document.addEventListener("htmx:beforeSwap", ({ detail: { requestConfig } }) => {
  const form = requestConfig?.elt;
  const isTheirs = form?.matches?.("form[data-save]") && form.elements.chosen?.value === "theirs";
  const mine = isTheirs && byId(`retime-${form.id.slice(5)}`);
  if (mine) forget(mine);
});

// Minutes that were not saved keep what was typed, marked, and say why beside their row.
document.addEventListener("htmx:afterRequest", ({ detail: { xhr, requestConfig } }) => {
  const form = requestConfig?.elt;
  if (!form?.matches?.(".item-minutes")) return;
  const { minutes } = form.elements;
  const told = byId(`told-${pkOf(form)}`);
  const { waits, busy } = byId("pattern-minutes").dataset;
  const isLost = xhr.status === 0 || xhr.status >= 500;
  if (isLost) told.textContent = waits;
  else if (!isKnownWrong(form)) told.textContent = "";
  else if (xhr.status === 409) told.textContent = byId("said").textContent = busy;
  const isWrong = isKnownWrong(form) && !isLost;
  minutes.classList.toggle("usa-input--error", isWrong);
  for (const [name, value] of [["aria-invalid", "true"], ["aria-describedby", told.id]]) {
    if (isWrong) minutes.setAttribute(name, value);
    else minutes.removeAttribute(name);
  }
});

const STEPS = { PageUp: 15, PageDown: -15 };
const LARGE_STEPS = { ArrowUp: 5, ArrowDown: -5 };

export function stepMinutes(event) {
  const step = STEPS[event.key] || (event.shiftKey ? LARGE_STEPS[event.key] : 0);
  if (!step) return;
  const field = event.target;
  event.preventDefault();
  field.value = Math.min(Math.max((Number(field.value) || 0) + step, Number(field.min)), Number(field.max));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
