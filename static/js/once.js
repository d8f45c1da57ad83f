// A form is sent once, however often one clicks. Coming back with the back button frees it again.
// The button is not disabled at once, or its own name and value would not be sent.
// A button that brings a file (data-file) leaves the page where it is, and the form free.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  if (event.submitter?.hasAttribute("data-file")) return;
  sent.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) {
    sent.delete(form);
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});
