// <button data-opens="id"> opens <dialog id>; <dialog data-open> opens with the page.
document.addEventListener("click", (event) => {
  const id = event.target.closest("[data-opens]")?.dataset.opens;
  const dialog = id && document.getElementById(id);
  if (dialog instanceof HTMLDialogElement) {
    dialog.showModal();
    return;
  }
  // A click on the backdrop lands on the dialog element itself.
  if (event.target instanceof HTMLDialogElement && event.target.open) {
    const box = event.target.getBoundingClientRect();
    const inside =
      event.clientX >= box.left && event.clientX <= box.right &&
      event.clientY >= box.top && event.clientY <= box.bottom;
    if (!inside) event.target.close();
  }
});

for (const dialog of document.querySelectorAll("dialog[data-open]")) dialog.showModal();
