// Shortcuts that work on every page. Single letters can be turned off on the shortcuts sheet.
import { openDialog } from "./dialogs.js";
import { openPalette } from "./palette.js";

const lettersKey = "portal.letters";
const goWithin = 1200;
let goPressedAt = 0;

export function watchKeys() {
  document.addEventListener("keydown", onKey);
  const letters = document.getElementById("letters-on");
  if (letters) {
    letters.checked = lettersOn();
    letters.addEventListener("change", () =>
      localStorage.setItem(lettersKey, letters.checked ? "on" : "off"),
    );
  }
}

export function lettersOn() {
  return localStorage.getItem(lettersKey) !== "off";
}

export function isTyping(element) {
  return element?.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

export function go(href) {
  if (window.Blazor?.navigateTo) {
    window.Blazor.navigateTo(href);
  } else {
    location.assign(href);
  }
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    openPalette();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.target.closest?.("form")?.requestSubmit();
    return;
  }
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || isTyping(event.target) || !lettersOn() || document.querySelector("dialog[open]")) {
    return;
  }
  if (event.key === "?") {
    openDialog("shortcuts");
  } else if (performance.now() - goPressedAt < goWithin) {
    goPressedAt = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key.toUpperCase())}"]`);
    if (link) {
      event.preventDefault();
      go(link.getAttribute("href"));
    }
  } else if (event.key === "g") {
    goPressedAt = performance.now();
  }
}
