// Dialogs where a browser knows less: buttons with commandfor, closing on the backdrop, and a
// dialog that stands open when the page comes ([data-opens]).

const knowsCommands = "commandForElement" in HTMLButtonElement.prototype;
const knowsClosedBy = "closedBy" in HTMLDialogElement.prototype;

document.addEventListener("click", (event) => {
  if (!knowsCommands) obey(event.target.closest("button[commandfor]"));
  if (!knowsClosedBy && isBackdrop(event)) event.target.close();
});

function obey(button) {
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (!dialog || button.disabled) return;
  const command = button.getAttribute("command");
  if (command === "show-modal" && !dialog.open) dialog.showModal();
  if (command === "close" && dialog.open) dialog.close();
}

function isBackdrop({ target, clientX, clientY }) {
  if (!target.matches("dialog[closedby=any]")) return false;
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

document.addEventListener("turbo:load", () => {
  for (const dialog of document.querySelectorAll("dialog[data-opens]:not([open])")) {
    if (opened.has(dialog)) continue;
    opened.add(dialog);
    dialog.showModal();
  }
});
const opened = new WeakSet();

// A form inside a dialog that was accepted has done its work.
document.addEventListener("turbo:submit-end", ({ target, detail }) => {
  if (!detail.success || target.matches("[data-stays-open]")) return;
  const dialog = target.closest("dialog[open]");
  if (!dialog) return;
  dialog.close();
  target.reset();
});

// The copy the Back button shows has no open dialogs.
document.addEventListener("turbo:before-cache", () => {
  for (const dialog of document.querySelectorAll("dialog:modal")) dialog.close();
});
