// A form that was refused says why beside the field, and nothing typed is lost. The server answers
// 422 with <turbo-stream action="refuse" field sentence> or <turbo-stream action="stale" field theirs>.
import { describe, showChangedUnder } from "./changed-under.js";
import { toast } from "./toasts.js";

const { StreamActions } = window.Turbo;
const icons = new URL("../icons.svg", import.meta.url).pathname;
let posted;
let count = 0;

document.addEventListener("turbo:submit-start", ({ target }) => {
  posted = target;
  clear(target);
});

StreamActions.refuse = function () {
  const sentence = this.getAttribute("sentence");
  if (!posted?.isConnected || posted.matches(".toast")) return toast({ sentence });
  const field = fieldNamed(posted, this.getAttribute("field"));
  if (field) refuseField(field, sentence);
  else refuseForm(posted, sentence);
};

StreamActions.stale = function () {
  const field = posted?.isConnected && fieldNamed(posted, this.getAttribute("field"));
  if (!field) return toast({ sentence: this.getAttribute("sentence") ?? "Somebody changed this meanwhile." });
  const theirs = this.getAttribute("theirs") ?? "";
  const other = field.cloneNode(true);
  other.defaultValue = theirs;
  showChangedUnder(field, other);
  field.focus();
  const form = posted;
  form.addEventListener("changed-under:settled", () => sawText(form, field, theirs), { once: true });
};

/** Once the person chose, the form was read from their text: saving again is a decision, not an accident. */
function sawText(form, field, theirs) {
  const seen = form.querySelector(`[data-seen="${CSS.escape(field.name)}"]`) ?? form.querySelector('input[type=hidden][name="seen"]');
  if (seen) seen.value = theirs;
}

/** The field of that name; a form that edits one field says its name in a hidden `field` and calls its box `text`. */
function fieldNamed(form, name) {
  if (!name) return undefined;
  const found = form.elements.namedItem(name) ?? (form.elements.namedItem("field")?.value === name ? form.elements.namedItem("text") : undefined);
  const field = found instanceof RadioNodeList ? found[0] : found;
  return field && field.type !== "hidden" ? field : undefined;
}

function refuseField(field, sentence) {
  const said = say("error", sentence);
  const home = field.closest(".field");
  if (home) home.append(said);
  else (field.closest("label") ?? field).after(said);
  field.setAttribute("aria-invalid", "true");
  describe(field, said.id, true);
  for (let place = field.closest("details"); place; place = place.parentElement.closest("details")) place.open = true;
  field.focus();
  field.addEventListener("input", () => forgive(field, said), { once: true });
}

function refuseForm(form, sentence) {
  const said = say("callout", sentence);
  said.dataset.state = "blocked";
  said.setAttribute("role", "alert");
  (form.querySelector(".sheet-body") ?? form).prepend(said);
  said.scrollIntoView({ block: "nearest" });
}

/** An element of its own name, so that no morph takes it for something of the server's. */
function say(look, sentence) {
  const said = document.createElement("field-refusal");
  said.className = look;
  said.id = `refusal-${++count}`;
  said.dataset.made = "";
  said.innerHTML = `<svg class="ic sm" aria-hidden="true"><use href="${icons}#i-circle-alert"/></svg><span></span>`;
  said.lastChild.textContent = sentence;
  return said;
}

function forgive(field, said) {
  field.removeAttribute("aria-invalid");
  describe(field, said.id, false);
  said.remove();
}

function clear(form) {
  for (const said of form.querySelectorAll("field-refusal")) {
    const field = form.querySelector(`[aria-describedby~="${said.id}"]`);
    if (field) forgive(field, said);
    else said.remove();
  }
}

document.addEventListener("turbo:before-cache", () => document.querySelectorAll("form").forEach(clear));
