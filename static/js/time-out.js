// Two minutes before a person is signed out the page says so and offers to stay (WCAG 2.2, 2.2.1). The focus never
// moves by itself: the words are read aloud, and the button is the next thing that Tab reaches. What one tab learns,
// the others hear, so that no tab warns of an end that a click in another one has put off.
const source = document.querySelector("[data-time-out]");
const WARN_BEFORE = 2 * 60 * 1000;

function watch() {
  const others = globalThis.BroadcastChannel && new BroadcastChannel("sign-in");
  let ends, bar, shown, closed, back;

  // `left` is "idle total" in seconds, as the server counts them.
  function learn(left) {
    if (!left) return;
    const [idle, total] = left.split(" ").map((seconds) => Date.now() + Number(seconds) * 1000);
    ends = { idle, total };
    others?.postMessage(ends);
    look();
  }

  function state() {
    const left = Math.min(ends.idle, ends.total) - Date.now();
    if (left <= 0) return "over";
    if (left > WARN_BEFORE) return "";
    return ends.total <= ends.idle ? "last" : "soon";
  }

  function look() {
    const now = state();
    if (!now && shown !== "stayed") return hide();
    if (now && now !== closed && (now !== shown || !bar.isConnected)) show(now);
  }

  function show(kind) {
    const hadFocus = bar?.contains(document.activeElement);
    hide();
    bar = source.content.firstElementChild.cloneNode(true);
    for (const words of bar.querySelectorAll("[data-when]")) if (words.dataset.when !== kind) words.remove();
    for (const clock of bar.querySelectorAll("[data-clock]")) clock.textContent = time(Math.min(ends.idle, ends.total));
    const stayButton = bar.querySelector('[data-do="stay"]');
    if (kind !== "soon" && kind !== "trouble") stayButton.remove();
    stayButton.addEventListener("click", stay);
    const closeButton = bar.querySelector('[data-do="close"]');
    closeButton.addEventListener("click", () => { closed = kind; giveBack(); hide(); });
    bar.addEventListener("focusin", (event) => { if (!bar.contains(event.relatedTarget)) back = event.relatedTarget; });
    shown = kind;
    place();
    if (hadFocus) closeButton.focus();
  }

  // Right behind what the person is at, so that it comes next by keyboard; it looks the same wherever it stands.
  function place() {
    const at = document.activeElement;
    const near = at?.closest(".usa-form-group, p, li, form, section") ?? document.querySelector("main > :last-child");
    (near?.closest("main") ? near : document.querySelector("main")).after(bar);
  }

  function hide() {
    bar?.remove();
    shown = "";
  }

  function giveBack() {
    if (bar.contains(document.activeElement) && back?.isConnected) back.focus();
  }

  async function stay() {
    try {
      const answer = await fetch(source.dataset.stay, { method: "POST", headers: { "X-CSRFToken": source.dataset.token } });
      if (!answer.ok) return show(answer.status === 403 ? "over" : "trouble");
      giveBack();
      closed = "";
      learn(answer.headers.get("Signed-In-For"));
      show("stayed");
      setTimeout(() => shown === "stayed" && !bar.contains(document.activeElement) && hide(), 10_000);
    } catch {
      show("trouble");
    }
  }

  function time(moment) {
    return new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" }).format(moment);
  }

  others?.addEventListener("message", (event) => { ends = event.data; closed = ""; look(); });
  document.addEventListener("htmx:afterRequest", (event) => learn(event.detail.xhr?.getResponseHeader("Signed-In-For")));
  document.addEventListener("visibilitychange", look);
  learn(source.dataset.left);
  setInterval(look, 1000);
}

if (source) watch();
