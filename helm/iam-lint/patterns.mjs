// Whether a resource of a policy can mean something of a documented form, such as arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}.

const VARIABLE = /\$\{[^}]+\}/g;

/** Both may leave characters open: the policy with * and ?, the form with its variables. */
export function arnFits(resource, form) {
  // A name has slashes of its own only where the form uses none to separate names.
  const closed = form.includes("/") ? "/:" : ":";
  return meet(globTokens(resource), formTokens(form, closed));
}

/** Whether a condition key is one of a documented form, such as aws:RequestTag/${TagKey}. Upper and lower case are one. */
export function keyFits(key, form) {
  return meet(globTokens(key.toLowerCase(), ""), formTokens(form.toLowerCase(), ""));
}

function globTokens(text, wildcards = "*?") {
  return [...text].map((character) => {
    if (!wildcards.includes(character)) {
      return { literal: character };
    }
    return character === "*" ? { many: true, least: 0, closed: "" } : { one: true, closed: "" };
  });
}

function formTokens(form, closed) {
  const tokens = [];
  let at = 0;
  for (const match of form.matchAll(VARIABLE)) {
    tokens.push(...globTokens(form.slice(at, match.index), ""));
    // Some ARNs have no Region or no account.
    tokens.push({ one: true, closed }, { many: true, closed });
    at = match.index + match[0].length;
  }
  return tokens.concat(globTokens(form.slice(at), ""));
}

/** Whether there is a text that both describe. */
function meet(left, right) {
  const seen = new Map();
  const from = (i, j) => {
    const place = i * (right.length + 1) + j;
    if (!seen.has(place)) {
      seen.set(place, false);
      seen.set(place, step(i, j));
    }
    return seen.get(place);
  };
  const step = (i, j) => {
    const a = left[i];
    const b = right[j];
    if (a === undefined && b === undefined) {
      return true;
    }
    if ((a?.many && from(i + 1, j)) || (b?.many && from(i, j + 1))) {
      return true;
    }
    return a !== undefined && b !== undefined && agree(a, b) && from(a.many ? i : i + 1, b.many ? j : j + 1);
  };
  return from(0, 0);
}

function agree(a, b) {
  if (a.literal !== undefined && b.literal !== undefined) {
    return a.literal === b.literal;
  }
  return !(a.literal !== undefined ? b.closed.includes(a.literal) : b.literal !== undefined && a.closed.includes(b.literal));
}
