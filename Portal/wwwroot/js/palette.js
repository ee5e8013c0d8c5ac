// The command palette: pages and recent choices at once, and what the server finds while typing.
import { go } from "./keys.js";

const recentKey = "portal.palette.recent";
const mostRecent = 5;
const typingPause = 120;
const shortestSearch = 2;

let entries = [];
let selected = 0;
let asked = 0;
let pause;

export function watchPalette() {
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-palette]")) {
      openPalette();
    }
    const option = event.target.closest?.("#palette-list [role=option]");
    if (option) {
      choose(Number(option.dataset.at));
    }
  });
  const input = document.getElementById("palette-text");
  input?.addEventListener("input", search);
  input?.addEventListener("keydown", onKey);
}

export function openPalette() {
  const dialog = document.getElementById("palette");
  const input = document.getElementById("palette-text");
  if (!dialog || dialog.open) {
    return;
  }
  input.value = "";
  dialog.showModal();
  input.focus();
  search();
}

function onKey(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    select((selected + step + entries.length) % Math.max(1, entries.length));
  } else if (event.key === "Enter") {
    event.preventDefault();
    choose(selected);
  }
}

function search() {
  const text = document.getElementById("palette-text").value.trim();
  const turn = ++asked;
  clearTimeout(pause);
  show(text === "" ? [...recent(), ...pages("")] : pages(text));
  if (text.length < shortestSearch) {
    return;
  }
  pause = setTimeout(async () => {
    const answer = await fetch(`/shell/palette?q=${encodeURIComponent(text)}`);
    if (!answer.ok || turn !== asked) {
      return;
    }
    show([...pages(text), ...(await answer.json())]);
  }, typingPause);
}

// The side menu shows what the person may open, so it is also the list of pages.
function pages(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return [...document.querySelectorAll(".side-link")]
    .map((link) => ({
      label: link.querySelector(".label").textContent.trim(),
      href: link.getAttribute("href"),
      icon: link.dataset.icon,
      group: "Pages",
      keys: link.dataset.go ? `G ${link.dataset.go}` : null,
    }))
    .filter((page) => words.every((word) => page.label.toLowerCase().includes(word)));
}

function recent() {
  const stored = JSON.parse(localStorage.getItem(recentKey) ?? "[]");
  return stored.map((entry) => ({ ...entry, group: "Recent" }));
}

function choose(at) {
  const entry = entries[at];
  if (!entry) {
    return;
  }
  if (entry.group !== "Pages") {
    const others = recent().filter((other) => other.href !== entry.href);
    localStorage.setItem(recentKey, JSON.stringify([entry, ...others].slice(0, mostRecent)));
  }
  document.getElementById("palette").close();
  go(entry.href);
}

function show(found) {
  entries = found;
  const list = document.getElementById("palette-list");
  list.replaceChildren();
  let group = null;
  entries.forEach((entry, at) => {
    if (entry.group !== group) {
      group = entry.group;
      list.append(element("div", "menu-title", group));
    }
    list.append(option(entry, at));
  });
  if (entries.length === 0) {
    list.append(element("div", "palette-none", "Nothing found."));
  }
  select(0);
}

function option(entry, at) {
  const line = element("div", "menu-item", "");
  line.id = `palette-${at}`;
  line.role = "option";
  line.dataset.at = at;
  const icon = document
    .getElementById("palette-icons")
    .content.querySelector(`[data-icon="${CSS.escape(entry.icon ?? "arrow-right")}"]`);
  if (icon) {
    line.append(icon.firstElementChild.cloneNode(true));
  }
  line.append(element("span", "truncate", entry.label));
  if (entry.detail) {
    line.append(element("span", "muted small truncate", entry.detail));
  }
  if (entry.keys) {
    const keys = element("span", "end", "");
    entry.keys.split(" ").forEach((key) => keys.append(element("kbd", "kbd", key)));
    line.append(keys);
  }
  return line;
}

function select(at) {
  selected = at;
  const input = document.getElementById("palette-text");
  for (const line of document.querySelectorAll("#palette-list [role=option]")) {
    const isSelected = Number(line.dataset.at) === at;
    line.setAttribute("aria-selected", isSelected);
    if (isSelected) {
      input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    }
  }
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
