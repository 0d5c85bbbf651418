/** Severity of an alert or incident, lowest first (严重程度: 提示 < 一般 < 重要 < 紧急). */
export const SEVERITIES = ['info', 'minor', 'major', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_ZH = {
  info: '提示',
  minor: '一般',
  major: '重要',
  critical: '紧急',
} as const satisfies Record<Severity, string>;

/** 0 for info … 3 for critical: the number stored in Postgres and compared in SQL. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** The severity of a stored rank; a rank outside 0-3 is clamped. */
export function severityOfRank(rank: number): Severity {
  return SEVERITIES[Math.min(3, Math.max(0, Math.trunc(rank)))] ?? 'info';
}

export function isSeverity(value: unknown): value is Severity {
  return SEVERITIES.some((severity) => severity === value);
}

export function higherSeverity(a: Severity, b: Severity): Severity {
  return severityRank(a) >= severityRank(b) ? a : b;
}
