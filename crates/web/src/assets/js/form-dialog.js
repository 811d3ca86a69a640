// a[data-form-dialog]: a link to a page with one form opens that form in a dialog over the page one is on. Without
// script, beside a modifier key, or where the page does not come, the link leads there.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-form-dialog]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  document.querySelector("dialog.palette:modal")?.close();
  const page = await fetch(link.href, { headers: { accept: "text/html" } }).then((answer) => (answer.ok ? answer.text() : undefined)).catch(() => undefined);
  const form = page && new DOMParser().parseFromString(page, "text/html").querySelector("main form.form");
  if (!form) return window.Turbo.visit(link.href);
  open(document.importNode(form, true), link);
});

function open(form, link) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.dataset.made = "";
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
  // One stays where one is.
  const back = form.elements.namedItem("back");
  if (back) back.value = location.pathname + location.search;
  dialog.append(form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
