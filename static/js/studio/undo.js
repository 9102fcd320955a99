// Undo and redo work all over the list, its total and what stands between them. A field keeps these keys for what is
// typed in it; minutes give them up as soon as they are saved, or were set with the arrow keys.
import { stateOf } from "./saving.js";

function isTypedIn(field) {
  if (!field.matches("input, textarea, select")) return false;
  if (!field.matches(".item-minutes__field")) return true;
  const { isDirty, isTyped } = stateOf(field.form);
  return isDirty ? isTyped : field.value !== field.form.elements.was.value;
}

// "undo", "redo" or nothing.
export function turnOf({ key, target, altKey, ctrlKey, metaKey, shiftKey }) {
  if (altKey || !(ctrlKey || metaKey) || isTypedIn(target)) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" ? "redo" : null;
}
