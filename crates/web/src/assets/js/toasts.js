// What was done, and Undo: a note for eight seconds at the foot of the page. The thread along its
// foot is the clock (CSS animation `run-out`), so hovering or focusing it makes it wait.
// Toasts come from the server (children of #toasts) or from toast(); both work alike.

const shown_max = 3;

/** Says what was done. With `undoSeq` and `undoUrl` it offers Undo. */
export function toast({ sentence, undoSeq, undoUrl }) {
  const note = document.createElement(undoUrl ? "form" : "div");
  note.className = "toast";
  note.innerHTML = "<p></p>";
  note.firstChild.textContent = sentence;
  if (undoUrl) offerUndo(note, undoSeq, undoUrl);
  const home = document.getElementById("toasts") ?? document.body.appendChild(makeHome());
  home.append(note);
  prune(home);
  return note;
}

function offerUndo(form, change, url) {
  form.method = "post";
  form.action = url;
  form.append(hidden("change", change), hidden("back", location.pathname + location.search));
  form.insertAdjacentHTML("beforeend", "<button>Undo</button>");
}

function hidden(name, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  return input;
}

function makeHome() {
  const home = document.createElement("div");
  home.id = "toasts";
  home.setAttribute("role", "status");
  return home;
}

function prune(home) {
  [...home.children].slice(0, -shown_max).forEach((old) => old.remove());
}

/** Undo of the newest toast that offers it; false when there is none. */
export function undoNewest() {
  const newest = [...document.querySelectorAll("#toasts form.toast")].at(-1);
  newest?.requestSubmit();
  return !!newest;
}

document.addEventListener("animationend", ({ animationName, target }) => {
  if (animationName === "run-out") target.closest("#toasts > .toast")?.remove();
});

document.addEventListener("turbo:submit-end", ({ target, detail }) => {
  if (detail.success && target.matches("form.toast")) target.remove();
});

// A renewed page brings new toasts and leaves those that still run.
document.addEventListener("turbo:before-morph-element", (event) => {
  const { currentElement, newElement } = event.detail;
  if (currentElement.id !== "toasts") return;
  event.preventDefault();
  if (newElement) adopt(currentElement, newElement.children);
});

// So does another page. The copy the Back button shows must not offer what has long run out, so
// the toasts step aside while the page is copied and go on in the one that follows.
let moving = [];

document.addEventListener("turbo:before-cache", () => {
  moving = [...document.querySelectorAll("#toasts > .toast")];
  moving.forEach((note) => note.remove());
});

document.addEventListener("turbo:render", () => {
  for (const note of moving) note.style.setProperty("--gone", `${performance.now() - begun.get(note)}ms`);
  document.getElementById("toasts")?.prepend(...moving);
  moving = [];
});

/** @type {WeakMap<Element, number>} when the clock of a toast began */
const begun = new WeakMap();

document.addEventListener("animationstart", ({ animationName, target }) => {
  if (animationName === "run-out" && !begun.has(target)) begun.set(target, performance.now());
});

function adopt(home, toasts) {
  const running = new Set([...home.children].map(nameOf));
  for (const note of toasts) if (!running.has(nameOf(note))) home.append(document.importNode(note, true));
  prune(home);
}

function nameOf(note) {
  return note.querySelector("[name=change]")?.value ?? note.textContent.trim();
}
