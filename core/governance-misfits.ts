import type { TSchema } from 'typebox';
import { nearest } from './near.ts';

/** What this file needs of a compiled typebox schema. */
interface Shape {
  Errors(value: unknown): readonly {
    keyword: string;
    instancePath: string;
    params: object;
    message: string;
  }[];
}

interface Misfit {
  path: string;
  zh: string;
  en: string;
}

const TYPE_ZH: Readonly<Record<string, string>> = {
  string: '文本',
  integer: '整数',
  number: '数字',
  boolean: 'true 或 false',
  array: '列表',
  object: '映射（键值）',
  null: '空值',
};

function paramOf(params: object, name: string): unknown {
  const entries: [string, unknown][] = Object.entries(params);
  return entries.find(([key]) => key === name)?.[1];
}

function namesOf(params: object, name: string): string[] {
  const found = paramOf(params, name);
  return Array.isArray(found) ? found.map(String) : [];
}

/** What a keyword of JSON Schema says of a value, in Chinese; null where the English has to do. */
function toldZh(keyword: string, params: object): string | null {
  const value = (name: string) => String(paramOf(params, name));
  switch (keyword) {
    case 'type': {
      const types = [paramOf(params, 'type')].flat().map((type) => TYPE_ZH[String(type)] ?? String(type));
      const text = types.length === 1 && types[0] === TYPE_ZH.string;
      return `应为${types.join('或')}${text ? '（形如数字或日期的文本请加引号）' : ''}`;
    }
    case 'enum':
      return `应为 ${namesOf(params, 'allowedValues').join('、')} 之一`;
    case 'const':
      return `应为 ${value('allowedValue')}`;
    case 'minimum':
      return `不得小于 ${value('limit')}`;
    case 'exclusiveMinimum':
      return `须大于 ${value('limit')}`;
    case 'maximum':
      return `不得大于 ${value('limit')}`;
    case 'exclusiveMaximum':
      return `须小于 ${value('limit')}`;
    case 'minLength':
      return `至少 ${value('limit')} 个字符`;
    case 'maxLength':
      return `至多 ${value('limit')} 个字符`;
    case 'minItems':
      return `至少 ${value('limit')} 项`;
    case 'maxItems':
      return `至多 ${value('limit')} 项`;
    case 'pattern':
      return `格式不符（${value('pattern')}）`;
    case 'uniqueItems':
      return '有重复项';
    case 'anyOf':
      return '不符合任何一种允许的写法';
    default:
      return null;
  }
}

/** The English of what says too little by itself. */
function toldEn(keyword: string, params: object, message: string): string {
  if (keyword === 'enum') return `is none of ${namesOf(params, 'allowedValues').join(', ')}`;
  if (keyword === 'type' && paramOf(params, 'type') === 'string') {
    return `${message} (put what looks like a number into quotes)`;
  }
  return message;
}

/** What a schema allows where a JSON Pointer leads, as far as plain objects and lists go. */
function keysAt(schema: TSchema, path: string): readonly string[] {
  let at: unknown = schema;
  const inside = (value: unknown, key: string): unknown =>
    typeof value === 'object' && value !== null ? paramOf(value, key) : undefined;
  for (const part of path.split('/').slice(1)) {
    at = inside(inside(at, 'properties'), part) ?? inside(at, 'items');
  }
  const properties = inside(at, 'properties');
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** What to say of an unknown key: the one that was meant, maybe, else all that may stand there. */
function meant(near: string | null, known: readonly string[]): { zh: string; en: string } {
  if (near !== null) return { zh: `，是否应为 ${near}？`, en: `: did you mean ${near}?` };
  if (known.length === 0) return { zh: '', en: '' };
  return { zh: `；可用的键：${known.join('、')}`, en: `: the keys here are ${known.join(', ')}` };
}

/** Every misfit of a value that does not fit its schema; missing and unknown keys by their names. */
export function misfitsOf(shape: Shape, schema: TSchema, value: unknown): Misfit[] {
  const told: Misfit[] = [];
  for (const { keyword, instancePath, params, message } of shape.Errors(value)) {
    if (keyword === 'required') {
      for (const name of namesOf(params, 'requiredProperties')) {
        told.push({ path: instancePath, zh: `缺少 ${name}`, en: `${name} is missing` });
      }
    } else if (keyword === 'additionalProperties') {
      for (const name of namesOf(params, 'additionalProperties')) {
        const known = keysAt(schema, instancePath);
        const near = nearest(name, known, 3);
        const { zh, en } = meant(near, known);
        const path = `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        told.push({ path, zh: `不是有效的键${zh}`, en: `is not known${en}` });
      }
      // each unknown key is told once more as a value that nothing may be
    } else if (keyword !== 'boolean') {
      told.push({
        path: instancePath,
        zh: toldZh(keyword, params) ?? `不符合要求（${message}）`,
        en: toldEn(keyword, params, message),
      });
    }
  }
  return told;
}
