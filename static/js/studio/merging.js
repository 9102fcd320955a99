// What was saved elsewhere comes into the open forms: by someone else, from the list, by undoing. Only into fields in which
// nothing was typed since; a field in which something was keeps the mark of what it showed, and its save shows both.
import { isUndecided, stateOf } from "./saving.js";
import { changedSince, fillIn, marksOf, setMarks } from "./values.js";

const open = () => [...document.querySelectorAll("#items form[id^=edit-]")];

// Each answer with clock times or the list tells what the items of open forms hold now.
document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  const asked = elt.matches("#act, #freshen, .item-place, .item-edit form:not([data-save])") && open();
  if (asked?.length) parameters.open = asked.map((form) => form.id.slice(5)).join(",");
});

document.addEventListener("htmx:load", ({ target }) => {
  for (const { dataset } of target.querySelectorAll?.("[data-form]") ?? []) {
    const form = document.getElementById(`edit-${dataset.form}`);
    if (form && isFree(form) && Number(dataset.now) >= Number(form.elements.version.value)) merge(form, dataset);
  }
});

// What is on its way was written over the old text; after its answer the news come again.
function isFree(form) {
  const { base, isOnItsWay, isReplaced } = stateOf(form);
  return base && !isOnItsWay && !isReplaced && !isUndecided(form);
}

function merge(form, { now, seen, shown }) {
  const state = stateOf(form);
  const [marks, fresh, values] = [marksOf(form), JSON.parse(seen), new Map(Object.entries(JSON.parse(shown)))];
  const typed = new Set(changedSince(form, state.base));
  const news = Object.keys(fresh).filter((name) => fresh[name] !== marks[name] && !typed.has(name));
  fillKeepingCaret(form, news, values);
  for (const name of news) {
    marks[name] = fresh[name];
    for (const known of [state.base, state.sent]) set(known, name, values.get(name));
  }
  setMarks(form, marks);
  form.elements.version.value = now;
}

function set(known, name, values) {
  if (values.length) known?.set(name, values);
  else known?.delete(name);
}

function fillKeepingCaret(form, names, values) {
  const field = document.activeElement;
  const [start, end] = [field.selectionStart, field.selectionEnd];
  fillIn(form, names, values);
  if (names.includes(field.name) && form.contains(field) && typeof start === "number") field.setSelectionRange(start, end);
}
