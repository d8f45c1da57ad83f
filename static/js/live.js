// [data-live] asks every 15 seconds whether anything is new, while the page is looked at.
// What the reader has opened stays open, and the focus stays where it was.
const EVERY = 15_000;
let asked = Date.now();
let open = [];
let focused = null;

function ask() {
  if (document.hidden) return;
  asked = Date.now();
  document.querySelector("[data-live]")?.dispatchEvent(new CustomEvent("refresh"));
}

const folds = (live) => [...live.querySelectorAll("details")];
const key = (element) => element?.id || element?.getAttribute("href");

setInterval(ask, EVERY);
document.addEventListener("visibilitychange", () => {
  if (Date.now() - asked > EVERY) ask();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const live = event.target.closest?.("[data-live]");
  if (!live || event.detail.xhr.status === 204) return;
  // Somebody whose visit has ended is sent to the sign-in page: the whole page goes there.
  if (!event.detail.serverResponse.includes("data-live")) {
    event.detail.shouldSwap = false;
    window.location.reload();
    return;
  }
  open = folds(live).map((fold) => fold.open);
  focused = live.contains(document.activeElement) ? key(document.activeElement) : null;
});

document.addEventListener("htmx:afterSwap", () => {
  const live = document.querySelector("[data-live]");
  if (!live) return;
  const there = folds(live);
  if (there.length === open.length) there.forEach((fold, i) => (fold.open = open[i]));
  if (!focused) return;
  [...live.querySelectorAll("a, [id]")].find((one) => key(one) === focused)?.focus({ preventScroll: true });
  focused = null;
});
