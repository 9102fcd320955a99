// Dragging an item by its handle, with a mouse or a finger. The answer is the list as it stands then.
import { post } from "./presses.js";

let before = null;

export function drag(list) {
  if (!list || !globalThis.Sortable || list.matches(".agenda-list--drags")) return;
  list.classList.add("agenda-list--drags");
  for (const tools of list.querySelectorAll(".item-tools")) {
    const grip = document.createElement("span");
    grip.className = "item-grip";
    grip.ariaHidden = "true"; // who uses keys has the buttons beside it
    tools.prepend(grip);
  }
  globalThis.Sortable.create(list, {
    handle: ".item-grip",
    forceFallback: true, // pointer events: the same on touch, and pages scroll at their edges
    fallbackTolerance: 4,
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 150,
    scrollSensitivity: 90,
    onStart: () => { before = [...list.children]; },
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex === newIndex) return;
      post(`items/${item.id.slice(5)}/move/`, { to: newIndex + 1 });
    },
  });
}

// Refused, or never arrived: the item goes back where it was.
document.addEventListener("htmx:afterRequest", ({ detail: { requestConfig, successful } }) => {
  if (requestConfig?.elt.id === "act" && !successful && before) document.getElementById("agenda-list")?.replaceChildren(...before);
  before = null;
});
