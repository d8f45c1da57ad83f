// [data-keys]: single keys for working through a list or a case. <a|button data-key="t"> is pressed,
// <details data-key="c"> opens and its first field takes the focus, <a href="#field" data-key="a">
// leads there; j and k go through [data-key-item]. [data-keys-switch] turns all of it off for good.
const OFF = "etappe-keys-off";
const items = () => [...document.querySelectorAll("[data-key-item]")];
const typing = (where) => where.closest("input, textarea, select, [contenteditable]");

function go(step) {
  const all = items();
  const here = all.indexOf(document.activeElement);
  all[Math.min(all.length - 1, Math.max(0, here + step))]?.focus();
}

function act(target) {
  if (target.tagName === "DETAILS") {
    target.open = true;
    target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  } else if (target.hash && target.pathname === location.pathname) {
    document.querySelector(target.hash)?.focus();
  } else target.click();
}

if (document.querySelector("[data-keys]")) {
  for (const help of document.querySelectorAll("[data-keys-help]")) {
    help.hidden = false;
    const flip = help.querySelector("[data-keys-switch]");
    flip.checked = !localStorage.getItem(OFF);
    flip.addEventListener("change", () =>
      flip.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"),
    );
  }
  document.addEventListener("keydown", (event) => {
    const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!bare || localStorage.getItem(OFF) || typing(event.target)) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) act(target);
    else if (event.key === "j" && items().length) go(1);
    else if (event.key === "k" && items().length) go(-1);
    else return;
    event.preventDefault();
  });
}
