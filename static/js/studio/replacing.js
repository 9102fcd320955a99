// An answer that takes the place of a form: theirs beside yours, or the plain form after the choice. What was typed since
// comes along, and the caret stays in its field: who is in the middle of a word writes on, and is told beside it.
import { forget, isInPlace, save, stateOf } from "./saving.js";
import { holdsText } from "./places.js";
import { changedSince, fillIn, marksOf, setMarks, valuesOf } from "./values.js";

const FIELDS = "textarea, select, input:not([type=hidden], [type=checkbox])";

// The old form is done with before it goes: its field that loses the keyboard by that would save it once more.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { xhr, target, requestConfig } = detail;
  const form = requestConfig?.elt;
  if (!form?.matches?.("form[data-save]") || !isInPlace(xhr)) return;
  if (!target.contains(form) && holdsText(target)) {
    detail.shouldSwap = false; // new minutes from the list never push out what is being typed; minutes.js says so
    return;
  }
  const { sent, base } = stateOf(form);
  const old = { names: changedSince(form, sent), values: valuesOf(form), marks: marksOf(form), sent };
  const caret = caretIn(document.activeElement);
  forget(form);
  stateOf(form).isReplaced = target.contains(form);
  document.addEventListener("htmx:afterSwap", () => {
    const fresh = document.querySelector(`#${target.id} form[data-save]`);
    if (!fresh) return;
    carryOver(fresh, old);
    const state = stateOf(fresh);
    if (xhr.status >= 400) state.base = xhr.status === 422 ? base : null;
    state.isDirty = xhr.status >= 400 || old.names.length > 0; // so that leaving the page asks
    if (xhr.status < 400) save(fresh, 600);
    if (caret) putBack(caret, target);
  }, { once: true });
});

// Typed over a text that someone else changed unseen, a field keeps its mark, and the next save shows both.
function carryOver(fresh, { names, values, marks, sent }) {
  const shown = stateOf(fresh).base;
  const now = marksOf(fresh);
  for (const name of names) if (name in marks && JSON.stringify(shown.get(name)) !== JSON.stringify(sent.get(name))) now[name] = marks[name];
  setMarks(fresh, now);
  fillIn(fresh, names, values);
}

function caretIn(field) {
  if (!field?.matches(FIELDS) || !field.closest("#items, #kept")) return null;
  return { field, id: field.id, start: field.selectionStart, end: field.selectionEnd };
}

function putBack({ field, id, start, end }, place) {
  const there = field.isConnected ? field : document.getElementById(id);
  if (!there) return;
  const news = place.querySelector("[data-focus]");
  news?.removeAttribute("data-focus");
  news?.scrollIntoView({ block: "nearest" });
  const folded = there.closest("details:not([open])");
  if (folded) folded.open = true;
  there.focus({ preventScroll: true });
  if (typeof start === "number") there.setSelectionRange(start, end);
  there.scrollIntoView({ block: "nearest" });
}
