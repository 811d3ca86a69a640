// button.theme: light or dark. The server draws the next page from the cookie; without one the
// page follows the system.
import { keep } from "./cookie.js";

document.addEventListener("click", ({ target }) => {
  if (!target.closest("button.theme")) return;
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  keep("theme", root.dataset.theme);
});
