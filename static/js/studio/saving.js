// Saving: each form[data-save] is sent when one of its fields is left, and again until it arrived. One save of a form is on
// its way at a time; what was typed meanwhile goes after its answer, all in one.
import { isRefused } from "./answers.js";
import { changedSince, fillIn, valuesOf } from "./values.js";

export const DEBOUNCE = 600; // a key that is held is one save
const PATIENCE = [3000, 6000, 12000, 30000]; // before what did not arrive is sent again
const forms = new WeakMap();

// `base`: what it showed when it came, or sent when it was saved last; none where its text was never saved so.
export function stateOf(form) {
  if (!forms.has(form)) forms.set(form, { base: valuesOf(form), isDirty: false, isTyped: false, isOnItsWay: false, isAgain: false, isReplaced: false, isWrong: false, timer: 0, tries: 0, sent: null, later: null, after: [] });
  return forms.get(form);
}

export function save(form, wait = 0) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (wait) state.timer = setTimeout(() => save(form), wait);
  else if (!state.isDirty || state.isReplaced || !form.isConnected || isUndecided(form)) return;
  else if (state.isOnItsWay) state.isAgain = true;
  else {
    globalThis.htmx.process(form); // never while it is on its way: htmx would forget that it is
    globalThis.htmx.trigger(form, "save");
  }
}

// What it holds was answered with a mistake to mend. It stays unsaved, and is sent again once something in it changes, or
// when somebody asks for it.
export const isKnownWrong = (form) => stateOf(form).isWrong && !changedSince(form, stateOf(form).sent).length;

// What was typed in it is somewhere else now, or given up.
export function forget(form) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  Object.assign(state, { isDirty: false, after: [] });
}

// Two people wrote the same, and nobody has chosen yet: only its buttons save or close it.
export const isUndecided = (form) => form.matches("[data-undecided]");

// What waits for a form: closing it, or a button that was pressed while it was on its way. A mistake drops it.
export function whenSaved(form, action) {
  stateOf(form).after.push(action);
  save(form);
}

export function whenAllSaved(action) {
  const first = unsaved().find((form) => !isUndecided(form) && !isKnownWrong(form)); // leaving these is asked about
  if (first) whenSaved(first, () => whenAllSaved(action));
  else action();
}

export const unsaved = () => [...document.querySelectorAll("form[data-save]")].filter((form) => stateOf(form).isDirty);
export const isInPlace = (xhr) => Boolean(xhr.getResponseHeader("HX-Retarget")?.startsWith("#open-"));
const saving = (target) => target.closest?.("form[data-save]");

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = saving(event.target);
    if (!form) return;
    stateOf(form).isDirty = true;
    if (kind === "input") stateOf(form).isTyped = /^(insertText|insertFrom|delete)/.test(event.inputType ?? "");
    if (kind === "change" || event.target.type === "number") save(form, DEBOUNCE);
  });
}
document.addEventListener("htmx:load", ({ target }) => {
  for (const form of target.querySelectorAll?.("form[data-save]") ?? []) stateOf(form);
});
document.addEventListener("focusout", (event) => {
  const form = saving(event.target);
  if (form && !isKnownWrong(form)) save(form);
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const form of unsaved()) save(form);
});
addEventListener("online", () => {
  for (const form of unsaved()) save(form);
});
addEventListener("beforeunload", (event) => {
  if (unsaved().length) event.preventDefault();
});
document.addEventListener("submit", (event) => {
  const form = saving(event.target);
  if (!form) return;
  event.preventDefault();
  if (event.submitter?.matches("[data-close]")) return;
  if (isUndecided(form)) return; // a key in a field is no choice
  stateOf(form).isDirty = true;
  save(form);
}, true);

export function decide(form, choice) {
  form.elements.chosen.value = choice;
  form.removeAttribute("data-undecided");
  stateOf(form).isDirty = true;
  save(form);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-choice]");
  if (button) decide(button.form, button.value);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target;
  if (!form.matches?.("form[data-save]")) return;
  const state = stateOf(form);
  if (state.isDirty) Object.assign(state, { isOnItsWay: true, isAgain: false, isWrong: false, sent: valuesOf(form) });
  else event.preventDefault(); // it waited behind one that brought everything
});

// What was typed while the request was on its way is carried over into the fields that come with the answer.
document.addEventListener("htmx:beforeSwap", ({ detail: { xhr, requestConfig } }) => {
  const form = requestConfig?.elt;
  if (!form?.matches?.("form[data-save]") || isInPlace(xhr)) return;
  stateOf(form).later = { names: changedSince(form, stateOf(form).sent), values: valuesOf(form) };
});

function sayItWaits(form) {
  const line = form.querySelector(".item-edit__saved");
  if (line) line.textContent = form.dataset.waits;
  line?.classList.add("item-edit__saved--waits");
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (!form?.matches?.("form[data-save]")) return;
  const state = stateOf(form);
  const { status } = event.detail.xhr;
  if (!state.isOnItsWay) return;
  state.isOnItsWay = false;
  if (status === 0 || status >= 500) {
    sayItWaits(form);
    save(form, PATIENCE[Math.min(state.tries, PATIENCE.length - 1)]);
    state.tries += 1;
    state.after = [];
    return;
  }
  state.tries = 0;
  if (isRefused(event.detail.xhr)) {
    state.after = []; // it stays as it is; refused.js says why
    return;
  }
  if (state.later) fillIn(form, state.later.names, state.later.values);
  state.later = null;
  const isLater = changedSince(form, state.sent).length > 0;
  state.isWrong = state.isDirty && (status >= 400 || Boolean(form.elements.told?.value));
  if (!state.isWrong && status < 400) state.base = state.sent;
  if (!state.isWrong && !isLater) state.isDirty = false;
  if (status === 409 || (state.isWrong && form.elements.told)) state.after = []; // minutes to mend hold nothing up
  if (state.isDirty && isLater && (state.isAgain || state.after.length)) save(form);
  if (state.isDirty && !isKnownWrong(form)) return;
  for (const action of state.after.splice(0)) action();
});
