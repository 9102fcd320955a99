// Answers that are no save and no part of the list: signed out meanwhile, a refusal, another page. Nothing on the page
// gives way to them. They are said where the person is, with what helps, and everything typed stays.
import { isRefused, isTokenOld, renewToken, whyOf } from "./answers.js";
import { repeat } from "./presses.js";
import { save, unsaved } from "./saving.js";

const byId = (id) => document.getElementById(id);
const ours = (elt) => elt?.closest?.("#items, #kept, #act, #freshen");
const renewed = new WeakSet(); // what is on its way once more with a new token

document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (ours(event.detail.elt) && isRefused(event.detail.xhr)) event.preventDefault();
});

document.addEventListener("htmx:afterRequest", async ({ detail: { xhr, requestConfig } }) => {
  const elt = requestConfig?.elt;
  if (!ours(elt) || elt.id === "freshen") return; // nobody asked for that one
  if (!isRefused(xhr)) {
    renewed.delete(elt);
    return;
  }
  let signIn = xhr.getResponseHeader("HX-Redirect");
  let words = signIn ? "signedOut" : "";
  if (isTokenOld(xhr) && !renewed.has(elt)) {
    words = await renewToken();
    if (!words) {
      renewed.add(elt);
      sendAgain(elt);
      return;
    }
    if (words === "signedOut") signIn = byId("pattern-refused").dataset.signIn;
  }
  renewed.delete(elt); // what the person does next may take the token of then
  tell(elt, words ? byId("pattern-refused").dataset[words] : whyOf(xhr), signIn);
});

function sendAgain(elt) {
  if (elt.matches("form[data-save]")) save(elt);
  else if (elt.id === "act") repeat();
  else elt.requestSubmit?.();
}

function tell(elt, why, signIn) {
  const form = elt.closest("form:not(#act)");
  const { stays, nothing } = byId("pattern-refused").dataset;
  const words = [why, form ? stays : nothing].join(" ");
  const line = form?.querySelector(".item-edit__saved") ?? lineOverList();
  const help = byId("pattern-refused").content.cloneNode(true);
  const [link, button] = help.children;
  link.href = signIn ?? "";
  if (!signIn) link.remove();
  if (!form?.matches("[data-save]")) button.remove();
  line.replaceChildren(`${words} `, help);
  line.classList.add("item-edit__saved--waits");
  if (line.id !== "refused") byId("said").textContent = words;
}

// In sight while the list scrolls. It goes when the total comes anew, which is after the next save.
function lineOverList() {
  const line = byId("refused") ?? document.createElement("p");
  line.id = "refused";
  line.className = "agenda-sum__said agenda-sum__said--refused";
  line.role = "alert";
  byId("agenda-sum").append(line);
  return line;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-save-again]")) for (const form of unsaved()) save(form);
});
