// The keyboard stays where it is when the list comes anew. What had it may be gone: then the item that is new in the list
// gets it, or the neighbor of the one that is gone.
import { furnish } from "./minutes.js";

let left = null;
const placed = () => [...document.querySelectorAll(".agenda-list > li")].map(({ id }) => id);

document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
  if (target.id !== "items") return;
  const active = document.activeElement;
  left = target.contains(active) ? { id: active.id, order: placed(), item: active.closest(".agenda-list > li")?.id } : null;
});

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "items" || !left) return;
  const { id, order, item } = left;
  left = null;
  furnish(document.getElementById("agenda-list")); // htmx could not find a field that is made here
  const same = id === "restore" ? null : document.getElementById(id); // “Put back” may stand for another item now
  const isTurn = id === "undo" || id === "redo"; // pressed where they stand, and perhaps once more
  const marked = target.querySelector("[data-focus]");
  const meant = (isTurn && same) || (marked ?? same);
  marked?.removeAttribute("data-focus"); // now, and not once more when a key may have gone on from there
  meant?.focus();
  if (meant) return;
  const now = placed();
  const at = item ? order.indexOf(item) : order.length;
  const near = [...now.filter((id) => !order.includes(id)), ...order.slice(at), ...order.slice(0, at).reverse()];
  const to = item || now.length > order.length ? near.find((id) => now.includes(id)) : null;
  const title = to && document.getElementById(`title-${to.slice(5)}`);
  (title ?? document.getElementById("undo"))?.focus();
});
