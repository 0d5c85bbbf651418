/** `138****0000`; fewer signs stay of a short number. */
function maskedPhone(phone: string): string {
  const digits = phone.replaceAll(/[^0-9+]/g, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return digits.length >= 5 ? `****${digits.slice(-2)}` : '****';
}

/** `李**`: the first character stays, the rest is counted by no more than two stars. */
function maskedName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return rest.length === 0 ? '*' : `${first}${'*'.repeat(Math.min(2, rest.length))}`;
}

function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${email.charAt(0)}***${email.slice(at)}`;
}

export interface Contact {
  name: string | null;
  phone: string | null;
  email: string | null;
}

/** A contact as staff without a reason may read it. */
export function maskedContact({ name, phone, email }: Contact): Contact {
  return {
    name: name === null ? null : maskedName(name),
    phone: phone === null ? null : maskedPhone(phone),
    email: email === null ? null : maskedEmail(email),
  };
}

/**
 * Free text as it may be published: telephone numbers (mobile, and land lines of 7 to 12 digits with their dashes),
 * identity numbers and mail addresses are starred, full-width digits too.
 */
export function publicText(text: string): string {
  return (
    text
      // only from the beginning of a word: a long one without an @ would else be read again from each of its letters
      .replaceAll(/(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***@***')
      .replaceAll(/(?<![0-9０-９])[0-9０-９]{17}[0-9０-９XxＸ](?![0-9０-９])/g, '******')
      .replaceAll(
        /(?<![0-9０-９])(?:[+＋]?86[- ]?)?[0-9０-９][0-9０-９ －-]{5,13}[0-9０-９](?![0-9０-９])/g,
        '******',
      )
  );
}

/** Digits of the smallest grid that is ever published (GB/T 30428.1 unit grid): a neighbour unit of 10 homes is not. */
const PUBLIC_DIGITS = 15;

/** The place of an order as it may be published: its unit grid at most, never a micro-grid, a position or an address. */
export function publicGridCode(code: string | null): string | null {
  return code === null ? null : code.slice(0, PUBLIC_DIGITS);
}
