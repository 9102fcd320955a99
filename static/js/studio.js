// The list of an agenda: fields that save themselves, keys, dragging. Everything here has a button or a page as well.
const DEBOUNCE = 600; // a key that is held is one save
const PATIENCE = [3000, 6000, 12000, 30000]; // before what did not arrive is sent again

// ---- Saving: each form[data-save] is sent when one of its fields is left, and again until it arrived.
const forms = new WeakMap();

function stateOf(form) {
  if (!forms.has(form)) forms.set(form, { isDirty: false, timer: 0, tries: 0, sent: null, isClosing: false, isTyped: false, next: null });
  return forms.get(form);
}

function save(form, wait = 0) {
  const state = stateOf(form);
  clearTimeout(state.timer);
  if (wait) state.timer = setTimeout(() => save(form), wait);
  else if (state.isDirty && form.isConnected) globalThis.htmx.trigger(form, "save");
}

function values(form) {
  return Object.fromEntries(new FormData(form));
}

const saving = (target) => target.closest?.("form[data-save]");
const unsaved = () => [...document.querySelectorAll("form[data-save]")].filter((form) => stateOf(form).isDirty);

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
  const later = Object.entries(values(form)).filter(([name, value]) => sent && sent[name] !== value);
  document.addEventListener("htmx:afterSettle", () => {
    const fresh = document.querySelector(`#${event.detail.target.id} form[data-save]`);
    if (!fresh) return;
    stateOf(fresh).isDirty = true; // nobody's choice yet, so leaving the page asks
    clearTimeout(stateOf(fresh).timer);
    for (const [name, value] of later) if (!["version", "seen", "told"].includes(name)) fresh.elements[name].value = value;
  }, { once: true });
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt;
  if (!form?.matches?.("form[data-save]")) return;
  const state = stateOf(form);
  const { status } = event.detail.xhr;
  if (status === 0 || status >= 500) {
    const line = form.querySelector(".item-edit__saved");
    if (line) line.textContent = form.dataset.waits;
    line?.classList.add("item-edit__saved--waits");
    save(form, PATIENCE[Math.min(state.tries, PATIENCE.length - 1)]);
    state.tries += 1;
    state.next = null;
    return;
  }
  state.tries = 0;
  const hasErrors = Boolean(form.elements.told?.value) || status >= 400;
  const now = values(form);
  const marks = new Set(["version", "seen", "told", "was"]);
  const isSame = Object.keys(now).every((name) => marks.has(name) || now[name] === state.sent?.[name]);
  if (isSame) state.isDirty = false;
  if (state.isClosing && !hasErrors) shut(form.closest(".item-edit"));
  state.isClosing = false;
  if (state.isDirty) return;
  if (state.next && !hasErrors) pressInTurn(state.next);
  state.next = null;
});

// ---- Forms inside the list
document.addEventListener("htmx:load", (event) => {
  const place = event.target;
  if (place.dataset && "clock" in place.dataset) setClock(place);
  if (place.matches?.(".item-edit")) {
    if (!place.querySelector("[data-focus]")) place.querySelector("form :is(input:not([type=hidden]), textarea)").focus();
  }
  for (const wrapper of document.querySelectorAll("[data-unwrap]")) wrapper.replaceWith(...wrapper.childNodes);
  drag(document.getElementById("agenda-list"));
});

function shut(section) {
  const opener = document.getElementById(section.dataset.closes);
  const title = section.closest("li")?.querySelector(".agenda-list__title");
  section.remove();
  (opener?.checkVisibility() ? opener : title)?.focus();
}

function close(section) {
  const form = section.querySelector("form");
  if (form.matches("[data-save]") && stateOf(form).isDirty) {
    stateOf(form).isClosing = true;
    save(form);
  } else shut(section);
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close]")) close(event.target.closest(".item-edit"));
});

// ---- Keys, while the keyboard is inside the list and nobody types
const LETTERS = { e: "change", n: "add", m: "method", d: "copy", Delete: "remove" };

function byMinutes(event) {
  const page = { PageUp: 15, PageDown: -15 }[event.key];
  const arrow = event.shiftKey ? { ArrowUp: 5, ArrowDown: -5 }[event.key] : 0;
  const step = page || arrow;
  if (!step) return;
  const field = event.target;
  event.preventDefault();
  field.value = Math.min(Math.max((Number(field.value) || 0) + step, Number(field.min)), Number(field.max));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function flush(item) {
  for (const form of item.querySelectorAll("form[data-save]")) save(form);
}

// While the list is on its way back, its new buttons do not work yet: presses wait in line, and a held key skips.
const line = [];
let isBusy = false;

function press(id) {
  const button = document.getElementById(id);
  if (!button) return;
  isBusy = button.matches("button");
  button.click();
}

function pressInTurn(id, isRepeat) {
  if (!isBusy) press(id);
  else if (!isRepeat) line.push(id);
}

function goOn() {
  isBusy = false;
  while (line.length && !isBusy) press(line.shift());
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "items") goOn();
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) return;
  isBusy = false;
  line.length = 0;
});

function byItem(event, item) {
  const control = (name) => `${name}-${item.id.slice(5)}`;
  const { key } = event;
  const way = { ArrowUp: "up", ArrowDown: "down" }[key];
  if (event.altKey && way) return control(way);
  if (event.target.matches("input, textarea, select") || event.altKey || event.ctrlKey || event.metaKey) return null;
  const name = LETTERS[key] ?? LETTERS[key.toLowerCase()];
  return name ? control(name) : null;
}

