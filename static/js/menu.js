// The account menu closes on Escape and on a press elsewhere.
function close(menu, focusBack) {
  if (!menu.open) return;
  menu.open = false;
  if (focusBack) menu.querySelector("summary").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("[data-menu][open]")) close(menu, menu.contains(document.activeElement));
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("[data-menu][open]")) if (!menu.contains(event.target)) close(menu, false);
});
