// Whether a key belongs to the field or the dialog it was pressed in, and not to the page.

const typedIn = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";

/** A dialog that closes may leave the focus on a field nobody sees any more, until the next frame. */
export function isTyping({ target, isComposing }) {
  return isComposing || (!!target.closest?.(typedIn) && target.checkVisibility());
}

export function openModal() {
  return [...document.querySelectorAll("dialog:modal")].at(-1);
}

/** Single keys can be switched off (WCAG 2.1.4): <html data-single-keys="off">. */
export function singleKeysAreOn() {
  return document.documentElement.dataset.singleKeys !== "off";
}
