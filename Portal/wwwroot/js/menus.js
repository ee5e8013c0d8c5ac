// Popovers, the side menu's drawer and fold, and copying.
import { remember } from "./cookies.js";

const anchored = CSS.supports("position-area", "bottom");

export function watchMenus() {
  document.addEventListener("click", onClick);
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-closes-popover]")) {
      event.target.closest("[popover]")?.hidePopover();
    }
  });
  document.addEventListener("keydown", onArrow);
  document.addEventListener("toggle", onToggle, true);
}

function onClick(event) {
  const target = event.target.closest?.(
    "[data-closes-popover], [data-drawer-open], [data-drawer-close], [data-fold-menu], [data-copy], .side-link",
  );
  const root = document.documentElement;
  if (!target) {
    return;
  }
  if (target.matches("[data-closes-popover]:not(form)")) {
    target.closest("[popover]")?.hidePopover();
  }
  if (target.matches("[data-drawer-open]")) {
    root.dataset.drawer = "open";
    document.querySelector(".side a")?.focus();
  }
  if (target.matches("[data-drawer-close], .side-link")) {
    delete root.dataset.drawer;
  }
  if (target.matches("[data-fold-menu]")) {
    root.dataset.menu = root.dataset.menu === "folded" ? "open" : "folded";
    remember("portal.menu", root.dataset.menu);
  }
  if (target.matches("[data-copy]")) {
    copy(target);
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 1500);
}

// Up and down move through the items of an open menu.
function onArrow(event) {
  if (event.key === "Escape") {
    delete document.documentElement.dataset.drawer;
  }
  const menu = event.target.closest?.("[popover]");
  if (!menu || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) {
    return;
  }
  const items = [...menu.querySelectorAll(".menu-item")];
  if (items.length === 0) {
    return;
  }
  event.preventDefault();
  const at = items.indexOf(document.activeElement);
  const step = event.key === "ArrowDown" ? 1 : -1;
  items[(at + step + items.length) % items.length].focus();
}

function onToggle(event) {
  if (event.newState !== "open" || !event.target.matches?.(".popover")) {
    return;
  }
  if (!anchored) {
    place(event.target);
  }
  event.target.querySelector("[autofocus], input, select, .menu-item, button")?.focus();
}

// For browsers that cannot yet hang a popover from its button by style alone.
function place(popover) {
  const button = document.querySelector(`[popovertarget="${popover.id}"]`);
  if (!button) {
    return;
  }
  const edge = 8;
  const at = button.getBoundingClientRect();
  const own = popover.getBoundingClientRect();
  const left = popover.classList.contains("end") ? at.right - own.width : at.left;
  const below = at.bottom + own.height < innerHeight || at.top < own.height;
  popover.style.left = `${Math.max(edge, Math.min(left, innerWidth - own.width - edge))}px`;
  popover.style.top = `${below ? at.bottom : at.top - own.height - edge}px`;
}
