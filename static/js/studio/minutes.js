// The minutes of each item become a field where they stand: typed, or changed with the arrow keys. Without scripts they
// are changed on the item's own page.
import { forget, stateOf } from "./saving.js";

export function furnish(list) {
  const pattern = document.getElementById("pattern-minutes");
  if (!list || !pattern) return;
  for (const place of list.querySelectorAll(".clock-list__minutes[data-minutes]")) place.replaceWith(fieldOf(place, pattern));
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
  const pk = requestConfig?.elt.dataset?.keepTheirs;
  const field = pk && document.getElementById(`minutes-${pk}`);
  if (field) forget(field.form);
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
