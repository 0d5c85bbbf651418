import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { Refusal } from '../../core/errors.ts';

/** Where in a payload the value stands: null the whole text, else the names and indexes into its JSON. */
export type ValuePath = readonly (string | number)[] | null;

// {{ value }}, {{ value_json.a['b'][0] | float(0) | round(1) }}
const TEMPLATE = /^\s*\{\{-?\s*(value_json|value)\b([^{}|]*)((?:\|[^{}|]*)*?)-?\}\}\s*$/;
const STEP = /\.([A-Za-z_]\w*)|\[\s*(?:'([^'\]]*)'|"([^"\]]*)"|(\d{1,4}))\s*\]/y;
/** Filters that leave the value what it is. */
const FILTERS = /^(?:float|int|round|is_defined|default|string|lower|upper|trim)\b\s*(?:\([^()]*\))?$/;

/**
 * A value template, of Jinja only what picks a value; whatever computes is refused. Absent: the whole payload.
 * @throws Refusal UNSUPPORTED_MESSAGE with `at`
 */
export function templateOf(template: string | null | undefined, at: string): ValuePath {
  if (template == null || template.trim() === '') return null;
  const [, root, steps = '', filters = ''] = TEMPLATE.exec(template) ?? [];
  const sound = filters
    .split('|')
    .slice(1)
    .every((filter) => FILTERS.test(filter.trim()));
  const path = root === undefined || !sound ? undefined : pathOf(steps.trim());
  if (path === undefined || (root === 'value' && path.length > 0)) {
    throw new Refusal('UNSUPPORTED_MESSAGE', at, 'a template that does more than pick a value');
  }
  return root === 'value' ? null : path;
}

function pathOf(steps: string): (string | number)[] | undefined {
  const path: (string | number)[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < steps.length) {
    const [whole, name, single, double, index] = STEP.exec(steps) ?? [];
    if (whole === undefined) return undefined;
    path.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index));
  }
  return path;
}

const record = Compile(Type.Record(Type.String(), Type.Unknown()));

/** The value at a path; undefined when there is none. */
export function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else at = record.Check(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  }
  return at;
}
