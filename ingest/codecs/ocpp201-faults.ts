import type { Severity } from '../../core/severity.ts';
import { VENDOR_ERROR_TYPES } from './ocpp16-actions.ts';
import type { EventData } from './ocpp201-schema.ts';

/**
 * What a monitored variable means: standardized components and variables (OCPP 2.0.1 part 2, appendix 3), then words in
 * a vendor's own names. First row that fits. Only names decide, never the value: raise and clear carry other values and
 * must find the same type.
 */
interface FaultRule {
  /** Component name, lower case; a trailing `*` stands for any rest; `*` any. */
  component: string;
  variable: string;
  type: string;
}

const FAULT_RULES: readonly FaultRule[] = [
  { component: 'emergencystopsensor', variable: '*', type: 'charger.emergency_stop' },
  { component: 'smoke*', variable: '*', type: 'charger.smoke' },
  { component: 'rcd*', variable: '*', type: 'charger.ground_fault' },
  { component: 'groundisolationprotection', variable: '*', type: 'charger.ground_fault' },
  { component: 'overcurrentprotection*', variable: '*', type: 'charger.overcurrent' },
  { component: 'temperaturesensor', variable: '*', type: 'charger.overheat' },
  { component: 'externaltemperaturesensor', variable: '*', type: 'charger.overheat' },
  { component: 'aircoolingsystem', variable: '*', type: 'charger.overheat' },
  { component: 'liquidcoolingsystem', variable: '*', type: 'charger.overheat' },
  { component: 'floodsensor', variable: '*', type: 'sensor.water_leak' },
  { component: 'caseaccesssensor', variable: '*', type: 'device.tampered' },
  { component: '*', variable: 'temperature*', type: 'charger.overheat' },
  { component: '*', variable: 'overheat*', type: 'charger.overheat' },
  { component: '*', variable: 'smoke*', type: 'charger.smoke' },
  { component: '*', variable: 'overvoltage*', type: 'charger.overvoltage' },
  { component: '*', variable: 'undervoltage*', type: 'charger.undervoltage' },
  { component: '*', variable: 'overcurrent*', type: 'charger.overcurrent' },
  { component: '*', variable: 'overload', type: 'charger.overcurrent' },
  { component: '*', variable: 'groundfault*', type: 'charger.ground_fault' },
];

export const OCPP201_FAULT_TYPES: readonly string[] = FAULT_RULES.map((rule) => rule.type);

function fits(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** The alert type of an event by what it names; a vendor's techCode word (smoke, emergency stop) wins. */
export function faultType({ component, variable, techCode }: EventData): string {
  const word = (techCode ?? '').toLowerCase().replaceAll(/[\s_-]/g, '');
  const byWord = VENDOR_ERROR_TYPES.get(word);
  if (byWord !== undefined) return byWord;
  const [one, other] = [component.name.toLowerCase(), variable.name.toLowerCase()];
  const rule = FAULT_RULES.find((row) => fits(row.component, one) && fits(row.variable, other));
  return rule?.type ?? 'charger.fault';
}

/**
 * Boolean variables that are a fault while true. `Active` is one only of a component that watches for something: of a
 * connector or a light it is no fault.
 */
export function isFaultFlag({ component, variable }: EventData): boolean {
  const name = variable.name.toLowerCase();
  if (['problem', 'tripped', 'overload'].includes(name)) return true;
  const watches = /^(?:emergencystop|flood|smoke|caseaccess)/.test(component.name.toLowerCase());
  return name === 'active' && watches;
}

/**
 * Severity 0-9 of a monitor (part 2, 2.48 and use case N04), as ours. 5 (Alert) is what every monitor has that grades
 * nothing: the type's own.
 */
export const MONITOR_SEVERITIES: Readonly<Record<number, Severity>> = {
  0: 'critical', // Danger
  1: 'major', // Hardware Failure
  2: 'major', // System Failure
  3: 'major', // Critical
  4: 'minor', // Error
  6: 'minor', // Warning
  7: 'info', // Notice
  8: 'info', // Informational
  9: 'info', // Debug
};
