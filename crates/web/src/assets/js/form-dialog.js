// a[data-form-dialog]: a link to a page with one form opens that form in a dialog over the page one is on;
// a[data-form-dialog="#id"]: a dialog, or a part, of the page it leads to opens here. Within such a dialog a link or a form
// that asks with [data-in-dialog="#id"] goes on in it. Without script, beside a modifier key, or where the page does not
// come, the link leads there.

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-form-dialog], dialog[data-made] a[data-in-dialog]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  await open(link.href, link);
});

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("dialog[data-made] form[data-in-dialog]");
  if (!form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await open(`${form.action}?${new URLSearchParams(new FormData(form))}`, form);
}, true);

async function open(address, from) {
  document.querySelector("dialog.palette:modal")?.close();
  const page = await fetch(address, { headers: { accept: "text/html" } }).then((answer) => (answer.ok ? answer.text() : undefined)).catch(() => undefined);
  const part = from.dataset.formDialog || from.dataset.inDialog || "main form.form";
  const found = page && new DOMParser().parseFromString(page, "text/html").querySelector(part);
  if (!found) return window.Turbo.visit(address);
  const copy = document.importNode(found, true);
  const before = from.closest("dialog[data-made]");
  show(copy.matches("dialog") ? copy : copy.matches("form") ? around(copy, from) : holding(copy, from));
  before?.close();
}

function show(dialog) {
  dialog.dataset.made = "";
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A part of a page becomes a dialog: what it says goes on to where it leads. */
function holding(part, link) {
  const { dialog, header } = sheet(part.dataset.title ?? titleOf(link));
  part.classList.add("sheet-body");
  dialog.append(header, part);
  return dialog;
}

/** A form becomes a dialog; whoever sends it stays where they are. */
function around(form, link) {
  const { dialog, header } = sheet(titleOf(link));
  const body = document.createElement("div");
  body.className = "sheet-body stack";
  const actions = form.querySelector(".actions");
  body.append(...form.childNodes);
  form.append(header, body);
  if (actions) {
    const footer = document.createElement("footer");
    footer.append(...actions.childNodes);
    actions.remove();
    form.append(footer);
  }
  const back = form.elements.namedItem("back");
  if (back) back.value = location.pathname + location.search;
  dialog.append(form);
  return dialog;
}

function titleOf(link) {
  return link.getAttribute("aria-label") ?? link.textContent.replace("+", "").trim();
}

function sheet(title) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("closedby", "any");
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
  return { dialog, header };
}
