// When the page behind a person is renewed, what is under their hands stays: typed text, open
// details and dialogs, what elements wrote on themselves. Two listeners, and a repair after each
// morph. Server values that changed under typed text are said, never swallowed.
import { dropChangedUnder, showChangedUnder, showGone } from "./changed-under.js";
import { currentValue, fieldsIn, formIsDirty, givenValue, isDirty, isField, remember, takeFrom } from "./field-value.js";

/** @type {WeakMap<Element, string>} newest server values of hidden fields held back in dirty forms */
const heldBack = new WeakMap();
/** @type {Map<Element, Element>} dirty fields of this morph and what the server now has for them */
let compared = new Map();
/** Changed fields the server's page no longer has. */
let gone = new Set();
let modals;

document.addEventListener("turbo:before-morph-element", keepWhatIsHeld);
document.addEventListener("turbo:before-morph-attribute", keepOwnAttributes);

function keepWhatIsHeld(event) {
  const { currentElement, newElement } = event.detail;
  if (!modals) beginMorph();
  if (mayChange(currentElement, newElement)) return;
  event.preventDefault();
}

function mayChange(current, next) {
  if (!next) return !mustStay(current);
  if (current.localName === "form") return !(formIsDirty(current) && current.getAttribute("action") !== next.getAttribute("action"));
  if (!isField(current)) return true;
  if (current.type === "hidden") return holdBack(current, next);
  if (!isDirty(current)) return true;
  compared.set(current, next);
  return false;
}

/** What may not be taken away: what a script made, an open modal dialog, text somebody typed. */
function mustStay(element) {
  if (element.matches("[data-made]")) return true;
  if (element.matches("dialog:modal") || element.querySelector("dialog:modal")) return true;
  const fields = isField(element) ? [element] : fieldsIn(element);
  const typed = fields.filter((field) => isDirty(field) && field.matches("textarea, input:not([type=radio], [type=checkbox])"));
  typed.forEach((field) => gone.add(field));
  return typed.length > 0;
}

/** A hidden field says what a form's texts were read from: it waits with them. */
function holdBack(current, next) {
  if (!formIsDirty(current.form)) return true;
  heldBack.set(current, next.value);
  return false;
}

function keepOwnAttributes(event) {
  const { attributeName, mutationType } = event.detail;
  const element = event.target;
  const isPersons = attributeName === "open" && element.matches("details, dialog");
  const isElements = mutationType === "remove" && (element.localName.includes("-") || attributeName === "style");
  if (isPersons || isElements) event.preventDefault();
}

function beginMorph() {
  modals = [...document.querySelectorAll("dialog:modal")];
  compared = new Map();
  gone = new Set();
  queueMicrotask(endMorph); // a morph is one piece of synchronous work: this runs when it is done
}

function endMorph() {
  for (const dialog of modals) keepModal(dialog);
  modals = undefined;
  for (const [field, theirs] of compared) {
    if (currentValue(field) === givenValue(theirs)) agree(field, theirs);
    else if (givenValue(field) === givenValue(theirs)) dropChangedUnder(field);
    else showChangedUnder(field, theirs);
  }
  gone.forEach(showGone);
}

/** The server has what was typed, as after one's own post: nothing is left to choose. */
function agree(field, theirs) {
  takeFrom(field, theirs, { andShow: true });
  dropChangedUnder(field);
  releaseHeldBack(field);
}

/** Where a browser cannot move nodes whole, a moved dialog falls out of the top layer: put it back. */
function keepModal(dialog) {
  if (!dialog.isConnected || dialog.matches("dialog:modal[open]")) return;
  const focused = dialog.contains(document.activeElement) ? document.activeElement : undefined;
  dialog.removeAttribute("open");
  dialog.showModal();
  focused?.focus();
}

document.addEventListener("changed-under:settled", ({ detail: { field } }) => releaseHeldBack(field));

function releaseHeldBack(field) {
  for (const hidden of field.form?.querySelectorAll("input[type=hidden]") ?? []) {
    const isFields = hidden.dataset.seen === field.name || !hidden.dataset.seen;
    if (isFields && heldBack.has(hidden)) hidden.value = heldBack.get(hidden);
  }
}

// What was sent and accepted is the server's now: the next morph may empty the box.
document.addEventListener("turbo:submit-end", ({ target, detail }) => {
  if (detail.success) remember(target);
});

// Notes belong to the moment, not to the copy of the page the Back button shows.
document.addEventListener("turbo:before-cache", () => {
  for (const note of document.querySelectorAll("changed-under")) note.remove();
});
