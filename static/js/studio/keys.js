// Keys, each where the page says that it works (_keys.html), and never while somebody types.
import { stepMinutes } from "./minutes.js";
import { close, mustStay, openFor, whenOpen } from "./places.js";
import { post, press } from "./presses.js";
import { whenAllSaved } from "./saving.js";
import { turnOf } from "./undo.js";

const byId = (id) => document.getElementById(id);
const pkOf = (item) => item?.id.slice(5) ?? "";

function goTo(id, more = "") {
  const link = byId(id); // not on the page of an agenda without items
  if (link) whenAllSaved(() => location.assign(link.getAttribute("href") + more));
}

function typePlace(pk) {
  whenOpen("more", pk, (section) => {
    section.querySelector("[name=to]").select();
    section.scrollIntoView({ block: "nearest" });
  });
}

const AT_ITEM = {
  e: (pk) => openFor("change", pk),
  n: (pk) => openFor("add", pk),
  g: () => goTo("print-pack"),
  l: () => goTo("run-late"),
  a: () => goTo("access-time"),
  m: (pk) => goTo("add-method", `${pk && `?after=${pk}`}#id_q`), // the keyboard begins at what is looked for
  d: (pk, isRepeat) => post(`items/${pk}/copy/`, {}, isRepeat),
  p: typePlace,
  t: (pk) => byId(`minutes-${pk}`).select(),
  Delete: (pk, isRepeat) => post(`items/${pk}/remove/`, {}, isRepeat),
};
// Where the keyboard is in no item, a new one goes to the end.
const ELSEWHERE = Object.fromEntries(["g", "l", "a", "n", "m"].map((key) => [key, AT_ITEM[key]]));

function letterOf(event, letters) {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  return letters[event.key] ?? letters[event.key.toLowerCase()] ?? null;
}

function go(name, item) {
  const there = byId(`${name}-${pkOf(item)}`);
  (there?.checkVisibility() ? there : byId(`title-${pkOf(item)}`))?.focus();
}

// From an item to the one above or below; from “Put back” to those around the gap, from the total to the first.
function neighborOf({ key, target, altKey, ctrlKey, metaKey, shiftKey }, item) {
  const isDown = key === "ArrowDown";
  if ((!isDown && key !== "ArrowUp") || altKey || ctrlKey || metaKey || shiftKey) return null;
  if (item) return isDown ? item.nextElementSibling : item.previousElementSibling;
  if (!target.closest("#agenda-sum, #restore")) return null;
  const above = byId(`item-${target.dataset.after}`);
  if (!isDown) return above;
  return above ? above.nextElementSibling : (byId("agenda-list")?.firstElementChild ?? null);
}

function inList(event, item) {
  const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (item && event.altKey && way) return () => post(`items/${pkOf(item)}/move/`, { places: way }, event.repeat);
  if (event.target.matches("input, textarea, select")) return null;
  const act = letterOf(event, item ? AT_ITEM : ELSEWHERE);
  if (act) return () => act(pkOf(item), event.repeat);
  const neighbor = neighborOf(event, item);
  return neighbor && (() => go(document.activeElement.id.replace(/-\d+$/, "") || "title", neighbor));
}

function onMinutes(event) {
  if (event.key === "Escape") byId(event.target.id.replace("minutes", "title")).focus(); // what was typed is saved
  else stepMinutes(event);
}

// From any field of an open form; Enter alone opens a list of choices, or begins a new line.
function finish(event, section) {
  event.preventDefault();
  const form = section.querySelector("form");
  if (form.matches("[data-save]:not([data-undecided])")) close(section);
  else form.requestSubmit();
}

// Of a page that has just opened: nothing in it has the keyboard yet.
function onBody(event) {
  const turn = turnOf(event);
  if (!turn || !byId(turn)) return;
  event.preventDefault();
  byId(turn).focus();
  press(turn, event.repeat);
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.target === document.body) onBody(event);
  if (!event.target.closest?.("#items, #kept")) return;
  const section = event.target.closest(".item-edit, .item-more");
  if (section && event.key === "Escape" && !mustStay(section)) close(section);
  if (section?.matches(".item-edit") && event.key === "Enter" && (event.ctrlKey || event.metaKey)) finish(event, section);
  if (section?.matches(".item-edit") || event.target.closest("#kept")) return;
  const turn = turnOf(event);
  const act = turn ? () => press(turn, event.repeat) : inList(event, event.target.closest(".agenda-list > li"));
  if (act) {
    event.preventDefault();
    act();
  } else if (event.target.matches(".item-minutes__field") && !event.altKey) onMinutes(event);
});
