// Leaves at once and takes this page's place in the history, so that "back" does not show it.
document.addEventListener("click", (event) => {
  const exit = event.target.closest("[data-quick-exit]");
  if (!exit) return;
  event.preventDefault();
  document.body.hidden = true;
  location.replace(exit.href);
});
