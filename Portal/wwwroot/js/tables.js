// Keys and clicks in data tables: J and K move, Enter opens, X selects, / searches.
import { isTyping, lettersOn } from "./keys.js";

const controls = "a, button, input, select, label, textarea, [popover]";

export function watchTables() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
}

function onKey(event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || isTyping(event.target) || !lettersOn() || document.querySelector("dialog[open], :popover-open")) {
    return;
  }
  const table = document.querySelector("[data-table]");
  if (!table) {
    return;
  }
  const row = table.querySelector("tr[data-current]");
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    move(table, row, event.key === "j" ? 1 : -1);
  } else if (event.key === "x" && row) {
    row.querySelector("input[type=checkbox]")?.click();
  } else if (event.key === "Enter" && row && !event.target.closest(controls)) {
    row.querySelector("[data-row-link]")?.click();
  } else if (event.key === "/") {
    event.preventDefault();
    table.querySelector("[data-table-search]")?.focus();
  }
}

function move(table, row, step) {
  const rows = [...table.querySelectorAll("tbody tr[data-row]")];
  if (rows.length === 0) {
    return;
  }
  const at = Math.max(0, Math.min(rows.indexOf(row) + step, rows.length - 1));
  row?.removeAttribute("data-current");
  rows[at].setAttribute("data-current", "");
  (rows[at].querySelector("[data-row-link]") ?? rows[at].querySelector(controls))?.focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

// A click anywhere in a row opens it, unless it hit a control or ended a selection of text.
function onClick(event) {
  const row = event.target.closest?.("tr[data-row]");
  if (!row || event.target.closest(controls) || !getSelection().isCollapsed) {
    return;
  }
  row.querySelector("[data-row-link]")?.click();
}
