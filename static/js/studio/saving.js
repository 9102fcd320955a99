// Saving: each form[data-save] is sent when one of its fields is left, and again until it arrived.
export const DEBOUNCE = 600; // a key that is held is one save
const PATIENCE = [3000, 6000, 12000, 30000]; // before what did not arrive is sent again
const MARKS = new Set(["version", "seen", "told", "was"]); // what a form knows of the item, beside what is typed
const forms = new WeakMap();

export function stateOf(form) {
  if (!forms.has(form)) forms.set(form, { isDirty: false, isTyped: false, timer: 0, tries: 0, sent: null, after: [] });
  return forms.get(form);
}

export function save(form, wait = 0) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (wait) state.timer = setTimeout(() => save(form), wait);
  else if (state.isDirty && form.isConnected && !isUndecided(form)) {
    globalThis.htmx.process(form);
    globalThis.htmx.trigger(form, "save");
  }
}

// Two people wrote the same, and nobody has chosen yet: only its buttons save or close it.
export const isUndecided = (form) => form.matches("[data-undecided]");

// What waits for a form: closing it, or a button that was pressed while it was on its way. A mistake drops it.
export function whenSaved(form, action) {
  stateOf(form).after.push(action);
  save(form);
}

export function whenAllSaved(action) {
  const first = unsaved().find((form) => !isUndecided(form));
  if (first) whenSaved(first, () => whenAllSaved(action));
  else action();
}

export const unsaved = () => [...document.querySelectorAll("form[data-save]")].filter((form) => stateOf(form).isDirty);
const values = (form) => Object.fromEntries(new FormData(form));
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
document.addEventListener("focusout", (event) => {
  const form = saving(event.target);
  if (form) save(form);
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
  form.removeAttribute("data-undecided");
  stateOf(form).isDirty = true;
  save(form);
}, true);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target;
  if (form.matches?.("form[data-save]")) stateOf(form).sent = values(form);
});

// What was typed while the request was on its way is carried over into a form that takes the place of this one.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.target.matches?.("form[data-save]") ? event.target : event.detail.requestConfig?.elt;
  if (!form?.matches?.("form[data-save]") || event.detail.xhr.status !== 409) return;
  const { sent } = stateOf(form);
  const later = Object.entries(values(form)).filter(([name, value]) => sent && sent[name] !== value && !MARKS.has(name));
  document.addEventListener("htmx:afterSettle", () => {
    const fresh = document.querySelector(`#${event.detail.target.id} form[data-save]`);
    if (!fresh) return;
    stateOf(fresh).isDirty = true; // so that leaving the page asks
    for (const [name, value] of later) if (fresh.elements[name]) fresh.elements[name].value = value;
  }, { once: true });
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
  if (status === 0 || status >= 500) {
    sayItWaits(form);
    save(form, PATIENCE[Math.min(state.tries, PATIENCE.length - 1)]);
    state.tries += 1;
    state.after = [];
    return;
  }
  state.tries = 0;
  const now = values(form);
  if (Object.keys(now).every((name) => MARKS.has(name) || now[name] === state.sent?.[name])) state.isDirty = false;
  if (form.elements.told?.value || status >= 400) state.after = [];
  if (state.isDirty && state.after.length) save(form);
  if (state.isDirty) return;
  for (const action of state.after.splice(0)) action();
});
