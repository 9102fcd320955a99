// Others remove an item while something is being typed in its place: the text goes to a place of its own over the list and
// stays there until the item is put back, which saves it, or it is thrown away.
import { isList } from "./answers.js";
import { holdsText } from "./places.js";
import { decide, forget, save, unsaved } from "./saving.js";

const byId = (id) => document.getElementById(id);
let news = []; // headings of what was moved by the list that comes now

// The place moves as it is, so that answers on their way find it, and a list that has the item again takes it back.
function move(place, piece) {
  const active = document.activeElement;
  if (piece.moveBefore) piece.moveBefore(place, null);
  else piece.append(place);
  if (place.contains(active)) active.focus();
}

function keep(place) {
  const pk = place.id.slice(5);
  const piece = byId("pattern-kept").content.firstElementChild.cloneNode(true);
  const [heading, button] = [piece.querySelector("h2"), piece.querySelector("[form=act]")];
  const words = place.querySelector("form[data-save]") ? piece.dataset.changed : piece.dataset.added;
  heading.id = `kept-${pk}`;
  heading.textContent = words.replace("%s", byId(`title-${pk}`).textContent);
  piece.setAttribute("aria-labelledby", heading.id);
  button.setAttribute("formaction", `items/${pk}/restore/`);
  byId("kept").append(piece);
  move(place, piece);
  news.push(heading);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isList(detail)) return;
  const { target, xhr, requestConfig } = detail;
  requestConfig.elt.closest(".kept")?.remove(); // a new item, added from there
  for (const place of target.querySelectorAll(".item-open")) {
    if (!xhr.responseText.includes(`id="${place.id}"`) && holdsText(place)) keep(place);
  }
});

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "items") return;
  for (const piece of document.querySelectorAll(".kept")) if (!piece.querySelector(".item-open")) piece.remove();
  for (const form of target.querySelectorAll("form[data-gone]")) {
    form.removeAttribute("data-gone");
    decide(form, "yours");
  }
  for (const form of unsaved()) if (form.matches("#items .item-edit form")) save(form);
  tell();
});

// In words for who listens; for who looks, beside the total, with the way there where there is one.
export function tellOverList(words, address = "") {
  const line = document.createElement("p");
  line.className = "agenda-sum__said agenda-sum__said--refused";
  const place = address ? line.appendChild(document.createElement("a")) : line;
  if (address) place.href = address;
  place.textContent = words;
  byId("agenda-sum").append(line);
  byId("said").append(` ${words}`);
}

function tell() {
  for (const { id, textContent } of news) tellOverList(textContent, `#${id}`);
  news = [];
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-throw-away]");
  if (!button) return;
  const piece = button.closest(".kept") ?? button.closest(".item-edit");
  const title = piece.closest("li")?.querySelector(".agenda-list__title");
  for (const form of piece.querySelectorAll("form[data-save]")) forget(form);
  piece.remove();
  (title ?? byId("undo"))?.focus();
});
