// [data-focus] takes the focus when the page opens or htmx brings it: an error summary is heard at once.
const take = (root) => root.querySelector("[data-focus]")?.focus();

document.addEventListener("htmx:afterSettle", (event) => take(event.target));
take(document);
