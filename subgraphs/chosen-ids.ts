import type { HubError } from '../core/errors.ts';
import { bad } from './access.ts';

/**
 * Of an id that the caller chose for something new and that something has which they may not see: the one answer to it,
 * whatever has it and wherever. It tells no more than that another is to be chosen.
 */
export function unusableId(path = 'input.id'): HubError {
  return bad(path, 'this id cannot be used, choose another', '该编号不可用，请另选');
}
