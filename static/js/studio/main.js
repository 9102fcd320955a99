// The list of an agenda: fields that save themselves, keys, dragging. Everything here has a button or a page as well.
import { drag } from "./drag.js";
import "./kept.js";
import "./focus.js";
import "./fresh.js";
import "./keys.js";
import { furnish } from "./minutes.js";
import "./merging.js";
import "./places.js";
import "./presses.js";
import "./refused.js";
import "./replacing.js";
import "./saving.js";

document.addEventListener("htmx:load", () => {
  const active = document.activeElement;
  for (const wrapper of document.querySelectorAll("[data-unwrap]")) wrapper.replaceWith(...wrapper.childNodes);
  if (document.activeElement !== active) active.focus(); // what moves loses the keyboard
  const list = document.getElementById("agenda-list");
  furnish(list);
  drag(list);
});