// Undo and redo work all over the list, its total and “Put back”. A field keeps these keys for what is typed in it;
// minutes give them up as soon as they are saved, or were set with the arrow keys.
function isTypedIn(field) {
  if (!field.matches("input, textarea, select")) return false;
  if (!field.matches(".item-minutes__field")) return true;
  const { isDirty, isTyped } = stateOf(field.form);
  return isDirty ? isTyped : field.value !== field.form.elements.was.value;
}

function turnOf({ key, target, altKey, ctrlKey, metaKey, shiftKey }) {
  if (altKey || !(ctrlKey || metaKey) || !target.closest?.("#items") || isTypedIn(target)) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" ? "redo" : null;
}

function turn(id, isRepeat) {
  const first = unsaved().find((form) => form.matches(".item-minutes"));
  if (first) {
    stateOf(first).next = id; // the change that is on its way comes before
    save(first);
  } else pressInTurn(id, isRepeat);
}

function toNeighbour(event, item) {
  const next = { ArrowUp: item.previousElementSibling, ArrowDown: item.nextElementSibling }[event.key];
  if (!next || event.altKey || event.ctrlKey || event.metaKey) return null;
  const name = document.activeElement.id.replace(/-\d+$/, "") || "title";
  const there = document.getElementById(`${name}-${next.id.slice(5)}`);
  return there?.checkVisibility() ? there : document.getElementById(`title-${next.id.slice(5)}`);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  const edit = event.target.closest?.(".item-edit");
  if (edit) {
    const form = edit.querySelector("form");
    if (event.key === "Escape" && form.matches("[data-save]")) close(edit);
    return;
  }
  const id = turnOf(event);
  if (id) {
    event.preventDefault();
    turn(id, event.repeat);
    return;
  }
  const item = event.target.closest?.(".agenda-list > li");
  if (!item) return;
  if (event.target.matches(".item-minutes__field") && !event.altKey) byMinutes(event);
  const button = byItem(event, item);
  if (button) {
    event.preventDefault();
    flush(item);
    pressInTurn(button, event.repeat);
    return;
  }
  if (event.target.matches("input, textarea, select")) return;
  if (event.key.toLowerCase() === "p" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    item.querySelector("details").open = true;
    item.querySelector("[name=to]").select();
    event.preventDefault();
    return;
  }
  const neighbour = toNeighbour(event, item);
  if (!neighbour) return;
  event.preventDefault();
  neighbour.focus();
});

// What had the keyboard may be gone from the list that comes: then the item that is new in it gets the keyboard, or the
// neighbour of the one that is gone.
let left = null;
const placed = () => [...document.querySelectorAll(".agenda-list > li")].map(({ id }) => id);

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target.id !== "items") return;
  const active = document.activeElement;
  left = target.contains(active) ? { order: placed(), item: active.closest(".agenda-list > li")?.id } : null;
});

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "items" || !left) return;
  const { order, item } = left;
  left = null;
  if (document.activeElement !== document.body || target.querySelector("[data-focus]")) return;
  const now = placed();
  const at = item ? order.indexOf(item) : order.length;
  const near = [...now.filter((id) => !order.includes(id)), ...order.slice(at), ...order.slice(0, at).reverse()];
  const to = item || now.length > order.length ? near.find((id) => now.includes(id)) : null;
  const title = to && document.getElementById(`title-${to.slice(5)}`);
  (title ?? document.getElementById("undo"))?.focus();
});

// A button that waits for its answer stays: htmx drops the answer of one that is gone. The whole list is on its way.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.querySelector("button.htmx-request")) event.preventDefault();
});

// A long list is not sent again after a move: what is there goes to its new place. Whoever meets items that others
// added or removed meanwhile gets the page anew.
function setOrder(order, focus) {
  const list = document.getElementById("agenda-list");
  const known = new Map([...list.children].map((item) => [item.id, item]));
  const wanted = order.map((pk) => known.get(`item-${pk}`));
  if (wanted.length !== known.size || wanted.includes(undefined)) {
    location.reload();
    return;
  }
  const active = document.activeElement;
  wanted.forEach((item, index) => {
    if (list.children[index] !== item) list.insertBefore(item, list.children[index]);
    item.querySelector("[name=to]").value = index + 1;
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

// After a save or a move: the clock times of all items, in their order.
function setClock(place) {
  const fresh = [...place.children];
  for (const { dataset, textContent, innerHTML } of fresh) {
    const clock = document.getElementById(`at-${dataset.item}`);
    if (clock && clock.textContent !== textContent) clock.innerHTML = innerHTML;
    const notes = document.getElementById(`notes-${dataset.item}`);
    if (!notes) continue;
    notes.textContent = dataset.notes;
    notes.hidden = !dataset.notes;
  }
  if ("order" in place.dataset) setOrder(fresh.map(({ dataset }) => dataset.item), place.dataset.order);
}

// ---- Dragging by its handle, with a mouse or a finger. The answer is the list as it stands then.
let before = null;

function drag(list) {
  if (!list || !globalThis.Sortable || list.matches(".agenda-list--drags")) return;
  list.classList.add("agenda-list--drags");
  globalThis.Sortable.create(list, {
    handle: ".item-grip",
    forceFallback: true, // pointer events: the same on touch, and pages scroll at their edges
    fallbackTolerance: 4,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    scrollSensitivity: 90,
    onStart: () => { before = [...list.children]; },
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      const form = document.getElementById("act");
      globalThis.htmx.ajax("POST", item.dataset.move, { source: form, values: { to: newIndex + 1 }, target: "#items", swap: "outerHTML" });
    },
  });
}

for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(kind, (event) => {
    if (event.target.id === "act" && before) document.getElementById("agenda-list")?.replaceChildren(...before);
  });
}
