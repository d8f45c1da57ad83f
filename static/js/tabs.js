// Views that do not fit beside each other are scrolled; the one that is shown comes into sight.
function show(tabs) {
  const current = tabs.querySelector("[aria-current]");
  if (!current) return;
  const left = current.offsetLeft - tabs.offsetLeft;
  tabs.scrollLeft = left - (tabs.clientWidth - current.offsetWidth) / 2;
}

document.querySelectorAll(".tabs").forEach(show);
