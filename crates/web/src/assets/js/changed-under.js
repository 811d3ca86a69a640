// <changed-under>: the note below a field that a person has typed in and somebody else changed
// meanwhile. It shows the other text and offers it; nothing is lost either way.
import { announce } from "./announce.js";
import { givenValue, givenWords, takeFrom } from "./field-value.js";

/** @type {WeakMap<Element, ChangedUnder>} */
const notes = new WeakMap();
let count = 0;

class ChangedUnder extends HTMLElement {
  field;
  theirs;

  say(theirs) {
    if (this.theirs && givenValue(this.theirs) === givenValue(theirs)) return;
    this.theirs = theirs;
    const words = givenWords(theirs);
    const sentence = document.createElement("p");
    sentence.innerHTML = "<b>Changed meanwhile by someone else.</b> ";
    const text = document.createElement("q");
    text.textContent = words || "now empty";
    sentence.append(text);
    this.replaceChildren(
      sentence,
      this.button("Take theirs", () => this.settle({ andShow: true })),
      this.button("Keep mine", () => this.settle({ andShow: false })),
    );
    announce(`Changed meanwhile by someone else: ${words || "now empty"}`);
  }

  sayGone() {
    if (this.textContent) return;
    const sentence = "Somebody took this away meanwhile. What you wrote stays here until you leave the page.";
    const words = document.createElement("p");
    words.textContent = sentence;
    this.replaceChildren(words);
    announce(sentence);
  }

  button(words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn sm";
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  settle({ andShow }) {
    const { field, theirs } = this;
    takeFrom(field, theirs, { andShow });
    this.remove();
    field.focus();
    field.dispatchEvent(new CustomEvent("changed-under:settled", { bubbles: true, detail: { field, tookTheirs: andShow } }));
    if (andShow) field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  connectedCallback() {
    notes.set(this.field, this);
    describe(this.field, this.id, true);
  }

  disconnectedCallback() {
    notes.delete(this.field);
    describe(this.field, this.id, false);
  }
}

customElements.define("changed-under", ChangedUnder);

export function showChangedUnder(field, theirs) {
  const note = notes.get(field) ?? make(field);
  note.say(theirs);
}

export function showGone(field) {
  (notes.get(field) ?? make(field)).sayGone();
}

export function dropChangedUnder(field) {
  notes.get(field)?.remove();
}

function make(field) {
  const note = document.createElement("changed-under");
  note.className = "changed-under";
  note.id = `changed-under-${++count}`;
  note.dataset.made = "";
  note.field = field;
  (field.closest("label") ?? field).after(note);
  return note;
}

export function describe(field, id, on) {
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean));
  if (on) ids.add(id);
  else ids.delete(id);
  if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" "));
  else field.removeAttribute("aria-describedby");
}
