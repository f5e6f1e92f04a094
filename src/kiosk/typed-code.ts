import { isWellFormed, readCode, readExtension } from '#domain/code';
import type { Command } from '#domain/commands';
import type { TypedNumbers } from '#domain/commands/shelf-commands';
import type { Clock, Ledger, Vault } from '#station/ports';

/**
 * Stand in for digits that are none, so that the ledger is asked the same question whatever was typed. No
 * stay has such numbers, for they are not digits.
 */
const noCode = '---------';
const noExtension = '------';

export type CodeParts = {
  readonly vault: Pick<Vault, 'macOf'>;
  readonly recallCode: Ledger['recallCode'];
  readonly clock: Pick<Clock, 'now'>;
};

/**
 * The question to the core. Hashing and look-up are done for anything that was typed, also for what cannot be
 * a code, so that their time tells nothing (rule R12); what was found for such digits is thrown away.
 */
export function enterCode(parts: CodeParts, typedCode: string, typedExtension: string): Command {
  const withExtension = typedExtension.trim() !== '';
  return { do: 'enter-code', withExtension, ...recallNumbers(parts, typedCode, typedExtension) };
}

/** What the ledger knows of the digits that were typed or scanned. */
export function recallNumbers(parts: CodeParts, typedCode: string, typedExtension: string): TypedNumbers {
  const digits = readCode(typedCode);
  const wellFormed = digits !== null && isWellFormed(digits);
  const withExtension = typedExtension.trim() !== '';
  const code = parts.vault.macOf('code', digits ?? noCode);
  const extension = withExtension
    ? parts.vault.macOf('extension', readExtension(typedExtension) ?? noExtension)
    : null;
  const found = parts.recallCode(code, extension, parts.clock.now());
  const knowledge = wellFormed ? found : { kind: 'unknown' as const };
  return { wellFormed, knowledge };
}
