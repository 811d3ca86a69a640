// Menus that fold out of a <details> close like menus: by a click elsewhere or Esc.
const menus = "details.filter-menu[open], details.switcher[open], details.card-move[open]";

document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(menus)) if (!menu.contains(target)) menu.open = false;
});

document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest?.(menus);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
