// <inline-edit>: a text that turns into its form by a click (or the key its .shown carries).
// Enter saves, Esc restores; in a textarea Enter is a new line and Ctrl/Cmd+Enter saves.

const icons = new URL("../icons.svg", import.meta.url).pathname;

class InlineEdit extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    this.addEventListener("focusout", this);
    this.addEventListener("turbo:submit-end", this);
    this.addEventListener("turbo:before-morph-attribute", this);
    this.pen = this.querySelector(":scope > .edit-here") ?? this.offerPen();
  }

  /** A text cannot be reached by keyboard: a button beside it can. */
  offerPen() {
    if (this.shown.matches("button, a")) return undefined;
    const pen = document.createElement("button");
    pen.type = "button";
    pen.className = "btn plain icon sm edit-here";
    pen.dataset.made = "";
    pen.setAttribute("aria-label", `Edit: ${this.box.labels?.[0]?.textContent.trim() || this.box.ariaLabel || this.box.name}`);
    pen.innerHTML = `<svg class="ic sm" aria-hidden="true"><use href="${icons}#i-pencil"/></svg>`;
    pen.addEventListener("click", () => this.edit());
    return this.appendChild(pen);
  }

  disconnectedCallback() {
    this.removeAttribute("editing");
  }

  get shown() {
    return this.querySelector(".shown");
  }

  get form() {
    return this.querySelector("form");
  }

  get box() {
    return this.form.querySelector("input:not([type=hidden]), textarea, select");
  }

  get isEditing() {
    return this.hasAttribute("editing");
  }

  handleEvent(event) {
    if (event.type === "click" && event.target.closest(".shown") && !event.target.closest("a") && !getSelection().toString()) this.edit();
    if (event.type === "keydown") this.key(event);
    if (event.type === "focusout") this.left(event);
    if (event.type === "turbo:submit-end" && event.detail.success) this.close();
    // While one edits, a renewed page does not hide the form again.
    if (event.type === "turbo:before-morph-attribute" && this.isEditing && event.detail.attributeName === "hidden") event.preventDefault();
  }

  edit() {
    if (this.isEditing) return;
    this.toggleAttribute("editing", true);
    this.shown.hidden = true;
    this.form.hidden = false;
    this.box.focus();
    this.box.select?.();
  }

  close() {
    if (!this.isEditing) return;
    const hadFocus = this.contains(document.activeElement);
    this.removeAttribute("editing");
    this.form.hidden = true;
    this.shown.hidden = false;
    if (hadFocus) (this.pen ?? this.shown).focus({ preventScroll: true });
  }

  key(event) {
    if (!this.isEditing || event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.form.reset();
      this.close();
    } else if (event.key === "Enter" && event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.form.requestSubmit();
    }
  }

  /** Leaving an untouched box ends the edit; a touched one waits for Enter or Esc. */
  left({ relatedTarget }) {
    if (!this.isEditing || this.contains(relatedTarget) || !document.hasFocus()) return;
    if (this.box.value === this.box.defaultValue) this.close();
  }
}

customElements.define("inline-edit", InlineEdit);
