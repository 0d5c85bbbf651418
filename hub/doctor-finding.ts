import { HubError } from '../core/errors.ts';

/** One line of `hub doctor`. */
export interface Finding {
  what: string;
  ok: boolean;
  detail: string;
  /** What to do about it, in English and Chinese. */
  mend?: string;
}

/** What went wrong, in both languages where it is an error of ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof HubError) return `${error.message} ${error.messageZh}`;
  return error instanceof Error ? error.message : String(error);
}
