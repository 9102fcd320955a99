// What a form holds, and what in it differs from what was sent. A box without a tick has no value at all.
const MARKS = new Set(["version", "seen", "told", "was", "chosen", "contested", "csrfmiddlewaretoken"]); // what nobody types

// All values by name.
export function valuesOf(form) {
  const found = new Map();
  for (const [name, value] of new FormData(form)) if (!MARKS.has(name)) found.set(name, [...(found.get(name) ?? []), value]);
  return found;
}

// Names; all of them where nothing was sent yet.
export function changedSince(form, sent) {
  const now = valuesOf(form);
  const names = new Set([...now.keys(), ...(sent?.keys() ?? [])]);
  return [...names].filter((name) => JSON.stringify(now.get(name)) !== JSON.stringify(sent?.get(name)));
}

// Under which marks a form shows its values, by name; see VersionedForm.
export const marksOf = (form) => JSON.parse(form.elements.seen?.value ?? "{}");

export function setMarks(form, marks) {
  if (form.elements.seen) form.elements.seen.value = JSON.stringify(marks);
}

export function fillIn(form, names, values) {
  for (const name of names) {
    const wanted = values.get(name) ?? [];
    const fields = [...form.elements].filter((field) => field.name === name);
    fields.forEach((field, index) => {
      if (/^(checkbox|radio)$/.test(field.type)) field.checked = wanted.includes(field.value);
      else field.value = wanted[index] ?? "";
    });
  }
}
