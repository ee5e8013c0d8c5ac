export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}

export function closeDialog(id) {
  document.getElementById(id)?.close();
}

export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (opener) {
      openDialog(opener.dataset.opens);
    }
    if (event.target.closest?.("[data-closes-dialog]")) {
      event.target.closest("dialog")?.close();
    }
    // A click on the dialog element itself, not on what is in it, is a click on its backdrop.
    if (event.target instanceof HTMLDialogElement && outside(event, event.target)) {
      event.target.close();
    }
  });
}

function outside(event, dialog) {
  const box = dialog.getBoundingClientRect();
  return (
    event.clientX < box.left ||
    event.clientX > box.right ||
    event.clientY < box.top ||
    event.clientY > box.bottom
  );
}

export function confirm(title, text, yes, no) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", title);
  dialog.append(
    part("div", "dialog-head", part("h2", "", title)),
    part("div", "dialog-body", text),
    part("div", "dialog-foot", answer("button", no, "no"), answer("button danger", yes, "yes")),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });

  function answer(className, words, value) {
    const button = part("button", className, words);
    button.type = "button";
    button.addEventListener("click", () => dialog.close(value));
    return button;
  }
}

function part(tag, className, ...content) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...content);
  return element;
}
