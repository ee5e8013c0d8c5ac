// Theme, folded menu and time zone are kept in cookies, because the server paints the first byte with them.
import { remember } from "./cookies.js";

export function watchTheme() {
  remember("portal.zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
  document.addEventListener("click", (event) => {
    const choice = event.target.closest?.("[data-set-theme]");
    if (choice) {
      setTheme(choice.dataset.setTheme);
    }
    if (event.target.closest?.("[data-reload]")) {
      location.reload();
    }
  });
}

function setTheme(theme) {
  remember("portal.theme", theme);
  document.documentElement.dataset.theme = theme;
  for (const sheet of document.querySelectorAll("[data-theme-sheet]")) {
    const own = sheet.dataset.themeSheet;
    sheet.media =
      theme === "system" ? `(prefers-color-scheme: ${own})` : theme === own ? "all" : "not all";
  }
}
