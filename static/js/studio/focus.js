// What had the keyboard may be gone from the list that comes: then the item that is new in it gets the keyboard, or the
// neighbor of the one that is gone.
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
