import { maskEmail, maskName, maskPhone } from './mask.ts';

export interface Contact {
  name: string | null;
  phone: string | null;
  email: string | null;
}

/** A contact as staff without a reason may read it. */
export function maskedContact({ name, phone, email }: Contact): Contact {
  return {
    name: name === null ? null : maskName(name),
    phone: phone === null ? null : maskPhone(phone),
    email: email === null ? null : maskEmail(email),
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
