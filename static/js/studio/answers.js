// What an answer is that is neither a save nor a part of the list.
const isPage = (xhr) => /^\s*<!doctype html/i.test(xhr.responseText.slice(0, 64));

// Collisions (409) and mistakes (422) come as parts; no network and a broken server are tried again.
export function isRefused(xhr) {
  if (xhr.status === 0 || xhr.status >= 500) return false;
  const isPart = xhr.status < 400 || xhr.status === 409 || xhr.status === 422;
  return Boolean(xhr.getResponseHeader("HX-Redirect")) || !isPart || isPage(xhr);
}

// A list that takes the place of the list; a save has the same target and swaps nothing there.
export const isList = ({ target, shouldSwap, xhr }) => shouldSwap && target.id === "items" && xhr.responseText.includes('id="items"');

// A refusal of ours says where it goes; the check against forged requests does not.
export const isTokenOld = (xhr) => xhr.status === 403 && !xhr.getResponseHeader("HX-Reselect");

// The sentence of a refusal's page.
export function whyOf(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  const words = page.querySelector("main .lead")?.textContent ?? document.body.dataset.trouble;
  return words.replace(/\s+/g, " ").trim();
}

const nameOn = (page) => page.querySelector(".menu__name")?.textContent;

// Signed in again in another tab: the forms of this page take the token of now. Returns why not, by its name in
// _refused.html; nothing when it is done. What one person typed is never sent in the name of another.
export async function renewToken() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return "unreached";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!token || !nameOn(page)) return "signedOut";
  if (nameOn(page) !== nameOn(document)) return "another";
  const parts = [document, ...[...document.querySelectorAll("template")].map(({ content }) => content)];
  for (const field of parts.flatMap((part) => [...part.querySelectorAll("[name=csrfmiddlewaretoken]")])) field.value = token;
  const timeOut = document.querySelector("[data-time-out]");
  if (timeOut) timeOut.dataset.token = token;
  return "";
}
