import { ALERT_TYPE_ROWS, OTHER_TYPE } from './alert-type-rows.ts';
import type { SourceCode } from './code-systems.ts';
import type { Severity } from './severity.ts';
import type { Family } from './signal.ts';

/**
 * How an incident of a type ends (domain rule 4): *explicit* the source says so, *state* its contact or boolean falls
 * back, *pulse* silence, *latched* only a person with a reason. A source's clear also ends a pulse before its time.
 */
export const CLEAR_MODES = ['explicit', 'state', 'latched', 'pulse'] as const;
export type ClearMode = (typeof CLEAR_MODES)[number];

/** What kind of thing an alert tells of. Rows: core/alert-type-rows.ts. */
export interface AlertType {
  /** Our stable code, `<family>.<what>`. */
  code: string;
  nameZh: string;
  nameEn: string;
  family: Family | 'device' | 'other';
  /** Used when the source grades nothing. */
  defaultSeverity: Severity;
  clearMode: ClearMode;
  /** Pulse only: silence, by the hub's clock, after which the incident clears; else 0. */
  pulseTimeoutSeconds: number;
  /** A raise this soon after the clear reopens the same incident; later ones open a new one. */
  reopenWindowSeconds: number;
  /** A life may hang on it: never suppressed, dispatched first. */
  lifeSafety: boolean;
  sourceCodes: readonly SourceCode[];
}

/** Every alert type by its code. */
export const ALERT_TYPES: ReadonlyMap<string, AlertType> = new Map(
  ALERT_TYPE_ROWS.map((row) => [row.code, row]),
);

/** The row of a type; an unknown code gives the `other` row, never an error (domain rule 10). */
export function alertType(code: string): AlertType {
  return ALERT_TYPES.get(code) ?? OTHER_TYPE;
}

// Firmwares disagree on the case of a code (`fieldDetection`, `fielddetection`), never on its meaning.
function key(system: string, code: string): string {
  return `${system.toLowerCase()} ${code.trim().toLowerCase()}`;
}

const BY_SOURCE_CODE: ReadonlyMap<string, string> = new Map(
  ALERT_TYPE_ROWS.flatMap((row) =>
    row.sourceCodes.map((source): [string, string] => [key(source.system, source.code), row.code]),
  ),
);

/** Our type of a vendor's code, by system and code together; `other` when nobody has mapped it. */
export function typeOfSourceCode(codeSystem: string, code: string): string {
  return BY_SOURCE_CODE.get(key(codeSystem, code)) ?? 'other';
}

/** Losing sight of a thing that guards lives is major; of anything else minor. */
export function offlineSeverity(family: Family): Severity {
  return family === 'sensor' || family === 'elevator' ? 'major' : 'minor';
}
