// What a form field holds, what the server gave it, and whether a person changed it.
// Knows nothing of morphs or notes.

const typed = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), textarea, select";

/** @type {WeakMap<Element, string>} what a field held when its form was last sent and accepted */
const sent = new WeakMap();

export function isField(element) {
  return element.matches("input, textarea, select");
}

export function fieldsIn(element) {
  return [...element.querySelectorAll(typed)];
}

export function isDirty(field) {
  if (!field.matches(typed) || field.readOnly) return false;
  if (field.type === "file") return field.files.length > 0;
  if (field.type === "radio") return radioGroup(field).some((radio) => radio.checked !== radio.defaultChecked) && !isSent(field);
  return currentValue(field) !== givenValue(field) && !isSent(field);
}

/** True when the field still holds what was sent and accepted: then the server's word is newer. */
function isSent(field) {
  return sent.has(field) && sent.get(field) === currentValue(field);
}

export function formIsDirty(form) {
  return !!form && [...form.elements].some((element) => isField(element) && isDirty(element));
}

export function remember(form) {
  for (const field of form.elements) if (isField(field)) sent.set(field, currentValue(field));
}

/** What the field says now, as one comparable text. */
export function currentValue(field) {
  if (field.matches("select")) return JSON.stringify([...field.selectedOptions].map((option) => option.value));
  if (isTick(field)) return String(field.checked);
  return field.value;
}

/** What the server gave the field. */
export function givenValue(field) {
  if (field.matches("select")) return JSON.stringify(givenOptions(field).map((option) => option.value));
  if (isTick(field)) return String(field.defaultChecked);
  return field.defaultValue;
}

/** What the server gave the field, as words for a person. */
export function givenWords(field) {
  if (field.matches("select")) return givenOptions(field).map((option) => option.label).join(", ");
  if (isTick(field)) return field.defaultChecked ? "ticked" : "not ticked";
  return field.defaultValue;
}

/** Gives the field the server's value of `other`, as its default and, if asked, as what it holds. */
export function takeFrom(field, other, { andShow }) {
  if (field.matches("select")) {
    const given = new Set(givenOptions(other).map((option) => option.value));
    const held = [...field.selectedOptions];
    for (const option of field.options) option.defaultSelected = given.has(option.value);
    for (const option of field.options) option.selected = andShow ? given.has(option.value) : held.includes(option);
  } else if (isTick(field)) {
    const held = field.checked;
    field.defaultChecked = other.defaultChecked;
    field.checked = andShow ? other.defaultChecked : held;
  } else {
    const held = field.value;
    field.defaultValue = other.defaultValue;
    field.value = andShow ? other.defaultValue : held;
  }
}

function givenOptions(select) {
  const chosen = [...select.options].filter((option) => option.defaultSelected);
  if (select.multiple) return chosen;
  // With nothing marked, a drop-down shows its first option that can be chosen.
  const shown = chosen.at(-1) ?? [...select.options].find((option) => !option.disabled);
  return shown ? [shown] : [];
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function radioGroup(radio) {
  if (!radio.name) return [radio];
  const home = radio.form ?? radio.getRootNode();
  return [...home.querySelectorAll("input[type=radio]")].filter((other) => other.name === radio.name);
}
