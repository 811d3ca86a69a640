// a[data-form-dialog]: a link to a page with one form opens that form in a dialog over the page one is on;
// a[data-form-dialog="#id"]: a dialog of the page it leads to opens here. Without script, beside a modifier key, or where
// the page does not come, the link leads there.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-form-dialog]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  document.querySelector("dialog.palette:modal")?.close();
  const page = await fetch(link.href, { headers: { accept: "text/html" } }).then((answer) => (answer.ok ? answer.text() : undefined)).catch(() => undefined);
  const found = page && new DOMParser().parseFromString(page, "text/html").querySelector(link.dataset.formDialog || "main form.form");
  if (!found) return window.Turbo.visit(link.href);
  const copy = document.importNode(found, true);
  show(copy.matches("dialog") ? copy : around(copy, link));
});

function show(dialog) {
  dialog.dataset.made = "";
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A form becomes a dialog; whoever sends it stays where they are. */
function around(form, link) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("closedby", "any");
  const title = link.getAttribute("aria-label") ?? link.textContent.replace("+", "").trim();
  dialog.setAttribute("aria-label", title);
  const header = document.createElement("header");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn plain icon sm";
  close.ariaLabel = "Close";
  close.innerHTML = "<kbd>Esc</kbd>";
  close.addEventListener("click", () => dialog.close());
  header.append(heading, close);
  const body = document.createElement("div");
  body.className = "sheet-body stack";
  const actions = form.querySelector(".actions");
  body.append(...form.childNodes);
  const footer = document.createElement("footer");
  if (actions) footer.append(...actions.childNodes);
  actions?.remove();
  form.append(header, body, footer);
  const back = form.elements.namedItem("back");
  if (back) back.value = location.pathname + location.search;
  dialog.append(form);
  return dialog;
}
