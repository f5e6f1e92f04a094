import type { Checker } from './witness.ts';

/** Milliseconds since a start are nine digits for days, and would be taken for a code by chance. */
const innocent = /"monoms":"\d+"/g;

/**
 * I10: no pickup code and no contact is in anything that is published or logged. Codes are looked for as
 * words of their own, with and without spaces; contacts anywhere.
 */
export function watchSecrecy(): Checker {
  const secrets = new Set<string>();
  const contacts = new Set<string>();

  function leakIn(text: string): string | null {
    const words = text.replaceAll(innocent, '').matchAll(/(?<![\w-])\d(?:[ -]?\d){5,}(?![\w-])/g);
    for (const [word] of words) {
      const digits = word.replaceAll(/\D/g, '');
      if (secrets.has(digits)) return 'a code';
      if (contacts.has(digits)) return 'a contact';
    }
    return null;
  }

  return {
    name: 'secrecy',
    see(witnessed) {
      if (witnessed.kind === 'told') {
        const code = witnessed.secrets[0];
        if (code !== undefined) secrets.add(code);
      }
      if (witnessed.kind === 'contact') contacts.add(witnessed.contact);
      if (witnessed.kind === 'published') {
        const leak = leakIn(witnessed.payload);
        return leak === null ? null : `${leak} was published on ${witnessed.topic}: ${witnessed.payload}`;
      }
      if (witnessed.kind !== 'logged') return null;
      const leak = leakIn(witnessed.line);
      return leak === null ? null : `${leak} was logged: ${witnessed.line}`;
    },
  };
}
